"""Sums the lines `N passed, N failed` that the unit tests printed, from meson's testlog.json.

A program that printed none, or that meson says failed without a failed check (a crash, a leak found at exit), counts as
one failure.
"""

import json
import re
import sys

COUNTS = re.compile(r"^(\d+) passed, (\d+) failed$", re.M)


def main(path):
    passed = failed = 0
    with open(path, encoding="utf-8") as log:
        for line in log:
            test = json.loads(line)
            counts = COUNTS.findall(test.get("stdout") or "")
            of_test = sum(int(bad) for _, bad in counts)
            passed += sum(int(good) for good, _ in counts)
            failed += of_test
            if not counts or (test["result"] != "OK" and of_test == 0):
                failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
