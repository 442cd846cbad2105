"""Writes the page /docs as a C source, at build: its own files, and those it takes from swagger-ui.

    embed_page.py OUT DEPFILE [PAGE_DIR SWAGGER_UI_DIR]

Each file is compressed here, once, and named by a hash of its content. Without folders the list is empty: the program
then has no page.
"""

import gzip
import hashlib
import pathlib
import sys

HEAD = "/* Written by tools/embed_page.py. */\n"
PAGE = "page"
SWAGGER_UI = "swagger-ui"

# (folder, file, path it is served at, media type)
FILES = [
    (PAGE, "index.html", "/docs", "text/html; charset=utf-8"),
    (PAGE, "init.js", "/docs/init.js", "text/javascript; charset=utf-8"),
    (PAGE, "page.css", "/docs/page.css", "text/css; charset=utf-8"),
    (SWAGGER_UI, "swagger-ui.css", "/docs/swagger-ui.css", "text/css; charset=utf-8"),
    (SWAGGER_UI, "swagger-ui-bundle.js", "/docs/swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
    (SWAGGER_UI, "swagger-ui-bundle.js.LICENSE.txt", "/docs/swagger-ui-bundle.js.LICENSE.txt", "text/plain; charset=utf-8"),
    (SWAGGER_UI, "favicon-32x32.png", "/docs/favicon-32x32.png", "image/png"),
]


def c_bytes(data):
    """A C string literal of any bytes, in lines; three octal digits each, so that no digit is taken for the next byte's."""
    escaped = [chr(byte) if 0x20 <= byte < 0x7F and chr(byte) not in '"\\?' else f"\\{byte:03o}" for byte in data]
    lines = ["".join(escaped[start : start + 64]) for start in range(0, len(escaped), 64)]
    return "\n        ".join(f'"{line}"' for line in lines)


def row(path, served_at, media_type):
    content = path.read_bytes()
    packed = gzip.compress(content, compresslevel=9, mtime=0)
    digest = hashlib.sha256(content).hexdigest()[:32]
    return (
        f'    {{\n        "{served_at}",\n        "{media_type}",\n        "{digest}",\n        {len(content)},\n'
        f"        {len(packed)},\n        {c_bytes(packed)},\n    }},\n"
    )


def main(out, depfile, *folders):
    rows, read = "", []
    if folders:
        places = dict(zip((PAGE, SWAGGER_UI), map(pathlib.Path, folders), strict=True))
        for folder, name, served_at, media_type in FILES:
            path = places[folder] / name
            rows += row(path, served_at, media_type)
            read.append(path)
    text = f'{HEAD}#include "docs.h"\n\nconst struct docs_file docs_files[] = {{\n{rows}    {{0}},\n}};\n'
    pathlib.Path(out).write_text(text, encoding="ascii")
    dependencies = " ".join(str(path).replace(" ", "\\ ") for path in read)
    pathlib.Path(depfile).write_text(f"{out}: {dependencies}\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
