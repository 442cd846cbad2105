"""The requests that are measured, for wrk and, through the wire, for pgbench."""

import json

from house import BenchError
from scripts import Script, counted, drawn
from relay import EXECUTE

CURSORS = 60
NUMBER = "@@@@@@@@@@@@"  # load.lua puts a number in its place


class Workload:
    """`requests`: lines of load.lua. `scripts`: [(text, {name: value})] of pgbench. `values`: lines for values.c.
    `least`: the ratio wanted, or None."""

    def __init__(self, name, title, who, least):
        self.name, self.title, self.who, self.least = name, title, who, least
        self.requests, self.scripts, self.values = [], [], []


def statements(record):
    return [entry for entry in record if entry[0] == EXECUTE]


def recorded(house, relay, who, method, target, body=None):
    """The record of one request when everything is prepared and the caller is known, the answer's JSON, and what was sent."""
    answer = sent = None
    for attempt in range(2):
        if body:
            sent = {**body, **{name: f"recorded-{attempt}" for name, value in body.items() if value == NUMBER}}
        relay.take()
        answer = house.ask(who, method, target, sent)
    record = relay.take()
    if not statements(record) or any("auth_memberships" in entry[1] for entry in statements(record)):
        raise BenchError(f"{method} {target}: the record is not that of one ordinary request")
    return record, answer, sent


def columns_of(house, sql, *names):
    rows = [line.split("|") for line in house.sql(sql).splitlines()]
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}


PEOPLE = "select id, last_name from participant where structure_id = (select min(id::text)::uuid from structure) order by id"


def items(house, relay, work, path, rows):
    """Any of the rows, by its identifier."""
    work.requests = [f"GET {path}/{one}" for one in rows["id"]]
    record, _, _ = recorded(house, relay, work.who, "GET", f"{path}/{rows['id'][0]}")
    script = Script({rows["id"][0]: "id"})
    prelude, work.values = drawn(rows)
    work.scripts = [(script.text(prelude, record), script.defined)]
    return work


def item(house, relay):
    work = Workload("get", "GET /v1/participants/{id}", "director", 0.65)
    return items(house, relay, work, "/v1/participants", columns_of(house, PEOPLE, "id"))


def item_by_token(house, relay):
    work = Workload("get_token", "the same with an access token", "token", None)
    return items(house, relay, work, "/v1/participants", columns_of(house, PEOPLE, "id"))


SITUATIONS = "select id from entry_situation where structure_id = (select min(id::text)::uuid from structure) order by id"


def item_logged(house, relay):
    """Allowances, disability: the read leaves an entry in the person's access log, on both sides."""
    work = Workload("get_logged", "GET /v1/entry_situations/{id}", "director", None)
    items(house, relay, work, "/v1/entry_situations", columns_of(house, SITUATIONS, "id"))
    if "insert into access_entry" not in work.scripts[0][0]:
        raise BenchError("an entry situation is read without an entry in the access log")
    return work


def page(house, relay):
    """The first page and, as often, one further on: by name, as an office looks at its people."""
    work = Workload("page", "GET /v1/participants?sort=last_name&limit=50", "director", 0.80)
    first = "/v1/participants?sort=last_name&limit=50"
    record, answer, _ = recorded(house, relay, work.who, "GET", first)
    script = Script({})
    work.scripts = [(script.text([], record), script.defined)]
    targets, lasts = [], []
    for _ in range(CURSORS):
        lasts.append(answer["data"][-1])
        targets.append(f"{first}&cursor={answer['next_cursor']}")
        answer = house.ask(work.who, "GET", targets[-1])
    record, _, _ = recorded(house, relay, work.who, "GET", targets[0])
    prelude, work.values = drawn({"last_name": [row["last_name"] for row in lasts], "id": [row["id"] for row in lasts]})
    script = Script({lasts[0]["last_name"]: "last_name", lasts[0]["id"]: "id"}, prefix="d")
    work.scripts.append((script.text(prelude, record), script.defined))
    work.requests = [line for target in targets for line in (f"GET {first}", f"GET {target}")]
    return work


def creation(house, relay, work, path, bodies, columns):
    """The first body is recorded; `columns`: its fields that vary from one body to the next, with their values."""
    work.requests = [f"POST {path} {json.dumps(body, ensure_ascii=False)}" for body in bodies]
    record, answer, sent = recorded(house, relay, work.who, "POST", path, bodies[0])
    reference = next(value for name, value in sent.items() if bodies[0][name] == NUMBER)
    script = Script({answer["id"]: "new_id", reference: "number", **{sent[name]: name for name in columns}})
    prelude, work.values = drawn(columns)
    work.scripts = [(script.text(counted() + prelude, record), script.defined)]
    return work


# Birth dates differ: two files of one person are looked for at each creation.
CANDIDATES = """select (select id from structure order by id offset n % 50 limit 1), date '1965-01-01' + 7 * n
from generate_series(1, 2000) n order by n"""


def candidacies(house, relay):
    work = Workload("create", "POST /v1/candidacies (prescriber)", "prescriber", 0.60)
    columns = columns_of(house, CANDIDATES, "structure_id", "birth_on")
    bodies = [
        {"structure_id": structure_id, "candidate_reference": NUMBER, "first_name": "Aïssatou", "last_name": "N'Diaye Brémond",
         "birth_on": birth_on, "phone": "0611223344", "candidate_informed_on": "2026-02-20", "referent_name": "Jean-Noël d'Arcy",
         "referent_email": "jn.darcy@ml.example", "message": "Souhaite travailler dehors. Disponible de suite."}
        for structure_id, birth_on in zip(columns["structure_id"], columns["birth_on"])
    ]
    return creation(house, relay, work, "/v1/candidacies", bodies, columns)


def participants(house, relay):
    work = Workload("create2", "POST /v1/participants (director)", "director", None)
    columns = {"birth_on": columns_of(house, CANDIDATES, "structure_id", "birth_on")["birth_on"]}
    bodies = [
        {"first_name": "Aïssatou", "last_name": "N'Diaye Brémond", "birth_on": birth_on, "sex": "female", "phone": "0611223344",
         "address": "12 rue des Ateliers", "postcode": "62000", "town": "Arras", "external_id": NUMBER}
        for birth_on in columns["birth_on"]
    ]
    return creation(house, relay, work, "/v1/participants", bodies, columns)


def all_workloads(house, relay):
    return [make(house, relay) for make in (item, item_by_token, item_logged, page, candidacies, participants)]
