"""What stands between the service and its PostgreSQL, and cuts each connection at a byte of its own."""
import random
import shutil
import socket
import tempfile
import threading


class Cutter:
    """A socket that PostgreSQL seems to listen on. Every connection is cut, whole messages or not, once `budget()` bytes have gone
    one of the two ways; while `cuts` is False, none is."""

    def __init__(self, host, port, seed):
        self.target = f"{host}/.s.PGSQL.{port}"
        self.directory = tempfile.mkdtemp(prefix="maillon-cutter.", dir="/tmp")
        self.random = random.Random(seed)
        self.cuts, self.n_cut = False, 0
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(f"{self.directory}/.s.PGSQL.{port}")
        self.listening.listen(16)
        threading.Thread(target=self._accept, daemon=True).start()

    def budget(self):
        """Bytes: sometimes within the start of the session, mostly after some requests."""
        return self.random.randint(100, 2000) if self.random.random() < 0.1 else self.random.randint(2000, 60000)

    def _accept(self):
        while True:
            try:
                near, _ = self.listening.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            try:
                far.connect(self.target)
            except OSError:
                near.close()
                continue
            budgets = [self.budget(), 1 << 60]
            self.random.shuffle(budgets)
            for source, sink, budget in ((near, far, budgets[0]), (far, near, budgets[1])):
                threading.Thread(target=self._relay, args=(source, sink, budget), daemon=True).start()

    def _relay(self, source, sink, budget):
        try:
            while part := source.recv(65536):
                if self.cuts and len(part) > budget:
                    sink.sendall(part[:budget])
                    self.n_cut += 1
                    break
                budget -= len(part)
                sink.sendall(part)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:  # the other direction was here before
                pass

    def stop(self):
        self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        shutil.rmtree(self.directory, ignore_errors=True)
