"""From what was read on the wire to a script of pgbench: the same statements in the same order, one pipeline for each Sync.

The statements stay as they are but for two things that PostgreSQL does not see: a `$n` is a variable of pgbench, which numbers
them anew, and a colon within a literal, which pgbench would take for a variable, is written \\x3a. values.c turns what pgbench
can say (numbers) into what the service sends.
"""

import re

from relay import EXECUTE, SYNC

TOKEN = re.compile(r"'(?:[^']|'')*'|\$\d+|::|:")

# The numbers that values.c understands.
LINE_ZERO, ID_ZERO = 9_000_000_000_000_000_000, 8_000_000_000_000_000_000


def literal(text):
    if ":" not in text:
        return text
    inside = text[1:-1].replace("\\", "\\\\").replace(":", "\\x3a")
    return f"E'{inside}'"


class Script:
    """`varying`: value of the recorded request → variable that the prelude sets."""

    def __init__(self, varying, prefix="c"):
        self.varying = varying
        self.prefix = prefix  # scripts that run together share their variables
        self.defined = {}  # name: constant value, for -D

    def place(self, value):
        if value in self.varying:
            return ":" + self.varying[value]
        said = "@null" if value is None else value or "@empty"
        for name, known in self.defined.items():
            if known == said:
                return ":" + name
        name = f"{self.prefix}{len(self.defined)}"
        self.defined[name] = said
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


def drawn(columns):
    """columns: name → list of values, all as long. The prelude that draws a row, and the lines for values.c."""
    count = len(next(iter(columns.values())))
    prelude, lines = [f"\\set row random(0, {count - 1})"], []
    for name, values in columns.items():
        prelude.append(f"\\set {name} {LINE_ZERO + len(lines)} + :row")
        lines += values
    return prelude, lines


def counted():
    """A prelude that gives a number, and an identifier, that no other transaction of the database had."""
    return ["\\set count :count + 1", "\\set number :run * 10000000000 + :client_id * 100000000 + :count",
            f"\\set new_id {ID_ZERO} + :number"]
