#!/usr/bin/python3
"""Runs the tests of what is shipped beside the program: images, compose.yaml, the unit of systemd. As root.

    tests/packaging/run.py [-k PATTERN]

The last line is "N passed, N failed" and the exit status says the same.
"""
import os
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from engine import stop_built  # noqa: E402


class Result(unittest.TextTestResult):
    passed = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1


def main():
    loader = unittest.TestLoader()
    if sys.argv[1:2] == ["-k"]:
        loader.testNamePatterns = [f"*{pattern}*" for pattern in sys.argv[2:]]
    suite = loader.discover(HERE)
    try:
        result = unittest.TextTestRunner(verbosity=2, resultclass=Result).run(suite)
    finally:
        stop_built()
    failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
    print(f"{result.passed} passed, {failed} failed", flush=True)
    return 1 if failed or not result.passed else 0


if __name__ == "__main__":
    sys.exit(main())
