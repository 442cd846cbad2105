"""What never reaches a prescriber: the structure's own notes, its assessments, and another prescriber's file. Every operation
that a prescriber has is tried, with every field, filter and include that the document knows, and with wrong bodies."""
import re

import samples
from document import Document
from harness import Case, UNKNOWN_ID, specification

NOTE = "Sevrage-en-cours"  # stands in everything that the structure writes for itself
OTHER = "Dossier-du-voisin"  # stands in everything that the other prescriber writes


class Secrets(Case):
    seconds = 15

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.document = Document(specification(cls.world))
        cls("test_every_read").prepare()

    def prepare(self):
        world, staff = self.world, self.world.counsellor
        kind = type(self)
        person = {"first_name": "Aïcha", "last_name": "Le Guen", "birth_on": "1990-01-31"}
        kind.other = self.candidacy(world.prescriber_b, **person, message=OTHER, situation_details=OTHER, referent_name=OTHER,
                                    town=OTHER)
        kind.own = {}
        for verb, body in (("review", {}), ("waitlist", {"comment": NOTE}), ("plan_interview", samples.interview()),
                           ("refuse", {**samples.REFUSAL, "answer_to_candidate": NOTE}), ("accept", {}), ("cancel", None),
                           ("withdraw", {"reason": NOTE}),
                           ("merge", {"merged_into_id": self.other["id"], "comment": NOTE}), ("reopen", None)):
            row = self.candidacy(**person)
            self.note(row)
            if verb == "cancel":
                self.move(staff, "candidacies", row, "accept")
                body = {"reason": NOTE}
            if verb == "reopen":
                self.move(staff, "candidacies", row, "refuse", {**samples.REFUSAL, "answer_to_candidate": NOTE})
                body = {"comment": NOTE}
            kind.own[verb] = self.move(staff, "candidacies", row, verb, body)
        self.ok(staff.patch("/v1/candidacies/" + self.other["id"], {"staff_comment": NOTE}))
        self.assertEqual(self.own["review"]["possible_duplicate_of"], self.other["id"], "the mark is there for the structure")

    def note(self, row):
        """All that the structure writes about a file for itself."""
        self.ok(self.world.counsellor.patch("/v1/candidacies/" + row["id"], {
            "staff_comment": NOTE, "assigned_counsellor_id": self.world.ids["director"]}))
        body = samples.assessment(row["id"], needs_help_comment=NOTE, opinion_comment=NOTE, fits_team_comment=NOTE)
        self.made(self.world.counsellor.post("/v1/recruitment_assessments", body))

    def silent(self, answer, url=None):
        """Nothing of it in the answer, headers included; a refusal repeats the address that was asked."""
        said = answer.body.decode("utf-8", "replace") + str(answer.headers)
        said = said.replace(url, "") if url else said
        participants = [row["participant_id"] for row in self.own.values() if row["participant_id"]]
        for secret in (NOTE, OTHER, self.other["id"], self.world.ids["director"], self.world.ids["prescriber_b"], *participants):
            self.assertNotIn(secret, said, repr(answer)[:400])

    def operations(self):
        for method, path, operation in self.document.operations():
            if "prescriber" in operation.get("x-roles", []):
                yield method, path, operation

    def urls(self, path):
        ids = [UNKNOWN_ID]
        if path.startswith("/v1/candidacies"):
            ids = [row["id"] for row in self.own.values()] + [self.other["id"]]
        return [path.replace("{id}", one).replace("{list}", "rome") for one in ids] if "{" in path else [path]

    def test_every_read(self):
        """Whole, by each field alone, with each filter on each secret, with each include."""
        secrets = (NOTE, self.other["id"], self.world.ids["director"])
        schemas = self.document.text["components"]["schemas"].values()
        names = {name for schema in schemas for name in schema.get("properties", {})}
        tried = 0
        for method, path, operation in self.operations():
            if method != "get" or "candidac" not in path:
                continue
            client = self.slow(self.world.prescriber) if operation.get("x-lane") == "slow" else self.world.prescriber
            for url in self.urls(path):
                asked = [""] + [f"fields={name}" for name in sorted(names)]
                asked += [f"include={name}" for name in ("recruitment_assessment", "recruitment_assessments", "participant")]
                if "{id}" not in path:
                    asked += [f"{name}={secret}" for name in sorted(names) for secret in secrets]
                    asked += [f"sort={name}" for name in sorted(names)] + ["q=" + NOTE, "q=" + OTHER, "total=exact"]
                for query in asked if url == self.urls(path)[0] else asked[:1]:
                    self.silent(client.get(f"{url}?{query}" if query else url, record=not query), url)
                    tried += 1
        self.assertGreater(tried, 500)

    def test_every_other_list(self):
        for method, path, operation in self.operations():
            if method == "get" and "{" not in path and path not in ("/v1/prescribers", "/v1/prescribers/export"):
                client = self.slow(self.world.prescriber) if operation.get("x-lane") == "slow" else self.world.prescriber
                self.silent(self.assertStatus(client.get(path), 200))

    def test_every_write(self):
        """Right and wrong bodies, alone and in batches: neither answers nor refusals tell."""
        tried = 0
        for method, path, operation in self.operations():
            if method == "get" or "candidac" not in path:
                continue
            bodies = [{}, {"staff_comment": NOTE[:3]}, {"merged_into_id": self.own["merge"]["id"]}, {"reason": "x"},
                      {"last_name": "Autre"}, {"items": [{"id": row["id"], "reason": "x"} for row in self.own.values()]},
                      {"items": [samples.candidacy(self.world.ids["structure"], first_name="Aïcha", last_name="Le Guen",
                                                   birth_on="1990-01-31")]}]
            for url in self.urls(path):
                for body in bodies:
                    tag = self.world.prescriber.get(re.sub(r"(/v1/candidacies/[0-9a-f-]{36}).*", r"\1", url)).etag
                    answer = (self.world.prescriber.patch(url, body, tag or '"1"') if method == "patch"
                              else self.world.prescriber.post(url, body))
                    self.assertLess(answer.status, 500, repr(answer))
                    self.silent(answer, url)
                    tried += 1
        self.assertGreater(tried, 40)

    def test_a_reference_that_another_sender_has(self):
        """The same person, reference and identifier: both senders have their file, and neither is told of the other."""
        body = samples.candidacy(self.world.ids["structure"], external_id="double", candidate_reference="double")
        rows = [self.made(client.post("/v1/candidacies", body)) for client in (self.world.prescriber, self.world.prescriber_b)]
        masked = [{name: value for name, value in row.items() if name not in ("id", "created_at", "updated_at", "prescriber_id")}
                  for row in rows]
        self.assertEqual(masked[0], masked[1])
        again = {name: value for name, value in body.items() if name != "external_id"}
        answers = [client.post("/v1/candidacies", again) for client in (self.world.prescriber, self.world.prescriber_b)]
        for answer, row in zip(answers, rows):
            self.refused(answer, 409, "candidacy_open_twice")
            self.assertNotIn(rows[0]["id"], answer.body.decode())
            self.assertNotIn(rows[1]["id"], answer.body.decode())

    def test_the_feed_and_the_journal(self):
        """Rows of the assessments are of no sender; a sender reads neither changes nor transitions."""
        told = self.sql("select distinct prescriber_id from change where resource = 'recruitment_assessment'")
        self.assertEqual(told, [[None]])
        for table in ("change", "transition", "recruitment_assessment", "background", "entry_situation"):
            done = self.stage.psql(f"""begin; select set_config('role', 'maillon_prescriber', true),
                set_config('app.prescriber_id', '{self.world.ids["prescriber"]}', true); select count(*) from {table};""",
                                   self.database, check=False)
            self.assertIn("permission denied", done.stderr, table)

    def test_the_answer_meant_for_it(self):
        seen = self.ok(self.world.prescriber.get("/v1/candidacies/" + self.own["refuse"]["id"]))
        self.assertEqual((seen["state"], seen["answer_to_prescriber"]), ("refused", samples.REFUSAL["answer_to_prescriber"]))
