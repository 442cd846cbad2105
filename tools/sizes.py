"""Fails on a source of 400 lines or more, or a line over 130 characters: one near the limit is asking to be two ideas."""

import pathlib
import subprocess
import sys

LINES, COLUMNS = 400, 130
KINDS = {".c", ".h", ".py", ".sh", ".sql"}
LONG_LINES = {".sql"}  # reference texts and messages are one per line


def main():
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True, check=True).stdout
    faults = []
    for path in map(pathlib.Path, listed.splitlines()):
        if path.suffix not in KINDS or not path.exists() or path.name == "schema.sql":
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        if len(lines) >= LINES:
            faults.append(f"{path}: {len(lines)} lines")
        if path.suffix not in LONG_LINES:
            faults += [f"{path}:{number}: {len(line)} characters" for number, line in enumerate(lines, 1) if len(line) > COLUMNS]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
