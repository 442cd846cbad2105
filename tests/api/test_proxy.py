"""What the shipped proxy adds by itself: request ids, its log, its own refusals."""
import glob
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import types
import unittest

from proxy import CONFIGURATION, Proxy, ProxyCase, documented, problem_of
from stage import ROOT, free_ports
from wire import Talk

READY = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
GET = b"GET /v1/me HTTP/1.1\r\nHost: maillon\r\n\r\n"
POST = b"POST /v1/hosts HTTP/1.1\r\nHost: maillon\r\nContent-Type: application/json\r\n"  # the head goes on


class Added(ProxyCase):
    seconds = 6

    def logged(self, text):
        """The proxy's log once it holds this: it is written after the answer."""
        until = time.monotonic() + 5
        while text not in self.proxy.log() and time.monotonic() < until:
            time.sleep(0.05)
        return self.proxy.log()

    def test_request_id(self):
        def answered(lines):
            talk = Talk(self.proxy.address, b"GET /v1/me HTTP/1.1\r\n" + self.bearer + lines + b"\r\n")
            self.assertEqual(talk.statuses, [200], repr(talk))
            return talk.answers[0][1]["x-request-id"]
        self.assertEqual(answered(b"X-Request-Id: abc-1.2_3\r\n"), "abc-1.2_3")
        seen = set()
        for lines in (b"", b"X-Request-Id: a b\r\n", b"X-Request-Id: " + b"x" * 129 + b"\r\n",
                      b"X-Request-Id: a\r\nX-Request-Id: b\r\n", b"X-Request-Id: a\"b\r\n", b"X-Request-Id:\r\n"):
            with self.subTest(lines[:40]):
                seen.add(answered(lines))
                self.assertRegex(max(seen), r"^[0-9a-f-]{36}$")
        self.assertEqual(len(seen), 6, "an id is made for each")
        refusal = Talk(self.proxy.address, b"BREW / HTTP/1.1\r\n" + self.bearer + b"X-Request-Id: tea\r\n\r\n").answers[0]
        self.assertEqual(problem_of(self, refusal)["request_id"], "tea")
        self.assertIn('"request_id":"tea"', self.logged('"request_id":"tea"'))

    def test_exports_go_to_their_port(self):
        for method, status in (("GET", 200), ("HEAD", 200), ("OPTIONS", 204), ("POST", 405)):
            answer = self.honest.request(method, "/v1/hosts/export", **({"json_body": {}} if method == "POST" else {}))
            self.assertEqual(answer.status, status, repr(answer))
        for path, status in (("/v1/hosts/export?format=ndjson&fields=id", 200), ("/v1/hosts/exports", 404),
                             ("/v1/hosts/export/", 404), ("/v1/me", 200)):
            self.assertEqual(self.honest.get(path).status, status, path)

    def test_log(self):
        """A line per request: the path, never its query, never a header."""
        self.honest.get("/v1/candidacies?q=secretname", headers={"X-Secret": "secretheader"})
        self.honest.get("/v1/" + "x" * 4200 + "?q=secretname")
        log = self.logged('"status":414')
        for secret in ("secretname", "secretheader", "mln_", "Bearer"):
            self.assertNotIn(secret, log)
        lines = [json.loads(line) for line in log.split("\n") if line.startswith("{")]
        self.assertTrue([line for line in lines if line["path"] == "/v1/candidacies"], log[-2000:])


class Refusals(unittest.TestCase):
    """Without the service: what stands behind the proxy is a few lines of this test."""

    seconds = 8

    def setUp(self):
        self.directory = tempfile.mkdtemp(prefix="maillon-proxy.", dir="/tmp")
        self.addCleanup(shutil.rmtree, self.directory)
        self.received = b""

    def serve(self, port, answer, kept):
        """A listener that reads a little, answers these bytes and closes, until the test ends; what it reads may be kept."""
        listener = socket.create_server(("127.0.0.1", port))
        self.addCleanup(listener.close)
        self.addCleanup(listener.shutdown, socket.SHUT_RDWR)

        def run():
            while True:
                try:
                    connection = listener.accept()[0]
                except OSError:
                    return
                with connection:
                    came = connection.recv(4096)
                    self.received += came if kept else b""
                    connection.sendall(answer)
        threading.Thread(target=run, daemon=True).start()

    def proxy(self, api=None, admin=READY, **more):
        port, admin_port, _ = free_ports()
        for number, answer in ((port, api), (admin_port, admin)):
            if answer is not None:
                self.serve(number, answer, number == port)
        server = types.SimpleNamespace(address=("127.0.0.1", port), admin_port=admin_port,
                                       log_path=os.path.join(self.directory, "log"))
        proxy = Proxy(server, **more)
        self.addCleanup(lambda: self.assertIsNone(proxy.stop()))
        return proxy

    def refused(self, proxy, status, code):
        answers = Talk(proxy.address, GET).answers
        self.assertEqual([answer[0] for answer in answers], [status])
        self.assertEqual(problem_of(self, answers[0])["code"], code)
        return answers[0][1]

    def test_nobody_behind(self):
        headers = self.refused(self.proxy(), 503, "unavailable")
        self.assertRegex(headers["retry-after"], r"^\d+$")

    def test_not_ready(self):
        """The service listens, and says at /readyz that it may not be asked."""
        proxy = self.proxy(api=READY, admin=b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")
        until = time.monotonic() + 15
        while Talk(proxy.address, GET).statuses == [200] and time.monotonic() < until:
            time.sleep(0.2)
        self.refused(proxy, 503, "unavailable")

    def test_what_is_sent_on(self):
        """The connection's own headers end here; who connects is said by the proxy alone."""
        told = b"X-Forwarded-For: 10.0.0.1\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\nTE: trailers\r\n"
        talk = Talk(self.proxy(api=READY).address, GET[:-2] + told + b"X-Other: kept\r\n\r\n")
        self.assertEqual(talk.statuses, [200])
        sent = self.received[self.received.index(b"GET /v1/me"):].lower()
        self.assertEqual(re.findall(rb"x-forwarded-for: (.*)\r\n", sent), [b"127.0.0.1"])
        self.assertIn(b"x-other: kept\r\n", sent)
        for name in (b"\nupgrade:", b"\nhttp2-settings:", b"\nte:"):
            self.assertNotIn(name, sent)

    def test_chunks(self):
        """Refused once the headers are there: the body is not waited for, and nothing of the request is sent on."""
        proxy = self.proxy(api=READY)
        coded = POST + b"Transfer-Encoding: chunked\r\n"
        for label, data in (("alone", coded), ("behind a length", POST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n"),
                            ("before a length", coded + b"Content-Length: 2\r\n"),
                            ("in two cases", POST + b"transfer-ENCODING: Chunked\r\n"),
                            ("expecting", coded + b"Expect: 100-continue\r\n"),
                            ("without a body", GET[:-2] + b"Transfer-Encoding: chunked\r\n")):
            with self.subTest(label):
                talk = Talk(proxy.address, data + b"\r\n", first=5)
                self.assertEqual(talk.statuses, [411], repr(talk))
                self.assertNotIn(b" 100 ", talk.received)
                self.assertEqual(problem_of(self, talk.answers[0])["code"], "length_required")
                self.assertTrue(talk.closed, "the connection goes on")
                self.assertLess(talk.seconds, 2)
        self.assertEqual(self.received, b"", "something was sent on")

    def test_lengths(self):
        """Equal lengths become one; a request without body needs none."""
        proxy = self.proxy(api=READY)
        for lines, body in ((b"Content-Length: 2\r\n", b"{}"), (b"Content-Length: 2\r\n" * 3, b"{}"),
                            (b"Content-Length: 2, 2\r\n", b"{}"), (b"Content-Length: 0\r\n", b"")):
            with self.subTest(lines):
                self.received = b""
                self.assertEqual(Talk(proxy.address, POST + lines + b"\r\n" + body).statuses, [200])
                self.assertEqual(re.findall(rb"content-length: (.*)\r\n", self.received.lower()), [b"%d" % len(body)])
                self.assertNotIn(b"transfer-encoding", self.received.lower())
        for data in (GET, GET.replace(b"1.1", b"1.0", 1), GET.replace(b"GET", b"OPTIONS"), POST + b"\r\n"):
            with self.subTest(data):
                self.assertEqual(Talk(proxy.address, data).statuses, [200])

    def test_tls(self):
        """A certificate comes from the environment; HTTP in clear is then not spoken."""
        pem = os.path.join(self.directory, "proxy.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-days", "1", "-subj", "/CN=maillon.example", "-addext", "subjectAltName=DNS:maillon.example",
                        "-keyout", pem, "-out", pem + ".crt"], check=True, capture_output=True)
        with open(pem, "ab") as file, open(pem + ".crt", "rb") as certificate:
            file.write(certificate.read())
        proxy = self.proxy(api=READY, MAILLON_PROXY_TLS=f"ssl crt {pem}")
        context = ssl.create_default_context(cafile=pem + ".crt")
        with socket.create_connection(proxy.address, timeout=5) as plain:
            with context.wrap_socket(plain, server_hostname="maillon.example") as connection:
                connection.sendall(GET)
                self.assertTrue(connection.recv(4096).startswith(b"HTTP/1.1 200 "))
        self.assertEqual(Talk(proxy.address, GET).statuses, [])

    def test_answer_that_is_none(self):
        self.refused(self.proxy(api=b"good morning\r\n\r\n"), 502, "bad_gateway")
        self.refused(self.proxy(api=b""), 502, "bad_gateway")

    def test_texts(self):
        """Each text is used, is JSON once filled, and is what problems.md says; problems.md says no more."""
        with open(CONFIGURATION, encoding="utf-8") as file:
            configuration = file.read()
        told = set()
        for path in glob.glob(os.path.join(ROOT, "docker", "problems", "*.json")):
            with open(path, encoding="utf-8") as file:
                text = re.sub(r"%\[[^]]*\]", "x", file.read())
            body, name = json.loads(text), os.path.basename(path)
            with self.subTest(name):
                self.assertEqual(name, body["code"] + ".json")
                used = f"status {body['status']} content-type application/problem+json lf-file problems/{name}"
                self.assertIn(used, configuration)
                self.assertEqual(set(body), {"type", "title", "status", "detail", "instance", "code", "request_id", "errors"})
            told.add((body["status"], body["code"]))
        with open(os.path.join(ROOT, "api-spec", "problems.md"), encoding="utf-8") as file:
            below = file.read().partition("## Below the application")[2]
        self.assertEqual(told, {(int(status), code) for status, code in re.findall(r"^\| (\d{3}) \| `(\w+)` ", below, re.M)})
        self.assertLessEqual(told, documented())
