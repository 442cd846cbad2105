"""A private PostgreSQL cluster: made, started, reused and stopped. Standard library only.

    cluster = Cluster("/some/dir", options=TEST_OPTIONS)
    cluster.start()
    cluster.psql("postgres", "create database maillon")
    os.environ["PGURL"] = cluster.conninfo("maillon", "maillon_admin")
    cluster.stop()

PostgreSQL refuses to run as root. A plain user runs it itself; root runs it in a user namespace that shows another id,
where the machine allows one; else as the user `postgres`, with the data under /var/lib/maillon-dev, since that user may
not reach the directory asked for. The cluster listens on a unix socket, in a directory of mode 0700, and trusts who can reach
it; nowhere else, unless encrypt() is asked for.

As a program, for the shell: cluster.py {start|stop|conninfo|status} DIR [DBNAME USER]
"""

import atexit
import hashlib
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

VERSION = 15
SUPERUSER = "postgres"
RUNUSER_DATA = pathlib.Path("/var/lib/maillon-dev")

# Losing the data of a test matters to nobody; synchronous_commit stays as in production.
TEST_OPTIONS = {"fsync": "off", "full_page_writes": "off", "max_connections": "200", "autovacuum": "off", "jit": "off"}


class ClusterError(Exception):
    """PostgreSQL could not be made, started or asked; the message ends with its own words."""


def binaries():
    """The directory of PostgreSQL's programs."""
    places = [pathlib.Path(f"/usr/lib/postgresql/{VERSION}/bin"), pathlib.Path(f"/usr/pgsql-{VERSION}/bin")]
    for place in places:
        if (place / "postgres").exists():
            return place
    found = shutil.which("postgres")
    if found:
        return pathlib.Path(found).resolve().parent
    raise ClusterError(f"PostgreSQL {VERSION} is not installed")


def how_to_run():
    """("plain" | "unshare" | "runuser"): who runs PostgreSQL here."""
    if os.geteuid() != 0:
        return "plain"
    probe = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "true"]
    try:
        if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
            return "unshare"
    except FileNotFoundError:
        pass
    return "runuser"


class Cluster:
    """One cluster. `data_dir` is made when it is not there. `options` are settings of this start."""

    def __init__(self, data_dir, socket_dir=None, options=None, port=5432):
        self.asked_dir = pathlib.Path(data_dir).absolute()
        self.mode = how_to_run()
        self.data_dir = self.asked_dir
        if self.mode == "runuser":
            self.data_dir = RUNUSER_DATA / hashlib.sha256(str(self.asked_dir).encode()).hexdigest()[:16]
        self.socket_dir = str(socket_dir) if socket_dir else None
        self.options = dict(options or {})
        self.port = port
        self.bin = binaries()
        self._made_socket_dir = False

    # -- running programs as who may run them

    def _as_user(self, command):
        command = [str(word) for word in command]
        if self.mode == "unshare":
            return ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--", *command]
        if self.mode == "runuser":
            return ["runuser", "-u", "postgres", "--", *command]
        return command

    def _run(self, command, what):
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        # A server keeps the descriptors it inherits: its output goes to a file, never to a pipe that would stay open.
        with tempfile.TemporaryFile() as output:
            status = subprocess.run(
                self._as_user(command), stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                env=environment, cwd="/", check=False, start_new_session=True,
            ).returncode
            output.seek(0)
            said = output.read().decode("utf-8", "replace").strip()
        if status != 0:
            raise ClusterError(f"{what}: {said}")
        return said

    # -- making and starting

    def _own(self, path):
        if self.mode == "runuser":
            account = pwd.getpwnam("postgres")
            os.chown(path, account.pw_uid, account.pw_gid)

    def _make(self):
        if (self.data_dir / "PG_VERSION").exists():
            return
        self.data_dir.parent.mkdir(parents=True, exist_ok=True)
        self.data_dir.mkdir(mode=0o700, exist_ok=True)
        self.data_dir.chmod(0o700)
        self._own(self.data_dir)
        self._run(
            [self.bin / "initdb", "-D", self.data_dir, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
             "--no-instructions", "--no-sync"],
            "initdb",
        )

    def _make_socket_dir(self):
        if self.socket_dir is None:
            # /tmp: the path of a unix socket holds 107 bytes.
            self.socket_dir = tempfile.mkdtemp(prefix="maillon.", dir="/tmp")
            self._made_socket_dir = True
        os.makedirs(self.socket_dir, mode=0o700, exist_ok=True)
        os.chmod(self.socket_dir, 0o700)
        self._own(self.socket_dir)

    def start(self):
        """Makes the cluster if need be and starts it; one that runs already is taken over as it is. Returns self."""
        self._make()
        if self.adopt():
            return self
        self._make_socket_dir()
        settings = {
            "listen_addresses": "", "unix_socket_directories": self.socket_dir, "port": str(self.port),
            "logging_collector": "off", **self.options,
        }
        words = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        log = self.data_dir / "server.log"
        try:
            self._run([self.bin / "pg_ctl", "-D", self.data_dir, "-l", log, "-w", "-t", "60", "-o", words, "start"],
                      "pg_ctl start")
        except ClusterError as error:
            tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
            raise ClusterError(f"{error}\n{tail}") from None
        return self

    def _postmaster(self):
        """(pid, socket directory, port) recorded by a running postmaster of this directory, or None."""
        try:
            lines = (self.data_dir / "postmaster.pid").read_text().splitlines()
            pid = int(lines[0])
            os.kill(pid, 0)
            command = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
        except (OSError, ValueError, IndexError):
            return None
        if str(self.data_dir) not in command or len(lines) < 5:
            return None  # the id went to another process, or it is only starting
        return pid, lines[4].strip(), int(lines[3])

    def adopt(self):
        """Takes over a running postmaster of this directory (left by a killed parent). False when there is none."""
        found = self._postmaster()
        if not found:
            return False
        _, socket_dir, port = found
        self.socket_dir, self.port = socket_dir, port
        self._made_socket_dir = socket_dir.startswith("/tmp/maillon.")
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if subprocess.run([self.bin / "pg_isready", "-q", "-h", socket_dir, "-p", str(port)], check=False).returncode == 0:
                return True
            if not self._postmaster():
                return False
            time.sleep(0.1)
        raise ClusterError(f"the PostgreSQL of {self.data_dir} runs but does not answer")

    def running(self):
        return self._postmaster() is not None

    def encrypt(self, user):
        """Has a running cluster take connections of one account on loopback too, over TLS, under a certificate of its own. Anyone
        on this machine can be that account: let it be one that may do little. Returns how to reach it."""
        certificate, key = self.data_dir / "server.crt", self.data_dir / "server.key"
        self._run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                   "-subj", "/CN=localhost", "-keyout", key, "-out", certificate], "openssl")
        (self.data_dir / "pg_hba.conf").write_text(f"local all all trust\nhostssl all {user} 127.0.0.1/32 trust\n")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.options |= {"ssl": "on", "listen_addresses": "127.0.0.1"}
        self.stop()
        self.port = port
        self.start()
        return f"host=127.0.0.1 port={port} user={user} sslmode=require"

    def stop(self):
        """Stops the cluster and removes its socket directory. Harmless when it does not run."""
        if self._postmaster():
            self._run([self.bin / "pg_ctl", "-D", self.data_dir, "-m", "fast", "-w", "-t", "60", "stop"], "pg_ctl stop")
        if self._made_socket_dir and self.socket_dir:
            shutil.rmtree(self.socket_dir, ignore_errors=True)
            self.socket_dir, self._made_socket_dir = None, False

    def remove(self):
        """Stops the cluster and removes its data."""
        if not self._made_socket_dir:
            self.adopt()
        self.stop()
        shutil.rmtree(self.data_dir, ignore_errors=True)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()

    # -- asking

    def conninfo(self, dbname, user=SUPERUSER):
        return f"host={self.socket_dir} port={self.port} dbname={dbname} user={user}"

    def psql(self, dbname, sql, user=SUPERUSER):
        """Runs SQL text (any number of statements, stopping at the first error); returns what a tuples-only psql prints."""
        command = [self.bin / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", self.conninfo(dbname, user)]
        environment = {**os.environ, "PGOPTIONS": "-c client_min_messages=warning"}
        done = subprocess.run([str(word) for word in command], input=sql, capture_output=True, text=True, env=environment,
                              check=False)
        if done.returncode != 0:
            raise ClusterError(f"psql: {done.stderr.strip()}")
        return done.stdout.rstrip("\n")


def temporary(options=None):
    """A started cluster for tests, in a directory of its own that goes with the process, however the process ends."""
    directory = tempfile.mkdtemp(prefix="maillon-cluster.", dir="/tmp")
    cluster = Cluster(os.path.join(directory, "data"), options={**TEST_OPTIONS, **(options or {})})
    # A killed process runs no handler: another one, that sees this one's end of a pipe close, does it then.
    reaper = subprocess.Popen([sys.executable, __file__, "reap", directory], stdin=subprocess.PIPE, start_new_session=True)
    owner = os.getpid()

    def clean():
        if os.getpid() == owner:  # a forked child must not stop its parent's cluster
            reaper.stdin.close()
            reaper.wait()

    atexit.register(clean)
    return cluster.start()


def reap(directory):
    """Waits for the end of who made a temporary cluster, then removes it."""
    sys.stdin.buffer.read()
    Cluster(os.path.join(directory, "data")).remove()
    shutil.rmtree(directory, ignore_errors=True)


def main(arguments):
    if len(arguments) < 2 or arguments[0] not in ("start", "stop", "remove", "conninfo", "status", "reap"):
        sys.exit(__doc__.rsplit("\n", 2)[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C of a terminal reaches everyone: a start or stop is not cut in two
    if arguments[0] == "reap":
        return reap(arguments[1])
    cluster = Cluster(arguments[1])
    if arguments[0] == "start":
        cluster.start()
    elif arguments[0] == "stop":
        cluster.adopt()
        cluster.stop()
    elif arguments[0] == "remove":
        cluster.remove()
    elif not cluster.adopt():  # conninfo and status
        sys.exit(f"no PostgreSQL runs in {cluster.data_dir}")
    elif arguments[0] == "conninfo":
        print(cluster.conninfo(*arguments[2:4]))
    return None


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ClusterError as error:
        sys.exit(f"cluster.py: {error}")
