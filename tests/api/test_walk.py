"""The whole job, from a prescriber's candidacy to the rate that the partner pulls, each with its own key.

At every step what must not pass is tried too: the wrong actor, the wrong state, the wrong order, another structure, a
stale version, and the same request twice.
"""
import samples
from harness import Case, UNKNOWN_ID
from samples import plus


class Walk(Case):
    seconds = 40

    def test_whole_job(self):
        self.recruit()
        self.entitle()
        self.employ()
        self.immerse()
        self.leave()
        self.report()

    # Attempts that must fail, whatever the step.

    def forbidden(self, path, json, clients):
        for client in clients:
            self.refused(client.post(path, json), 403, "forbidden")

    def foreign(self, resource, row_id, verb, json, clients):
        """The row of another structure (or sender) is as unknown as no row at all."""
        for client in clients:
            self.as_unknown(client.post(f"/v1/{resource}/{row_id}/{verb}", json),
                            client.post(f"/v1/{resource}/{UNKNOWN_ID}/{verb}", json))
            self.as_unknown(client.get(f"/v1/{resource}/{row_id}"), client.get(f"/v1/{resource}/{UNKNOWN_ID}"))

    def stale(self, client, path, json):
        self.refused(client.post(path, json, headers={"If-Match": '"999"'}), 412, "stale")

    def twice(self, client, path, json, status=200, today=samples.TODAY):
        """The request, and its repetition under the same Idempotency-Key: one effect, one answer."""
        headers = {"Idempotency-Key": f"walk-{samples.number()}"}
        first = self.assertStatus(client.post(path, json, headers=headers, today=today), status)
        self.assertNotIn("idempotent-replayed", first.headers)
        again = self.assertStatus(client.post(path, json, headers=headers, today=today), status)
        self.assertEqual(again.headers.get("idempotent-replayed"), "true")
        self.assertEqual(again.body, first.body)
        self.assertEqual(again.etag, first.etag)
        return first.json

    def wrong_state(self, client, path, json, state, today=samples.TODAY):
        body = self.refused(client.post(path, json, today=today), 409, "state_conflict")
        self.assertEqual(body["current_state"], state)
        self.assertIsInstance(body["allowed_moves"], list)

    # The steps.

    def recruit(self):
        world = self.world
        body = samples.candidacy(world.ids["structure"], candidate_reference="ML-94-0815")
        self.forbidden("/v1/candidacies", body, [world.supervisor, world.office, world.partner, world.operator])
        row = self.twice(world.prescriber, "/v1/candidacies", body, 201)
        self.assertEqual(row["state"], "submitted")
        self.assertEqual(row["prescriber_id"], world.ids["prescriber"])
        self.refused(world.prescriber.post("/v1/candidacies", body), 409, "candidacy_open_twice")
        url = f"/v1/candidacies/{row['id']}"
        self.foreign("candidacies", row["id"], "plan_interview", samples.interview(), [world.counsellor_b, world.director_b])
        self.foreign("candidacies", row["id"], "withdraw", {"reason": "Retrait."}, [world.prescriber_b])
        self.forbidden(url + "/accept", {}, [world.prescriber, world.supervisor, world.office, world.partner, world.operator])
        self.wrong_state(world.counsellor, url + "/cancel", {"reason": "Trop tôt."}, "submitted")
        self.stale(world.counsellor, url + "/plan_interview", samples.interview())
        planned = self.twice(world.counsellor, url + "/plan_interview", samples.interview())
        self.assertEqual(planned["state"], "interview_planned")
        seen = self.ok(world.prescriber.get(url))
        self.assertEqual(seen["state"], "interview_planned")
        self.assertNotIn("staff_comment", seen)
        self.assertNotIn("possible_duplicate_of", seen)
        self.assertNotIn("participant_id", seen)
        self.candidacy_row = self.twice(world.counsellor, url + "/accept", {})
        self.assertEqual(self.candidacy_row["state"], "accepted")
        self.wrong_state(world.counsellor, url + "/accept", {}, "accepted")
        self.wrong_state(world.prescriber, url + "/withdraw", {"reason": "Trop tard."}, "accepted")
        self.participant = self.ok(world.counsellor.get("/v1/participants/" + self.candidacy_row["participant_id"]))
        self.assertEqual((self.participant["first_name"], self.participant["last_name"]), (body["first_name"], body["last_name"]))
        self.assertEqual(self.participant["candidacy_id"], row["id"])

    def entitle(self):
        """Nobody is hired without a right: a diagnosis lifts the refusal, a PASS gives two years."""
        world, person = self.world, {"participant_id": self.participant["id"]}
        asked = f"/v1/participants/{self.participant['id']}/eligibility"
        self.assertFalse(self.ok(world.counsellor.get(asked))["eligible"])
        diagnosis = {**person, "diagnosed_on": samples.TODAY, "criteria": ["RSA"]}
        self.forbidden("/v1/eligibility_diagnoses", diagnosis, [world.supervisor, world.office, world.partner, world.operator])
        self.refused(world.counsellor_b.post("/v1/eligibility_diagnoses", diagnosis), 422, "unknown_reference", "participant_id")
        self.twice(world.counsellor, "/v1/eligibility_diagnoses", diagnosis, 201)
        self.assertEqual(self.ok(world.counsellor.get(asked))["ground"], "structure_diagnosis")
        body = samples.pass_(self.participant["id"], "2026-03-09", None)
        self.forbidden("/v1/passes", body, [world.supervisor, world.office, world.prescriber, world.partner, world.operator])
        self.refused(world.counsellor_b.post("/v1/passes", body), 422, "unknown_reference", "participant_id")
        self.twice(world.counsellor, "/v1/passes", body, 201)
        self.assertEqual(self.ok(world.office.get(asked, today="2026-03-09"))["remaining_days"], 730)

    def employ(self):
        world = self.world
        body = {"participant_id": self.participant["id"], "worksite_id": world.ids["worksite"],
                "counsellor_id": world.ids["counsellor"], "objective": "Valider un projet dans les espaces verts."}
        self.forbidden("/v1/paths", body, [world.supervisor, world.office, world.prescriber, world.partner, world.operator])
        self.refused(world.counsellor_b.post("/v1/paths", body), 422, "unknown_reference", "participant_id")
        self.path_row = self.twice(world.counsellor, "/v1/paths", body, 201)
        self.refused(world.counsellor.post("/v1/paths", body), 409, "path_open_already")
        self.assertIsNone(self.path_row["started_on"])
        path_id = self.path_row["id"]
        body = samples.contract(path_id, "2026-03-09", "2026-07-08")
        self.forbidden("/v1/contracts", body, [world.supervisor, world.prescriber, world.partner, world.operator])
        self.refused(world.office_b.post("/v1/contracts", body), 422, "unknown_reference", "path_id")
        self.refused(world.counsellor.post("/v1/exits", samples.exit_(path_id, samples.TODAY)), 422, "exit_without_contract")
        self.contract = self.twice(world.office, "/v1/contracts", body, 201)
        self.assertEqual(self.contract["state"], "draft")
        url = f"/v1/contracts/{self.contract['id']}"
        self.wrong_state(world.office, url + "/terminate",
                         {"last_on": "2026-03-20", "termination_code": "037"}, "draft")
        self.foreign("contracts", self.contract["id"], "sign", {"signed_on": samples.TODAY}, [world.office_b, world.director_b])
        self.forbidden(url + "/sign", {"signed_on": samples.TODAY}, [world.supervisor, world.prescriber, world.partner])
        self.stale(world.office, url + "/sign", {"signed_on": samples.TODAY})
        self.contract = self.twice(world.office, url + "/sign", {"signed_on": samples.TODAY})
        self.assertEqual((self.contract["state"], self.contract["last_on"]), ("signed", "2026-07-08"))
        path = self.ok(world.counsellor.get("/v1/paths/" + path_id))
        self.assertEqual((path["started_on"], path["limit_on"]), ("2026-03-09", "2028-03-08"))
        seen = self.ok(world.prescriber.get("/v1/candidacies/" + self.candidacy_row["id"]))
        self.assertEqual(seen["first_day_on"], "2026-03-09")
        self.refused(world.counsellor.post(f"/v1/candidacies/{self.candidacy_row['id']}/cancel", {"reason": "Erreur."}),
                     409, "candidacy_has_contract")

    def immerse(self):
        world = self.world
        host = self.host()
        body = samples.immersion(self.contract["id"], host["id"], "2026-04-06", object="confirm")
        self.forbidden("/v1/immersions", body, [world.supervisor, world.office, world.prescriber, world.partner, world.operator])
        self.refused(world.counsellor_b.post("/v1/immersions", body), 422, "unknown_reference", "contract_id")
        row = self.twice(world.counsellor, "/v1/immersions", {**body, "prescriber_id": world.ids["prescriber"]}, 201)
        url = f"/v1/immersions/{row['id']}"
        self.assertEqual((row["state"], row["planned_minutes"], row["planned_days"]), ("draft", 5 * 7 * 60, 5))
        self.wrong_state(world.counsellor, url + "/sign", samples.signature("host"), "draft")
        self.wrong_state(world.counsellor, url + "/assess", samples.ASSESSMENT, "draft")
        self.foreign("immersions", row["id"], "submit", {}, [world.counsellor_b])
        self.forbidden(url + "/submit", {}, [world.prescriber, world.office, world.supervisor, world.partner])
        self.twice(world.counsellor, url + "/submit", {})
        self.wrong_state(world.prescriber, url + "/validate", {}, "to_sign")
        for role, state in (("beneficiary", "partially_signed"), ("host", "partially_signed"), ("employer", "in_review")):
            row = self.twice(world.counsellor, url + "/sign", samples.signature(role))
            self.assertEqual(row["state"], state)
        self.as_unknown(world.prescriber_b.post(url + "/validate"),
                        world.prescriber_b.post(f"/v1/immersions/{UNKNOWN_ID}/validate"))
        self.forbidden(url + "/validate", {}, [world.supervisor, world.office, world.partner, world.operator])
        row = self.twice(world.prescriber, url + "/validate", {})
        self.assertEqual((row["state"], row["validated_on"]), ("validated", samples.TODAY))
        last = row["last_on"]
        early = world.counsellor.post(url + "/assess", samples.ASSESSMENT, today=plus(last, -1))
        self.assertIn(early.status, (409, 422), repr(early))
        row = self.twice(world.counsellor, url + "/assess", samples.ASSESSMENT, today=plus(last, 1))
        self.assertEqual((row["result"], row["project_confirmed"], row["assessed_on"]), ("completed", True, plus(last, 1)))
        self.refused(world.counsellor.post(url + "/assess", samples.ASSESSMENT, today=plus(last, 2)), 409, "immersion_assessed")

    def leave(self):
        world, day = self.world, "2026-06-30"
        url = f"/v1/contracts/{self.contract['id']}"
        renewal = self.twice(world.office, url + "/renew", {"ends_on": "2026-11-08"}, 201, today=day)
        self.assertEqual((renewal["starts_on"], renewal["renews_id"], renewal["state"]),
                         ("2026-07-09", self.contract["id"], "draft"))
        self.refused(world.office.post(url + "/renew", {"ends_on": "2026-11-08"}, today=day), 409, "contract_renewed_already")
        self.twice(world.office, f"/v1/contracts/{renewal['id']}/sign", {"signed_on": day}, today=day)
        after = "2026-11-09"
        path_id = self.path_row["id"]
        body = samples.exit_(path_id, "2026-11-08", "fixed_term_6m_plus", job_starts_on="2026-11-16", job_ends_on="2027-07-15")
        self.forbidden("/v1/exits", body, [world.office, world.supervisor, world.prescriber, world.partner, world.operator])
        self.refused(world.counsellor.post("/v1/exits", {**body, "exit_on": "2026-11-07"}, today=after), 422, "exit_day")
        self.refused(world.counsellor_b.post("/v1/exits", body, today=after), 422, "unknown_reference", "path_id")
        self.exit_row = self.twice(world.counsellor, "/v1/exits", body, 201, today=after)
        self.assertEqual((self.exit_row["category"], self.exit_row["asp_code"], self.exit_row["counted"]), ("durable", "9", True))
        self.refused(world.counsellor.post("/v1/exits", body, today=after), 409, "exit_twice")
        path = self.ok(world.counsellor.get("/v1/paths/" + path_id, today=after))
        self.assertEqual(path["ended_on"], "2026-11-08")
        seen = self.ok(world.prescriber.get("/v1/candidacies/" + self.candidacy_row["id"], today=after))
        self.assertEqual((seen["last_day_on"], seen["exit_category"]), ("2026-11-08", "durable"))
        self.refused(world.counsellor.post("/v1/contracts", samples.contract(path_id, "2026-12-01"), today=after), 409,
                     "path_ended")

    def report(self):
        world, after = self.world, "2026-12-01"
        question = "/v1/outcomes?from=2026-01-01&to=2026-12-31"
        before = self.ok(world.partner.get(question, today=after))
        self.assertNotIn(world.ids["structure"], str(before), "no agreement, no figure")
        for client in (world.prescriber, world.operator):
            self.refused(client.get(question, today=after), 403, "forbidden")
        agreement = self.agreed()
        row = self.refused(world.partner.post(f"/v1/agreements/{agreement['id']}/close"), 403, "forbidden")
        self.assertEqual(row["code"], "forbidden")
        answer = self.ok(world.partner.get(question, today=after))
        self.assertIn(world.ids["structure"], str(answer))
        self.assertIn('"count": 1, "of": 1, "rate": "1.0000"', str(answer).replace("'", '"'))
        self.assertNotIn(self.participant["last_name"], str(answer))
        other = self.ok(world.partner_b.get(question, today=after))
        self.assertNotIn(world.ids["structure"], str(other))
        self.move(world.director, "agreements", agreement, "close", {"closes_on": after}, today=after)
        closed = self.ok(world.partner.get(question, today=plus(after, 1)))
        self.assertNotIn(world.ids["structure"], str(closed))
