"""Compares what the pages say with what is there: links, files, commands, settings, and the words of the glossary.

    docs.py MAILLON SOURCE_ROOT
"""

import json
import pathlib
import re
import subprocess
import sys

LINES_MAX = 400
SERVED = {"/problems"}  # what the introduction of /docs links to, on the service that shows it
FOLDERS = "api-spec|bench|demo|docker|docs|docs-page|include|sql|src|tests|tools"
GLOSSARY, README, DECISIONS = "docs/glossary.md", "README.md", "docs/decisions/README.md"


def without_code(text):
    """The prose: what stands in blocks of code is no link and no heading."""
    return re.sub(r"^( *)```.*?^\1```$", "", text, flags=re.S | re.M)


def links(text):
    return re.findall(r"\]\(([^()\s]+)\)", without_code(text))


def anchors(text):
    """The fragments that the headings of a page give."""
    headings = re.findall(r"^#+ (.+)$", without_code(text), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def rows(text, heading):
    """First column and identifiers of the table under a heading of the glossary."""
    part = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.S | re.M)
    return re.findall(r"^\|([^|]*)\| `(\w+)` \|(.*)$", part.group(1), re.M) if part else []


class Pages:
    """The pages of a tree, and what the program says of itself."""

    def __init__(self, program, root):
        listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=root, capture_output=True, text=True,
                                check=False).stdout.splitlines()
        names = listed or [str(path.relative_to(root)) for path in root.rglob("*.md") if "node_modules" not in path.parts]
        self.root, self.program = root, program
        self.text = {name: (root / name).read_text(encoding="utf-8") for name in sorted(names)
                     if name.endswith(".md") and (root / name).exists()}
        self.dev = (root / "dev").read_text(encoding="utf-8")

    def says(self, *arguments):
        return subprocess.run([self.program, *arguments], capture_output=True, text=True, check=True).stdout


def target_of(page, link):
    return str(pathlib.PurePosixPath(*pathlib.Path(page).parent.parts, link.partition("#")[0])) if link[0] != "#" else page


def normal(name):
    parts = []
    for part in pathlib.PurePosixPath(name).parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def check_links(pages):
    for page, text in pages.text.items():
        for link in links(text):
            if re.match(r"[a-z]+:", link) or link in SERVED:
                continue
            name, fragment = normal(target_of(page, link)), link.partition("#")[2]
            if not (pages.root / name).exists():
                yield f"{page}: {link} leads nowhere"
            elif fragment and fragment not in anchors(pages.text.get(name, "")):
                yield f"{page}: {link}: no such heading"


def check_reached(pages):
    """Every page is found from README.md."""
    reached, waiting = set(), [README]
    while waiting:
        page = waiting.pop()
        if page in reached or page not in pages.text:
            continue
        reached.add(page)
        waiting += [normal(target_of(page, link)) for link in links(pages.text[page]) if not re.match(r"[a-z]+:", link)]
    for page in pages.text:
        if page not in reached and not page.startswith("api-spec/"):
            yield f"{page}: no page leads to it"


def check_length(pages):
    for page, text in pages.text.items():
        if text.count("\n") >= LINES_MAX and not page.startswith("api-spec/"):
            yield f"{page}: {LINES_MAX} lines or more"


def check_files(pages):
    """Files and folders named in the text are there; a star stands for some."""
    for page, text in pages.text.items():
        for name in re.findall(rf"`((?:{FOLDERS})/[\w./*-]*)`", text):
            if not any(pages.root.glob(name.rstrip("/"))):
                yield f"{page}: {name} is not there"


def check_map(pages):
    """The map of README.md: what it names is there, and no folder is missing from it."""
    block = re.search(r"^## The map of the house\n+```\n(.*?)^```", pages.text[README], re.S | re.M)
    named = re.findall(r"^(\S+)", block.group(1), re.M) if block else []
    for name in named:
        if not (pages.root / name.replace("<layer>/", "")).exists():
            yield f"{README}: the map names {name}, which is not there"
    tops = {name.split("/")[0] for name in named}
    for folder in FOLDERS.split("|"):
        if folder not in tops and (pages.root / folder).is_dir():
            yield f"{README}: the map does not name {folder}/"


def check_dev(pages):
    there = set(re.findall(r"^cmd_(\w+)\(\)", pages.dev, re.M))
    named = set(re.findall(r"\./dev ([a-z]+)", pages.text[README]))
    for name in sorted(named - there):
        yield f"{README}: ./dev {name} does not exist"
    for name in sorted(there - named):
        yield f"{README}: ./dev {name} is not named"
    for page, text in pages.text.items():
        for name in sorted(set(re.findall(r"`\./dev ([a-z]+)", text)) - there):
            yield f"{page}: ./dev {name} does not exist"


def check_subcommands(pages):
    there = set(re.findall(r"^  maillon ([\w-]+)", pages.says("help"), re.M))
    named = set(re.findall(r"(?:^|`)maillon ([a-z-]+)", pages.text[README], re.M))
    for name in sorted(there ^ named):
        yield f"{README}: maillon {name} " + ("does not exist" if name in named else "is not named")
    for page, text in pages.text.items():
        for name in sorted(set(re.findall(r"`maillon ([a-z-]+)", text)) - there):
            yield f"{page}: maillon {name} does not exist"


def check_settings(pages):
    """Every MAILLON_ variable that a page names is read by something."""
    sources = [pages.root / "dev", *pages.root.glob("src/**/*.c")]
    for folder in ("tests", "tools", "demo"):
        sources += pages.root.glob(folder + "/**/*.py")
    variable = re.compile(r"MAILLON_[A-Z_]+")
    known = {name for path in sources if path.name != "docs.py" for name in variable.findall(path.read_text(encoding="utf-8"))}
    for page, text in pages.text.items():
        for name in sorted(set(variable.findall(text)) - known):
            yield f"{page}: nothing reads {name}"


def compare(what, told, there):
    for name in sorted(there - told):
        yield f"{GLOSSARY}: the {what} {name} has no French word"
    for name in sorted(told - there):
        yield f"{GLOSSARY}: there is no {what} {name}"


def check_resources(pages):
    document = json.loads(pages.says("openapi"))
    there = {path.split("/")[2] for path in document["paths"] if path.startswith("/v1/")}
    there |= {path.split("/")[4] for path, item in document["paths"].items() if "get" in item and path.count("/") == 4}
    told = {name for _, name, _ in rows(pages.text[GLOSSARY], "The chain, resource by resource")}
    yield from compare("resource", told, there)
    roles = {role for item in document["paths"].values() for operation in item.values() if isinstance(operation, dict)
             for role in operation.get("x-roles", [])}
    yield from compare("function", {name for _, name, _ in rows(pages.text[GLOSSARY], "Functions")}, roles | {"job"})


def check_flows(pages):
    """States and moves, each with the resources that have it."""
    flows = json.loads(pages.says("flows"))
    irregular = {"candidacy": "candidacies", "identity": "identities", "vacancy": "vacancies",
                 "pass": "passes", "eligibility_diagnosis": "eligibility_diagnoses"}
    plural = {flow["name"]: irregular.get(flow["name"], flow["name"] + "s") for flow in flows}
    for what, heading, words_of in (("state", "States", lambda flow: flow["states"]),
                                    ("move", "Moves", lambda flow: [move["verb"] for move in flow["moves"]])):
        there = {(word, plural[flow["name"]]) for flow in flows for word in words_of(flow)}
        told = {(word, resource) for _, word, rest in rows(pages.text[GLOSSARY], heading)
                for resource in re.findall(rf"\b({'|'.join(plural.values())})\b", rest)}
        yield from compare(what, {f"{word} of {resource}" for word, resource in told},
                           {f"{word} of {resource}" for word, resource in there})


def check_decisions(pages):
    names = sorted(path.name for path in (pages.root / "docs" / "decisions").glob("0*.md"))
    for number, name in enumerate(names, 1):
        title = pages.text[f"docs/decisions/{name}"].splitlines()[0]
        if not name.startswith(f"{number:04d}-") or not title.startswith(f"# {number:04d}: "):
            yield f"docs/decisions/{name}: expected number {number:04d} in its name and title"
        elif f"[{title[2:]}]({name})" not in pages.text[DECISIONS]:
            yield f"{DECISIONS}: no line [{title[2:]}]({name})"


CHECKS = [check_links, check_reached, check_length, check_files, check_map, check_dev, check_subcommands, check_settings,
          check_resources, check_flows, check_decisions]


def self_check(pages):
    """A page with every fault in it: each check must see its own."""
    kept, seen = dict(pages.text), []
    planted = {README: [("bench/ ", "nobench/ "), ("./dev reset", "./dev"), ("maillon flows", "maillon")],
               GLOSSARY: [("`hosts`", "`ghosts`"), ("`in_review`", "`review`"), ("`office`", "`bureau`")],
               DECISIONS: [("0002:", "0003:")]}
    for page, changes in planted.items():
        for right, wrong in changes:
            pages.text[page] = pages.text[page].replace(right, wrong)
    pages.text["docs/wrong.md"] = ("[a](nowhere.md) [b](glossary.md#nowhere) `src/nowhere.c` MAILLON_NOWHERE\n"
                                   "`./dev nowhere` `maillon nowhere`\n" + "\n" * LINES_MAX)
    expected = {check_links: 2, check_reached: 1, check_length: 1, check_files: 1, check_map: 2, check_dev: 2,
                check_subcommands: 2, check_settings: 1, check_resources: 4, check_flows: 2, check_decisions: 1}
    for check in CHECKS:
        found = list(check(pages))
        if len(found) != expected[check]:
            seen.append(f"tests/docs/docs.py: {check.__name__} sees {len(found)} of {expected[check]} planted: {found}")
    pages.text = kept
    return seen


def main(program, root):
    pages = Pages(program, pathlib.Path(root).resolve())
    failed, run = 0, len(CHECKS)
    for check in CHECKS:
        found = list(check(pages))
        failed += bool(found)
        for fault in found:
            print(fault, file=sys.stderr)
    if not failed:  # the planted faults are counted, which needs pages without any
        blind = self_check(pages)
        failed, run = len(blind), 2 * run
        for fault in blind:
            print(fault, file=sys.stderr)
    print(f"{run - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
