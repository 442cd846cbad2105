"""Writes the files of sql/ as C sources, at build.

    embed.py SQL_DIR OUT_DIR DEPFILE

sql/queries/NAME.sql     one statement each -> QUERY_NAME of query_list.h, text and number of `$n` in query_list.c
sql/migrations/N_NAME.sql                   -> migration_list.c, with the SHA-256 of each file
sql/reference/NAME.csv                      -> reference_list.c
"""

import hashlib
import pathlib
import re
import sys

HEAD = "/* Written by tools/embed.py from sql/. */\n"


class Fault(Exception):
    """A file that cannot be embedded; the message names it."""


def strip_comments(sql):
    """The statement without its comments, and with runs of blanks outside quotes made one.

    Quoted text ('…', "…", $tag$…$tag$) is kept as it is; block comments nest, as PostgreSQL's do.
    """
    out = []
    position = 0
    token = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\$([A-Za-z_]\w*)?\$.*?\$\1\$|\$\$.*?\$\$|--[^\n]*|/\*|\s+", re.S)
    while position < len(sql):
        match = token.match(sql, position)
        if not match:
            out.append(sql[position])
            position += 1
            continue
        text = match.group()
        position = match.end()
        if text == "/*":
            depth = 1
            while depth and position < len(sql):
                step = 2
                if sql.startswith("/*", position):
                    depth += 1
                elif sql.startswith("*/", position):
                    depth -= 1
                else:
                    step = 1
                position += step
            text = " "
        elif text.startswith("--") or text.isspace():
            text = " "
        if text == " " and (not out or out[-1] == " "):
            continue
        out.append(text)
    return "".join(out).strip()


def count_places(sql, name):
    """The number of `$n` places; a gap between them is a fault."""
    bare = re.sub(r"'(?:[^']|'')*'", "''", sql)
    numbers = {int(digits) for digits in re.findall(r"\$(\d+)", bare)}
    highest = max(numbers, default=0)
    if numbers != set(range(1, highest + 1)):
        raise Fault(f"{name}: places {sorted(numbers)} have a gap")
    return highest


def c_string(text):
    """A C literal, one source line per line of text."""
    if not text:
        return '""'
    lines = []
    for line in text.splitlines(keepends=True):
        escaped = line.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
        lines.append(f'"{escaped}"')
    return "\n        ".join(lines).replace("??", "?\\?")


def read_text(path):
    text = path.read_bytes().decode("utf-8")
    if "\0" in text:
        raise Fault(f"{path.name}: holds a NUL")
    return text


def queries(folder):
    """(name, text, places) of each query, by name."""
    found = []
    for path in sorted(folder.glob("*.sql")):
        if not re.fullmatch(r"[a-z][a-z0-9_]*", path.stem):
            raise Fault(f"{path.name}: a query's name is lower-case letters, digits and underscores")
        source = read_text(path)
        if not source.startswith("--"):
            raise Fault(f"{path.name}: begins with a comment that says what it asks")
        text = strip_comments(source).rstrip(";").rstrip()
        if not text:
            raise Fault(f"{path.name}: holds no statement")
        if ";" in re.sub(r"'(?:[^']|'')*'", "''", text):
            raise Fault(f"{path.name}: holds more than one statement")
        found.append((path.stem, text, count_places(text, path.name)))
    return found


def migrations(folder):
    """(name, text, sha256) of each migration, in order."""
    found = []
    for path in sorted(folder.glob("*.sql")):
        if not re.fullmatch(r"\d{4}_[a-z0-9_]+", path.stem):
            raise Fault(f"{path.name}: a migration is NNNN_name.sql")
        if int(path.stem[:4]) != len(found) + 1:
            raise Fault(f"{path.name}: its number should be {len(found) + 1:04}")
        found.append((path.stem, read_text(path), hashlib.sha256(path.read_bytes()).hexdigest()))
    return found


def query_header(found):
    names = "".join(f"    QUERY_{name.upper()},\n" for name, _, _ in found)
    return (
        f"{HEAD}#ifndef MAILLON_QUERY_LIST_H\n#define MAILLON_QUERY_LIST_H\n\n"
        f"enum query {{\n    QUERY_NONE,\n{names}    N_QUERIES\n}};\n\n#endif\n"
    )


def query_source(found):
    rows = "".join(
        f"    [QUERY_{name.upper()}] = {{\n        \"{name}\",\n        {c_string(text)},\n        {places},\n    }},\n"
        for name, text, places in found
    )
    return (
        f'{HEAD}#include "db/embedded.h"\n#include "query_list.h"\n\n'
        f'const struct embedded_query embedded_queries[] = {{\n    [QUERY_NONE] = {{"", "", 0}},\n{rows}}};\n'
    )


def table(kind, rows):
    """The source of embedded_KINDs: rows of a name and of expressions of C, ended by an empty one."""
    bodies = ("".join(f"        {cell},\n" for cell in (f'"{name}"', *cells)) for name, *cells in rows)
    body = "".join(f"    {{\n{cells}    }},\n" for cells in bodies)
    return f'{HEAD}#include "db/embedded.h"\n\nconst struct embedded_{kind} embedded_{kind}s[] = {{\n{body}    {{0}},\n}};\n'


def migration_source(found):
    return table("migration", ((name, c_string(text), f'"{digest}"') for name, text, digest in found))


def reference_source(folder):
    return table("reference", ((path.stem, c_string(read_text(path))) for path in sorted(folder.glob("*.csv"))))


def main(sql, out, depfile):
    sql, out = pathlib.Path(sql), pathlib.Path(out)
    found = queries(sql / "queries")
    sources = {
        "query_list.h": query_header(found),
        "query_list.c": query_source(found),
        "migration_list.c": migration_source(migrations(sql / "migrations")),
        "reference_list.c": reference_source(sql / "reference"),
    }
    for name, text in sources.items():
        (out / name).write_text(text, encoding="utf-8")
    read = [sql / part for part in ("queries", "migrations", "reference")]
    for folder in list(read):
        read += sorted(path for path in folder.iterdir() if path.suffix in (".sql", ".csv"))
    dependencies = " ".join(str(path).replace(" ", "\\ ") for path in read)
    targets = " ".join(str(out / name).replace(" ", "\\ ") for name in sources)
    pathlib.Path(depfile).write_text(f"{targets}: {dependencies}\n", encoding="utf-8")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Fault as fault:
        sys.exit(f"embed.py: {fault}")
