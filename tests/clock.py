"""Checks that the clock's SQL makes moves that the flows declare for the role `job`, and every one that time makes.

    clock.py MAILLON SQL_QUERIES
"""

import json
import pathlib
import re
import subprocess
import sys

program, folder = sys.argv[1:3]
flows = json.loads(subprocess.run([program, "flows"], capture_output=True, text=True, check=True).stdout)
MADE_BY_A_MOVE = {("candidacy", "obsolete"),  # made when another candidacy is accepted, not by time
                  ("invitation", "enrol"),  # made by POST /v1/enrol
                  ("immersion_link", "use")}  # made when a party signs or assesses
ROW = re.compile(r"select structure_id, '(\w+)', id, '(\w+)', '(\w+)', '(\w+)', 'job'")

declared = {(flow["name"], move["verb"], source, target)
            for flow in flows for move in flow["moves"] if move["roles"] == ["job"]
            for source in move["from"] for target in move["to"]}
made = set()
for path in sorted(pathlib.Path(folder).glob("clock_*.sql")):
    made.update(ROW.findall(path.read_text(encoding="utf-8")))
if not made or not declared:
    sys.exit(f"nothing to compare: {made} {declared}")
if made - declared:
    sys.exit(f"the clock makes moves that no flow declares: {sorted(made - declared)}")
missing = {move[:2] for move in declared} - {move[:2] for move in made} - MADE_BY_A_MOVE
if missing:
    sys.exit(f"nothing makes these moves: {sorted(missing)}")
