"""Writes the generated documents of api-spec/ from the built program, or compares them with it.

    spec.py MAILLON FOLDER [--check]
"""

import json
import pathlib
import subprocess
import sys

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
check = sys.argv[3:] == ["--check"]


def printed(*arguments):
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=True).stdout


def pretty(text):
    """One member a line, so that a change of the API reads as one."""
    return json.dumps(json.loads(text), indent=1, ensure_ascii=False) + "\n"


documents = {
    "openapi.json": pretty(printed("openapi")),
    "problems.md": printed("openapi", "--problems"),
    "flows.json": pretty(printed("flows")),
    "flows.mermaid": printed("flows", "--mermaid"),
}
stale = []
for name, text in documents.items():
    path = folder / name
    if check and (not path.exists() or path.read_text(encoding="utf-8") != text):
        stale.append(name)
    elif not check:
        path.write_text(text, encoding="utf-8")
if stale:
    sys.exit(f"{folder}: {', '.join(stale)} no longer say what the program does; run ./dev spec")
