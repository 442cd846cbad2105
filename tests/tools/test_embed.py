"""tools/embed.py: what it keeps of a query, and what it refuses."""

import hashlib
import importlib.util
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / "tools" / "embed.py"
spec = importlib.util.spec_from_file_location("embed", PROGRAM)
embed = importlib.util.module_from_spec(spec)
spec.loader.exec_module(embed)


class StripComments(unittest.TestCase):
    ROWS = [
        ("select 1", "select 1"),
        ("-- why\nselect 1 -- end\n", "select 1"),
        ("select\n    a,\n    b", "select a, b"),
        ("select '-- kept', 'it''s  two'", "select '-- kept', 'it''s  two'"),
        ("select /* a /* nested */ b */ 1", "select 1"),
        ("select /* -- \n' */ 1", "select 1"),
        ('select "a  -- b"', 'select "a  -- b"'),
        ("select $$ -- kept  $$", "select $$ -- kept  $$"),
        ("select $tag$ $$ /* $tag$ , 1", "select $tag$ $$ /* $tag$ , 1"),
        ("select a - -1", "select a - -1"),
        ("select a/b", "select a/b"),
    ]

    def test_rows(self):
        for source, expected in self.ROWS:
            with self.subTest(source=source):
                self.assertEqual(embed.strip_comments(source), expected)


class Places(unittest.TestCase):
    def test_counted(self):
        for sql, expected in [("select 1", 0), ("select $1, $2, $1", 2), ("select '$3', $1", 1),
                              ("select $1 = any($2::uuid[])", 2)]:
            with self.subTest(sql=sql):
                self.assertEqual(embed.count_places(sql, "x.sql"), expected)

    def test_gap(self):
        with self.assertRaises(embed.Fault):
            embed.count_places("select $1, $3", "x.sql")


class Whole(unittest.TestCase):
    """The program on a folder: its outputs compile and give back the texts."""

    def run_on(self, files):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        for part in ("queries", "migrations", "reference"):
            (self.folder / "sql" / part).mkdir(parents=True)
        for name, text in files.items():
            (self.folder / "sql" / name).write_text(text, encoding="utf-8")
        return subprocess.run(
            [sys.executable, PROGRAM, self.folder / "sql", self.folder, self.folder / "d"], capture_output=True, text=True,
            check=False
        )

    def test_outputs(self):
        migration = "create table a(x text default 'é\\n\"q\"');\t-- kept\n"
        done = self.run_on({
            "queries/second.sql": "-- Asks b.\nselect b from t where x = $1;\n", "queries/first.sql": "-- Asks a.\nselect a\n",
            "migrations/0001_base.sql": migration, "reference/list.csv": "code;label\nA;Évreux \"??/\"\n",
        })
        self.assertEqual(done.returncode, 0, done.stderr)
        header = (self.folder / "query_list.h").read_text()
        self.assertIn("    QUERY_NONE,\n    QUERY_FIRST,\n    QUERY_SECOND,\n    N_QUERIES\n", header)
        printer = self.folder / "print.c"
        printer.write_text(
            '#include <stdio.h>\n#include "db/embedded.h"\n#include "query_list.h"\nint main(void) {\n'
            'printf("%s|%s|%u|", embedded_queries[QUERY_SECOND].name, embedded_queries[QUERY_SECOND].text, '
            "embedded_queries[QUERY_SECOND].n_params);\n"
            'printf("%s|%s|%s|", embedded_migrations[0].name, embedded_migrations[0].text, embedded_migrations[0].sha256);\n'
            'printf("%s|%s|%d", embedded_references[0].name, embedded_references[0].text, !embedded_references[1].name);\n}\n'
        )
        include = PROGRAM.parents[1] / "include"
        sources = [self.folder / name for name in ("print.c", "query_list.c", "migration_list.c", "reference_list.c")]
        subprocess.run(["cc", "-I", include, "-I", self.folder, "-o", self.folder / "print", *sources], check=True)
        printed = subprocess.run([self.folder / "print"], capture_output=True, check=True).stdout.decode()
        digest = hashlib.sha256(migration.encode()).hexdigest()
        self.assertEqual(
            printed,
            f"second|select b from t where x = $1|1|0001_base|{migration}|{digest}|list|code;label\nA;Évreux \"??/\"\n|1",
        )

    def test_refusals(self):
        rows = {
            "no comment": {"queries/a.sql": "select 1"},
            "two statements": {"queries/a.sql": "-- Why.\nselect 1; select 2"},
            "no statement": {"queries/a.sql": "-- Why.\n"},
            "upper case": {"queries/A.sql": "-- Why.\nselect 1"},
            "gap of migrations": {"migrations/0002_b.sql": "select 1;"},
            "same number twice": {"migrations/0001_a.sql": "select 1;", "migrations/0001_b.sql": "select 1;"},
            "name of a migration": {"migrations/first.sql": "select 1;"},
        }
        for label, files in rows.items():
            with self.subTest(label=label):
                done = self.run_on(files)
                self.assertEqual(done.returncode, 1)
                self.assertIn("embed.py: ", done.stderr)


if __name__ == "__main__":
    result = unittest.main(exit=False).result
    bad = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - bad} passed, {bad} failed")
    sys.exit(1 if bad else 0)
