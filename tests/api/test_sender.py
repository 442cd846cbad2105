"""A prescriber's software, written from /openapi.json alone: it knows a key, an address and operationIds, and makes no call and
sends no field that the document does not describe. The structure's part is played beside it."""
import jsonschema

import samples
from document import Document
from harness import Case


class Software:
    """Calls by operationId; every body is checked against the document before it leaves."""

    def __init__(self, client):
        self.client = client
        self.document = Document(client.get("/openapi.json").json)
        self.by_id = {operation["operationId"]: (method, path, operation)
                      for method, path, operation in self.document.operations() if client.role in operation["x-roles"]}

    def fields(self, name):
        """What this caller may give, with the examples of the document."""
        schema = self.document.body(self.by_id[name][2])
        return self.document.settable(schema, self.client.role)

    def call(self, name, body=None, etag=None, id=None, **query):
        method, path, operation = self.by_id[name]
        schema = self.document.body(operation)
        if body is not None:
            jsonschema.validate(body, {**schema, "properties": self.fields(name)})
        known = {one["name"] for one in self.document.parameters(operation)}
        assert set(query) <= known, f"{name} has no {set(query) - known}"
        assert etag is None or {"If-Match", "If-None-Match"} & known, f"{name} takes no validator"
        url = path.replace("{id}", id or "")
        url += "?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else ""
        if method == "patch":
            return self.client.patch(url, body, etag)
        headers = {"If-None-Match": etag} if etag else {}
        return self.client.get(url, headers=headers) if method == "get" else self.client.post(url, body)


class Sender(Case):
    seconds = 6

    def setUp(self):
        self.software = Software(self.world.prescriber)

    def file(self, structure):
        """A first, short file: what the document requires, and the ways to reach the person and the referent."""
        schema = self.software.document.body(self.software.by_id["candidacy_create"][2])
        wanted = [*schema["required"], "structure_id", "phone", "referent_name", "referent_email"]
        body = {name: self.software.fields("candidacy_create")[name]["examples"][0] for name in wanted}
        return {**body, "structure_id": structure, "candidate_reference": f"dossier-{samples.number()}"}

    def state_of(self, row):
        return self.ok(self.software.call("candidacy_read", id=row["id"], fields="state,answer_to_prescriber,first_day_on"))

    def test_the_whole_job(self):
        call, staff = self.software.call, self.world.counsellor
        found = self.ok(call("structure_list", sort="name", open_to_candidacies="true"))["data"]
        structure = next(one["id"] for one in found if one["id"] == self.world.ids["structure"])
        row = self.made(call("candidacy_create", self.file(structure)))
        # It completes the file as the document says, against the version it read.
        read = call("candidacy_read", id=row["id"])
        wanted = ("message", "situations", "situation_details", "expected_start_on", "email")
        more = {name: self.software.fields("candidacy_patch")[name]["examples"][0] for name in wanted}
        done = self.ok(call("candidacy_patch", more, read.etag, id=row["id"]))
        self.assertEqual({name: done[name] for name in more}, more)
        self.refused(call("candidacy_patch", more, read.etag, id=row["id"]), 412, "stale")
        # It follows: what moved since it last looked.
        self.assertEqual(done["allowed_moves"], ["withdraw"])
        self.move(staff, "candidacies", row, "plan_interview", samples.interview())
        moved = self.ok(call("candidacy_list", state="interview_planned", sort="-created_at",
                             **{"updated_at.gte": done["updated_at"]}))["data"]
        self.assertEqual([(one["id"], one["interview_place"]) for one in moved],
                         [(row["id"], samples.interview()["interview_place"])])
        self.assertEqual(self.ok(call("candidacy_list", overdue="true"))["data"], [])
        # It withdraws, sends again, is refused, sends once more, and sees the person accepted and at work.
        self.ok(call("candidacy_withdraw", {"reason": "Date de naissance à vérifier."}, id=row["id"]))
        self.assertEqual(self.state_of(row)["state"], "withdrawn")
        again = self.made(call("candidacy_create", {**self.file(structure), "candidate_reference": row["candidate_reference"]}))
        self.move(staff, "candidacies", again, "refuse", samples.REFUSAL)
        self.assertEqual(self.state_of(again)["answer_to_prescriber"], samples.REFUSAL["answer_to_prescriber"])
        last = self.made(call("candidacy_create", {**self.file(structure), "candidate_reference": row["candidate_reference"]}))
        taken = self.move(staff, "candidacies", last, "accept")
        self.assertEqual(self.state_of(last)["state"], "accepted")
        self.right(taken["participant_id"])
        path = self.made(staff.post("/v1/paths", {"participant_id": taken["participant_id"],
                                                  "worksite_id": self.world.ids["worksite"]}))
        self.signed(path)
        self.assertEqual(self.state_of(last)["first_day_on"], samples.TODAY)

    def test_many_at_once(self):
        """A batch of files, one of them wrong: each has its result."""
        structure = self.world.ids["structure"]
        items = [self.file(structure) for _ in range(3)]
        items[1]["birth_on"] = "2024-05-17"
        method, path, _ = self.software.by_id["candidacy_batch_create"]
        self.assertEqual(method, "post")
        results = self.ok(self.software.client.post(path, {"items": items}), 207)["results"]
        self.assertEqual([one["status"] for one in results], [201, 422, 201])
