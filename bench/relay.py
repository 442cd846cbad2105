"""What the service says to PostgreSQL, read on the wire: a relay between the two that records each statement that is run,
with its values, and where each Sync falls. The scripts of pgbench are made from this record, so that they cannot differ
from what the service does. Standard library only.
"""

import os
import socket
import struct
import threading

CANCEL, STARTUP = 80877102, 196608
EXECUTE, SYNC = "execute", "sync"


class Relay:
    """Listens in `directory` under the port's usual name, forwards to the cluster's socket. One record for every backend
    whose application_name is `application`."""

    def __init__(self, directory, port, target, application="maillon"):
        self.directory = str(directory)
        self.target = target
        self.application = application
        self.options = None  # the session settings of the startup message
        self.record = []  # (EXECUTE, text, [value or None]) and (SYNC,)
        self.path = os.path.join(self.directory, f".s.PGSQL.{port}")
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen(16)
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self.listener.close()
        os.unlink(self.path)

    def take(self):
        """What was recorded since the last call."""
        taken, self.record = self.record, []
        return taken

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(self.target)
            reader = Reader(self)
            threading.Thread(target=pump, args=(client, server, reader.feed), daemon=True).start()
            threading.Thread(target=pump, args=(server, client, None), daemon=True).start()


def pump(source, sink, look):
    try:
        while data := source.recv(65536):
            if look:
                look(data)
            sink.sendall(data)
    except OSError:
        pass
    for end in (source, sink):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def strings(data):
    return data.split(b"\0")


class Reader:
    """The frontend's half of one connection (the protocol of PostgreSQL, version 3, chapter 55.7 of its documentation)."""

    def __init__(self, relay):
        self.relay = relay
        self.pending = b""
        self.started = False
        self.recorded = False
        self.statements = {}  # name: text
        self.bound = None

    def feed(self, data):
        self.pending += data
        while self._one():
            pass

    def _one(self):
        head = 4 if not self.started else 5
        if len(self.pending) < head:
            return False
        (length,) = struct.unpack_from(">i", self.pending, head - 4)
        whole = length if not self.started else length + 1
        if len(self.pending) < whole:
            return False
        message, self.pending = self.pending[:whole], self.pending[whole:]
        if self.started:
            self._message(chr(message[0]), message[5:])
        else:
            self._startup(message)
        return True

    def _startup(self, message):
        (version,) = struct.unpack_from(">i", message, 4)
        if version == CANCEL:
            return
        if version != STARTUP:
            raise RuntimeError(f"a startup packet of version {version} is not understood")
        words = [word.decode() for word in strings(message[8:])]
        settings = dict(zip(words[0::2], words[1::2]))
        self.started = True
        self.recorded = settings.get("application_name") == self.relay.application
        if self.recorded:
            self.relay.options = settings["options"]

    def _message(self, kind, body):
        if not self.recorded:
            return
        if kind == "P":
            name, text = strings(body)[:2]
            self.statements[name] = text.decode()
        elif kind == "B":
            self.bound = self._bind(body)
        elif kind == "E":
            self.relay.record.append((EXECUTE, *self.bound))
        elif kind == "S":
            self.relay.record.append((SYNC,))
        elif kind == "Q":
            raise RuntimeError("the service sent a simple query: the scripts of pgbench could not be the same")

    def _bind(self, body):
        _, name = strings(body)[:2]
        at = body.index(b"\0", body.index(b"\0") + 1) + 1
        (formats,) = struct.unpack_from(">h", body, at)
        at += 2 + 2 * formats
        (count,) = struct.unpack_from(">h", body, at)
        at += 2
        values = []
        for _ in range(count):
            (length,) = struct.unpack_from(">i", body, at)
            at += 4
            values.append(None if length < 0 else body[at:at + length].decode())
            at += max(length, 0)
        return self.statements[name], values
