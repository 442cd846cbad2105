"""tools/up.py, with a small program in the place of the service: what ./dev up does with ports, signals and its cluster."""

import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from cluster import Cluster  # noqa: E402

SERVICE = """#!/usr/bin/python3
import http.server, os, signal, sys, threading

class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass

def stop(*_):
    print("service: stopped", flush=True)
    os._exit(0)

if sys.argv[1:] == ["roles"]:
    print("create table if not exists roles_were_made();")
elif sys.argv[1:] == ["keys", "new"]:
    print("cursor k1 AAAA")
elif sys.argv[1:] == ["serve"]:
    signal.signal(signal.SIGTERM, stop)
    for name in ("MAILLON_PORT", "MAILLON_ADMIN_PORT"):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ[name])), Ready)
        threading.Thread(target=server.serve_forever, daemon=True).start()
    while True:
        signal.pause()
elif sys.argv[1:] != ["migrate"]:
    sys.exit("no such command")
"""


def neighbouring_ports():
    while True:
        with socket.socket() as first, socket.socket() as second, socket.socket() as third:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
                third.bind(("127.0.0.1", port + 2))
            except (OSError, OverflowError):
                continue
            return port


class Up(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="maillon-up.")))
        cls.binary = cls.folder / "maillon"
        cls.binary.write_text(SERVICE)
        cls.binary.chmod(0o755)
        cls.dev = cls.folder / "dev"
        cls.dev.mkdir()
        (cls.dev / "keys.json").write_text('{"director": "mln_director", "prescriber": "mln_prescriber"}')
        cls.cluster = Cluster(cls.dev / "postgresql")
        cls.addClassCleanup(cls.cluster.remove)

    def setUp(self):
        self.port = neighbouring_ports()

    def start(self, dev=None):
        environment = {**os.environ, "MAILLON_DEV_DIR": str(dev or self.dev), "MAILLON_PORT": str(self.port)}
        process = subprocess.Popen(
            [sys.executable, ROOT / "tools" / "up.py", self.binary], env=environment, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process):
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)

    def said_until_ready(self, process):
        said = ""
        for line in process.stdout:
            said += line
            if line.startswith("Ctrl-C"):
                return said
        self.fail("it ended: " + said)

    def answers(self):
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5).status == 200
        except OSError:
            return False

    def postmaster(self):
        return (self.cluster.data_dir / "postmaster.pid").read_text().splitlines()[0]

    def test_serves_and_stops(self):
        process = self.start()
        said = self.said_until_ready(process)
        self.assertIn(f"http://127.0.0.1:{self.port}/v1", said)
        self.assertIn("mln_director", said)
        self.assertEqual(said.count("  curl "), 3)
        self.assertTrue(self.answers())
        self.assertTrue(self.cluster.adopt())
        self.assertEqual(self.cluster.psql("maillon", "select count(*) from roles_were_made", "maillon_admin"), "0")
        rights = "select rolsuper, rolcreaterole, rolbypassrls from pg_roles where rolname = 'maillon_admin'"
        self.assertEqual(self.cluster.psql("postgres", rights), "f|t|f")
        self.assertEqual((self.dev / "keys").stat().st_mode & 0o777, 0o400)
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0)
        self.assertIn("service: stopped", rest)
        self.assertFalse(self.answers())
        self.assertFalse(self.cluster.running())

    def test_killed_then_run_again(self):
        process = self.start()
        self.said_until_ready(process)
        before = self.postmaster()
        process.kill()
        process.communicate(timeout=60)
        deadline = time.monotonic() + 10
        while self.answers() and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertFalse(self.answers(), "the service outlived what started it")
        again = self.start()
        self.said_until_ready(again)
        self.assertEqual(self.postmaster(), before)

    def test_taken_port(self):
        for offset in (0, 1):
            with self.subTest(offset=offset), socket.socket() as other:
                other.bind(("127.0.0.1", self.port + offset))
                other.listen()
                other_dev = self.folder / f"other{offset}"
                said, _ = self.start(other_dev).communicate(timeout=60)
                self.assertIn(f"port {self.port + offset} of 127.0.0.1 is taken; nothing was started", said)
                self.assertFalse((other_dev / "postgresql").exists())

    def test_one_per_directory(self):
        self.said_until_ready(self.start())
        second = self.start()
        said, _ = second.communicate(timeout=60)
        self.assertEqual(second.returncode, 1)
        self.assertIn("another ./dev up serves", said)
        self.assertTrue(self.answers())


if __name__ == "__main__":
    result = unittest.main(exit=False).result
    bad = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - bad} passed, {bad} failed")
    sys.exit(1 if bad else 0)
