"""docker/compose.yaml, run with the lines of README.md and docs/operations.md as a reader pastes them, and what it promises."""
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

from engine import BASE, ROOT, built, lines

sys.path.insert(0, os.path.join(ROOT, "tests", "api"))

from stage import free_ports  # noqa: E402
from test_readme import fits  # noqa: E402


def seconds_until(seconds, condition):
    """Waits for a condition; what it gave last."""
    deadline = time.monotonic() + seconds
    while not (given := condition()) and time.monotonic() < deadline:
        time.sleep(0.3)
    return given


class Containers(unittest.TestCase):
    """Built, started and filled once, by the lines of README.md. Each test leaves a service that answers."""

    maxDiff = 3000

    @classmethod
    def setUpClass(cls):
        cls.engine = built()
        cls.folder = tempfile.mkdtemp(prefix="maillon-containers.", dir="/tmp")
        cls.addClassCleanup(subprocess.run, ["rm", "-r", cls.folder], check=False)
        os.symlink(os.path.join(ROOT, "docker"), os.path.join(cls.folder, "docker"))
        cls.port = free_ports()[0]
        cls.base = f"http://127.0.0.1:{cls.port}"
        cls.engine.environment.update(MAILLON_PUBLISH=f"127.0.0.1:{cls.port}", http_proxy="", no_proxy="*")
        cls.paste(*lines("README.md", "containers"))
        cls.addClassCleanup(cls.compose, "down", "--volumes", check=False)
        cls.engine.environment["COMPOSE_FILE"] = "docker/compose.yaml:docker/demonstration.yaml"
        walk, said = lines("README.md", "walk")
        cls.paste(lines("README.md", "demonstration")[0] + walk, said)

    @classmethod
    def paste(cls, commands, said=""):
        """Runs lines as a shell gets them. What they print is what was said: else the difference."""
        compose = cls.engine.compose()
        if compose == ["docker-compose"]:
            commands = 'docker() { shift; docker-compose "$@"; }\n' + commands
        done = subprocess.run(["bash", "-eus"], input=commands, cwd=cls.folder, env=cls.engine.environment, capture_output=True,
                              text=True, timeout=600, check=False)
        if done.returncode != 0:
            raise AssertionError(done.stdout[-1500:] + done.stderr[-3000:])
        printed = [line for line in done.stdout.splitlines() if line] if said else []
        wrong = [pair for pair in zip(said.splitlines(), printed) if not fits(*pair)]
        if wrong or len(said.splitlines()) != len(printed):
            raise AssertionError(f"said: {said}\nprinted: {done.stdout}")
        return done.stdout + done.stderr

    @classmethod
    def compose(cls, *words, check=True):
        done = subprocess.run([*cls.engine.compose(), *words], cwd=cls.folder, env=cls.engine.environment, capture_output=True,
                              text=True, stdin=subprocess.DEVNULL, timeout=300, check=False)
        if check and done.returncode != 0:
            raise AssertionError(f"{words}: {done.stdout}{done.stderr}")
        return done

    def id_of(self, service):
        return self.compose("ps", "--quiet", service).stdout.strip()

    def inspect(self, service):
        return json.loads(self.engine.docker("inspect", self.id_of(service)).stdout)[0]

    def key(self, who):
        with open(os.path.join(self.folder, "keys.json"), encoding="utf-8") as file:
            return json.load(file)[who]

    def ask(self, path="/v1/me", who="counsellor", scheme="http"):
        """(status, body) of a GET through the proxy; status 0 when nobody answers."""
        done = subprocess.run(["curl", "-sSk", "-m", "10", "-w", "\n%{http_code}", "-H", "Authorization: Bearer " + self.key(who),
                               f"{scheme}://127.0.0.1:{self.port}{path}"], capture_output=True, text=True, check=False,
                              env=self.engine.environment)
        body, _, status = done.stdout.rpartition("\n")
        return int(status or 0), body

    def answers(self):
        self.assertTrue(seconds_until(60, lambda: self.ask()[0] == 200), self.compose("logs", "service").stdout[-3000:])

    def test_operators_key(self):
        """The lines of README.md, with their answer, were compared in setUpClass; the key is the only line of the file."""
        with open(os.path.join(self.folder, "operator.key"), encoding="ascii") as file:
            self.assertRegex(file.read(), r"\Amln_[0-9A-Za-z]{49}\n\Z")

    def test_only_the_proxy_is_reached(self):
        published = self.engine.docker("ps", "--format", "{{.Ports}}").stdout.split("\n")
        self.assertEqual([ports for ports in published if ports], [f"127.0.0.1:{self.port}->8000/tcp"])
        self.assertEqual(self.inspect("database")["HostConfig"]["NetworkMode"], "none")
        networks = self.inspect("network")["NetworkSettings"]["Networks"]
        (address,) = [network["IPAddress"] for network in networks.values()]
        with socket.create_connection((address, 8000), 5):
            pass
        for port in (8080, 8081, 8082):
            with self.subTest(port), self.assertRaises(ConnectionRefusedError):
                socket.create_connection((address, port), 5)

    def test_nobody_is_privileged(self):
        """Of every process: no root, no capability, filtered calls, and no way to more."""
        for service in ("network", "database", "service", "proxy"):
            with self.subTest(service):
                facts = self.inspect(service)
                self.assertTrue(facts["HostConfig"]["ReadonlyRootfs"])
                pids = [line.split()[1] for line in self.engine.docker("top", self.id_of(service)).stdout.splitlines()[1:]]
                self.assertTrue(pids)
                with open(f"/proc/{pids[0]}/status", encoding="ascii") as file:
                    status = dict(line.split(":\t", 1) for line in file.read().split("\n") if ":\t" in line)
                self.assertNotIn("0", status["Uid"].split())
                self.assertEqual(int(status["CapEff"], 16) | int(status["CapBnd"], 16), 0)
                self.assertEqual((status["NoNewPrivs"], status["Seccomp"]), ("1", "2"))
                refused = self.compose("exec", "-T", service, "sh", "-c", "echo >/usr/bin/new", check=False)
                self.assertIn("Read-only file system", refused.stderr)

    def test_no_secret_is_in_the_environment(self):
        with open(os.path.join(self.folder, "operator.key"), encoding="ascii") as file:
            secrets = [file.read().strip()]
        secrets += self.compose("exec", "-T", "service", "cat", "/var/lib/maillon/keys").stdout.split()[2::3]
        self.assertEqual(len(secrets), 3)
        everything = "".join(json.dumps(self.inspect(service)) for service in ("network", "database", "service", "proxy"))
        for image in ("maillon", "maillon-proxy", "maillon-database"):
            everything += self.engine.docker("history", "--no-trunc", image).stdout + self.engine.docker("inspect", image).stdout
        for secret in secrets:
            self.assertNotIn(secret, everything)
        self.assertNotIn("password", everything.lower())
        log = self.compose("logs", "--no-color").stdout
        self.assertNotIn(self.key("counsellor"), log)

    def test_the_image_holds_what_runs(self):
        found = self.engine.docker("run", "--rm", "--network=none", "--entrypoint=sh", "maillon", "-c",
                                   "command -v gcc curl python3 npm; ls -A /var/lib/maillon; ls -d /maillon; true").stdout
        self.assertEqual(found, "")
        size = {image: json.loads(self.engine.docker("inspect", image).stdout)[0]["Size"] for image in (BASE, "maillon")}
        self.assertLess(size["maillon"] - size[BASE], 40_000_000)

    def test_postgresql_knows_who_asks(self):
        def enter(account, role):
            return self.compose("exec", "-T", "--user", account, "database", "psql", "-X", "-d", "maillon", "-U", role, "-Atc",
                                "select current_user", check=False)
        self.assertEqual(enter("maillon", "maillon_login").stdout, "maillon_login\n")
        self.assertEqual(enter("maillon-admin", "maillon_admin").stdout, "maillon_admin\n")
        for account, role in (("maillon", "maillon_admin"), ("maillon", "postgres"), ("maillon-admin", "postgres"),
                              ("maillon-admin", "maillon_login"), ("maillon", "maillon_owner")):
            with self.subTest(account=account, role=role):
                self.assertRegex(enter(account, role).stderr, "authentication failed|no pg_hba.conf entry")

    def test_health(self):
        def state():
            return self.inspect("service")["State"]["Health"]["Status"]
        self.assertEqual(state(), "healthy")
        self.compose("stop", "database")
        refused = self.compose("exec", "-T", "service", "maillon", "ready", check=False)
        self.assertEqual((refused.returncode, "not ready" in refused.stderr), (1, True), refused.stderr)
        self.assertEqual(self.ask()[0], 503)
        self.assertEqual(seconds_until(60, lambda: state() == "unhealthy" and "unhealthy"), "unhealthy")
        self.compose("start", "database")
        self.answers()
        self.assertEqual(seconds_until(60, lambda: state() == "healthy" and "healthy"), "healthy")

    def test_stop_is_graceful(self):
        for service, sign in (("service", '"event":"stopped"'), ("database", "database system is shut down")):
            self.compose("stop", service)
            facts = json.loads(self.engine.docker("inspect", self.compose("ps", "--all", "--quiet", service).stdout.strip()
                                                  if self.engine.compose()[0] == "docker" else self.id_of(service)).stdout)[0]
            self.assertEqual(facts["State"]["ExitCode"], 0)
            self.assertIn(sign, self.compose("logs", "--no-color", service).stdout.splitlines()[-1])
        self.compose("start", "database", "service")
        self.answers()

    def test_a_crash_is_survived(self):
        """Killed, each starts again by itself, and the proxy finds the service again."""
        for service in ("service", "proxy", "database"):
            with self.subTest(service):
                before = self.inspect(service)["State"]["Pid"]
                os.kill(before, signal.SIGKILL)
                self.assertTrue(seconds_until(30, lambda: self.inspect(service)["State"]["Pid"] not in (0, before)))
                self.answers()

    def test_rotation_of_the_keys_file(self):
        before = self.compose("exec", "-T", "service", "cat", "/var/lib/maillon/keys").stdout
        page = json.loads(self.ask("/v1/participants?limit=1")[1])
        cursor = re.search(r'"([^"]*cursor=[^"]*|[^"]{60,})"', json.dumps(page.get("next") or page)).group(1)
        both, new = re.findall(r"(.*?docker compose kill -s HUP service\n)", lines("docs/operations.md", "rotation")[0], re.S)

        def read():
            return self.compose("logs", "--no-color", "service").stdout.count("keys_file_read")
        before_read = read()
        self.paste(both)
        self.assertTrue(seconds_until(10, lambda: read() > before_read))
        held = self.compose("exec", "-T", "service", "cat", "/var/lib/maillon/keys").stdout
        self.assertTrue(held.endswith(before) and len(held) > len(before), held)
        path = cursor if cursor.startswith("/") else "/v1/participants?limit=1&cursor=" + cursor
        self.assertEqual(self.ask(path)[0], 200, "what an old key sealed is still opened")
        self.paste(new)
        self.assertTrue(seconds_until(10, lambda: read() > before_read + 1))
        self.assertEqual(self.compose("exec", "-T", "service", "cat", "/var/lib/maillon/keys").stdout, held[:-len(before)])
        self.assertNotIn("keys_file_refused", self.compose("logs", "--no-color", "service").stdout)

    def test_backup_and_restore(self):
        """Into a new installation, by the lines of docs/operations.md: the same people, the same keys."""
        people = self.ask("/v1/participants?limit=50&sort=last_name")
        self.assertEqual(people[0], 200)
        self.paste(lines("docs/operations.md", "backup")[0])
        for name in ("maillon.dump", "maillon.keys"):
            self.assertEqual(os.stat(os.path.join(self.folder, name)).st_mode & 0o777, 0o600)
        self.compose("down", "--volumes")
        self.paste(lines("docs/operations.md", "restore")[0])
        self.answers()
        self.assertEqual(rows_of(self.ask("/v1/participants?limit=50&sort=last_name")), rows_of(people))
        with open(os.path.join(self.folder, "maillon.keys"), encoding="ascii") as file:
            self.assertEqual(self.compose("exec", "-T", "service", "cat", "/var/lib/maillon/keys").stdout, file.read())

    def test_started_again_nothing_changes(self):
        self.compose("up", "--detach")
        self.answers()
        self.assertNotIn("migration_applied", self.compose("logs", "--no-color", "--tail", "5", "migrate").stdout)

    def test_tls(self):
        certificate = os.path.join(self.folder, "certificate.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=maillon.example",
                        "-keyout", certificate + ".key", "-out", certificate], capture_output=True, check=True)
        with open(certificate, "a", encoding="ascii") as file, open(certificate + ".key", encoding="ascii") as key:
            file.write(key.read())
        os.chmod(certificate, 0o600)
        os.chown(certificate, 10003, 10003)
        before = self.engine.environment["COMPOSE_FILE"]
        self.engine.environment.update(COMPOSE_FILE=before + ":docker/tls.yaml", MAILLON_CERTIFICATE=certificate)
        try:
            self.compose("up", "--detach")
            self.assertTrue(seconds_until(60, lambda: self.ask(scheme="https")[0] == 200), self.compose("logs", "proxy").stdout)
            self.assertNotEqual(self.ask()[0], 200)
        finally:
            self.engine.environment["COMPOSE_FILE"] = before
            self.compose("up", "--detach")
        self.answers()


def rows_of(answer):
    return [{name: value for name, value in row.items() if name != "age"} for row in json.loads(answer[1])["data"]]
