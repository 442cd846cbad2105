"""docker/maillon.service: what systemd says of it, and the service run by it, installed with the lines of docs/operations.md."""
import os
import re
import subprocess
import tempfile
import time
import unittest

from engine import ROOT, built, lines

UNIT = os.path.join(ROOT, "docker", "maillon.service")
EXPOSURE_MAX = 15  # tenths, of 100; docs/operations.md says what it is

PREPARE = r"""
systemctl start postgresql
printf 'maillon %s %s\n' maillon maillon_login root maillon_admin >>/etc/postgresql/15/main/pg_ident.conf
sed -i '1i local maillon maillon_login,maillon_admin peer map=maillon' /etc/postgresql/15/main/pg_hba.conf
until pg_isready -q; do sleep 0.2; done
su postgres -c "psql -q -c 'create role maillon_admin login createrole' -c 'create database maillon owner maillon_admin'"
systemctl reload postgresql
MAILLON_MIGRATE_DATABASE='host=/run/postgresql dbname=maillon user=maillon_admin' maillon migrate
"""


class Said(unittest.TestCase):
    def test_verify(self):
        """No word that systemd does not know. The program need not be installed here: another stands in its place."""
        with tempfile.TemporaryDirectory() as folder, open(UNIT, encoding="utf-8") as file:
            path = os.path.join(folder, "maillon.service")
            with open(path, "w", encoding="utf-8") as copy:
                copy.write(file.read().replace("/usr/local/bin/maillon", "/bin/true"))
            done = subprocess.run(["systemd-analyze", "verify", "--man=no", path], capture_output=True, text=True, check=False)
        ours = [line for line in done.stderr.splitlines() if "maillon.service" in line]
        self.assertEqual((done.returncode, ours), (0, []), done.stderr)

    def test_exposure(self):
        done = subprocess.run(["systemd-analyze", "security", "--offline=yes", f"--threshold={EXPOSURE_MAX}", UNIT],
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        exposure = re.search(r"Overall exposure level for maillon.service: (\d+\.\d)", done.stdout).group(1)
        with open(os.path.join(ROOT, "docs", "operations.md"), encoding="utf-8") as file:
            self.assertIn(f"`systemd-analyze security maillon` gives {exposure}.", file.read())


class Sandboxed(unittest.TestCase):
    """systemd as process 1 of a container. It may mount and change the network there, since it does for units."""

    @classmethod
    def setUpClass(cls):
        cls.engine = built()
        cls.engine.docker("build", "--network=host", "--file", f"{ROOT}/tests/packaging/systemd.Dockerfile",
                          "--tag", "maillon-systemd", f"{ROOT}/tests/packaging")
        capabilities = [f"--cap-add={name}" for name in ("SYS_ADMIN", "NET_ADMIN", "DAC_READ_SEARCH", "SYS_PTRACE")]
        cls.id = cls.engine.docker("run", "--detach", "--network=none", *capabilities, "--security-opt=seccomp=unconfined",
                                   "--security-opt=apparmor=unconfined", "--tmpfs=/run:exec", "--tmpfs=/run/lock", "--tmpfs=/tmp",
                                   "--cgroupns=host", "--volume=/sys/fs/cgroup:/sys/fs/cgroup",
                                   f"--volume={ROOT}/docker:/root/docker:ro", "--workdir=/root", "maillon-systemd").stdout.strip()
        cls.addClassCleanup(cls.engine.docker, "rm", "--force", "--volumes", cls.id, check=False)
        deadline = time.monotonic() + 60
        while cls.run_in("systemctl is-system-running", check=False).stdout.strip() not in ("running", "degraded"):
            if time.monotonic() > deadline:
                log = cls.engine.docker("logs", cls.id).stdout[-2000:]
                raise AssertionError("systemd does not start in a container here: " + log)
            time.sleep(0.3)
        cls.run_in(PREPARE)
        cls.run_in(lines("docs/operations.md", "systemd")[0])

    @classmethod
    def run_in(cls, commands, check=True):
        return cls.engine.docker("exec", cls.id, "bash", "-euc", commands, check=check)

    def wait_ready(self):
        done = self.run_in("for try in $(seq 100); do maillon ready 2>/dev/null && exit; sleep 0.2; done; "
                           "journalctl -u maillon -o cat", check=False)
        self.assertEqual(done.stdout, "")

    def test_it_serves_and_stops(self):
        self.wait_ready()
        pid = self.run_in("systemctl show -p MainPID --value maillon").stdout.strip()
        status = self.run_in(f"cat /proc/{pid}/status").stdout
        for line in ("NoNewPrivs:\t1", "Seccomp:\t2", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000"):
            self.assertIn(line, status)
        self.assertNotRegex(status, r"(?m)^Uid:.*\b0\b")
        self.run_in("systemctl restart maillon")
        self.wait_ready()
        self.run_in("systemctl reload maillon")
        self.run_in("systemctl stop maillon")
        try:
            self.assertEqual(self.run_in("systemctl show -p Result --value maillon").stdout, "success\n")
            self.assertRegex(self.run_in("journalctl -u maillon -o cat").stdout, '(?s)"keys_file_read".*"stopping".*"stopped"')
        finally:
            self.run_in("systemctl start maillon")

    def test_its_secrets_are_its_own(self):
        """The copies are of the account of the service; no setting in its environment is one."""
        self.wait_ready()
        held = "/proc/$(systemctl show -p MainPID --value maillon)/root/run/credentials/maillon.service/keys"
        self.assertEqual(self.run_in(f"stat -c '%a %U' {held}").stdout, "400 maillon\n")
        key = self.run_in("cut -d' ' -f3 /etc/maillon/keys").stdout.split()[0]
        self.assertNotIn(key, self.run_in("tr '\\0' '\\n' </proc/$(systemctl show -p MainPID --value maillon)/environ").stdout)

    def test_a_crash_is_survived(self):
        self.wait_ready()
        self.run_in("kill -KILL $(systemctl show -p MainPID --value maillon); sleep 1")
        self.wait_ready()
