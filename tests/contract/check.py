"""The contract test: every exchange recorded by the run against the document, and the document against the run.

Each answer must fit the closed schema of its operation for the caller's role; each accepted body must fit the schema of
bodies; each refusal must be a problem that its operation announces. Every operation, move and problem must have been met
at least once.
"""
import json
import os
import re
import urllib.parse
from collections import Counter

from document import Document
from shapes import FORMATS, Shapes, validator

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# Headers of HTTP itself, of caches and of browsers, which the document leaves to them.
HTTP = {"date", "connection", "content-type", "content-length", "content-encoding", "cache-control", "vary",
        "x-content-type-options", "access-control-allow-origin", "access-control-expose-headers"}

# Problems that no request can reach by itself, and why.
UNREACHABLE = {
    "internal": "a fault of the service",
    "outcome_unknown": "needs a database lost during a commit",
    "constraint_violated": "validation refuses first whatever a constraint would",
    "in_use": "a rule refuses first whatever another row would forbid",
}


def problem_codes():
    with open(os.path.join(ROOT, "api-spec", "problems.md"), encoding="utf-8") as file:
        return re.findall(r"^\| `(\w+)` \| \d{3} ", file.read(), re.M)


class Contract:
    def __init__(self, document):
        self.document = Document(document)
        self.shapes = Shapes(self.document)
        self.codes = set(problem_codes())
        self.failures = Counter()
        self.examples = {}
        self.done = set()
        self.met = set()
        self.carried = set()
        self.seen = set()
        self.paths = [(re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)) + "$"), path) for path in document["paths"]]
        self.paths.sort(key=lambda row: row[1].count("{"))

    def fail(self, operation_id, text, exchange):
        """One line per kind of failure, with one example."""
        key = f"{operation_id}: {text}"
        self.failures[key] += 1
        self.examples.setdefault(key, f"{exchange['role']} {exchange['method']} {exchange['path']} -> {exchange['status']} "
                                      f"{json.dumps(exchange['body'], ensure_ascii=False)[:700]}")

    def operation(self, exchange):
        path = exchange["path"].split("?")[0]
        for pattern, template in self.paths:
            if pattern.match(path):
                return self.document.operation(exchange["method"].lower().replace("head", "get"), template)
        return None

    def check(self, exchange):
        operation = self.operation(exchange)
        if operation is not None and exchange["method"] not in ("HEAD", "OPTIONS"):
            self.check_headers(exchange, operation)
        if exchange["status"] >= 400:
            self.check_problem(exchange, operation)
        elif operation is not None and exchange["method"] not in ("HEAD", "OPTIONS") and exchange["status"] != 304:
            self.check_success(exchange, operation)
        elif not exchange["empty"] and exchange["path"].startswith("/v1/"):
            self.fail(exchange["method"], "an answer without body has one", exchange)

    def check_headers(self, exchange, operation):
        """Every header of an answer is one that the document names there, and those that must be there are."""
        responses = operation["responses"]
        response = self.document.resolve(responses.get(str(exchange["status"]), responses["default"]))
        named = {name.lower(): self.document.resolve(header) for name, header in response.get("headers", {}).items()}
        for name in set(exchange["headers"]) - HTTP - set(named):
            self.fail(operation["operationId"], f"{exchange['status']} has the header {name}, which is not declared", exchange)
        for name, header in named.items():
            if name in exchange["headers"]:
                self.carried.add(name)
            elif header["required"]:
                self.fail(operation["operationId"], f"{exchange['status']} lacks the header {name}", exchange)

    def check_problem(self, exchange, operation):
        name = operation["operationId"] if operation else "no operation"
        body = exchange["body"]
        if exchange["method"] == "HEAD":
            return
        if exchange["headers"].get("content-type", "").split(";")[0] != "application/problem+json":
            return self.fail(name, "a refusal that is no problem+json", exchange)
        self.errors(self.shapes.problem(), body, name, exchange)
        if body.get("status") != exchange["status"]:
            self.fail(name, "status differs from the body's", exchange)
        codes = [body.get("code")] + [error["code"] for error in body.get("errors", [])]
        self.met.update(codes)
        for code in codes:
            if code not in self.codes:
                self.fail(name, f"{code} is not in problems.md", exchange)
        if operation is not None and codes[0] not in operation["x-problems"]:
            self.fail(name, f"{codes[0]} is not among its x-problems", exchange)

    def check_success(self, exchange, operation):
        name, role = operation["operationId"], exchange["role"]
        self.done.add(name)
        if role not in operation["x-roles"]:
            self.fail(name, f"answered {role}, who is not in x-roles", exchange)
        if str(exchange["status"]) not in operation["responses"]:
            self.fail(name, f"status {exchange['status']} is not declared", exchange)
        kind = exchange["headers"].get("content-type", "").split(";")[0]
        if kind not in operation["responses"].get(str(exchange["status"]), {}).get("content", {}):
            self.fail(name, f"a success in {kind}, which is not declared", exchange)
        if exchange["status"] == 207:
            self.check_results(exchange, operation)
        elif kind != "text/csv":  # whose cells are compared with the lines of NDJSON by the tests of exports
            self.check_given(exchange, operation, role, name)
            self.check_answer(exchange, operation, role, name)

    def check_given(self, exchange, operation, role, name):
        if exchange["given"] is not None:
            body = self.shapes.body(operation, role)
            if body is None:
                body = validator({"type": "object", "additionalProperties": False})
            self.errors(body, self.without_nulls(exchange["given"], exchange["method"]), name + " body", exchange)

    def check_results(self, exchange, operation):
        """Each result of a batch as the answer of the operation it stands for."""
        single = self.document.single(operation)
        for result in exchange["body"]["results"]:
            alone = {**exchange, "status": result["status"], "body": result.get("body", result.get("problem"))}
            if set(result) not in ({"index", "status", "body"}, {"index", "status", "problem"}):
                self.fail(operation["operationId"], "a result is neither an answer nor a problem", alone)
            elif "problem" in result:
                alone["headers"] = {"content-type": "application/problem+json"}
                self.check_problem(alone, single)
            else:
                item = exchange["given"]["items"][result["index"]]
                own = {"id", "version"} if self.document.is_of_one(single) else set()
                alone["given"] = {name: value for name, value in item.items() if name not in own}
                self.check_given(alone, single, exchange["role"], single["operationId"])
                self.check_answer(alone, single, exchange["role"], single["operationId"])

    def without_nulls(self, body, method):
        """null is nothing given, but in a patch, where it erases."""
        return body if method == "PATCH" or not isinstance(body, dict) else {k: v for k, v in body.items() if v is not None}

    def check_answer(self, exchange, operation, role, name):
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(exchange["path"]).query)
        fields = tuple(query["fields"][0].split(",")) if "fields" in query else ()
        include = tuple(query["include"][0].split(",")) if "include" in query else ()
        body = exchange["body"]
        if isinstance(body, list):  # the lines of an export are rows of a list
            body = {"data": body, "next_cursor": None}
        listed = isinstance(body, dict) and {"data", "next_cursor"} <= set(body) <= {"data", "next_cursor", "total"}
        schema = self.shapes.answer(operation, role, fields, include, listed)
        for row in body["data"] if listed else [body]:
            key = (id(schema), json.dumps(row, sort_keys=True))
            if key not in self.seen:
                self.seen.add(key)
                self.errors(schema, row, name, exchange)
                for warning in row.get("warnings", []) if isinstance(row, dict) else []:
                    self.met.add(warning["code"])

    def errors(self, schema, value, name, exchange):
        for error in list(schema.iter_errors(value))[:5]:
            place = "/".join(str(part) for part in error.absolute_path if not isinstance(part, int))
            self.fail(name, f"{place} ({exchange['role']}): {error.message[:300]}", exchange)

    # The document itself.

    def check_document(self):
        """Every example fits its own schema; every object is closed."""
        for name, schema in self.document.text["components"]["schemas"].items():
            self.closed(name, schema)
            for example in schema.get("examples", []):
                self.failures.update(f"example of {name}: {error.message[:200]}" for error in
                                     validator(schema).iter_errors(example))
            for field, value in schema.get("properties", {}).items():
                for example in value.get("examples", []):
                    for error in validator(value).iter_errors(example):
                        self.failures[f"example of {name}.{field}: {error.message[:200]}"] += 1

        for _, _, operation in self.document.operations():
            if "requestBody" in operation:
                self.check_examples(operation)

    def check_examples(self, operation):
        """Every role has one example of a body, and may send it."""
        name, examples = operation["operationId"], self.document.examples(operation)
        shown = [role for example in examples.values() for role in example["x-roles"]]
        if sorted(shown) != sorted(operation["x-roles"]):
            self.failures[f"examples of {name}: for {shown}, not {operation['x-roles']}"] += 1
        for example in examples.values():
            if "_batch_" in name:
                self.check_item(operation, example)
                continue
            for role in example["x-roles"]:
                for error in self.shapes.body(operation, role).iter_errors(example["value"]):
                    self.failures[f"example of {name} for {role}: {error.message[:200]}"] += 1

    def check_item(self, operation, example):
        """A batch shows the body of what it does many times, with the row that a move is for."""
        single = self.document.single(operation)
        alone = next((one["value"] for one in self.document.examples(single).values()
                      if one["x-roles"] == example["x-roles"]), {})
        own = {"id", "version"} if self.document.is_of_one(single) else set()
        for item in example["value"]["items"]:
            if own - set(item) or {name: value for name, value in item.items() if name not in own} != alone:
                self.failures[f"example of {operation['operationId']}: {item} is not of {single['operationId']}"] += 1

    def closed(self, place, node):
        if isinstance(node, list):
            for one in node:
                self.closed(place, one)
        elif isinstance(node, dict):
            if node.get("type") == "object" and "additionalProperties" not in node:
                self.failures[f"{place}: an object that is not closed"] += 1
            for name, one in node.items():
                self.closed(f"{place}/{name}", one)

    def check_complete(self):
        for header in self.document.text["components"]["responses"]["refused"]["headers"]:
            if header.lower() not in self.carried:
                self.failures[f"the header {header} was never met in a refusal or a success"] += 1
        for method, path, operation in self.document.operations():
            if operation["operationId"] not in self.done:
                self.failures[f"{operation['operationId']} ({method} {path}) was never done with success"] += 1
        for code in sorted(self.codes):
            if code not in self.met and code not in UNREACHABLE:
                self.failures[f"the problem {code} was never met"] += 1
        for code in sorted(set(UNREACHABLE) - self.codes):
            self.failures[f"{code} is excused but is no problem of problems.md"] += 1


def run(record, complete=True):
    """The result of the whole contract test, as tests/run.py counts."""
    assert FORMATS.checkers
    with open(os.path.join(os.path.dirname(record), "openapi.json"), encoding="utf-8") as file:
        contract = Contract(json.load(file))
    with open(record, encoding="utf-8") as file:
        for line in file:
            contract.check(json.loads(line))
    contract.check_document()
    if complete:
        contract.check_complete()
    failures = [("contract " + key, f"{times} times\n{contract.examples.get(key, '')}") for key,
                times in contract.failures.items()]
    # One test for each operation done, problem met and schema of the document, whatever the number of exchanges.
    tests = len(contract.done) + len(contract.met & contract.codes) + len(contract.document.text["components"]["schemas"])
    return {"passed": max(tests - len(failures), 0), "failures": failures, "skipped": [], "times": {}}
