"""Runs a test program against a private PostgreSQL: with_cluster.py PROGRAM [encrypted]

The program finds in its environment MAILLON_TEST_SUPERUSER, _MIGRATOR (owns the database, CREATEROLE, no superuser), _LOGIN
and _ENCRYPTED (the same over TLS), the connection strings of one empty database. With `encrypted` _LOGIN is that one too.
"""

import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "tools"))
import cluster as postgresql  # noqa: E402


def main(program, how="plain"):
    with postgresql.temporary({"max_prepared_transactions": "0"}) as cluster:
        encrypted = cluster.encrypt("maillon_login")
        cluster.psql("postgres", "create role test_migrator login createrole; create database maillon owner test_migrator;")
        logins = {"plain": cluster.conninfo("maillon", "maillon_login"),
                  "encrypted": f"{encrypted} dbname=maillon"}
        environment = {
            **os.environ,
            "MAILLON_TEST_SUPERUSER": cluster.conninfo("maillon"),
            "MAILLON_TEST_MIGRATOR": cluster.conninfo("maillon", "test_migrator"),
            "MAILLON_TEST_LOGIN": logins[how],
            "MAILLON_TEST_ENCRYPTED": logins["encrypted"],
        }
        return subprocess.run([program], env=environment, check=False, timeout=120).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
