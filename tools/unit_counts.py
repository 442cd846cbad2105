"""Sums the lines `N passed, N failed` that the unit tests printed, from the log that meson writes in JSON.

A program that printed none counts as one check; one that meson says failed without a failed check (a crash, a leak found
at exit) counts as one failure. What failed is told on standard error.
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
            right = test["result"] == "OK"
            passed += sum(int(good) for good, _ in counts) if counts else int(right)
            wrong = of_test or int(not right)
            failed += wrong
            if wrong:
                said = (test.get("stdout") or "") + (test.get("stderr") or "")
                print(f"FAILED {test['name']} ({test['result']})\n{said.rstrip()[-4000:]}\n", file=sys.stderr)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
