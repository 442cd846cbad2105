#!/usr/bin/python3
"""Runs the tests of the running service: tests/sql, tests/api, tests/browser, then the contract test over what was exchanged.

    tests/run.py [-k PATTERN]… [-j PROCESSES] [-v] [--office]

With --office also tests/office, which opens exports in LibreOffice.

MAILLON_BINARY names the built program. One private PostgreSQL cluster per run; each test class gets a process, a
database and a server of its own. PATTERN is part of a test's name (api.test_walk.Walk.test_whole_job); a test runs when
one of them fits. MAILLON_UNDER is a command that the program runs under (valgrind and its options). The last line is
"N passed, N failed" and the exit status says the same. (Unit tests are meson's: ./dev test runs both.)
"""
import argparse
import concurrent.futures
import glob
import importlib
import json
import os
import subprocess
import sys
import time
import traceback
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
for folder in ("api", "sql", "contract", "browser", "office"):
    sys.path.insert(0, os.path.join(HERE, folder))

MARK = "\x1eRESULT "


def discover(patterns, folders):
    """(folder, module, class) of every test class of these folders that has a matching test."""
    found = []
    for folder in folders:
        for path in sorted(glob.glob(os.path.join(HERE, folder, "test_*.py"))):
            module = importlib.import_module(os.path.basename(path)[:-3])
            for name, value in vars(module).items():
                if isinstance(value, type) and issubclass(value, unittest.TestCase) and value.__module__ == module.__name__:
                    if names(folder, value, patterns):
                        found.append((folder, module.__name__, name, getattr(value, "seconds", 5)))
    return [row[:3] for row in sorted(found, key=lambda row: -row[3])]  # the long ones first, so that no worker ends alone


def names(folder, case, patterns):
    full = f"{folder}.{case.__module__}.{case.__name__}."
    methods = unittest.defaultTestLoader.getTestCaseNames(case)
    return [method for method in methods if not patterns or any(part in full + method for part in patterns)]


class Result(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.passed = 0
        self.times = {}

    def startTest(self, test):
        super().startTest(test)
        self.started = time.monotonic()

    def stopTest(self, test):
        super().stopTest(test)
        self.times[test.id()] = round(time.monotonic() - self.started, 2)

    def addSuccess(self, test):
        self.passed += 1


def worker(folder, module, name, patterns):
    """Runs one class and prints its result for the parent."""
    case = getattr(importlib.import_module(module), name)
    suite = unittest.TestSuite(case(method) for method in names(folder, case, patterns))
    result = Result()
    suite.run(result)
    failures = [(str(test.id()), text) for test, text in result.failures + result.errors]
    failures += [(test.id(), "an expected failure passed") for test in result.unexpectedSuccesses]
    skipped = [(test.id(), reason) for test, reason in result.skipped]
    print(MARK + json.dumps({"passed": result.passed, "failures": failures, "skipped": skipped, "times": result.times}))


def run_class(row, patterns):
    command = [sys.executable, os.path.abspath(__file__), "--worker", *row] + [word for part in patterns for word in ("-k", part)]
    label = ".".join(row)
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    except subprocess.TimeoutExpired:
        return label, {"passed": 0, "failures": [(label, "took more than 600 s")], "skipped": [], "times": {}}
    before, mark, after = done.stdout.rpartition(MARK)
    if not mark:
        text = f"the test process ended with status {done.returncode}\n{done.stdout}{done.stderr}"
        return label, {"passed": 0, "failures": [(label, text)], "skipped": [], "times": {}}
    return label, json.loads(after)


def open_stage():
    """The cluster, the migrated template and the world; the environment tells the workers where."""
    import world
    from client import RECORDER
    from stage import MIGRATED, Server, Stage, WORLD
    stage = Stage.open()
    record = os.path.join(stage.facts["directory"], "exchanges.jsonl")
    os.environ["MAILLON_TEST_RECORD"] = record
    RECORDER.open(record)
    stage.create_database(WORLD, MIGRATED)
    server = Server(stage, WORLD)
    try:
        try:
            stage.facts["world"] = world.build(stage, server)
            from harness import save_specification
            save_specification(world.World(stage.facts["world"], server.address))
        finally:
            fault = server.stop()
        if fault:
            raise RuntimeError(fault)
    except BaseException:
        stage.close()
        raise
    stage.save()
    return stage, record


class Tally:
    def __init__(self, verbose):
        self.passed, self.failed, self.verbose, self.times = 0, 0, verbose, {}

    def add(self, label, result):
        self.passed += result["passed"]
        self.failed += len(result["failures"])
        self.times.update(result["times"])
        for name, text in result["failures"]:
            print(f"FAILED {name}\n{text.rstrip()}\n", flush=True)
        if self.verbose:
            print(f"{label}: {result['passed']} passed, {len(result['failures'])} failed", flush=True)
            for name, reason in result["skipped"]:
                print(f"skipped {name}: {reason}")


def run_all(options, tally):
    rows = discover(options.k, ["sql", "api", "browser"] + ["office"] * options.office)
    if not rows:
        print("no test matches")
        tally.failed += 1
        return
    stage, record = open_stage()
    try:
        with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
            for future in concurrent.futures.as_completed([pool.submit(run_class, row, options.k) for row in rows]):
                tally.add(*future.result())
        import check
        tally.add("contract", check.run(record, complete=not options.k))
    finally:
        if os.environ.get("MAILLON_TEST_KEEP"):
            print("kept:", stage.facts["directory"])
        else:
            stage.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-k", metavar="PATTERN", action="append", default=[],
                        help="only the tests whose name holds this, or another of these")
    parser.add_argument("-j", metavar="N", type=int, default=2, help="processes at once")
    parser.add_argument("--office", action="store_true", help="also the tests that need LibreOffice")
    parser.add_argument("-v", action="store_true", help="say each class and the slowest tests")
    parser.add_argument("--worker", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        worker(*options.worker, options.k)
        return 0
    started = time.monotonic()
    tally = Tally(options.v)
    try:
        run_all(options, tally)
    except Exception:  # whatever it was, the last line must say that the run failed
        traceback.print_exc()
        tally.failed += 1
    if options.v:
        for name, seconds in sorted(tally.times.items(), key=lambda row: -row[1])[:12]:
            print(f"{seconds:7.2f} s  {name}")
        print(f"{time.monotonic() - started:.0f} s")
    print(f"{tally.passed} passed, {tally.failed} failed", flush=True)
    return 1 if tally.failed or not tally.passed else 0


if __name__ == "__main__":
    sys.exit(main())
