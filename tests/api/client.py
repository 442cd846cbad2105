"""A client of the API over http.client, and the raw socket that hostile input needs.

Every exchange of a Client is written to the recorder, as one JSON line, for the contract test.
"""
import http.client
import json
import os
import socket
import threading
import urllib.parse

UNSET = object()


class Recorder:
    """Appends exchanges to a file of JSON lines; safe for threads."""

    def __init__(self, path=None):
        self.lock = threading.Lock()
        self.file = None
        if path:
            self.open(path)

    def open(self, path):
        self.file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def write(self, exchange):
        if self.file is None:
            return
        line = json.dumps(exchange) + "\n"
        with self.lock:
            os.write(self.file, line.encode("ascii"))  # one write: processes append to the same file


RECORDER = Recorder(os.environ.get("MAILLON_TEST_RECORD"))


class Answer:
    """What came back: status, headers by lower-case name, bytes, and the JSON of them."""

    def __init__(self, status, headers, body, request):
        self.status = status
        self.headers = headers
        self.body = body
        self.request = request
        self._json = UNSET

    @property
    def json(self):
        if self._json is UNSET:
            self._json = json.loads(self.body.decode("utf-8")) if self.body else None
        return self._json

    def lines(self):
        """The rows of an export, one object a line."""
        return [json.loads(line) for line in self.body.decode("utf-8").splitlines()]

    @property
    def code(self):
        """The problem's code, or None when it is no problem."""
        if "problem+json" not in self.headers.get("content-type", ""):
            return None
        return self.json.get("code")

    @property
    def etag(self):
        return self.headers.get("etag")

    def item(self, name):
        """The errors about a field (by pointer) or a query parameter, as a list of codes."""
        found = []
        for error in (self.json or {}).get("errors", []):
            where = error.get("pointer", error.get("parameter"))
            if where in (name, "/" + name):
                found.append(error["code"])
        return found

    def warnings(self):
        return [warning["code"] for warning in (self.json or {}).get("warnings") or []]

    def __repr__(self):
        return f"{self.request} -> {self.status} {self.body[:1500].decode('utf-8', 'replace')}"


class Client:
    """One caller: a key, the role it has, and the day it lives. Keeps its connection; one thread at a time."""

    def __init__(self, address, key=None, role=None, today=None, language="en"):
        self.address = address
        self.key = key
        self.role = role
        self.today = today
        self.language = language
        self.connection = None

    def copy(self):
        """The same caller on a connection of its own, for another thread."""
        return Client(self.address, self.key, self.role, self.today, self.language)

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def _headers(self, given, today, has_body):
        headers = {"Accept-Language": self.language}
        if self.key is not None:
            headers["Authorization"] = "Bearer " + self.key
        day = self.today if today is UNSET else today
        if day is not None:
            headers["Maillon-Today"] = str(day)
        if has_body:
            headers["Content-Type"] = "application/json"
        for name, value in (given or {}).items():
            known = [key for key in headers if key.lower() == name.lower()]
            for key in known:
                del headers[key]
            if value is not None:
                headers[name] = value
        return headers

    def _exchange(self, method, path, body, headers):
        for attempt in (1, 2):
            fresh = self.connection is None
            if fresh:
                self.connection = http.client.HTTPConnection(*self.address, timeout=30)
            try:
                self.connection.request(method, path, body=body, headers=headers)
                response = self.connection.getresponse()
                return response, response.read()
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                # A kept connection may have been closed while idle: one new try, on a new one only.
                self.close()
                if fresh or attempt == 2:
                    raise
        raise AssertionError("unreachable")

    def request(self, method, path, json_body=UNSET, body=None, headers=None, today=UNSET, record=True):
        if json_body is not UNSET:
            body = json.dumps(json_body, ensure_ascii=False).encode("utf-8")
        sent = self._headers(headers, today, body is not None)
        response, content = self._exchange(method, path, body, sent)
        answer = Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, content,
                        f"{self.role or 'anonymous'} {method} {path} {(body or b'')[:600].decode('utf-8', 'replace')}")
        if answer.headers.get("connection", "").lower() == "close":
            self.close()
        if record:
            self._record(method, path, body, answer)
        return answer

    def _record(self, method, path, body, answer):
        try:
            given = json.loads(body) if body is not None and len(body) < 1 << 20 else None
        except (ValueError, RecursionError):
            given = None
        try:
            got = answer.lines() if "ndjson" in answer.headers.get("content-type", "") else answer.json
        except ValueError:
            got = {"not json": answer.body[:200].decode("utf-8", "replace")}
        RECORDER.write({"role": self.role, "method": method, "path": path, "given": given, "status": answer.status,
                        "headers": answer.headers,
                        "body": got, "empty": not answer.body})

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def post(self, path, json=None, **more):  # an empty object when there is nothing to say
        return self.request("POST", path, json_body={} if json is None else json, **more)

    def patch(self, path, json, etag=UNSET, **more):
        """PATCH with the ETag given; read first when none is given; without If-Match when it is None."""
        if etag is UNSET:
            etag = self.get(path).etag
        headers = dict(more.pop("headers", None) or {})
        if etag is not None:
            headers["If-Match"] = etag
        headers.setdefault("Content-Type", "application/merge-patch+json")
        return self.request("PATCH", path, json_body=json, headers=headers, **more)

    def pages(self, path, limit):
        """Every item of a list, page by page."""
        items, cursor = [], None
        join = "&" if "?" in path else "?"
        while True:
            url = f"{path}{join}limit={limit}" + (f"&cursor={urllib.parse.quote(cursor)}" if cursor else "")
            answer = self.get(url)
            if answer.status != 200:
                raise AssertionError(answer)
            items.extend(answer.json["data"])
            cursor = answer.json["next_cursor"]
            if cursor is None:
                return items
            if len(items) > 5000:
                raise AssertionError("a list without end: " + path)


def raw(address, data, timeout=10, pause=None):
    """Sends bytes as they are and returns every byte of the answer, until the server closes or falls silent."""
    with socket.create_connection(address, timeout=timeout) as connection:
        received = b""
        try:
            if pause is None:
                connection.sendall(data)
            else:
                for part in pause:
                    connection.sendall(part)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it may answer and close before reading all: the answer is what counts
        try:
            while True:
                part = connection.recv(65536)
                if not part:
                    break
                received += part
                if complete(received):
                    break
        except (socket.timeout, ConnectionResetError):
            pass
        return received


def complete(data):
    """Whether `data` holds a whole answer with a Content-Length."""
    head, found, rest = data.partition(b"\r\n\r\n")
    if not found:
        return False
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return len(rest) >= int(value)
    return False


def raw_status(data):
    """The status of a raw answer, or None when there is none."""
    parts = data.split(b" ", 2)
    return int(parts[1]) if len(parts) > 1 and parts[0].startswith(b"HTTP/") and parts[1].isdigit() else None
