"""What a run stands on: one private PostgreSQL cluster, template databases, servers on ports of their own.

`Stage.open()` is called once, by tests/run.py; workers find the same stage again through the file that
MAILLON_TEST_STAGE names.
"""
import base64
import http.client
import json
import os
import re
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.environ.get("MAILLON_BINARY", os.path.join(ROOT, "build", "src", "app", "maillon"))
PROGRAM = [*shlex.split(os.environ.get("MAILLON_UNDER", "")), BINARY]  # under valgrind, say
MIGRATED = "maillon_migrated"
WORLD = "maillon_world"
REPORT = re.compile(r"(AddressSanitizer|LeakSanitizer|ThreadSanitizer|runtime error:|Assertion .* failed|^==\d+== )", re.M)


def free_ports():
    """Three neighbouring free ports: the service's, the administrator's and the one of exports."""
    for _ in range(200):
        with socket.socket() as first:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            with socket.socket() as second, socket.socket() as third:
                try:
                    second.bind(("127.0.0.1", port + 1))
                    third.bind(("127.0.0.1", port + 2))
                except (OSError, OverflowError):
                    continue
                return port, port + 1, port + 2
    raise RuntimeError("no three neighbouring free ports")


class Stage:
    def __init__(self, facts):
        self.facts = facts
        self.cluster = None

    @classmethod
    def open(cls):
        sys.path.insert(0, os.path.join(ROOT, "tools"))
        import cluster as postgresql
        directory = tempfile.mkdtemp(prefix="maillon-test.", dir="/tmp")
        cluster = postgresql.temporary()
        stage = cls({"directory": directory, "host": cluster.socket_dir, "port": cluster.port,
                     "superuser": postgresql.SUPERUSER, "keys_file": os.path.join(directory, "keys")})
        stage.cluster = cluster
        stage._write_keys()
        stage._migrate()
        return stage

    @classmethod
    def found(cls):
        with open(os.environ["MAILLON_TEST_STAGE"], encoding="utf-8") as file:
            return cls(json.load(file))

    def save(self):
        path = os.path.join(self.facts["directory"], "stage.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(self.facts, file)
        os.environ["MAILLON_TEST_STAGE"] = path

    def _write_keys(self):
        path = self.facts["keys_file"]
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "w", encoding="ascii") as file:
            for purpose in ("cursor", "data"):
                file.write(f"{purpose} k1 {base64.b64encode(secrets.token_bytes(32)).decode()}\n")

    def _migrate(self):
        """Migrates as an administrator without superuser rights: what a managed PostgreSQL gives."""
        self.sql("create role maillon_administrator login createrole createdb", "postgres")
        self.sql(f"create database {MIGRATED} owner maillon_administrator", "postgres")
        done = self.maillon(["migrate"], MIGRATED)
        if done.returncode != 0:
            raise RuntimeError("maillon migrate failed:\n" + done.stdout + done.stderr)

    def close(self):
        if self.cluster is not None:
            self.cluster.stop()
        shutil.rmtree(self.facts["directory"], ignore_errors=True)

    def conninfo(self, database, user):
        return f"host={self.facts['host']} port={self.facts['port']} dbname={database} user={user}"

    def environment(self, database, **more):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAILLON_", "PG"))}
        kept.update(MAILLON_DATABASE=self.conninfo(database, "maillon_login"),
                    MAILLON_MIGRATE_DATABASE=self.conninfo(database, "maillon_administrator"),
                    MAILLON_KEYS_FILE=self.facts["keys_file"], ASAN_OPTIONS="detect_stack_use_after_return=1",
                    UBSAN_OPTIONS="print_stacktrace=1", **more)
        return kept

    def maillon(self, arguments, database, **more):
        return subprocess.run([*PROGRAM, *arguments], env=self.environment(database, **more), text=True,
                              capture_output=True, timeout=120, check=False)

    def psql(self, text, database, user=None, check=True):
        """Runs SQL; rows come back as lists of texts (None for null)."""
        command = ["psql", "-X", "-q", "-A", "-t", "-F", "\x1f", "-P", "null=\x1e", "-v", "ON_ERROR_STOP=1", "-d",
                   self.conninfo(database, user or self.facts["superuser"]), "-f", "-"]
        done = subprocess.run(command, input=text, text=True, capture_output=True, timeout=120, check=False)
        if done.returncode != 0 and check:
            raise RuntimeError(f"psql on {database}: {done.stderr}\n{text[:2000]}")
        return done

    def sql(self, text, database, user=None):
        rows = self.psql(text, database, user).stdout
        return [[None if cell == "\x1e" else cell for cell in row.split("\x1f")] for row in rows.split("\n") if row]

    def create_database(self, name, template=WORLD):
        self.sql(f"create database {name} template {template} owner maillon_administrator", "postgres")

    def drop_database(self, name):
        self.sql(f"drop database if exists {name} with (force)", "postgres")


class Server:
    """One `maillon serve` on its own ports and one database; {port} in a setting stands for the port of the API."""

    def __init__(self, stage, database, **settings):
        self.stage = stage
        self.database = database
        self.settings = settings
        self.process = None
        self.log_path = os.path.join(stage.facts["directory"], database + ".log")
        self.start()

    def start(self):
        for attempt in range(3):
            self.port, self.admin_port, self.slow_port = free_ports()
            settings = {"MAILLON_DEV": "1", "MAILLON_ADDRESS": "127.0.0.1", "MAILLON_PORT": str(self.port),
                        "MAILLON_ADMIN_PORT": str(self.admin_port), "MAILLON_SLOW_PORT": str(self.slow_port),
                        "MAILLON_DEADLINE_MS": "10000",
                        "MAILLON_WORKERS": "4", "MAILLON_CLOCK_SECONDS": "3600",
                        "MAILLON_RATE_PER_MINUTE": "0",
                        **{name: value.replace("{port}", str(self.port)) for name, value in self.settings.items()}}
            with open(self.log_path, "ab") as log:
                self.process = subprocess.Popen([*PROGRAM, "serve"], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                                env=self.stage.environment(self.database, **settings),
                                                start_new_session=True)
            if self._ready() or attempt == 2:
                break
            self.kill()
        if not self.alive():
            raise RuntimeError("the server did not start:\n" + self.log()[-3000:])
        self.address = ("127.0.0.1", self.port)

    def _ready(self):
        until = time.monotonic() + 20
        while time.monotonic() < until and self.alive():
            try:
                if self.admin("/readyz")[0] == 200:
                    return True
            except (OSError, http.client.HTTPException):  # a port that nobody has yet may answer with the request itself
                pass
            time.sleep(0.03)
        return False

    def admin(self, path, method="GET"):
        connection = http.client.HTTPConnection("127.0.0.1", self.admin_port, timeout=10)
        try:
            connection.request(method, path)
            response = connection.getresponse()
            return response.status, response.read().decode("utf-8")
        finally:
            connection.close()

    def alive(self):
        return self.process is not None and self.process.poll() is None

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as file:
            return file.read()

    def logged(self, answer):
        """The line of the log about the request of an answer: lines are written a moment later."""
        until = time.monotonic() + 5
        while time.monotonic() < until:
            for line in self.log().splitlines():
                if answer.headers["x-request-id"] in line and json.loads(line)["event"] == "request":
                    return json.loads(line)
            time.sleep(0.05)
        raise AssertionError(f"no line about {answer!r}")

    def report(self):
        """The first report of a sanitizer in the log, or None."""
        text = self.log()
        found = REPORT.search(text)
        return "a sanitizer reports:\n" + text[max(0, found.start() - 200):found.start() + 4000] if found else None

    def kill(self):
        """kill -9, as a crash."""
        if self.alive():
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def stop(self):
        """Stops it gently and returns what was wrong: a death, a sanitizer's report, a bad exit. None when all is well."""
        if not self.alive():
            return self.report() or f"the server died with status {self.process.returncode}:\n{self.log()[-3000:]}"
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()
            return "the server did not stop within 30 s"
        text = self.log()
        if self.report():
            return self.report()
        if status != 0:
            return f"the server stopped with status {status}:\n{text[-2000:]}"
        return None
