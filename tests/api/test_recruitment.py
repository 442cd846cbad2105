"""Rules of candidacies over HTTP, both sides of each limit."""
import samples
from harness import Case
from samples import TODAY, plus


class Submission(Case):
    def post(self, client=None, **changes):
        client = client or self.world.prescriber
        return client.post("/v1/candidacies", samples.candidacy(self.world.ids["structure"], **changes))

    def test_age(self):
        """16 to 100 on the day of the candidacy; a person is a year older on the birthday."""
        self.made(self.post(birth_on="2010-03-02"))
        self.refused(self.post(birth_on="2010-03-03"), 422, "age_at_hire", "birth_on")
        self.made(self.post(birth_on="1925-03-03"))
        self.refused(self.post(birth_on="1925-03-02"), 422, "age_at_hire", "birth_on")

    def test_informed(self):
        self.made(self.post(candidate_informed_on=TODAY))
        self.refused(self.post(candidate_informed_on=plus(TODAY, 1)), 422, "day_in_future", "candidate_informed_on")

    def test_a_way_to_reach(self):
        self.refused(self.post(phone=None), 422, "contact_required")
        for way in ({"email": "a@b.example"}, {"address": "1 rue Haute", "postcode": "94110", "town": "Arcueil"}):
            with self.subTest(way):
                self.made(self.post(phone=None, **way))
        self.refused(self.post(referent_email=None), 422, "referent_required")
        self.made(self.post(referent_email=None, referent_phone="0145220418"))

    def test_normal_forms(self):
        row = self.made(self.post(phone="06 11 22 33 44", email="Aissatou@Exemple.EXAMPLE", first_name="  Aïssatou "))
        self.assertEqual((row["phone"], row["email"], row["first_name"]),
                         ("+33611223344", "Aissatou@exemple.example", "Aïssatou"))

    def test_lines_of_a_form(self):
        """A form may send CR LF; a lone CR is no line."""
        row = self.made(self.post(message="Bonjour,\r\n\r\nmerci.\n"))
        self.assertEqual(row["message"], "Bonjour,\n\nmerci.")
        self.refused(self.post(message="a\rb"), 422, "control_character", "message")
        self.refused(self.post(first_name="a\r\nb"), 422, "control_character", "first_name")

    def test_closed_structure(self):
        world = self.world
        path = "/v1/structures/" + world.ids["structure_b"]
        self.ok(world.director_b.patch(path, {"open_to_candidacies": False}))
        body = samples.candidacy(world.ids["structure_b"])
        self.refused(world.prescriber.post("/v1/candidacies", body), 409, "structure_closed_to_candidacies")
        self.ok(world.director_b.patch(path, {"open_to_candidacies": True}))
        self.made(world.prescriber.post("/v1/candidacies", body))

    def test_duplicates(self):
        world = self.world
        body = samples.candidacy(world.ids["structure"], external_id="flux-1")
        first = self.made(world.prescriber.post("/v1/candidacies", body))
        self.refused(world.prescriber.post("/v1/candidacies", {**body, "external_id": "flux-2"}), 409, "candidacy_open_twice")
        other = {**body, "candidate_reference": "autre", "structure_id": world.ids["structure_b"]}
        self.refused(world.prescriber.post("/v1/candidacies", other), 409, "external_id_taken")
        self.made(world.prescriber_b.post("/v1/candidacies", body))  # another sender's own references
        self.move(world.prescriber, "candidacies", first, "withdraw", {"reason": "Autre solution."})
        self.made(world.prescriber.post("/v1/candidacies", {**body, "external_id": "flux-3"}))

    def test_possible_duplicate_is_for_the_structure(self):
        world = self.world
        first = self.candidacy(first_name="Zoé", last_name="Lefèvre-Ngô", birth_on="1990-01-31")
        second = self.candidacy(world.prescriber_b, first_name="ZOE", last_name="Lefevre ngo", birth_on="1990-01-31")
        self.assertNotIn("possible_duplicate_of", second)
        seen = self.ok(world.counsellor.get("/v1/candidacies/" + second["id"]))
        self.assertEqual(seen["possible_duplicate_of"], first["id"])
        third = self.candidacy(world.prescriber_b, first_name="ZOE", last_name="Lefevre ngo", birth_on="1990-02-01")
        self.assertIsNone(self.ok(world.counsellor.get("/v1/candidacies/" + third["id"]))["possible_duplicate_of"])

    def test_spontaneous(self):
        row = self.spontaneous()
        self.assertEqual((row["prescriber_id"], row["structure_id"]), (None, self.world.ids["structure"]))
        seen = [one["id"] for one in self.world.prescriber.pages("/v1/candidacies", 200)]
        self.assertNotIn(row["id"], seen)
        self.assertStatus(self.world.prescriber.get("/v1/candidacies/" + row["id"]), 404)


class Moves(Case):
    def see(self, row, client=None):
        return self.ok((client or self.world.counsellor).get("/v1/candidacies/" + row["id"]))

    def test_every_open_state(self):
        staff = self.world.counsellor
        row = self.candidacy()
        self.assertEqual(self.see(row, self.world.prescriber)["allowed_moves"], ["withdraw"])
        self.assertEqual(set(self.see(row)["allowed_moves"]),
                         {"review", "plan_interview", "waitlist", "accept", "merge", "refuse", "withdraw"})
        for verb, body, state in (("review", {}, "under_review"), ("waitlist", {"comment": "Au printemps."}, "waitlisted"),
                                  ("review", {}, "under_review"), ("plan_interview", samples.interview(), "interview_planned"),
                                  ("plan_interview", samples.interview("2026-03-06"), "interview_planned"),
                                  ("waitlist", {"comment": "À revoir."}, "waitlisted"), ("accept", {}, "accepted")):
            self.assertEqual(self.move(staff, "candidacies", row, verb, body)["state"], state)
        states = self.sql(f"select verb, from_state, to_state from transition where row_id = '{row['id']}' order by at, id")
        self.assertEqual([one[0] for one in states if one[1]],
                         ["review", "waitlist", "review", "plan_interview", "plan_interview", "waitlist", "accept"])

    def test_wrong_states(self):
        staff = self.world.counsellor
        row = self.candidacy()
        self.move(staff, "candidacies", row, "plan_interview", samples.interview())
        body = self.refused(staff.post(f"/v1/candidacies/{row['id']}/review"), 409, "state_conflict")
        self.assertEqual(body["current_state"], "interview_planned")
        self.assertNotIn("review", body["allowed_moves"])
        self.assertIn("accept", body["allowed_moves"])
        self.refused(staff.post(f"/v1/candidacies/{row['id']}/reopen", {"comment": "x"}), 409, "state_conflict")

    def test_interview_in_the_past(self):
        row = self.candidacy()
        path = f"/v1/candidacies/{row['id']}/plan_interview"
        self.refused(self.world.counsellor.post(path, samples.interview(plus(TODAY, -1))), 422, "day_in_past", "interview_at")
        still_yesterday = {**samples.interview(), "interview_at": TODAY + "T00:30:00+02:00"}
        self.refused(self.world.counsellor.post(path, still_yesterday), 422, "day_in_past", "interview_at")
        self.refused(self.world.counsellor.post(path, {**samples.interview(), "interview_at": "2026-03-05 09:30"}), 422,
                     "bad_instant", "interview_at")
        self.ok(self.world.counsellor.post(path, {**samples.interview(), "interview_at": "2026-03-02T23:30:00+01:00"}))

    def test_refusal_and_its_two_answers(self):
        row = self.candidacy()
        path = f"/v1/candidacies/{row['id']}/refuse"
        answer = self.world.counsellor.post(path, {})
        self.assertStatus(answer, 422)
        for field in ("refusal_reason", "answer_to_candidate"):
            self.assertEqual(answer.item(field), ["required"], repr(answer))
        silent = {name: value for name, value in samples.REFUSAL.items() if name != "answer_to_prescriber"}
        self.refused(self.world.counsellor.post(path, silent), 422, "required", "answer_to_prescriber")
        own = self.spontaneous()
        self.assertEqual(self.move(self.world.counsellor, "candidacies", own, "refuse", silent)["state"], "refused")
        self.refused(self.world.counsellor.post(path, {**samples.REFUSAL, "refusal_reason": "surprise"}), 422, "unknown_code",
                     "refusal_reason")
        self.move(self.world.counsellor, "candidacies", row, "refuse", samples.REFUSAL)
        seen = self.see(row, self.world.prescriber)
        self.assertEqual((seen["state"], seen["answer_to_prescriber"]), ("refused", samples.REFUSAL["answer_to_prescriber"]))

    def test_reopen(self):
        staff = self.world.counsellor
        row = self.candidacy(candidate_reference="rouvrir-1")
        self.move(staff, "candidacies", row, "refuse", samples.REFUSAL)
        self.assertEqual(self.move(staff, "candidacies", row, "reopen", {"comment": "Un poste se libère."})["state"],
                         "under_review")
        self.move(self.world.prescriber, "candidacies", row, "withdraw", {"reason": "Non."})
        self.candidacy(candidate_reference="rouvrir-1")
        self.refused(staff.post(f"/v1/candidacies/{row['id']}/reopen", {"comment": "x"}), 409, "candidacy_open_twice")

    def test_withdrawn_by_staff_for_the_candidate(self):
        """Whoever withdraws says why; the sender reads its own reason, not what the candidate told the structure."""
        world, row, own = self.world, self.candidacy(), self.candidacy()
        fields = ("state", "withdrawal_reason", "staff_withdrawal_reason")
        said = lambda seen: tuple(seen.get(field) for field in fields)
        done = self.move(world.counsellor, "candidacies", row, "withdraw", {"reason": "Appel du candidat."})
        self.assertEqual(said(done), ("withdrawn", None, "Appel du candidat."))
        self.assertEqual(said(self.see(row, world.prescriber)), ("withdrawn", None, None))
        self.assertEqual(said(self.move(world.prescriber, "candidacies", own, "withdraw", {"reason": "A trouvé."})),
                         ("withdrawn", "A trouvé.", None))
        self.assertEqual(said(self.see(own, world.counsellor)), ("withdrawn", "A trouvé.", None))
        for one in (row, own):
            again = self.move(world.counsellor, "candidacies", one, "reopen", {"comment": "Revient."})
            self.assertEqual(said(again), ("under_review", None, None))

    def test_an_interview_before_a_refusal_no_longer_holds(self):
        row = self.candidacy()
        self.move(self.world.counsellor, "candidacies", row, "plan_interview", samples.interview())
        refused = self.move(self.world.counsellor, "candidacies", row, "refuse", samples.REFUSAL)
        self.assertIsNotNone(refused["interview_at"])
        self.move(self.world.counsellor, "candidacies", row, "reopen", {"comment": "Un poste se libère."})
        seen = self.see(row, self.world.prescriber)
        self.assertEqual((seen["interview_at"], seen["interview_place"]), (None, None))

    def test_accept_links_a_known_participant(self):
        first = self.accepted(first_name="Inès", last_name="de La Tour")
        second = self.candidacy(self.world.prescriber_b, first_name="Inès", last_name="de La Tour")
        linked = self.move(self.world.counsellor, "candidacies", second, "accept", {"participant_id": first["participant_id"]})
        self.assertEqual((linked["participant_id"], linked["warnings"]), (first["participant_id"], []))

    def test_accept_onto_somebody_born_another_day(self):
        first = self.accepted(birth_on="1991-02-03")
        second = self.candidacy(self.world.prescriber_b, birth_on="1991-03-02")
        answer = self.world.counsellor.post(f"/v1/candidacies/{second['id']}/accept", {"participant_id": first["participant_id"]})
        self.warned(answer, "candidacy_other_birth")
        self.assertEqual(answer.json["warnings"][0]["pointer"], "/participant_id")

    def test_cancel_takes_away_an_empty_participant(self):
        staff = self.world.counsellor
        row = self.accepted()
        participant = "/v1/participants/" + row["participant_id"]
        self.ok(staff.get(participant))
        self.refused(staff.post(f"/v1/candidacies/{row['id']}/cancel", {}), 422, "required", "reason")
        self.assertEqual(self.move(staff, "candidacies", row, "cancel", {"reason": "Erreur de personne."})["state"], "cancelled")
        self.refused(staff.get(participant), 404, "not_found")
        body = self.refused(staff.post(f"/v1/candidacies/{row['id']}/reopen", {"comment": "x"}), 409, "state_conflict")
        self.assertEqual((body["current_state"], body["allowed_moves"]), ("cancelled", []))

    def test_obsolete_elsewhere(self):
        """Accepted here, the same reference of the same sender is obsolete there, and the employer is not named."""
        world = self.world
        rows = [self.candidacy(structure=world.ids["structure_" + side], candidate_reference="deux-portes") for side in "ab"]
        other = self.candidacy(world.prescriber_b, world.ids["structure_b"], candidate_reference="deux-portes")
        self.move(world.counsellor_a, "candidacies", rows[0], "accept")
        answer = world.counsellor_b.get("/v1/candidacies/" + rows[1]["id"])
        self.assertEqual(self.ok(answer)["state"], "obsolete")
        self.assertNotIn(world.ids["structure_a"], answer.body.decode())
        self.assertEqual(self.see(other, world.counsellor_b)["state"], "submitted")
        rows = self.sql(f"select verb, to_state from transition where row_id = '{rows[1]['id']}' and to_state = 'obsolete'")
        self.assertEqual(rows, [["obsolete", "obsolete"]])

    def test_cancel_keeps_what_is_not_its_own(self):
        """A participant that was there before, or that has a path, stays when the acceptance is cancelled."""
        staff = self.world.counsellor
        first = self.accepted()
        second = self.candidacy(self.world.prescriber_b)
        self.move(staff, "candidacies", second, "accept", {"participant_id": first["participant_id"]})
        self.move(staff, "candidacies", second, "cancel", {"reason": "Erreur."})
        self.ok(staff.get("/v1/participants/" + first["participant_id"]))
        path = self.path()
        self.move(staff, "candidacies", path["candidacy_id"], "cancel", {"reason": "Ne viendra pas."})
        self.ok(staff.get("/v1/participants/" + path["participant_id"]))
        self.ok(staff.get("/v1/paths/" + path["id"]))

    def test_texts(self):
        """Limits count characters, not bytes; names keep their accents, marks and scripts."""
        for name in ("é" * 200, "Nguyễn Thị Ánh", "O’Brien–Łukasz", "张伟", "محمد", "Jean‑Éric d'Œuf"):
            with self.subTest(name):
                self.assertEqual(self.candidacy(last_name=name)["last_name"], name)
        body = samples.candidacy(self.world.ids["structure"], last_name="é" * 201)
        self.refused(self.world.prescriber.post("/v1/candidacies", body), 422, "too_long", "last_name")
        for wrong in (10**30, 1e400):
            answer = self.world.prescriber.post("/v1/candidacies", {**body, "last_name": wrong})
            self.assertIn(answer.status, (400, 422), repr(answer))
