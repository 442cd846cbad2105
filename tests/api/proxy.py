"""The proxy as it is shipped (docker/haproxy.cfg), in front of a test's server, on a port of its own."""
import json
import os
import re
import shutil
import socket
import subprocess
import time

import samples
from client import Client
from harness import Case
from stage import ROOT, free_ports

CONFIGURATION = os.path.join(ROOT, "docker", "haproxy.cfg")
PROGRAM = shutil.which("haproxy", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")


class Proxy:
    def __init__(self, server, **more):
        if PROGRAM is None:
            raise RuntimeError("haproxy is not installed; ./dev test installs it")
        self.server = server
        self.more = more
        self.log_path = server.log_path + ".proxy"
        for attempt in range(3):
            self.address = ("127.0.0.1", free_ports()[0])
            self._start()
            if self._listens() or attempt == 2:
                break
            self.kill()
        if not self.alive():
            raise RuntimeError("the proxy did not start:\n" + self.log())

    def environment(self):
        host, port = self.server.address
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MAILLON_")}
        slow = getattr(self.server, "slow_port", 1)  # where a test has no service, nobody exports
        return {**kept, "MAILLON_PROXY_BIND": f"{self.address[0]}:{self.address[1]}", "MAILLON_PROXY_API": f"{host}:{port}",
                "MAILLON_PROXY_SLOW": f"{host}:{slow}", "MAILLON_PROXY_ADMIN_PORT": str(self.server.admin_port), **self.more}

    def _start(self):
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen([PROGRAM, "-db", "-f", CONFIGURATION], stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=log, env=self.environment(), start_new_session=True)

    def _listens(self):
        until = time.monotonic() + 10
        while time.monotonic() < until and self.alive():
            try:
                socket.create_connection(self.address, timeout=1).close()
                return True
            except OSError:
                time.sleep(0.03)
        return False

    def alive(self):
        return self.process.poll() is None

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as file:
            return file.read()

    def kill(self):
        if self.alive():
            self.process.kill()
        self.process.wait(10)

    def stop(self):
        """What was wrong, or None."""
        if not self.alive():
            return f"the proxy died with status {self.process.returncode}:\n{self.log()[-3000:]}"
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
            return "the proxy did not stop within 10 s"
        return None


def documented():
    """(status, code) of every problem that api-spec/problems.md tells of, the proxy's included."""
    with open(os.path.join(ROOT, "api-spec", "problems.md"), encoding="utf-8") as file:
        text = file.read()
    return {(int(status), code) for code, status in re.findall(r"^\| `(\w+)` \| (\d{3}) ", text, re.M)} | \
           {(int(status), code) for status, code in re.findall(r"^\| (\d{3}) \| `(\w+)` ", text, re.M)}


def problem_of(case, answer):
    """The body of a (status, headers, content) that is a problem of problems.md, its request id the header's."""
    status, headers, content = answer
    case.assertEqual(headers.get("content-type"), "application/problem+json", answer)
    body = json.loads(content)
    case.assertEqual(body["status"], status)
    case.assertTrue((status, body["code"]) in documented(), f"{status} {body['code']} is not in problems.md")
    case.assertEqual(body["type"], "/problems#" + body["code"])
    case.assertEqual(body["request_id"], headers.get("x-request-id", ""))
    return body


class ProxyCase(Case):
    """A server and the shipped proxy in front of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.proxy = Proxy(cls.server)
        cls.addClassCleanup(cls.stop_proxy)
        key = cls.world.counsellor.key
        cls.honest = Client(cls.proxy.address, key, "counsellor", samples.TODAY)
        cls.bearer = f"Host: maillon\r\nAuthorization: Bearer {key}\r\n".encode()

    @classmethod
    def stop_proxy(cls):
        fault = cls.proxy.stop()
        if fault:
            raise AssertionError(fault)

    def tearDown(self):
        super().tearDown()
        self.assertTrue(self.proxy.alive(), "the proxy died")

    def layers(self):
        return (("service", self.server.address), ("proxy", self.proxy.address))

    def in_flight(self):
        return int(re.search(r"^maillon_requests_in_flight (\d+)", self.server.admin("/metrics")[1], re.M)[1])

    def assertIdle(self):
        """Nothing stays behind once the hostile clients have gone."""
        until = time.monotonic() + 5
        while self.in_flight() > 0 and time.monotonic() < until:
            time.sleep(0.05)
        self.assertEqual(self.in_flight(), 0, "requests stay in flight")

    def assertProblem(self, answer):
        return problem_of(self, answer)
