"""The command line without a database: statuses, refusals, and what is printed where.

    cli.py MAILLON
"""

import os
import re
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
ID = "01890000-0000-7000-8000-000000000000"
NOWHERE = "host=/nonexistent dbname=none"
DIRECTOR = ["--structure", ID, "--first-name", "A", "--last-name", "B", "--email", "a@b.example"]
failures = []
done = 0


def run(arguments, **settings):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAILLON_", "PG"))}
    return subprocess.run([PROGRAM, *arguments], env={**kept, **settings}, text=True, capture_output=True, timeout=30,
                          check=False)


def check(label, right, result):
    global done
    done += 1
    if not right:
        failures.append(f"{label}: status {result.returncode}\n{result.stdout}{result.stderr}")


with tempfile.TemporaryDirectory() as folder:
    keys = os.path.join(folder, "keys")
    made = run(["keys", "new", keys])
    check("keys new FILE", made.returncode == 0 and os.stat(keys).st_mode & 0o777 == 0o400, made)
    check("keys new FILE twice", run(["keys", "new", keys]).returncode == 1, made)
    printed = run(["keys", "new"])
    check("keys new", re.fullmatch(r"cursor \w+ \S{44}\ndata \w+ \S{44}\n", printed.stdout), printed)
    opened = os.path.join(folder, "opened")
    with open(opened, "w", encoding="ascii") as file:
        file.write(printed.stdout)
    os.chmod(opened, 0o644)
    serving = {"MAILLON_DATABASE": NOWHERE, "MAILLON_KEYS_FILE": keys}

    ROWS = [  # label, arguments, settings, status, what standard error says
        ("no command", [], {}, 2, "usage"),
        ("unknown command", ["sreve"], {}, 2, "usage"),
        ("help", ["--help"], {}, 0, ""),
        ("version", ["version"], {}, 0, ""),
        ("version, too much", ["version", "x"], {}, 2, "usage"),
        ("a number that is not", ["version"], {"MAILLON_PORT": "80a"}, 2, "MAILLON_PORT=80a"),
        ("a negative number", ["version"], {"MAILLON_PORT": "-1"}, 2, "MAILLON_PORT=-1"),
        ("a number too large", ["version"], {"MAILLON_PORT": "99999999999999999999"}, 2, "MAILLON_PORT"),
        ("a number below its least", ["version"], {"MAILLON_DEADLINE_MS": "99"}, 2, "from 100 to 60000"),
        ("an unknown word", ["version"], {"MAILLON_LOG": "loud"}, 2, "debug, info"),
        ("an empty setting is its default", ["version"], {"MAILLON_PORT": ""}, 0, ""),
        ("serve without database", ["serve"], {"MAILLON_KEYS_FILE": keys}, 1, "MAILLON_DATABASE is not set"),
        ("serve without keys", ["serve"], {"MAILLON_DATABASE": NOWHERE}, 1, "MAILLON_KEYS_FILE is not set"),
        ("serve with readable keys", ["serve"], {**serving, "MAILLON_KEYS_FILE": opened}, 1, "mode 0400"),
        ("serve without its database", ["serve"], serving, 1, "database"),
        ("serve on one port", ["serve"], {**serving, "MAILLON_PORT": "8080", "MAILLON_ADMIN_PORT": "8080"}, 1, "same port"),
        ("exports on the API's port", ["serve"], {**serving, "MAILLON_SLOW_PORT": "8080"}, 1, "same port"),
        ("exports nowhere", ["serve"], {**serving, "MAILLON_EXPORT_FOLDER": "/nowhere"}, 1, "MAILLON_EXPORT_FOLDER=/nowhere"),
        ("an origin with a path", ["serve"], {**serving, "MAILLON_CORS_ORIGINS": "https://app.example/"}, 1,
         "MAILLON_CORS_ORIGINS"),
        ("every origin", ["serve"], {**serving, "MAILLON_CORS_ORIGINS": "*"}, 1, "MAILLON_CORS_ORIGINS"),
        ("origins with an empty one", ["serve"], {**serving, "MAILLON_CORS_ORIGINS": "https://app.example,"}, 1, "CORS_ORIGINS"),
        ("two origins", ["serve"], {**serving, "MAILLON_CORS_ORIGINS": "https://app.example,http://[::1]:3000"}, 1, "database"),
        ("development for everyone", ["serve"], {**serving, "MAILLON_DEV": "1", "MAILLON_ADDRESS": "0.0.0.0"}, 1,
         "refused on 0.0.0.0"),
        ("development for everyone, IPv6", ["serve"], {**serving, "MAILLON_DEV": "1", "MAILLON_ADDRESS": "::"}, 1,
         "refused on ::"),
        ("development on loopback", ["serve"], {**serving, "MAILLON_DEV": "1", "MAILLON_ADDRESS": "::1"}, 1, "DEVELOPMENT"),
        ("ready, with nobody there", ["ready"], {"MAILLON_PORT": "1"}, 1, "not ready"),
        ("ready, with an argument", ["ready", "x"], {}, 2, "usage"),
        ("migrate without database", ["migrate"], {}, 1, "MAILLON_MIGRATE_DATABASE is not set"),
        ("clock on no day", ["clock", "--today", "2026-02-30"], serving, 2, "usage"),
        ("clock with another option", ["clock", "--day", "2026-02-28"], serving, 2, "--day is not an option"),
        ("an option without value", ["clock", "--today"], serving, 2, "needs a value"),
        ("an option twice", ["clock", "--today", "2026-02-28", "--today", "2026-02-28"], serving, 2, "given twice"),
        ("key of nobody", ["api-key", "create"], {}, 2, "--principal"),
        ("key of a stranger", ["api-key", "create", "--principal", "king"], {}, 2, "--principal"),
        ("key of a director without name", ["api-key", "create", "--principal", "director", "--structure", ID], {}, 2,
         "--principal"),
        ("key of an operator with a structure", ["api-key", "create", "--principal", "operator", *DIRECTOR], {}, 2,
         "--principal"),
        ("key of a wrong id", ["api-key", "create", "--principal", "partner", "--partner", "1"], {}, 2, "not an identifier"),
        ("key without database", ["api-key", "create", "--principal", "director", *DIRECTOR], {}, 1, "MAILLON_MIGRATE_DATABASE"),
        ("roles", ["roles"], {}, 0, ""),
        ("roles with no password", ["roles", "--password-file", "/dev/null"], {}, 1, "no password"),
    ]
    for label, arguments, settings, status, words in ROWS:
        result = run(arguments, **settings)
        check(label, result.returncode == status and words in result.stderr, result)

    shown = run(["check"], MAILLON_DATABASE="host=/nonexistent password=secret-word")
    check("check shows no password",
          "secret-word" not in shown.stdout + shown.stderr and "MAILLON_DATABASE=(set)" in shown.stdout, shown)
    no_key = run(["api-key", "create", "--principal", "operator"], MAILLON_MIGRATE_DATABASE=NOWHERE)
    check("a key that is not stored is not printed", no_key.returncode == 1 and "mln_" not in no_key.stdout, no_key)

for failure in failures:
    print(failure, file=sys.stderr)
print(f"{done - len(failures)} passed, {len(failures)} failed")
sys.exit(1 if failures else 0)
