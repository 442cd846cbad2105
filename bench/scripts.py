"""From what was read on the wire to a script of pgbench: the same statements in the same order, one pipeline for each Sync.

A value of a request is a variable of pgbench. Four things must be written otherwise, and none changes what PostgreSQL plans
or runs: a null has no variable and stands in the text; a colon within a literal, which pgbench would take for a variable,
is written \\x3a; places are numbered anew; and an identifier that must be new each time is put together from a counter,
since pgbench makes no UUID.
"""

import re

from wire import EXECUTE, SYNC

TOKEN = re.compile(r"'(?:[^']|'')*'|\$\d+|::|:")
NEW_ID = "('01a00000-0000-7000-8000-' || lpad({}::text, 12, '0'))::uuid"


def literal(text):
    if ":" not in text:
        return text
    inside = text[1:-1].replace("\\", "\\\\").replace(":", "\\x3a")
    return f"E'{inside}'"


class Script:
    """`varying`: value → name of a variable that the prelude sets. `counted`: values → "id" (a new UUID) or "text"."""

    def __init__(self, varying, counted=None, prefix="c"):
        self.varying = varying
        self.counted = counted or {}
        self.prefix = prefix  # scripts that run together share their variables
        self.defined = {}  # name: constant value, for -D

    def place(self, value):
        if value is None:
            return "null"
        if value == "":
            return ":empty"  # -D takes no empty value: the prelude sets it
        if value in self.counted:
            return NEW_ID.format(":number") if self.counted[value] == "id" else ":number"
        if value in self.varying:
            return ":" + self.varying[value]
        for name, known in self.defined.items():
            if known == value:
                return ":" + name
        name = f"{self.prefix}{len(self.defined)}"
        self.defined[name] = value
        return ":" + name

    def statement(self, text, values):
        def one(match):
            token = match.group(0)
            if token[0] == "'":
                return literal(token)
            if token[0] == "$":
                return self.place(values[int(token[1:]) - 1])
            if token == "::":
                return token
            raise RuntimeError(f"a lone colon in {text!r}: pgbench would read a variable")

        return TOKEN.sub(one, text) + ";"

    def body(self, record):
        lines, group = [], []
        for entry in record:
            if entry[0] == EXECUTE:
                group.append(self.statement(entry[1], entry[2]))
            elif entry[0] == SYNC:
                lines += ["\\startpipeline", *group, "\\endpipeline"]
                group = []
        if group:
            raise RuntimeError("the record ends before a Sync")
        return lines

    def text(self, prelude, record):
        return "\n".join([*prelude, *self.body(record), ""])


# How often a client of pgbench takes another row: the look-up is one transaction more in this many.
REFRESH = 200


def refreshed(source, rows, columns, every=REFRESH):
    """A prelude that sets variables from a row drawn among those of bench.<source>."""
    return [
        "\\set left :left - 1",
        "\\if :left < 0",
        f"\\set pick random(1, {rows})",
        f"select {columns}, '' as empty from bench.{source} where n = :pick \\gset",
        f"\\set left {every}",
        "\\endif",
    ]


def counter():
    """A prelude that gives a number of twelve digits that no other transaction of the database had."""
    return ["\\set count :count + 1", "\\set number :run * 10000000000 + :client_id * 100000000 + :count"]
