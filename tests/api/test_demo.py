"""The demonstration loads into a bare service, and shows what it promises."""
import json
import os
import stat
import subprocess
import sys

from client import Client
from harness import Case
from stage import BINARY, ROOT

KEYS = {"director", "counsellor", "supervisor", "office", "prescriber", "partner", "operator", "director_b", "prescriber_b",
        "partner_b"}


class Demo(Case):
    seconds = 20

    def test_load(self):
        path = os.path.join(self.stage.facts["directory"], "demo-keys.json")
        environment = self.stage.environment(self.database, MAILLON_BINARY=BINARY,
                                             MAILLON_BASE=f"http://127.0.0.1:{self.server.port}")
        done = subprocess.run([sys.executable, os.path.join(ROOT, "demo", "load.py"), path], env=environment, text=True,
                              capture_output=True, timeout=200, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        with open(path, encoding="utf-8") as file:
            keys = json.load(file)
        self.assertEqual(set(keys), KEYS)
        clients = {name: Client(self.server.address, key, name.split("_")[0]) for name, key in keys.items()}
        for name, client in clients.items():
            self.ok(client.get("/v1/me"))
        self.worked_example(clients["partner"], clients["director"])
        self.assertEqual(len(self.ok(clients["director"].get("/v1/worksites"))["data"]), 2)
        self.assertEqual(len(self.ok(clients["prescriber"].get("/v1/vacancies"))["data"]), 3)
        self.assertGreater(len(self.ok(clients["counsellor"].get("/v1/candidacies"))["data"]), 20)
        self.assertEqual(len(self.ok(clients["counsellor"].get("/v1/candidacies?overdue=true"))["data"]), 1)
        for files in ("recruitment_assessments", "backgrounds", "entry_situations", "passes"):
            self.assertGreater(len(self.ok(clients["director"].get("/v1/" + files))["data"]), 10, files)
        asked = self.ok(clients["prescriber"].get("/v1/pass_extensions?state=requested"))["data"]
        self.assertEqual(len(asked), 1, "an opinion is asked of the first prescriber")
        for verdict in ("eligibility_diagnoses", "pass_suspensions"):
            self.assertGreater(len(self.ok(clients["director"].get("/v1/" + verdict))["data"]), 0, verdict)
        seen = self.ok(clients["partner_b"].get("/v1/outcomes?from=2014-01-01&to=2014-12-31"))
        self.assertEqual(seen["data"], [], "its agreement is only proposed")
        left = self.ok(clients["director_b"].get("/v1/exits"))["data"]
        self.assertEqual(left, [], "another structure's exits")

    def worked_example(self, partner, director):
        question = "/v1/outcomes?from=2014-01-01&to=2014-12-31"
        for client in (partner, director):
            row = self.ok(client.get(question))["data"][0]
            self.assertEqual(row["categories"], {"durable": 4, "transition": 2, "positive": 3, "other": 0})
            self.assertEqual(row["dynamic"], {"count": 9, "of": 9, "rate": "1.0000"})
        target = self.ok(director.get(question))["data"][0]["targets"][0]
        self.assertEqual((target["rate"], target["met"]), ({"count": 7, "of": 9, "rate": "0.7778"}, True))
