"""A migrated database for each test class, and psql as whoever the test is.

As a program it prints the schema: python3 tests/sql/sqlbase.py > sql/schema.sql

Under tests/run.py the run's cluster and its migrated template serve. Alone (python3 -m unittest discover tests/sql) a
private cluster is started, and the migrations are applied by the built `maillon` when MAILLON_BINARY names one, else by
psql: in both cases as an account that may create roles, owns the database and is no superuser.
"""
import csv
import functools
import os
import re
import subprocess
import sys
import unittest
from collections import namedtuple

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MIGRATIONS = os.path.join(ROOT, "sql", "migrations")
REFERENCE = os.path.join(ROOT, "sql", "reference")
ADMINISTRATOR = "maillon_administrator"
TEMPLATE = "sql_template"
TODAY = "2026-03-10"

ROLES = ["maillon_owner", "maillon_auth", "maillon_relay", "maillon_staff", "maillon_prescriber", "maillon_partner",
         "maillon_operator", "maillon_signatory", "maillon_job"]

# Who acts: the settings of a transaction, as the service makes them.
Principal = namedtuple("Principal", "role structure prescriber partner actor staff_role today",
                       defaults=("", "", "", "", "", TODAY))


class SqlError(Exception):
    """A refusal of PostgreSQL, by its SQLSTATE and the constraint it names."""

    def __init__(self, text):
        super().__init__(text)
        found = re.search(r"(?:ERROR|FATAL):\s+([0-9A-Z]{5}):", text)
        self.sqlstate = found.group(1) if found else ""
        found = re.search(r"^CONSTRAINT NAME:\s+(\S+)", text, re.M)
        self.constraint = found.group(1) if found else ""


class Server:
    """How to reach the cluster: a directory of the unix socket, a port, the superuser's name."""

    def __init__(self, host, port, superuser):
        self.host, self.port, self.superuser = host, port, superuser

    def conninfo(self, database, user=None):
        return f"host={self.host} port={self.port} dbname={database} user={user or self.superuser}"

    def command(self, database, user=None):
        return ["psql", "-X", "-q", "-A", "-t", "-F", "\x1f", "-P", "null=\x1e", "-v", "ON_ERROR_STOP=1",
                "-v", "VERBOSITY=verbose", "-d", self.conninfo(database, user), "-f", "-"]

    def sql(self, text, database, user=None):
        """Runs SQL; rows come back as lists of texts, None for null."""
        environment = {**os.environ, "PGOPTIONS": "-c client_min_messages=warning"}
        done = subprocess.run(self.command(database, user), input=text, capture_output=True, text=True, timeout=120,
                              env=environment, check=False)
        if done.returncode != 0:
            raise SqlError(done.stderr)
        return [[None if cell == "\x1e" else cell for cell in row.split("\x1f")]
                for row in done.stdout.split("\n")[:-1]]  # splitlines() would split at \x1e too


class Session:
    """A psql that stays open: a transaction may span several runs, and two sessions may wait for each other."""

    END = "\x1eEND"
    ERROR = re.compile(r"^(?:psql:<stdin>:\d+: )?(?:ERROR|FATAL|PANIC):")

    def __init__(self, server, database, user=None):
        command = [word for word in server.command(database, user) if word != "ON_ERROR_STOP=1"]
        command.remove("-v")  # the option that stood before it
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                        text=True, bufsize=1, env={**os.environ, "PGOPTIONS": "-c client_min_messages=error"})

    def run(self, text):
        """Rows as lists of texts, None for null. After a refusal the transaction, if any, is rolled back."""
        lines = self._say(text)
        if any(self.ERROR.match(line) for line in lines):
            self._say("rollback;")
            raise SqlError("\n".join(lines))
        return [[None if cell == "\x1e" else cell for cell in line.split("\x1f")] for line in lines]

    def _say(self, text):
        self.process.stdin.write(f"{text}\n;\n\\echo {self.END}\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if line.startswith(self.END):
                return lines
            lines.append(line.rstrip("\n"))
        raise RuntimeError("psql ended: " + "\n".join(lines))

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


def schema_of(server, database):
    """pg_dump's words without what changes from one run or minor version to the next."""
    done = subprocess.run(["pg_dump", "--schema-only", "-d", server.conninfo(database)], capture_output=True, text=True,
                          timeout=120, check=True)
    lines = [line for line in done.stdout.split("\n") if not re.match(r"-- Dumped |\\(un)?restrict ", line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def quoted(text):
    return "null" if text is None else "'" + text.replace("'", "''") + "'"


def roles_sql():
    made = "".join(f"create role {role} nologin;\n" for role in ROLES)
    return (made + "create role maillon_login login noinherit;\n"
            "grant maillon_staff, maillon_prescriber, maillon_partner, maillon_operator, maillon_signatory, maillon_job\n"
            "to maillon_login;\n"
            "grant maillon_owner, maillon_auth, maillon_relay to current_user;\n")


def reference_sql():
    """The lists and the parameters, as the migrator fills them."""
    statements = []
    for name in sorted(os.listdir(REFERENCE)):
        with open(os.path.join(REFERENCE, name), encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, delimiter=";"))
        table = "parameter" if name == "parameters.csv" else "reference_" + name[:-4]
        values = ",\n".join("(" + ", ".join(quoted(cell or None) for cell in row) + ")" for row in rows[1:])
        statements.append(f"insert into {table} ({', '.join(rows[0])}) values {values};\n")
    return "set role maillon_owner;\n" + "".join(statements) + "reset role;\n"


def migrate_with_psql(server, database):
    server.sql(roles_sql() + "create table schema_migration (name text not null, sha256 text not null, "
               "applied_at timestamptz not null default now(), constraint schema_migration_pkey primary key (name));\n",
               database, ADMINISTRATOR)
    for name in sorted(os.listdir(MIGRATIONS)):
        with open(os.path.join(MIGRATIONS, name), encoding="utf-8") as file:
            server.sql("begin;\n" + file.read() + "commit;\n", database, ADMINISTRATOR)
    server.sql(reference_sql(), database, ADMINISTRATOR)


def migrate_with_maillon(server, database, binary):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAILLON_", "PG"))}
    environment.update(MAILLON_DATABASE=server.conninfo(database, "maillon_login"),
                       MAILLON_MIGRATE_DATABASE=server.conninfo(database, ADMINISTRATOR))
    done = subprocess.run([binary, "migrate"], env=environment, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stdout + done.stderr)


@functools.lru_cache(maxsize=None)
def prepared():
    """(server, name of the migrated template), once per process."""
    if os.environ.get("MAILLON_TEST_STAGE"):
        from stage import MIGRATED, Stage  # beside tests/run.py
        facts = Stage.found().facts
        return Server(facts["host"], facts["port"], facts["superuser"]), MIGRATED
    sys.path.insert(0, os.path.join(ROOT, "tools"))
    import cluster as postgresql
    running = postgresql.temporary()
    server = Server(running.socket_dir, running.port, postgresql.SUPERUSER)
    server.sql(f"create role {ADMINISTRATOR} login createrole createdb;\n"
               f"create database {TEMPLATE} owner {ADMINISTRATOR};\n", "postgres")
    binary = os.environ.get("MAILLON_BINARY")
    if binary:
        migrate_with_maillon(server, TEMPLATE, binary)
    else:
        migrate_with_psql(server, TEMPLATE)
    return server, TEMPLATE


class Database(unittest.TestCase):
    """A database of its own for each class; `populate` fills it once."""

    seconds = 3  # of tests/run.py, which begins with the long ones
    maxDiff = None

    @classmethod
    def populate(cls):
        pass

    @classmethod
    def setUpClass(cls):
        cls.server, template = prepared()
        cls.database = "sql_" + cls.__name__.lower()
        cls.server.sql(f"drop database if exists {cls.database} with (force);\n"
                       f"create database {cls.database} template {template} owner {ADMINISTRATOR};\n", "postgres")
        cls.addClassCleanup(cls.server.sql, f"drop database if exists {cls.database} with (force);\n", "postgres")
        cls.sessions = {}
        for user in (None, "maillon_login"):
            cls.sessions[user] = Session(cls.server, cls.database, user)
            cls.addClassCleanup(cls.sessions[user].close)
        cls.populate()

    @classmethod
    def sql(cls, text):
        """As the superuser, whom no policy holds."""
        return cls.sessions[None].run(text)

    def column(self, text):
        return [row[0] for row in self.sql(text)]

    def ask(self, who, text, commit=False):
        """Runs SQL as a principal, the way the service does: the login role, a context, one transaction."""
        return self.sessions["maillon_login"].run(begin(who) + text + ";\n" + ("commit;\n" if commit else "rollback;\n"))

    def refused(self, sqlstate, who, text, constraint=None):
        """`who` None: as the superuser. The refusal must carry this SQLSTATE and, when given, this constraint."""
        try:
            rows = self.sql("begin;\n" + text + ";\nset constraints all immediate;\nrollback;\n") if who is None else \
                self.ask(who, text)
        except SqlError as error:
            self.assertEqual(error.sqlstate, sqlstate, str(error))
            if constraint:
                self.assertEqual(error.constraint, constraint, str(error))
            return
        self.fail(f"not refused: {text}\n{rows}")

    def accepted(self, text):
        """The superuser may write this: no constraint refuses it. Nothing remains."""
        self.sql("begin;\n" + text + ";\nset constraints all immediate;\nrollback;\n")


def begin(who):
    """Opens the transaction of a principal, silently."""
    settings = {"role": who.role, "app.structure_id": who.structure, "app.prescriber_id": who.prescriber,
                "app.partner_id": who.partner, "app.actor_id": who.actor, "app.staff_role": who.staff_role,
                "app.request_id": "test", "app.today": who.today}
    values = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in settings.items())
    return f"begin;\n\\o /dev/null\nselect {values};\n\\o\n"


if __name__ == "__main__":
    sys.stdout.write(schema_of(*prepared()))
