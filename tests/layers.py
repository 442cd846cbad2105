"""Reads every #include of src/ and include/ and fails on one that crosses the layers.

A missing dependency would not stop a build: the headers of the libraries lie in /usr/include for everyone.

    layers.py SOURCE_ROOT
"""

import pathlib
import re
import sys

# What each layer may include of the others, and of the libraries. Everyone may include the C library.
LAYERS = {
    "core": (set(), set()),
    "domain": ({"core"}, set()),
    "db": ({"core", "domain"}, {"libpq", "gnutls"}),
    "api": ({"core", "domain", "db"}, {"jansson", "gnutls"}),
    "spec": ({"core", "api"}, set()),
    "resources": ({"core", "domain", "api"}, {"gnutls", "jansson"}),
    "http": ({"core", "db", "api", "spec"}, {"ulfius", "gnutls", "zlib", "jansson", "curl"}),
    "jobs": ({"core", "domain", "db"}, {"curl"}),
    "app": ({"core", "domain", "db", "api", "spec", "resources", "http", "jobs"}, {"ulfius", "jansson", "gnutls", "libpq"}),
}

# Single headers a layer may include beyond that.
EXCEPTIONS = {
    ("spec", "db/reference.h"),  # the lists are built in: no connection
    ("resources", "db/query.h"),  # only the enum of queries, which facts name
    ("resources", "db/reference.h"),
    ("resources", "db/tx.h"),  # endpoints that are not rows ask their own statements
    ("resources", "db/statement.h"),
}

LIBRARIES = {
    "libpq": re.compile(r"(postgresql/)?(libpq-fe|libpq-events|postgres_ext)\.h"),
    "jansson": re.compile(r"jansson\.h"),
    "gnutls": re.compile(r"gnutls/.*"),
    "ulfius": re.compile(r"(ulfius|orcania|microhttpd|yder)\.h"),
    "zlib": re.compile(r"zlib\.h"),
    "curl": re.compile(r"curl/.*"),
}

# Headers written at build, by the layer that owns them.
GENERATED = {"query_list.h": "db", "version.h": "app"}

INCLUDE = re.compile(r"^[ \t]*#[ \t]*include[ \t]*([<\"])([^>\"]+)[>\"]", re.M)


def library_of(header):
    return next((name for name, pattern in LIBRARIES.items() if pattern.fullmatch(header)), None)


def fault_of(layer, path, quote, header, root):
    """A sentence about what is wrong with this include, or None."""
    layers, libraries = LAYERS[layer]
    library = library_of(header)
    if library:
        return None if library in libraries else f"{layer} may not use {library}"
    if quote == "<":
        return None
    owner = GENERATED.get(header) or (header.split("/")[0] if "/" in header else None)
    if owner is None:
        beside = path.parent / header
        return None if beside.exists() else f"{header} is neither beside the file nor of a layer"
    if owner not in LAYERS:
        return f"{header} belongs to no layer"
    if header not in GENERATED and not (root / "include" / header).exists():
        return f"include/{header} does not exist"
    if owner == layer or owner in layers or (layer, header) in EXCEPTIONS:
        return None
    return f"{layer} may not include {owner}"


def layer_of(path, root):
    parts = path.relative_to(root).parts
    return parts[1] if len(parts) > 2 else None


def faults(root):
    found, read = [], 0
    for path in sorted([*root.glob("src/**/*.[ch]"), *root.glob("include/**/*.h"), *root.glob("include/**/*.def")]):
        layer = layer_of(path, root)
        if layer not in LAYERS:
            found.append(f"{path.relative_to(root)}: in no layer")
            continue
        text = path.read_text(encoding="utf-8")
        for match in INCLUDE.finditer(text):
            read += 1
            fault = fault_of(layer, path, match[1], match[2], root)
            if fault:
                line = text.count("\n", 0, match.start()) + 1
                found.append(f"{path.relative_to(root)}:{line}: {fault} ({match[2]})")
    return found, read


def self_check(root):
    """The checker itself: crossings that it must see, and includes that it must allow."""
    here = root / "src" / "domain" / "contract.c"
    forbidden = [("domain", '"', "db/tx.h"), ("domain", "<", "libpq-fe.h"), ("api", "<", "ulfius.h"),
                 ("api", '"', "spec/documents.h"), ("spec", '"', "db/tx.h"), ("core", '"', "domain/exit.h")]
    allowed = [("domain", '"', "core/date.h"), ("api", "<", "jansson.h"), ("db", '"', "query_list.h"), ("core", "<", "stdio.h")]
    missed = [f"{layer} {header}" for layer, quote, header in forbidden if not fault_of(layer, here, quote, header, root)]
    refused = [f"{layer} {header}" for layer, quote, header in allowed if fault_of(layer, here, quote, header, root)]
    return [f"tests/layers.py does not see: {one}" for one in missed] + [f"tests/layers.py refuses: {one}" for one in refused]


def main(root):
    found, read = faults(root)
    found += self_check(root)
    for fault in found:
        print(fault, file=sys.stderr)
    print(f"{read - min(len(found), read)} passed, {len(found)} failed")
    return 1 if found or not read else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
