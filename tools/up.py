"""Serves the demonstration: a private PostgreSQL, the service in the foreground, one key per kind of caller.

    up.py BINARY        (run by ./dev up)

MAILLON_DEV_DIR holds everything that is kept; MAILLON_PORT is the port (8080), the next one is the
administrator's, the one after that of exports.
Ctrl-C stops the service and PostgreSQL. When this program is killed, the service goes with it and PostgreSQL stays: the
next run finds it and goes on with it.
"""

import ctypes
import fcntl
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from cluster import Cluster, ClusterError  # noqa: E402

DATABASE, ADMIN, LOGIN = "maillon", "maillon_admin", "maillon_login"
ADDRESS = "127.0.0.1"
PR_SET_PDEATHSIG = 1


class Refused(Exception):
    """Why nothing was started, or why it was stopped."""


class Interrupted(Exception):
    """Ctrl-C or SIGTERM."""


def interrupt(*_):
    raise Interrupted


def die_with_parent():
    """In the child: if this program is killed, its service stops too, instead of holding the port for nobody."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def lock(directory):
    """One ./dev up per directory. The lock ends with the process, however it ends."""
    handle = open(directory / "lock", "w", encoding="utf-8")  # held until the process ends
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Refused(f"another ./dev up serves from {directory}") from None
    return handle


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return False
    return True


def refuse_taken(ports):
    """A service whose ./dev up was just killed gets a moment to stop."""
    deadline = time.monotonic() + 3
    taken = ports
    while taken:
        taken = [port for port in ports if not is_free(port)]
        if taken and time.monotonic() > deadline:
            raise Refused(f"port {taken[0]} of {ADDRESS} is taken; nothing was started (MAILLON_PORT chooses another)")
        if taken:
            time.sleep(0.2)


class House:
    """What runs: the cluster, the database, the service."""

    def __init__(self, directory, binary, port):
        self.directory, self.binary, self.port = directory, binary, port
        self.cluster = Cluster(directory / "postgresql")
        self.keys = directory / "keys"
        self.callers = directory / "keys.json"
        self.service = None

    def environment(self):
        return {
            **os.environ,
            "MAILLON_DATABASE": self.cluster.conninfo(DATABASE, LOGIN),
            "MAILLON_MIGRATE_DATABASE": self.cluster.conninfo(DATABASE, ADMIN),
            "MAILLON_KEYS_FILE": str(self.keys),
            "MAILLON_ADDRESS": ADDRESS,
            "MAILLON_PORT": str(self.port),
            "MAILLON_ADMIN_PORT": str(self.port + 1),
            "MAILLON_SLOW_PORT": str(self.port + 2),
            "MAILLON_DEV": "1",
            # The page /docs may ask the port of exports.
            "MAILLON_CORS_ORIGINS": f"http://{ADDRESS}:{self.port},http://localhost:{self.port}",
            "MAILLON_RATE_PER_MINUTE": os.environ.get("MAILLON_RATE_PER_MINUTE", "0"),  # whoever tries it is alone
            "MAILLON_BASE": f"http://{ADDRESS}:{self.port}",
            "MAILLON_BINARY": str(self.binary),
        }

    def run(self, *arguments):
        """A subcommand of the service; what it prints."""
        quiet = {**self.environment(), "MAILLON_LOG": "warning"}
        done = subprocess.run([self.binary, *arguments], env=quiet, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            raise Refused(f"maillon {' '.join(arguments)} failed")
        return done.stdout

    def ask(self, sql, user="postgres", database="postgres"):
        return self.cluster.psql(database, sql, user)

    def prepare_database(self):
        """The account of an administrator without superuser rights owns the database and does everything in it."""
        if self.ask(f"select 1 from pg_roles where rolname = '{ADMIN}'") != "1":
            self.ask(f"create role {ADMIN} login nosuperuser createrole nobypassrls")
        if not self.callers.exists():
            # The demonstration was never loaded to its end: begin again from nothing.
            self.ask(f"drop database if exists {DATABASE} with (force)")
        if self.ask(f"select 1 from pg_database where datname = '{DATABASE}'") != "1":
            self.ask(f"create database {DATABASE} owner {ADMIN}")
        self.ask(self.run("roles"), ADMIN, DATABASE)
        self.run("migrate")

    def prepare_keys(self):
        if self.keys.exists():
            return
        text = self.run("keys", "new")
        with open(os.open(self.keys, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "w", encoding="ascii") as file:
            file.write(text)

    def start_service(self, **more):
        self.service = subprocess.Popen(
            [self.binary, "serve"], env={**self.environment(), **more}, stdin=subprocess.DEVNULL, start_new_session=True,
            preexec_fn=die_with_parent,
        )
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if self.service.poll() is not None:
                raise Refused(f"the service stopped with status {self.service.returncode} while starting")
            if self.is_ready():
                return
            time.sleep(0.05)
        raise Refused("the service is not ready after 20 s")

    def is_ready(self):
        connection = http.client.HTTPConnection(ADDRESS, self.port + 1, timeout=2)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def stop_service(self):
        if self.service and self.service.poll() is None:
            self.service.terminate()
            try:
                self.service.wait(20)
            except subprocess.TimeoutExpired:
                self.service.kill()
                self.service.wait()

    def load_demonstration(self):
        """Once. The service that takes it in is a quiet one: its thousand lines would hide what is printed next."""
        if self.callers.exists():
            return
        self.start_service(MAILLON_LOG="warning")
        partial = self.directory / "keys.json.partial"
        done = subprocess.run([sys.executable, ROOT / "demo" / "load.py", partial], env=self.environment(), check=False)
        if done.returncode != 0:
            raise Refused("the demonstration could not be loaded; the next ./dev up begins again")
        partial.rename(self.callers)
        self.stop_service()

    def stop(self):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        self.stop_service()
        if not self.cluster.socket_dir:
            self.cluster.adopt()  # interrupted while starting
        self.cluster.stop()


def callers_of(text):
    """(who, key) of each caller of keys.json: {"who": "mln_…"} or {"who": {"key": "mln_…", …}}."""
    return [(who, held["key"] if isinstance(held, dict) else held) for who, held in json.loads(text).items()]


def announce(house):
    base = f"http://{ADDRESS}:{house.port}"
    callers = callers_of(house.callers.read_text(encoding="utf-8"))
    width = max((len(who) for who, _ in callers), default=0)
    held = dict(callers)
    director = next((key for who, key in callers if "director" in who), next(iter(held.values()), "KEY"))
    prescriber = next((key for who, key in callers if "prescriber" in who), director)
    year = int(time.strftime("%Y"))
    lines = [
        "",
        f"Maillon serves {base}/v1 (description: {base}/openapi.json, health: http://{ADDRESS}:{house.port + 1}/readyz)",
        "Demonstration data, development mode: not for real people.",
        "",
        *(f"  {who:<{width}}  {key}" for who, key in callers),
        "",
        f"  curl -s -H 'Authorization: Bearer {prescriber}' '{base}/v1/structures'",
        f"  curl -s -H 'Authorization: Bearer {director}' '{base}/v1/candidacies?state=submitted&limit=5'",
        f"  curl -s -H 'Authorization: Bearer {director}' '{base}/v1/outcomes?from={year - 2}-01-01&to={year}-12-31'",
        "",
        "Ctrl-C stops the service and its PostgreSQL.",
    ]
    print("\n".join(lines), flush=True)


def serve(house):
    """Everything in order. Returns the status of the service when it ends by itself."""
    refuse_taken([house.port, house.port + 1, house.port + 2])
    house.cluster.start()
    house.prepare_database()
    house.prepare_keys()
    house.load_demonstration()
    house.start_service()
    announce(house)
    status = house.service.wait()
    raise Refused(f"the service stopped with status {status}")


def main(binary):
    port = os.environ.get("MAILLON_PORT", "8080")
    if not port.isdecimal() or not 1 <= int(port) <= 65533:
        raise Refused(f"MAILLON_PORT is {port!r}, not a port")
    directory = pathlib.Path(os.environ.get("MAILLON_DEV_DIR", ROOT / ".dev")).absolute()
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "made-by-dev").touch()
    held = lock(directory)
    house = House(directory, pathlib.Path(binary).absolute(), int(port))
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGINT, interrupt)
    refused = None
    try:
        serve(house)
    except Interrupted:
        print("\nstopping", file=sys.stderr)
    except (Refused, ClusterError) as error:
        refused = error
    finally:
        house.stop()
        held.close()
    if refused:
        raise refused


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (Refused, ClusterError) as error:
        sys.exit(f"./dev up: {error}")
