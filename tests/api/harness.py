"""The base of the test classes: a database and a server of their own, the world, and what every test asks of an answer."""
import json
import os
import re
import unittest

import samples
from stage import Server, Stage
from steps import Steps
from world import World

MASKED = ("request_id", "instance")
UNKNOWN_ID = "01890000-0000-7000-8000-000000000000"


class Case(unittest.TestCase, Steps):
    """One database and one server per class."""

    settings = {}
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        cls.stage = Stage.found()
        cls.database = "t_" + re.sub(r"\W", "_", f"{cls.__module__}_{cls.__name__}".lower())[:50]
        cls.stage.create_database(cls.database)
        cls.addClassCleanup(cls.stage.drop_database, cls.database)
        cls.server = Server(cls.stage_of_server(), cls.database, **cls.settings)
        cls.addClassCleanup(cls.stop_server)
        samples.start(1000)
        cls.world = World(cls.stage.facts["world"], cls.server.address)

    @classmethod
    def stage_of_server(cls):
        """What the server stands on: the same as the tests, unless something is to stand between."""
        return cls.stage

    @classmethod
    def stop_server(cls):
        fault = cls.server.stop()
        if fault:
            raise AssertionError(fault)

    def tearDown(self):
        self.assertTrue(self.server.alive(), "the server died")

    def slow(self, client):
        """The same caller on the port of exports."""
        copy = client.copy()
        copy.address = ("127.0.0.1", self.server.slow_port)
        return copy

    def sql(self, text):
        return self.stage.sql(text, self.database)

    # What every test asks of an answer.

    def assertStatus(self, answer, status):
        self.assertEqual(answer.status, status, repr(answer))
        return answer

    def ok(self, answer, status=200):
        """The JSON of a success."""
        self.assertStatus(answer, status)
        return answer.json

    def made(self, answer):
        body = self.ok(answer, 201)
        self.assertIn(body["id"], answer.headers.get("location", ""), "Location names the new row")
        return body

    def refused(self, answer, status, code, field=None):
        """A problem of that status and code; with a field, `code` is the one of the item about that field."""
        self.assertStatus(answer, status)
        self.assertEqual(answer.headers.get("content-type", "").split(";")[0], "application/problem+json", repr(answer))
        body = answer.json
        self.assertEqual(body["status"], status, repr(answer))
        for member in ("type", "title", "detail", "instance", "code", "request_id"):
            self.assertIn(member, body, repr(answer))
        if field is None:
            codes = {body["code"]} | {error["code"] for error in body.get("errors", [])}
            self.assertIn(code, codes, repr(answer))
        else:
            self.assertIn(code, answer.item(field), f"about {field}: {answer!r}")
        return body

    def as_unknown(self, answer, unknown):
        """A foreign id answers what an unknown one does, but for request_id and instance."""
        self.assertStatus(unknown, 404)
        self.assertStatus(answer, 404)
        self.assertEqual(masked(answer), masked(unknown), "a foreign id can be told from an unknown one")
        names = ("content-type", "cache-control", "vary", "allow", "etag")
        self.assertEqual({name: answer.headers.get(name) for name in names},
                         {name: unknown.headers.get(name) for name in names})

    def warned(self, answer, code):
        self.assertIn(answer.status, (200, 201), repr(answer))
        self.assertIn(code, answer.warnings(), repr(answer))


def masked(answer):
    body = dict(answer.json)
    for name in MASKED:
        body[name] = "masked"
    return body


def specification(world):
    """/openapi.json, as the server says it."""
    answer = world.anonymous.get("/openapi.json")
    if answer.status != 200:
        answer = world.operator.get("/openapi.json")
    if answer.status != 200:
        raise AssertionError(answer)
    return answer.json


def save_specification(world):
    """Kept beside the record of exchanges, for the contract test."""
    path = os.environ.get("MAILLON_TEST_RECORD")
    document = specification(world)
    if path:
        with open(os.path.join(os.path.dirname(path), "openapi.json"), "w", encoding="utf-8") as file:
            json.dump(document, file)
    return document
