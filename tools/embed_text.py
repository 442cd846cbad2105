"""Writes texts as C strings, at build.

    embed_text.py OUT NAME=FILE…

Each FILE becomes `const char NAME[]`, without its last newline.
"""

import pathlib
import sys

from embed import c_string, read_text


def as_c(name, path):
    text = c_string(read_text(pathlib.Path(path)).rstrip())
    return f"extern const char {name}[];\nconst char {name}[] =\n        {text};\n"


def main(out, *named):
    rows = [as_c(name, path) for name, _, path in (one.partition("=") for one in named)]
    pathlib.Path(out).write_text("/* Written by tools/embed_text.py. */\n" + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
