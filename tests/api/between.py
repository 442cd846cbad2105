"""What stands between the service and its PostgreSQL, for tests of what happens between two messages."""
import random
import shutil
import socket
import tempfile
import threading

from stage import Stage


class Between:
    """A socket that PostgreSQL seems to listen on. `lane()` says what becomes of the bytes of one direction of a connection."""

    def __init__(self, stage):
        host, port = stage.facts["host"], stage.facts["port"]
        self.target = f"{host}/.s.PGSQL.{port}"
        self.directory = tempfile.mkdtemp(prefix="maillon-between.", dir="/tmp")
        self.stage = Stage({**stage.facts, "host": self.directory})
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(f"{self.directory}/.s.PGSQL.{port}")
        self.listening.listen(16)
        threading.Thread(target=self._accept, daemon=True).start()

    def lane(self, upward):
        """A function of the bytes that came: those to pass on, and whether the connection goes on."""
        raise NotImplementedError

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
            for source, sink, upward in ((near, far, True), (far, near, False)):
                threading.Thread(target=self._relay, args=(source, sink, self.lane(upward)), daemon=True).start()

    @staticmethod
    def _relay(source, sink, lane):
        try:
            goes_on = True
            while goes_on and (part := source.recv(65536)):
                part, goes_on = lane(part)
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


class Cutter(Between):
    """Cuts each connection at a byte of its own, in the middle of messages or not, while `cuts` is true."""

    def __init__(self, stage):
        super().__init__(stage)
        self.cuts, self.n_cut = False, 0

    def lane(self, upward):
        # sometimes within the start of the session, mostly after some requests
        left = random.randint(100, 2000) if random.random() < 0.1 else random.randint(2000, 60000)

        def pass_on(part):
            nonlocal left
            if self.cuts and len(part) > left:
                self.n_cut += 1
                return part[:left], False
            left -= len(part)
            return part, True
        return pass_on


class Holder(Between):
    """Waits for bytes that the service sends: holds what they are part of back, or cuts the connection before or after it."""

    def __init__(self, stage):
        super().__init__(stage)
        self.needle, self.doing, self.losing = None, None, False
        self.found, self.go = threading.Event(), threading.Event()

    def once(self, needle, doing):
        """`doing`, of "hold" (until go is set), "cut" (it never comes), "lose" (it comes, and its answer does not)."""
        self.needle, self.doing, self.losing = needle, doing, False
        self.found.clear()
        self.go.clear()

    def lane(self, upward):
        def up(part):
            if self.needle is None or self.needle not in part:
                return part, True
            self.needle = None
            self.losing = self.doing == "lose"
            self.found.set()
            if self.doing == "hold":
                self.go.wait(10)
            return (b"", False) if self.doing == "cut" else (part, True)

        def down(part):
            if self.losing:
                self.losing = False
                return b"", False
            return part, True
        return up if upward else down
