"""Compares the table of docs/configuration.md with the one that the program prints.

    configuration.py MAILLON DOCUMENT
"""

import pathlib
import subprocess
import sys

program, document = sys.argv[1:3]
printed = subprocess.run([program, "check", "--settings-markdown"], capture_output=True, text=True, check=True).stdout
if printed.count("MAILLON_") < 5:
    sys.exit("the program prints no table")
if printed not in pathlib.Path(document).read_text(encoding="utf-8"):
    sys.exit(f"{document} does not hold the table of settings as it is:\n\n{printed}")
