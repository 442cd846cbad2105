"""What docs/operations.md promises of databases and metrics: earlier schemas are brought to this one, a dump is restored by an
account without superuser rights, and each metric is named."""
import glob
import hashlib
import os
import re
import subprocess
import tempfile
import unittest

from harness import Case
from sqlbase import MIGRATIONS, schema_of, Server as Cluster
from stage import MIGRATED, ROOT, Stage

ADMINISTRATOR = "maillon_administrator"


def read(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


class Upgrade(unittest.TestCase):
    seconds = 12
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        cls.stage = Stage.found()
        facts = cls.stage.facts
        cls.cluster = Cluster(facts["host"], facts["port"], facts["superuser"])
        cls.schema = schema_of(cls.cluster, MIGRATED)

    def older(self, migrations):
        """A database that has the first of the migrations, as a service of that time left it."""
        name = f"t_upgrade_{len(migrations)}"
        self.stage.create_database(name, "template1")
        self.addCleanup(self.stage.drop_database, name)
        self.stage.sql("create table schema_migration (name text not null, sha256 text not null, applied_at timestamptz not null "
                       "default now(), constraint schema_migration_pkey primary key (name));", name, ADMINISTRATOR)
        for path in migrations:
            text = read(path)
            stem = os.path.basename(path)[:-4]
            self.stage.sql(f"begin;\n{text}\nset local role none;\ninsert into schema_migration (name, sha256) values "
                           f"('{stem}', '{hashlib.sha256(text.encode()).hexdigest()}');\ncommit;\n", name, ADMINISTRATOR)
        return name

    def test_earlier_schemas(self):
        """The one before this, and an old one: each migration runs on what those before it made."""
        migrations = sorted(glob.glob(os.path.join(MIGRATIONS, "*.sql")))
        self.assertGreater(len(migrations), 5)
        for count in (len(migrations) - 1, 2):
            with self.subTest(after=count):
                name = self.older(migrations[:count])
                before = self.stage.maillon(["check"], name)
                self.assertEqual(before.returncode, 1, "an older schema is not served")
                done = self.stage.maillon(["migrate"], name)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(done.stderr.count("migration_applied"), len(migrations) - count)
                self.assertEqual(schema_of(self.cluster, name), self.schema)
                self.assertEqual(self.stage.maillon(["check"], name).returncode, 0)

    def test_refused_schemas(self):
        name = "t_upgrade_refused"
        self.stage.create_database(name, MIGRATED)
        self.addCleanup(self.stage.drop_database, name)
        for change, fault in (("insert into schema_migration (name, sha256) values ('9999_later', 'x')", "does not know"),
                              ("update schema_migration set sha256 = 'x' where name like '0002%'", "edited after"),
                              ("delete from schema_migration where name like '0001%'", "comes before")):
            self.stage.sql("create table kept as table schema_migration", name, ADMINISTRATOR)
            self.stage.sql(change, name, ADMINISTRATOR)
            for command in ("migrate", "check"):
                done = self.stage.maillon([command], name)
                self.assertEqual((done.returncode, fault in done.stderr), (1, True), f"{command}: {done.stderr}")
            self.stage.sql("truncate schema_migration; insert into schema_migration table kept; drop table kept", name,
                           ADMINISTRATOR)
        self.assertEqual(self.stage.maillon(["check"], name).returncode, 0)

    def test_each_release_left_its_dump(self):
        """A version of the changelog without `(unreleased)` has its dump, which this version brings to its own schema."""
        headings = re.findall(r"^## (\d+\.\d+\.\d+)(.*)$", read("CHANGELOG.md"), re.M)
        self.assertTrue(headings)
        for version, state in headings:
            if "unreleased" in state:
                continue
            with self.subTest(version):
                name = "t_upgrade_" + version.replace(".", "_")
                self.stage.create_database(name, "template1")
                self.addCleanup(self.stage.drop_database, name)
                self.stage.sql(read("tests", "sql", "releases", version + ".sql"), name, ADMINISTRATOR)
                self.assertEqual(self.stage.maillon(["migrate"], name).returncode, 0)
                self.assertEqual(schema_of(self.cluster, name), self.schema)


class Dump(Case):
    seconds = 6

    def rows_of(self, database):
        """How many rows each table holds, and a hash of them."""
        tables = self.stage.sql("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' "
                                "order by 1", database)
        text = " union all ".join(f"select '{name}', count(*)::text, md5(string_agg(md5(t::text), '' order by md5(t::text))) "
                                  f"from {name} t" for (name,) in tables)
        return self.stage.sql(text, database)

    def run_tool(self, *command):
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0, f"{command[0]}: {done.stderr}")

    def test_restored_without_superuser(self):
        name = "t_restored"
        self.stage.create_database(name, "template1")
        self.addCleanup(self.stage.drop_database, name)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "maillon.dump")
            self.run_tool("pg_dump", "--format=custom", "--file=" + path, "-d", self.stage.conninfo(self.database, ADMINISTRATOR))
            # Functions become those of owners that may not create anything in the schema.
            self.stage.sql("grant create on schema public to maillon_owner, maillon_auth, maillon_relay", name, ADMINISTRATOR)
            self.run_tool("pg_restore", "--exit-on-error", "-d", self.stage.conninfo(name, ADMINISTRATOR), path)
            self.stage.sql("revoke create on schema public from maillon_auth, maillon_relay", name, ADMINISTRATOR)
        rows = self.rows_of(self.database)
        self.assertGreater(sum(int(count) for _, count, _ in rows), 1000)
        self.assertEqual(self.rows_of(name), rows)
        cluster = Cluster(self.stage.facts["host"], self.stage.facts["port"], self.stage.facts["superuser"])
        # Parentheses of conditions nest otherwise once they were read again, and grants stand in another order.
        self.assertEqual(*(sorted(re.sub("[()]", "", schema_of(cluster, database)).split("\n"))
                           for database in (name, self.database)))
        self.assertEqual(self.stage.maillon(["check"], name).returncode, 0)

    def test_era_after_a_restore(self):
        """A cluster that counts transactions from lower than the dump did."""
        name = "t_era"
        self.stage.drop_database(name)
        self.stage.create_database(name, MIGRATED)
        self.addCleanup(self.stage.drop_database, name)
        self.assertNotIn("era_opened", self.stage.maillon(["migrate"], name).stderr)
        self.stage.sql("update era set first_xid = '9000000000'", name)
        self.assertIn("era_opened", self.stage.maillon(["migrate"], name).stderr)

    def test_ready(self):
        for address, status in (("127.0.0.1", 0), ("0.0.0.0", 0), ("127.0.0.2", 1), ("::1", 1)):
            done = self.stage.maillon(["ready"], self.database, MAILLON_ADDRESS=address,
                                      MAILLON_ADMIN_PORT=str(self.server.admin_port))
            self.assertEqual((done.returncode, done.stderr == ""), (status, status == 0), f"{address}: {done.stderr}")

    def test_metrics_are_named(self):
        """docs/operations.md has each metric with its type, its labels and its words, and no other."""
        self.ok(self.world.counsellor.get("/v1/me"))
        text = self.server.admin("/metrics")[1]
        given = {}
        for name, words in re.findall(r"^# HELP (\w+) (.*)$", text, re.M):
            kind = re.search(rf"^# TYPE {name} (\w+)$", text, re.M).group(1)
            series = re.search(rf"^{name}(?:_count)?(?:\{{(.*)\}})? \d", text, re.M)
            labels = re.findall(r'(\w+)="', series.group(1) or "")
            given[name] = (kind, ", ".join(labels) or "none", words)
        self.assertGreater(len(given), 8)
        told = {name: (kind, labels, words) for name, kind, labels, words in
                re.findall(r"^\| `(maillon_\w+)` \| (\w+) \| ([^|]*) \| (.*) \|$", read("docs", "operations.md"), re.M)}
        self.assertEqual(told, given)
