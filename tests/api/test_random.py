"""Random requests, the same ones every time: whatever comes, the answer is one of the contract's and never a 500."""
import random
import string
import urllib.parse

from generic import Generic
from harness import UNKNOWN_ID

TEXTS = ["", " ", "x", "é" * 201, "a" * 3000, "\u0000", "\u202e", "null", "2026-02-30", "2026-02-28", "9999-12-31", "0000-00-00",
         "2026-03-10T08:30:00Z", "2026-03-10T25:00:00Z", UNKNOWN_ID, "'; drop table candidacy; --", "{}", "[]", "%s%n", "\\",
         "\"",
         "81234567600017", "+33611223344", "@", "a@b", "ÿ", "😀" * 50, "ß", "\u0301", "-1", "1e9", "true", "\ud7ff", "\uffff"]
VALUES = [None, True, False, 0, -1, 1, 2**31, 2**53, -(2**63), 2**63 - 1, 0.5, 1e300, [], {}, [[]], [None], {"a": {"b": []}}]


class Random(Generic):
    seconds = 15

    def value(self, dice):
        return dice.choice([lambda: dice.choice(TEXTS), lambda: dice.choice(VALUES),
                            lambda: "".join(dice.choices(string.printable + "éàœ", k=dice.randrange(40))),
                            lambda: [self.value(dice) for _ in range(dice.randrange(3))],
                            lambda: {dice.choice(TEXTS[2:4] + ["on", "periods"]): self.value(dice)}])()

    def mutate(self, dice, node):
        """The same value with some of its parts replaced, removed or repeated."""
        if dice.random() < 0.12:
            return self.value(dice)
        if isinstance(node, dict):
            changed = {key: self.mutate(dice, value) for key, value in node.items() if dice.random() > 0.06}
            if dice.random() < 0.08:
                changed[dice.choice(TEXTS)] = self.value(dice)
            return changed
        if isinstance(node, list):
            return [self.mutate(dice, one) for one in node for _ in range(1 + (dice.random() < 0.1))]
        return node

    def sound(self, answer):
        self.assertLess(answer.status, 500, repr(answer))
        if answer.status >= 400:
            self.assertIsNotNone(answer.code, repr(answer))
        else:
            self.assertIsNotNone(answer.json, repr(answer))

    def test_creations(self):
        dice = random.Random(20260302)
        for resource, client, operation, schema in self.each_created():
            body = self.example(resource, client)
            for _ in range(150):
                self.sound(client.post("/v1/" + resource, self.mutate(dice, body), today="2026-04-15"))

    def test_moves(self):
        dice = random.Random(20140701)
        rows = {"candidacies": self.candidacy()["id"], "contracts": self.draft(self.path())["id"],
                "immersions": self.immersion()["id"]}
        moves = [(path, operation) for method, path,
                 operation in self.document.operations() if method == "post" and "{id}/" in path]
        for path, operation in moves * 20:
            row = rows.get(path.split("/")[2], UNKNOWN_ID)
            schema = self.document.body(operation)
            client = self.client_of(dice.choice(operation["x-roles"]))
            body = {name: value["examples"][0] for name, value in schema["properties"].items()} if schema else {}
            self.sound(client.post(path.replace("{id}", row), self.mutate(dice, body)))

    def test_patches(self):
        dice = random.Random(20131201)
        for resource in ("hosts", "worksites", "candidacies", "participants", "contracts", "structures", "staff"):
            operation = self.document.operation("patch", f"/v1/{resource}/{{id}}")
            schema = self.document.body(operation)
            client = getattr(self.world, operation["x-roles"][0])
            row = self.candidacy()["id"] if resource == "candidacies" else self.find(resource)
            for _ in range(100):
                body = {name: value["examples"][0] for name, value in schema["properties"].items() if dice.random() < 0.4}
                self.sound(client.patch(f"/v1/{resource}/{row}", self.mutate(dice, body)))

    def test_queries(self):
        dice = random.Random(20141208)
        for _ in range(3):
            self.validated()
        for resource in self.document.resources():
            operation = self.document.operation("get", "/v1/" + resource)
            names = [one["name"] for one in self.document.parameters(operation)] + ["surprise"]
            client = self.reader(resource)
            for _ in range(80):
                pairs = [(dice.choice(names),
                          dice.choice(TEXTS + ["a,b", "id", "-id", "1", "200", UNKNOWN_ID + "," + UNKNOWN_ID]))
                         for _ in range(dice.randrange(1, 5))]
                self.sound(client.get(f"/v1/{resource}?" + urllib.parse.urlencode(pairs)))
