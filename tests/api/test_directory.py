"""The shared directory: the bodies that send candidacies, and what a structure offers."""
import samples
from harness import Case

KINDS_WITHOUT = ("ORIENTEUR", "OTHER")  # kinds that nobody can authorise


class Authorisation(Case):
    def body(self, **changes):
        return self.made(self.world.operator.post("/v1/prescribers", samples.prescriber(**changes)))

    def decide(self, row, verb, body=None, **more):
        return self.world.operator.post(f"/v1/prescribers/{row['id']}/{verb}", body or {}, **more)

    def test_every_kind_begins_as_the_list_says(self):
        kinds = self.sql("select code, may_be_authorised from reference_prescriber_kinds")
        self.assertEqual(len(kinds), 34)
        for kind, may_be in kinds:
            with self.subTest(kind):
                row = self.body(kind=kind)
                self.assertEqual(row["authorisation"], "pending" if may_be == "1" else "not_required")
                self.assertEqual(row["allowed_moves"], ["authorise", "refuse_authorisation"] if may_be == "1" else [])

    def test_decisions(self):
        row = self.body()
        self.refused(self.decide(row, "authorise", {"decided_on": samples.plus(samples.TODAY, 1)}), 422, "day_in_future",
                     "decided_on")
        done = self.ok(self.decide(row, "authorise", {"decided_on": samples.TODAY, "comment": "Arrêté du 2 mars 2026."}))
        self.assertEqual((done["authorisation"], done["version"]), ("validated", 2))
        self.assertEqual(self.decide(row, "authorise").json["current_state"], "validated")
        self.refused(self.decide(row, "refuse_authorisation"), 422, "required", "comment")
        done = self.ok(self.decide(row, "refuse_authorisation", {"comment": "Convention échue."}))
        self.assertEqual((done["authorisation"], done["allowed_moves"]), ("refused", ["authorise"]))
        self.assertEqual(self.ok(self.decide(row, "authorise"))["authorisation"], "validated")
        kept = self.sql(f"select verb, to_state, occurred_on, comment from transition where row_id = '{row['id']}' order by id")
        self.assertEqual(kept, [["create", "pending", None, None],
                                ["authorise", "validated", samples.TODAY, "Arrêté du 2 mars 2026."],
                                ["refuse_authorisation", "refused", None, "Convention échue."],
                                ["authorise", "validated", None, None]])

    def test_only_the_operator_decides(self):
        row, world = self.body(), self.world
        for client in (world.director, world.prescriber):
            self.refused(client.post(f"/v1/prescribers/{row['id']}/authorise", {}), 403, "forbidden")
            self.assertEqual(self.ok(client.get("/v1/prescribers/" + row["id"]))["authorisation"], "pending")
        self.refused(world.operator.post("/v1/prescribers", samples.prescriber(authorisation="validated")), 422, "read_only",
                     "authorisation")
        self.refused(world.operator.patch("/v1/prescribers/" + row["id"], {"authorisation": "validated"}), 422, "read_only",
                     "authorisation")

    def test_kinds_that_cannot_be_authorised(self):
        for kind in KINDS_WITHOUT:
            row = self.body(kind=kind)
            for verb, comment in (("authorise", "Essai."), ("refuse_authorisation", "Essai.")):
                answer = self.decide(row, verb, {"comment": comment})
                self.refused(answer, 409, "state_conflict")
                self.assertEqual((answer.json["current_state"], answer.json["allowed_moves"]), ("not_required", []))

    def test_a_kind_that_changes(self):
        row = self.body()
        path = "/v1/prescribers/" + row["id"]
        self.ok(self.decide(row, "authorise"))
        self.assertEqual(self.ok(self.world.operator.patch(path, {"kind": "CCAS"}))["authorisation"], "validated")
        self.assertEqual(self.ok(self.world.operator.patch(path, {"kind": "ORIENTEUR"}))["authorisation"], "not_required")
        self.assertEqual(self.ok(self.world.operator.patch(path, {"kind": "PLIE"}))["authorisation"], "pending")
        kept = self.sql(f"select verb, from_state, to_state from transition where row_id = '{row['id']}' order by id")
        self.assertEqual(kept[2:], [["patch", "validated", "not_required"], ["patch", "not_required", "pending"]])

    def test_a_sensitive_kind_is_not_told_by_its_authorisation(self):
        row, world = self.body(kind="SPIP"), self.world
        self.ok(self.decide(row, "authorise"))
        self.assertEqual(self.ok(world.counsellor.get("/v1/prescribers/" + row["id"]))["authorisation"], "validated")
        seen = self.ok(world.prescriber.get("/v1/prescribers/" + row["id"]))
        self.assertEqual((seen["shown_kind"], seen["authorisation"]), ("OTHER", "not_required"))
        found = self.ok(world.prescriber.get("/v1/prescribers?authorisation=validated&limit=200"))["data"]
        self.assertNotIn(row["id"], [one["id"] for one in found])
        self.assertIn(row["id"], [one["id"] for one in self.ok(
            world.operator.get("/v1/prescribers?authorisation=validated&limit=200"))["data"]])

    def test_many_at_once(self):
        rows = [self.body() for _ in range(3)] + [self.body(kind="OTHER")]
        items = [{"id": row["id"]} for row in rows]
        done = self.ok(self.world.operator.post("/v1/prescribers/batch/authorise", {"items": items}), 207)["results"]
        self.assertEqual([one["status"] for one in done], [200, 200, 200, 409])
