"""The requests that are measured, for wrk and, through the wire, for pgbench."""

import json

from house import BenchError
from scripts import Script, counter, refreshed
from wire import EXECUTE

PARTICIPANTS, CANDIDATES = 4000, 2000  # rows of bench.participant and bench.candidate
CURSORS = 60
NUMBER = "@@@@@@@@@@@@"


class Workload:
    """`requests`: lines of load.lua. `scripts`: [(text, {name: value})] of pgbench. `least`: the ratio wanted, or None."""

    def __init__(self, name, title, who, least):
        self.name, self.title, self.who, self.least = name, title, who, least
        self.requests = []
        self.scripts = []


def statements(record):
    return [entry for entry in record if entry[0] == EXECUTE]


def recorded(house, relay, who, method, target, body=None):
    """The record of one request when everything is prepared and the caller is known, and the answer's JSON."""
    answer = sent = None
    for attempt in range(2):
        if body:
            sent = {**body, **{name: f"recorded-{attempt}" for name, value in body.items() if value == NUMBER}}
        relay.take()
        answer = house.ask(who, method, target, sent)
    record = relay.take()
    if not statements(record) or any("auth_key" in entry[1] for entry in statements(record)):
        raise BenchError(f"{method} {target}: the record is not that of one ordinary request")
    return record, answer, sent


def item(house, relay):
    work = Workload("get", "GET /v1/participants/{id}", "director", 0.65)
    ids = house.sql("select id from bench.participant order by n").split()
    work.requests = [f"GET /v1/participants/{one}" for one in ids]
    record, _, _ = recorded(house, relay, work.who, "GET", f"/v1/participants/{ids[0]}")
    script = Script({ids[0]: "id"})
    work.scripts = [(script.text(refreshed("participant", PARTICIPANTS, "id"), record), script.defined)]
    return work


def page(house, relay):
    """The first page and, as often, one further on: by name, as an office looks at its people."""
    work = Workload("page", "GET /v1/participants?sort=last_name&limit=50", "director", 0.80)
    first = "/v1/participants?sort=last_name&limit=50"
    record, answer, _ = recorded(house, relay, work.who, "GET", first)
    script = Script({})
    prelude = refreshed("participant", PARTICIPANTS, "id, last_name")
    work.scripts = [(script.text(prelude, record), script.defined)]
    targets = []
    for _ in range(CURSORS):
        last = answer["data"][-1]
        target = f"{first}&cursor={answer['next_cursor']}"
        targets.append(target)
        if len(targets) == 1:
            record, answer, _ = recorded(house, relay, work.who, "GET", target)
            script = Script({last["last_name"]: "last_name", last["id"]: "id"}, prefix="d")
            work.scripts.append((script.text(prelude, record), script.defined))
        else:
            answer = house.ask(work.who, "GET", target)
    work.requests = [line for target in targets for line in (f"GET {first}", f"GET {target}")]
    return work


def creation(house, relay, work, path, bodies, varying):
    """The first body is recorded. `varying`: field → variable, drawn by pgbench from bench.candidate as wrk draws a body."""
    work.requests = [f"POST {path} {json.dumps(body, ensure_ascii=False)}" for body in bodies]
    record, answer, sent = recorded(house, relay, work.who, "POST", path, bodies[0])
    reference = next(value for name, value in sent.items() if bodies[0][name] == NUMBER)
    script = Script({sent[field]: name for field, name in varying.items()}, {answer["id"]: "id", reference: "text"})
    prelude = counter() + refreshed("candidate", CANDIDATES, ", ".join(varying.values()), 50)
    work.scripts = [(script.text(prelude, record), script.defined)]
    return work


def candidacies(house, relay):
    """Birth dates differ: two files of one person are looked for at each creation."""
    work = Workload("create", "POST /v1/candidacies (prescriber)", "prescriber", 0.60)
    rows = [line.split("|") for line in house.sql("select structure, birth_on from bench.candidate order by n").splitlines()]
    bodies = [
        {"structure_id": structure, "candidate_reference": NUMBER, "first_name": "Aïssatou", "last_name": "N'Diaye Brémond",
         "birth_on": birth_on, "phone": "0611223344", "candidate_informed_on": "2026-02-20", "referent_name": "Jean-Noël d'Arcy",
         "referent_email": "jn.darcy@ml.example", "message": "Souhaite travailler dehors. Disponible de suite."}
        for structure, birth_on in rows
    ]
    return creation(house, relay, work, "/v1/candidacies", bodies, {"structure_id": "structure", "birth_on": "birth_on"})


def participants(house, relay):
    work = Workload("create2", "POST /v1/participants (director)", "director", None)
    births = house.sql("select birth_on from bench.candidate order by n").split()
    bodies = [
        {"first_name": "Aïssatou", "last_name": "N'Diaye Brémond", "birth_on": birth_on, "sex": "female", "phone": "0611223344",
         "address": "12 rue des Ateliers", "postcode": "62000", "town": "Arras", "external_id": NUMBER} for birth_on in births
    ]
    return creation(house, relay, work, "/v1/participants", bodies, {"birth_on": "birth_on"})


def all_workloads(house, relay):
    return [make(house, relay) for make in (item, page, candidacies, participants)]
