"""The first walk of README.md and the first client of /docs, run as a reader pastes them, on the demonstration data; what
they print is what stands below them."""
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

from stage import BINARY, MIGRATED, ROOT, Server, Stage

DATABASE = "t_readme"


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def blocks(text):
    """The commands of a page, and the lines that they are said to print."""
    commands = "".join(re.findall(r"^```sh\n(.*?)^```$", text, re.S | re.M))
    printed = "".join(re.findall(r"^```text\n(.*?)^```$", text, re.S | re.M))
    return commands, printed.splitlines()


def fits(said, printed):
    """Whether a line is what was said, where … stands for anything."""
    return re.fullmatch(".*".join(re.escape(piece) for piece in said.split("…")), printed) is not None


class Readme(unittest.TestCase):
    """A database and a server of its own, with the demonstration in it: the keys of the walk are those of ./dev up."""

    seconds = 40

    @classmethod
    def setUpClass(cls):
        cls.stage = Stage.found()
        cls.stage.create_database(DATABASE, MIGRATED)
        cls.addClassCleanup(cls.stage.drop_database, DATABASE)
        cls.server = Server(cls.stage, DATABASE)
        cls.addClassCleanup(cls.stop)
        cls.base = "http://{}:{}".format(*cls.server.address)
        cls.keys = os.path.join(cls.stage.facts["directory"], "readme-keys.json")
        environment = cls.stage.environment(DATABASE, MAILLON_BASE=cls.base, MAILLON_BINARY=BINARY)
        done = subprocess.run([sys.executable, os.path.join(ROOT, "demo", "load.py"), cls.keys], env=environment, text=True,
                              capture_output=True, timeout=300, check=False)
        if done.returncode != 0:
            raise AssertionError("demo/load.py: " + done.stdout + done.stderr)

    @classmethod
    def stop(cls):
        fault = cls.server.stop()
        if fault:
            raise AssertionError(fault)

    def test_demonstration_gives_its_keys(self):
        with open(self.keys, encoding="utf-8") as file:
            keys = json.load(file)
        self.assertLessEqual({"director", "counsellor", "supervisor", "office", "prescriber", "partner", "operator"}, set(keys))
        self.assertEqual(os.stat(self.keys).st_mode & 0o777, 0o600)

    def follow(self, text, **settings):
        """Pastes the commands of a page and compares what they print with what it says."""
        commands, said = blocks(text)
        environment = {**os.environ, **settings, "LC_ALL": "C.UTF-8", "http_proxy": "", "no_proxy": "*"}
        with tempfile.TemporaryDirectory(prefix="maillon-readme.", dir="/tmp") as folder:
            done = subprocess.run(["bash", "-eus"], input=commands, env=environment, cwd=folder, text=True, capture_output=True,
                                  timeout=300, check=False)
        printed = done.stdout.splitlines()
        self.assertEqual(done.returncode, 0, done.stdout[-1500:] + done.stderr)
        self.assertEqual(done.stderr, "")
        for line, (expected, given) in enumerate(zip(said, printed), 1):
            self.assertTrue(fits(expected, given), f"line {line} of what is printed\nsaid:    {expected}\nprinted: {given}")
        self.assertEqual(len(printed), len(said), done.stdout)

    def test_walk(self):
        walk = re.search(r"<!-- walk -->\n(.*)<!-- end of walk -->", read("README.md"), re.S).group(1)
        self.assertGreater(len(blocks(walk)[1]), 15)
        self.follow(walk, BASE=self.base, KEYS=self.keys)

    def test_first_client(self):
        """The introduction of /docs, in both languages: the same commands, which do what it says."""
        pages = [read(f"docs/client/{language}.md") for language in ("fr", "en")]
        self.assertEqual(*map(blocks, pages))
        self.assertGreater(len(blocks(pages[0])[1]), 10)
        with open(self.keys, encoding="utf-8") as file:
            key = json.load(file)["prescriber"]
        for page in pages:
            self.follow(page, API=self.base, EXPORTS=f"http://127.0.0.1:{self.server.slow_port}", KEY=key)

    def test_the_comparison_sees_a_difference(self):
        self.assertTrue(fits('{"state":"signed",…}', '{"state":"signed","id":1}'))
        for said, printed in (("signed", "draft"), ("signed", "signed "), ('{"a":1,…}', '{"a":12,"b":3}'), ("a.c", "abc")):
            self.assertFalse(fits(said, printed), said)
