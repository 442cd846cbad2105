"""A connection read as what it is: a row of answers, then more, an end, or silence."""
import re
import socket
import time


class Talk:
    """What came back for some bytes: statuses of the answers in their order (without 100), and how it ended.

    `then` is what to wait for, and what to send when it has come; `drip` is what to send again and again, and the seconds
    between.
    """

    def __init__(self, address, data, first=8.0, more=0.3, then=None, drip=None):
        self.received, self.closed, self.sent_all = b"", False, True
        started = time.monotonic()
        with socket.create_connection(address, timeout=5) as connection:
            try:
                connection.sendall(data)
            except OSError:
                self.sent_all = False  # refused before all was sent: the answer is what counts
            if then:
                self._wait(connection, then[0])
                connection.sendall(then[1])
            if drip:
                self._drip(connection, *drip, started + first)
            else:
                self._read(connection, first, more)
        self.seconds = time.monotonic() - started
        self.answers, self.rest = split(self.received)
        self.statuses = [status for status, _, _ in self.answers]

    def _wait(self, connection, expected):
        while not self.received.startswith(expected):
            part = connection.recv(65536)
            if not part:
                raise AssertionError(f"closed before {expected!r}: {self.received!r}")
            self.received += part

    def _drip(self, connection, part, pause, until):
        """Sends until it is refused, or the time is over."""
        connection.settimeout(pause)
        while time.monotonic() < until:
            try:
                connection.sendall(part)
                came = connection.recv(65536)
            except socket.timeout:
                continue
            except OSError:
                came = b""
            self.received += came
            if not came:
                self.closed = True
                return
            time.sleep(pause)

    def _read(self, connection, first, more):
        """Waits `first` for an answer, then `more` for another."""
        until = time.monotonic() + first
        while True:
            connection.settimeout(max(until - time.monotonic(), 0.001))
            try:
                part = connection.recv(65536)
            except socket.timeout:
                return
            except OSError:
                part = b""
            if not part:
                self.closed = True
                return
            self.received += part
            answers, rest = split(self.received)
            if answers and not rest:
                until = time.monotonic() + more

    def __repr__(self):
        return f"{self.statuses} {'closed' if self.closed else 'open'} {self.received[:600]!r}"


def split(data):
    """The whole answers of a stream (status, headers, body), without interim ones, and what is left."""
    found = []
    while True:
        head, end, rest = data.partition(b"\r\n\r\n")
        if end and rest.startswith(head + end):
            rest = rest[len(head + end):]  # libmicrohttpd writes the head of its own refusal of a length twice
        match = re.match(rb"HTTP/1\.[01] (\d{3})[^\r\n]*", head)
        if not end or not match:
            return found, data
        headers = {}
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            headers[name.strip().lower().decode("latin-1")] = value.strip().decode("latin-1")
        length = int(headers.get("content-length", 0))
        if len(rest) < length:
            return found, data
        if match[1] != b"100":
            found.append((int(match[1]), headers, rest[:length]))
        data = rest[length:]
