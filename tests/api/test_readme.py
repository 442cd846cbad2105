"""The first walk of README.md, run as a reader pastes it, on the demonstration data; what it prints is what stands below it."""
import json
import os
import re
import subprocess
import sys
import unittest

from stage import BINARY, MIGRATED, ROOT, Server, Stage

DATABASE = "t_readme"


def walk():
    """The commands of the walk, and the lines that they are said to print."""
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
        text = file.read()
    part = re.search(r"<!-- walk -->\n(.*)<!-- end of walk -->", text, re.S).group(1)
    commands = "".join(re.findall(r"^```sh\n(.*?)^```$", part, re.S | re.M))
    printed = "".join(re.findall(r"^```text\n(.*?)^```$", part, re.S | re.M))
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

    def test_walk(self):
        commands, said = walk()
        self.assertGreater(len(said), 15)
        environment = {**os.environ, "BASE": self.base, "KEYS": self.keys, "LC_ALL": "C.UTF-8", "http_proxy": "", "no_proxy": "*"}
        done = subprocess.run(["bash", "-eus"], input=commands, env=environment, text=True, capture_output=True, timeout=300,
                              check=False)
        printed = done.stdout.splitlines()
        self.assertEqual(done.returncode, 0, done.stdout[-1500:] + done.stderr)
        self.assertEqual(done.stderr, "")
        for line, (expected, given) in enumerate(zip(said, printed), 1):
            self.assertTrue(fits(expected, given), f"line {line} of what the walk prints\nsaid:    {expected}\nprinted: {given}")
        self.assertEqual(len(printed), len(said))

    def test_the_comparison_sees_a_difference(self):
        self.assertTrue(fits('{"state":"signed",…}', '{"state":"signed","id":1}'))
        for said, printed in (("signed", "draft"), ("signed", "signed "), ('{"a":1,…}', '{"a":12,"b":3}'), ("a.c", "abc")):
            self.assertFalse(fits(said, printed), said)
