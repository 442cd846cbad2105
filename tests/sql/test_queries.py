"""The queries of sql/queries/ against the schema: every name in them exists, and each finds its rows by an index."""
import glob
import json
import os
import re

import sqldata
from sqlbase import ROOT, TODAY, Database, SqlError

FILES = sorted(glob.glob(os.path.join(ROOT, "sql", "queries", "*.sql")))

# Read whole by design: a handful of rows.
SMALL = {"parameter"}


def text_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read().rstrip().rstrip(";")


class Queries(Database):
    @classmethod
    def populate(cls):
        cls.sql(sqldata.everything())

    def test_there_are_queries(self):
        self.assertGreater(len(FILES), 30)

    def test_each_fits_the_schema(self):
        for path in FILES:
            with self.subTest(os.path.basename(path)):
                try:
                    self.sql(f"deallocate all;\nprepare q as {text_of(path)};")
                except SqlError as error:
                    self.fail(str(error))

    def test_what_may_leak_is_compared_in_a_subquery(self):
        """Under row-level security COALESCE is tried after the policy: on every row of the structure. `= (select coalesce(…))` is
        worked out once, before, and finds its row by the index."""
        for path in FILES:
            with self.subTest(os.path.basename(path)):
                self.assertNotRegex(text_of(path), r"= coalesce\((?!\$1::uuid, s\.id\))")

    def plan(self, name, text):
        """The generic plan, as the role that asks it, when reading a whole table looks as dear as in a large one."""
        roles = {"auth": "maillon_login", "clock": "maillon_job", "operator": "maillon_operator",
                 "asked": "maillon_prescriber"}
        role = roles.get(name.split("_")[0], "maillon_staff")
        places = len(set(re.findall(r"\$\d+", text)))
        nulls = "(" + ", ".join(["null"] * places) + ")" if places else ""
        rows = self.sql(f"deallocate all;\nbegin;\nset local role {role};\nset local plan_cache_mode = force_generic_plan;\n"
                        "set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off;\n"
                        f"set local app.today = '{TODAY}';\n"
                        f"prepare q as {text};\nexplain (costs off, format json) execute q{nulls};\nrollback;")
        return json.loads("\n".join(row[0] for row in rows))[0]["Plan"]

    def scans(self, node):
        if node["Node Type"] in ("Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Index Scan"):
            yield node
        for child in node.get("Plans", []):
            yield from self.scans(child)

    def test_each_finds_its_rows_by_an_index(self):
        for path in FILES:
            name = os.path.basename(path)[:-4]
            with self.subTest(name):
                for node in self.scans(self.plan(name, text_of(path))):
                    if node.get("Relation Name") not in SMALL:
                        self.assertIn("Index Cond", node, f"{node['Node Type']} of {node.get('Relation Name')}")
