"""Candidacies in full: who completes what until when, the wait, the lists of both sides, files put together."""
import samples
from harness import Case, UNKNOWN_ID
from samples import TODAY, plus

LATER = plus(TODAY, 60)


class Completion(Case):
    def patch(self, client, row, body):
        return client.patch("/v1/candidacies/" + row["id"], body)

    def test_by_its_sender_while_submitted(self):
        world = self.world
        row = self.candidacy(situations=["job_seeker"])
        body = {"worksite_id": world.ids["worksite"], "first_name": "Aïssa", "last_name": "Ndiaye", "birth_on": "1994-07-17",
                "candidate_informed_on": TODAY, "message": "Permis B.", "expected_start_on": "2026-05-04",
                "situations": ["rsa", "no_transport"], "situation_details": "Vit chez sa sœur.", "phone": "0699887766"}
        changed = self.ok(self.patch(world.prescriber, row, body))
        self.assertEqual({name: changed[name] for name in body}, {**body, "phone": "+33699887766"})
        self.refused(self.patch(world.prescriber, row, {"birth_on": "2011-01-01"}), 422, "age_at_hire", "birth_on")
        self.refused(self.patch(world.prescriber, row, {"worksite_id": world.ids["worksite_b"]}), 422, "unknown_reference",
                     "worksite_id")
        self.refused(self.patch(world.prescriber, row, {"referent_name": None}), 422, "required", "referent_name")
        for wrong, code in ({"referent_name": None}, "invalid_fields"), ({"last_name": None}, "invalid_fields"), \
                           ({"referent_name": None, "phone": None, "email": None, "address": None}, "contact_required"):
            answer = self.patch(world.prescriber, row, wrong)
            self.assertEqual((answer.status, answer.code), (422, code), repr(answer))
        self.assertEqual(self.ok(self.patch(world.prescriber, row, {"situations": None}))["situations"], [])
        for name in ("candidate_reference", "structure_id", "external_id"):
            self.refused(self.patch(world.prescriber, row, {name: "x"}), 422, "read_only", name)

    def test_until_the_structure_studies_it(self):
        row = self.candidacy()
        self.move(self.world.counsellor, "candidacies", row, "review")
        for body in ({"last_name": "Autre"}, {"situations": ["rsa"]}, {"message": "Plus tard."}):
            answer = self.patch(self.world.prescriber, row, body)
            body = self.refused(answer, 409, "state_conflict", *body)
            self.assertEqual((body["current_state"], body["allowed_moves"]), ("under_review", ["withdraw"]))
        same = {"last_name": row["last_name"], "phone": "0644556677"}
        self.assertEqual(self.ok(self.patch(self.world.prescriber, row, same))["phone"], "+33644556677")

    def test_the_structure_does_not_write_for_the_sender(self):
        row = self.candidacy()
        for name, value in (("last_name", "Autre"), ("message", "Autre"), ("situations", ["rsa"]), ("birth_on", "1990-01-01")):
            self.refused(self.patch(self.world.counsellor, row, {name: value}), 422, "read_only", name)
        own = self.spontaneous(situations=["rural_area"])
        self.assertEqual(self.ok(self.patch(self.world.counsellor, own, {"last_name": "Bréhat"}))["last_name"], "Bréhat")
        self.move(self.world.counsellor, "candidacies", own, "review")
        self.refused(self.patch(self.world.counsellor, own, {"last_name": "Autre"}), 409, "state_conflict", "last_name")

    def test_contacts_by_both_sides_while_open(self):
        world = self.world
        row = self.candidacy()
        for verb, body in ((None, None), ("review", {}), ("waitlist", {"comment": "x"}), ("plan_interview", samples.interview())):
            if verb:
                self.move(world.counsellor, "candidacies", row, verb, body)
            for client, town in ((world.prescriber, "Arcueil"), (world.counsellor, "Gentilly")):
                self.assertEqual(self.ok(self.patch(client, row, {"town": town, "referent_phone": "0145220418"}))["town"], town)
            self.assertEqual(self.ok(self.patch(world.prescriber, row, {"referent_name": "Inès Roux"}))["referent_name"],
                             "Inès Roux")
        self.move(world.prescriber, "candidacies", row, "withdraw", {"reason": "x"})
        for client in (world.prescriber, world.counsellor):
            self.refused(self.patch(client, row, {"town": "Cachan"}), 409, "state_conflict")

    def test_situations(self):
        for wrong in ("rqth", "prison", "ASE"):
            body = samples.candidacy(self.world.ids["structure"], situations=[wrong])
            self.refused(self.world.prescriber.post("/v1/candidacies", body), 422, "unknown_code", "situations/0")
        codes = [row["code"] for row in self.ok(self.world.prescriber.get("/v1/reference/candidate_situations"))["data"]]
        self.assertEqual(self.candidacy(situations=codes)["situations"], codes)

    def test_a_corrected_name_is_compared_again(self):
        world = self.world
        first = self.candidacy(first_name="Zoé", last_name="Kerviel", birth_on="1990-01-31")
        second = self.candidacy(world.prescriber_b, first_name="Zoe", last_name="Kervielle", birth_on="1990-01-31")
        seen = "/v1/candidacies/" + second["id"]
        self.assertIsNone(self.ok(world.counsellor.get(seen))["possible_duplicate_of"])
        answer = self.patch(world.prescriber_b, second, {"last_name": "KERVIEL"})
        self.assertNotIn(first["id"], answer.body.decode())
        self.assertEqual(self.ok(world.counsellor.get(seen))["possible_duplicate_of"], first["id"])
        self.ok(self.patch(world.prescriber_b, second, {"last_name": "Kervielle"}))
        self.assertIsNone(self.ok(world.counsellor.get(seen))["possible_duplicate_of"])
        twice = [self.spontaneous(first_name="Léo", last_name="Abgrall", birth_on="1980-01-01") for _ in range(2)]
        self.assertEqual(twice[1]["possible_duplicate_of"], twice[0]["id"], "who came by itself may come again")

    def test_a_person_known_already(self):
        """Two files of one person would each have a PASS and limits of their own: who makes the second is told of the first."""
        world, person = self.world, {"first_name": "Gaël", "last_name": "Le Moal", "birth_on": "1991-02-28"}
        first = self.accepted(**person)["participant_id"]
        row = self.candidacy(world.prescriber_b, **{**person, "first_name": "GAEL", "last_name": "le-moal"})
        answer = self.ok(world.counsellor.post(f"/v1/candidacies/{row['id']}/accept", {}))
        [warning] = [one for one in answer["warnings"] if one["code"] == "person_known"]
        self.assertIn(first, warning["detail"])
        self.warned(world.counsellor.post("/v1/participants", person), "person_known")
        for other in ({**person, "birth_on": "1991-03-01"}, {**person, "last_name": "Le Moan"}):
            answer = world.counsellor.post("/v1/participants", other)
            self.assertNotIn("person_known", answer.warnings())
        row = self.candidacy(world.prescriber_b, **person)
        answer = world.counsellor.post(f"/v1/candidacies/{row['id']}/accept", {"participant_id": first})
        self.assertNotIn("person_known", answer.warnings())
        self.assertNotIn("person_known", world.counsellor_b.post("/v1/participants", person).warnings())

    def test_the_path_of_somebody_who_is_there(self):
        """Accepted onto a person whose path is open: its sender is told of the stay, and it is not cancelled under a contract."""
        world, staff = self.world, self.world.counsellor
        body = {"first_name": "Enora", "last_name": "Le Bras", "birth_on": "1992-07-09"}
        person = self.made(staff.post("/v1/participants", body))
        self.right(person["id"])
        path = self.made(staff.post("/v1/paths", {"participant_id": person["id"], "worksite_id": world.ids["worksite"]}))
        first = self.candidacy(birth_on="1992-07-09")
        done = self.move(staff, "candidacies", first, "accept", {"participant_id": person["id"]})
        self.assertIsNone(done["first_day_on"])
        self.assertEqual(self.ok(staff.get("/v1/paths/" + path["id"]))["candidacy_id"], first["id"])
        self.move(staff, "candidacies", first, "cancel", {"reason": "Erreur."})
        contract = self.draft(path)
        self.move(world.office, "contracts", contract, "sign", {"signed_on": samples.TODAY})
        second, third = self.candidacy(birth_on="1992-07-09"), self.candidacy(world.prescriber_b, birth_on="1992-07-09")
        for row in (second, third):
            self.move(staff, "candidacies", row, "accept", {"participant_id": person["id"]})
        told = self.ok(world.prescriber.get("/v1/candidacies/" + second["id"]))
        self.assertEqual(told["first_day_on"], contract["starts_on"])
        self.assertEqual(self.ok(staff.get("/v1/paths/" + path["id"]))["candidacy_id"], second["id"], "one file, the first")
        answer = staff.post(f"/v1/candidacies/{second['id']}/cancel", {"reason": "Erreur."})
        self.refused(answer, 409, "candidacy_has_contract")

    def test_who_follows_it(self):
        world = self.world
        row = self.candidacy()
        staff = {"assigned_counsellor_id": world.ids["counsellor"]}
        self.refused(self.patch(world.prescriber, row, staff), 422, "unknown_field", "assigned_counsellor_id")
        self.assertEqual(self.ok(self.patch(world.director, row, staff))["assigned_counsellor_id"], world.ids["counsellor"])
        for one in (world.ids["counsellor_b"], UNKNOWN_ID):
            self.refused(self.patch(world.director, row, {"assigned_counsellor_id": one}), 422, "unknown_reference",
                         "assigned_counsellor_id")


class Waiting(Case):
    """60 days without a move since the file was sent, or since the last one; only while it is open."""

    def overdue(self, row, today, client=None):
        client = client or self.world.prescriber
        seen = self.ok(client.get("/v1/candidacies/" + row["id"], today=today))
        for wanted in ("true", "false"):
            listed = self.ok(client.get(f"/v1/candidacies?limit=200&overdue={wanted}", today=today))["data"]
            self.assertEqual(row["id"] in [one["id"] for one in listed], str(seen["overdue"]).lower() == wanted)
        return seen["overdue"]

    def test_both_sides_of_the_limit(self):
        row = self.candidacy()
        self.assertEqual([self.overdue(row, day) for day in (TODAY, plus(TODAY, 59), LATER, plus(TODAY, 61))],
                         [False, False, True, True])
        self.assertTrue(self.overdue(row, LATER, self.world.counsellor))

    def test_each_answer_counts_anew(self):
        staff = self.world.counsellor
        row = self.candidacy()
        for verb, body in (("review", {}), ("waitlist", {"comment": "x"}), ("plan_interview", samples.interview("2027-06-01")),
                           ("plan_interview", samples.interview("2027-06-02"))):
            today = plus(self.ok(staff.get("/v1/candidacies/" + row["id"]))["state_since_on"], 60)
            self.assertTrue(self.overdue(row, today))
            self.assertEqual(self.move(staff, "candidacies", row, verb, body, today=today)["state_since_on"], today, verb)
            self.assertEqual([self.overdue(row, plus(today, days)) for days in (0, 59, 60)], [False, False, True])
        self.ok(staff.patch("/v1/candidacies/" + row["id"], {"staff_comment": "Rappeler."}, today=plus(today, 59)))
        self.assertTrue(self.overdue(row, plus(today, 60)), "a note is no answer")

    def test_closed_files_wait_for_nothing(self):
        for verb, body, client in (("accept", {}, self.world.counsellor), ("refuse", samples.REFUSAL, self.world.counsellor),
                                   ("withdraw", {"reason": "x"}, self.world.prescriber)):
            row = self.candidacy()
            self.move(client, "candidacies", row, verb, body)
            self.assertFalse(self.overdue(row, plus(TODAY, 400)), verb)

    def test_no_stale_answer(self):
        """What differs from day to day is never answered by 304; the version still guards a change."""
        row = self.candidacy()
        path = "/v1/candidacies/" + row["id"]
        first = self.world.prescriber.get(path)
        again = self.world.prescriber.get(path, headers={"If-None-Match": first.etag}, today=LATER)
        self.assertEqual((again.status, again.etag, again.json["overdue"]), (200, first.etag, True))
        part = self.world.prescriber.get(path + "?fields=state", headers={"If-None-Match": first.etag})
        self.assertEqual(part.status, 304)

    def test_of_the_other_file_too(self):
        """The acceptance elsewhere dates the end of this one's wait."""
        world = self.world
        rows = [self.candidacy(structure=world.ids["structure_" + side], candidate_reference="attente") for side in "ab"]
        self.move(world.counsellor_a, "candidacies", rows[0], "accept", today=plus(TODAY, 3))
        seen = self.ok(world.prescriber.get("/v1/candidacies/" + rows[1]["id"]))
        self.assertEqual((seen["state"], seen["state_since_on"]), ("obsolete", plus(TODAY, 3)))


class Lists(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        self, world = cls("test_by_the_structure"), cls.world
        cls.rows = {
            "sent": self.candidacy(worksite_id=world.ids["worksite"], last_name="Abalain"),
            "studied": self.candidacy(last_name="Bihan"),
            "other": self.candidacy(world.prescriber_b, last_name="Cadiou"),
            "alone": self.spontaneous(last_name="Derrien"),
        }
        self.move(world.counsellor, "candidacies", cls.rows["studied"], "review", today=plus(TODAY, 10))
        self.ok(world.director.patch("/v1/candidacies/" + cls.rows["studied"]["id"],
                                     {"assigned_counsellor_id": world.ids["counsellor"]}))
        cls.instant = self.ok(world.director.get("/v1/candidacies/" + cls.rows["studied"]["id"]))["updated_at"]

    def named(self, client, query, today=TODAY):
        found = {row["id"] for row in self.ok(client.get("/v1/candidacies?" + query, today=today))["data"]}
        return sorted(name for name, row in self.rows.items() if row["id"] in found)

    def test_by_the_structure(self):
        world = self.world
        kind = self.ok(world.operator.get("/v1/prescribers/" + world.ids["prescriber"]))["kind"]
        since = plus(TODAY, 5)
        for query, names in {
                f"prescriber_kind={kind}": ["other", "sent", "studied"], "prescriber_kind=null": ["alone"],
                "prescriber_kind=FT": [], "prescriber_id=null": ["alone"],
                "prescriber_id=" + world.ids["prescriber_b"]: ["other"],
                "worksite_id=" + world.ids["worksite"]: ["sent"],
                "assigned_counsellor_id=" + world.ids["counsellor"]: ["studied"],
                "assigned_counsellor_id=null&state=submitted": ["alone", "other", "sent"],
                f"state_since_on.gte={since}": ["studied"], f"state_since_on.lt={since}": ["alone", "other", "sent"],
                f"updated_at.gte={self.instant}": ["studied"], "state=under_review": ["studied"],
                "q=ab&sort=last_name": ["sent"], f"created_at.gte={self.instant}": []}.items():
            with self.subTest(query):
                self.assertEqual(self.named(world.counsellor, query), names)
        self.assertEqual(self.named(world.counsellor, "overdue=true", LATER), ["alone", "other", "sent"])
        self.assertEqual(self.named(world.counsellor, "overdue=true&assigned_counsellor_id=null", LATER),
                         ["alone", "other", "sent"])

    def test_by_the_sender(self):
        sender = self.world.prescriber
        since = plus(TODAY, 5)
        for query, names in {"": ["sent", "studied"], "sort=last_name": ["sent", "studied"], "state=submitted": ["sent"],
                             f"state_since_on.gte={since}": ["studied"], f"updated_at.gte={self.instant}": ["studied"],
                             f"structure_id={self.world.ids['structure_b']}": [], "q=bih": ["studied"]}.items():
            with self.subTest(query):
                self.assertEqual(self.named(sender, query), names)
        self.assertEqual(self.named(sender, "overdue=true", LATER), ["sent"])
        for field in ("assigned_counsellor_id", "prescriber_kind", "merged_into_id", "participant_id", "refusal_reason",
                      "possible_duplicate_of"):
            self.refused(sender.get(f"/v1/candidacies?{field}=null"), 400, "bad_parameter")

    def test_in_order(self):
        """What moved last, and what has waited longest: on both sides."""
        for client in (self.world.counsellor, self.world.prescriber):
            for field in ("updated_at", "state_since_on"):
                rows = self.ok(client.get(f"/v1/candidacies?limit=200&sort=-{field}"))["data"]
                self.assertEqual([row[field] for row in rows], sorted((row[field] for row in rows), reverse=True))
                self.assertEqual(rows[0]["id"], self.rows["studied"]["id"], field)

    def test_in_pages(self):
        for sort in ("last_name", "-created_at", "id", "updated_at", "-updated_at", "state_since_on", "-state_since_on"):
            whole = self.ok(self.world.prescriber.get(f"/v1/candidacies?limit=200&sort={sort}&overdue=false"))["data"]
            paged = self.world.prescriber.pages(f"/v1/candidacies?sort={sort}&overdue=false", 1)
            self.assertEqual([row["id"] for row in paged], [row["id"] for row in whole])


class Merges(Case):
    def two(self, **changes):
        """A file of one sender, and one of another about the same person."""
        person = {"first_name": "Zoé", "last_name": f"Le Bris {samples.number()}", "birth_on": "1991-02-03", **changes}
        return self.candidacy(**person), self.candidacy(self.world.prescriber_b, **person)

    def merge(self, row, kept, client=None, **more):
        return (client or self.world.counsellor).post(f"/v1/candidacies/{row['id']}/merge",
                                                      {"merged_into_id": kept if isinstance(kept, str) else kept["id"], **more})

    def test_what_each_side_sees(self):
        world = self.world
        kept, row = self.two()
        sees = {"kept": world.prescriber.get("/v1/candidacies/" + kept["id"])}
        merged = self.ok(self.merge(row, kept, comment="Même personne."))
        self.assertEqual((merged["state"], merged["merged_into_id"], merged["warnings"]), ("obsolete", kept["id"], []))
        again = world.prescriber.get("/v1/candidacies/" + kept["id"])
        self.assertEqual((again.etag, again.body), (sees["kept"].etag, sees["kept"].body), "nothing is said about the kept one")
        other = world.prescriber_b.get("/v1/candidacies/" + row["id"])
        self.assertEqual((other.json["state"], other.json["allowed_moves"]), ("obsolete", []))
        for secret in (kept["id"], "merged", "Même personne"):
            self.assertNotIn(secret, other.body.decode())
        listed = self.ok(world.counsellor.get("/v1/candidacies?merged_into_id=" + kept["id"]))["data"]
        self.assertEqual([one["id"] for one in listed], [row["id"]])
        moves = self.sql(f"select verb, from_state, to_state, comment, actor_kind from transition where row_id = '{row['id']}' "
                         "order by id desc limit 1")
        self.assertEqual(moves, [["merge", "submitted", "obsolete", "Même personne.", "staff"]])
        for one, version in ((row, "2"), (kept, "1")):
            self.assertEqual(self.sql(f"select max(version) from change where row_id = '{one['id']}'"), [[version]])

    def test_the_assessment_goes_over(self):
        staff = self.world.counsellor
        kept, row = self.two()
        made = self.made(staff.post("/v1/recruitment_assessments", samples.assessment(row["id"])))
        self.ok(self.merge(row, kept))
        moved = self.ok(staff.get("/v1/recruitment_assessments/" + made["id"]))
        self.assertEqual((moved["candidacy_id"], moved["version"]), (kept["id"], 2))
        self.assertEqual(self.sql(f"select max(version) from change where row_id = '{made['id']}'"), [["2"]])
        kept, row = self.two()
        both = [self.made(staff.post("/v1/recruitment_assessments", samples.assessment(one["id"]))) for one in (kept, row)]
        self.ok(self.merge(row, kept))
        for one, of in zip(both, (kept, row)):
            self.assertEqual(self.ok(staff.get("/v1/recruitment_assessments/" + one["id"]))["candidacy_id"], of["id"])

    def test_what_is_refused(self):
        world = self.world
        kept, row = self.two()
        foreign = self.candidacy(structure=world.ids["structure_b"])
        for wrong in (row["id"], foreign["id"], UNKNOWN_ID):
            self.refused(self.merge(row, wrong), 422, "unknown_reference", "merged_into_id")
        for client in (world.prescriber_b, world.supervisor, world.office):
            self.refused(self.merge(row, kept, client), 403, "forbidden")
        self.refused(self.merge(row, kept, world.counsellor_b), 404, "not_found")
        self.move(world.counsellor, "candidacies", kept, "refuse", samples.REFUSAL)
        self.refused(self.merge(row, kept), 409, "candidacy_not_kept", "merged_into_id")
        self.refused(self.merge(kept, row), 409, "state_conflict")

    def test_a_file_put_away_twice(self):
        """The diagnoses of a file stay the person's, however often it is put away, before or after the acceptance."""
        world, staff = self.world, self.world.counsellor
        for accepted_first in (False, True):
            first, second, kept = self.candidacy(), self.candidacy(world.prescriber_b), self.spontaneous()
            self.made(world.prescriber.post("/v1/eligibility_diagnoses",
                                            {"candidacy_id": first["id"], "diagnosed_on": samples.TODAY}))
            self.ok(self.merge(first, second))
            if accepted_first:
                kept = self.move(staff, "candidacies", kept, "accept")
            self.ok(self.merge(second, kept))
            self.assertTrue(self.ok(staff.get(f"/v1/candidacies/{kept['id']}/eligibility"))["eligible"])
            if not accepted_first:
                kept = self.move(staff, "candidacies", kept, "accept")
            self.assertTrue(self.ok(staff.get(f"/v1/participants/{kept['participant_id']}/eligibility"))["eligible"])

    def test_into_an_accepted_one(self):
        kept, row = self.two()
        self.move(self.world.counsellor, "candidacies", kept, "accept")
        self.assertEqual(self.ok(self.merge(row, kept))["state"], "obsolete")

    def test_another_birth_date(self):
        kept = self.candidacy(birth_on="1991-02-03")
        row = self.candidacy(self.world.prescriber_b, birth_on="1991-03-02")
        self.warned(self.merge(row, kept), "candidacy_other_birth")

    def test_taken_up_again(self):
        kept, row = self.two()
        self.ok(self.merge(row, kept))
        again = self.move(self.world.counsellor, "candidacies", row, "reopen", {"comment": "Deux personnes."})
        self.assertEqual((again["state"], again["merged_into_id"]), ("under_review", None))

    def test_in_a_batch(self):
        rows = [self.two() for _ in range(3)]
        items = [{"id": row["id"], "merged_into_id": kept["id"]} for kept, row in rows]
        items.append({"id": rows[0][0]["id"], "merged_into_id": rows[0][1]["id"]})
        answer = self.world.counsellor.post("/v1/candidacies/batch/merge", {"items": items})
        self.assertEqual([one["status"] for one in self.ok(answer, 207)["results"]], [200, 200, 200, 409])
