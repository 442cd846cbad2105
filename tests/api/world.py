"""The world every test class starts from: two structures with their staff, two prescribers, two partners, an operator.

Built once over HTTP into a template database; a class gets a copy of the database and clients with the same keys.
"""
import re

import samples
from client import Client
from stage import WORLD

STAFF = ("director", "counsellor", "supervisor", "office")
KEY = re.compile(r"mln_[0-9A-Za-z]{49}")


def printed_key(done):
    found = KEY.search(done.stdout)
    if done.returncode != 0 or not found:
        raise RuntimeError(f"maillon api-key create: status {done.returncode}\n{done.stdout}{done.stderr}")
    return found.group(0)


def created(answer):
    if answer.status != 201:
        raise RuntimeError(f"expected 201: {answer}")
    return answer.json


def build(stage, server):
    """Fills the database of `server`; returns the facts that `World` needs."""
    operator_key = printed_key(stage.maillon(["api-key", "create", "--principal", "operator"], WORLD))
    operator = Client(server.address, operator_key, "operator", samples.TODAY)
    world = {"keys": {"operator": operator_key}, "ids": {}}
    for side in ("a", "b"):
        build_structure(stage, server, operator, world, side)
        build_sender(operator, world, side)
    return world


def build_structure(stage, server, operator, world, side):
    structure = created(operator.post("/v1/structures", samples.structure()))
    person = samples.staff("director")
    key = printed_key(stage.maillon(
        ["api-key", "create", "--principal", "director", "--structure", structure["id"], "--first-name",
         person["first_name"], "--last-name", person["last_name"], "--email", person["email"]], WORLD))
    director = Client(server.address, key, "director", samples.TODAY)
    world["keys"]["director_" + side] = key
    world["ids"]["structure_" + side] = structure["id"]
    world["ids"]["director_" + side] = director.get("/v1/staff").json["data"][0]["id"]
    for role in STAFF[1:]:
        member = created(director.post("/v1/staff", samples.staff(role)))
        answer = created(director.post("/v1/api_keys", {"label": role, "staff_id": member["id"]}))
        world["keys"][f"{role}_{side}"] = answer["key"]
        world["ids"][f"{role}_{side}"] = member["id"]
    world["ids"]["worksite_" + side] = created(director.post("/v1/worksites", samples.worksite()))["id"]


def build_sender(operator, world, side):
    for kind, body in (("prescriber", samples.prescriber()), ("partner", samples.partner())):
        row = created(operator.post(f"/v1/{kind}s", body))
        if kind == "prescriber":  # a mission locale of the State's list, as most are
            operator.post(f"/v1/prescribers/{row['id']}/authorise", {})
        answer = created(operator.post("/v1/api_keys", {"label": kind, f"{kind}_id": row["id"]}))
        world["keys"][f"{kind}_{side}"] = answer["key"]
        world["ids"][f"{kind}_{side}"] = row["id"]


class World:
    """Clients and ids by name; the side `a` also without its letter: `world.director`, `world.ids["structure"]`."""

    def __init__(self, facts, address):
        self.facts = facts
        self.address = address
        self.ids = dict(facts["ids"])
        for name, key in facts["keys"].items():
            role = name.rsplit("_", 1)[0] if name.endswith(("_a", "_b")) else name
            client = Client(address, key, role, samples.TODAY)
            setattr(self, name, client)
            if name.endswith("_a"):
                setattr(self, name[:-2], client)
        for name, value in facts["ids"].items():
            if name.endswith("_a"):
                self.ids[name[:-2]] = value
        self.anonymous = Client(address, None, None, samples.TODAY)

    def everyone(self):
        """One client of every role, of side a."""
        return [getattr(self, role) for role in (*STAFF, "prescriber", "partner", "operator")]
