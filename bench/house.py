"""What is measured: a private PostgreSQL with the data of seed.sql, and the service on it. Standard library only."""

import http.client
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tools"))
sys.path.append(str(ROOT / "tests" / "api"))

from cluster import Cluster, ClusterError  # noqa: E402
from stage import free_ports  # noqa: E402

import issuer  # noqa: E402

DATABASE, ADMIN, LOGIN = "maillon", "maillon_admin", "maillon_login"

# Durable, as Debian ships it, but for memory: everything stays in it, and no checkpoint falls within a run.
OPTIONS = {
    "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "shared_buffers": "512MB",
    "max_wal_size": "4GB", "checkpoint_timeout": "30min", "max_connections": "100", "autovacuum": "on",
    "log_line_prefix": "%p ",
}


class BenchError(Exception):
    """What could not be measured, or must not be so."""


def run(command, **more):
    """The output of a program; its failure ends the bench."""
    words = [str(word) for word in command]
    done = subprocess.run(words, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, **more)
    if done.returncode != 0:
        said = done.stdout[-1000:] + done.stderr[-3000:]
        raise BenchError(f"{' '.join(words)[:300]}: status {done.returncode}\n{said}")
    return done.stdout


class House:
    def __init__(self, directory, binary):
        self.directory = pathlib.Path(directory).absolute()
        self.binary = pathlib.Path(binary).absolute()
        self.directory.mkdir(parents=True, exist_ok=True)
        # /tmp: the path of a unix socket holds 107 bytes.
        self.sockets = tempfile.mkdtemp(prefix="maillon.", dir="/tmp")
        self.cluster = Cluster(self.directory / "postgresql", socket_dir=os.path.join(self.sockets, "s"), options=OPTIONS)
        self.keys_file = self.directory / "keys"
        self.log_path = self.directory / "service.log"
        self.keys = {}
        self.issuer = issuer.Issuer(self.directory)
        self.service = None
        self.port = self.admin_port = self.slow_port = 0

    # -- the database

    def sql(self, text, user="postgres", database=DATABASE):
        return self.cluster.psql(database, text, user)

    def make(self):
        """A new cluster, migrated, with the data of the bench, the keys of two callers, and a token of the first."""
        self.cluster.remove()
        self.cluster = Cluster(self.directory / "postgresql", socket_dir=os.path.join(self.sockets, "s"), options=OPTIONS)
        self.keys_file.unlink(missing_ok=True)
        self.cluster.start()
        self.sql(f"create role {ADMIN} login nosuperuser createrole nobypassrls", database="postgres")
        self.sql(f"create database {DATABASE} owner {ADMIN}", database="postgres")
        self.maillon("keys", "new", self.keys_file)
        self.maillon("migrate")
        self.sql((ROOT / "bench" / "seed.sql").read_text(encoding="utf-8"))
        structure = self.sql("select min(id::text) from structure")
        prescriber = self.sql("select min(id::text) from prescriber")
        self.keys["director"] = self.key("--principal", "director", "--structure", structure, "--first-name", "Camille",
                                         "--last-name", "Bench", "--email", "bench@ateliers.example")
        self.sql(f"""insert into identity (id, structure_id, issuer, subject, staff_id)
            select gen_random_uuid(), structure_id, '{issuer.ISSUER}', '{issuer.SUBJECT}', id from staff_member
            where email = 'bench@ateliers.example'""")
        self.keys["token"] = self.issuer.token()
        self.keys["prescriber"] = self.key("--principal", "prescriber", "--prescriber", prescriber)

    def key(self, *arguments):
        return self.maillon("api-key", "create", *arguments).split()[-1]

    def environment(self, database=None, **settings):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAILLON_", "PG"))}
        return {
            **kept, "MAILLON_DATABASE": database or self.cluster.conninfo(DATABASE, LOGIN),
            "MAILLON_MIGRATE_DATABASE": self.cluster.conninfo(DATABASE, ADMIN), "MAILLON_KEYS_FILE": str(self.keys_file),
            "MAILLON_PORT": str(self.port or 8080), "MAILLON_ADMIN_PORT": str(self.admin_port or 8081),
            "MAILLON_SLOW_PORT": str(self.slow_port),
            "MAILLON_RATE_PER_MINUTE": "0", "MAILLON_ISSUERS_FILE": str(self.issuer.settings), **settings,
        }

    def maillon(self, *arguments):
        return run([self.binary, *arguments], env=self.environment()).strip()

    # -- the service

    def start(self, database=None, **settings):
        """Serves with the settings it ships with, its log in a file."""
        self.port, self.admin_port, self.slow_port = free_ports()
        with open(self.log_path, "ab") as log:
            self.service = subprocess.Popen([self.binary, "serve"], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            env=self.environment(database, **settings), start_new_session=True)
        until = time.monotonic() + 20
        while time.monotonic() < until and self.service.poll() is None:
            try:
                if self.ask_port(self.admin_port, "GET", "/readyz")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise BenchError("the service did not start:\n" + self.log_path.read_text(errors="replace")[-3000:])

    def stop(self):
        if self.service and self.service.poll() is None:
            self.service.send_signal(signal.SIGTERM)
            try:
                self.service.wait(20)
            except subprocess.TimeoutExpired:
                self.service.kill()
                raise BenchError("the service did not stop within 20 s") from None
        self.service = None

    def restart(self, database=None, **settings):
        self.stop()
        self.start(database, **settings)

    def ask_port(self, port, method, target, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request(method, target, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8")
        finally:
            connection.close()

    def ask(self, who, method, target, body=None):
        """The JSON of an answer that must be a success."""
        headers = {"Authorization": "Bearer " + self.keys[who]}
        if body is not None:
            body = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        status, text = self.ask_port(self.port, method, target, body, headers)
        if status not in (200, 201):
            raise BenchError(f"{method} {target}: {status} {text[:1000]}")
        return json.loads(text)

    def server_log(self):
        return (self.cluster.data_dir / "server.log").read_text(encoding="utf-8", errors="replace")

    # -- what they cost

    def cpu(self):
        """Seconds of processor used so far by the service and by PostgreSQL, the ended backends included."""
        postmaster = self.cluster._postmaster()[0]
        used = {"maillon": 0.0, "postgres": 0.0}
        for entry in pathlib.Path("/proc").iterdir():
            if not entry.name.isdecimal():
                continue
            try:
                words = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parent, pid = int(words[1]), int(entry.name)
            own, children = int(words[11]) + int(words[12]), int(words[13]) + int(words[14])
            if self.service and pid == self.service.pid:
                used["maillon"] += own
            elif pid == postmaster:
                used["postgres"] += own + children
            elif parent == postmaster:
                used["postgres"] += own
        ticks = os.sysconf("SC_CLK_TCK")
        return {name: value / ticks for name, value in used.items()}

    def rss_mb(self):
        for line in pathlib.Path(f"/proc/{self.service.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise BenchError("the service has no memory: it is gone")

    def close(self, keep=False):
        """Ends everything; `keep` leaves PostgreSQL's data for a look."""
        try:
            self.stop()
        finally:
            self.cluster.stop()
            if not keep:
                self.cluster.remove()
            shutil.rmtree(self.sockets, ignore_errors=True)
