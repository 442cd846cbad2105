"""Who may be hired, and by whom people are accompanied."""
import samples
from harness import Case
from samples import TODAY, plus


class Ages(Case):
    def person(self, **changes):
        body = {"first_name": "Aïssatou", "last_name": f"Brémond {samples.number()}", "birth_on": "1994-06-17", **changes}
        return self.world.counsellor.post("/v1/participants", body)

    def test_a_candidacy_is_judged_on_the_day_they_could_begin(self):
        """16 in April: no file for today, one for April."""
        ids, young = self.world.ids, "2010-04-01"
        for start, refused in ((None, True), ("2026-03-31", True), ("2026-04-01", False)):
            body = samples.candidacy(ids["structure"], birth_on=young, expected_start_on=start)
            answer = self.world.prescriber.post("/v1/candidacies", body)
            if refused:
                self.refused(answer, 422, "age_at_hire", "birth_on")
        row = self.made(answer)
        self.refused(self.world.prescriber.patch("/v1/candidacies/" + row["id"], {"expected_start_on": "2026-03-31"}), 422,
                     "age_at_hire", "birth_on")
        accepted = self.move(self.world.counsellor, "candidacies", row, "accept")
        person = self.ok(self.world.counsellor.get("/v1/participants/" + accepted["participant_id"]))
        self.assertEqual(person["birth_on"], young)
        # The file lives on: what is corrected of a person still too young is told, not refused.
        answer = self.world.counsellor.patch("/v1/participants/" + person["id"], {"birth_on": "2010-03-31"})
        self.warned(answer, "age_at_hire")

    def test_a_participant_may_be_hired_later(self):
        answer = self.person(birth_on="2010-03-03")
        self.warned(answer, "age_at_hire")
        self.assertEqual(self.assertStatus(self.person(birth_on="2010-03-02"), 201).warnings(), [])
        for never in (plus(TODAY, 1), "1925-03-01"):
            self.refused(self.person(birth_on=never), 422, "age_at_hire", "birth_on")
        person = answer.json["id"]
        self.right(person)
        path = self.made(self.world.counsellor.post("/v1/paths", {"participant_id": person,
                                                                  "worksite_id": self.world.ids["worksite"]}))
        answer = self.world.office.post("/v1/contracts", samples.contract(path["id"], TODAY))
        self.refused(answer, 422, "age_at_hire", "starts_on")
        self.signed(path, starts_on="2026-03-03")

    def test_a_corrected_birth_date_leaves_every_hire_right(self):
        contract = self.signed(starts_on="2026-02-02", ends_on="2026-08-01")
        path = "/v1/participants/" + contract["participant_id"]
        self.refused(self.world.counsellor.patch(path, {"birth_on": "2010-02-03"}), 422, "age_at_hire", "birth_on")
        self.refused(self.world.counsellor.patch(path, {"birth_on": "1925-02-01"}), 422, "age_at_hire", "birth_on")
        answer = self.world.counsellor.patch(path, {"birth_on": "2010-02-02"})
        self.assertEqual(self.assertStatus(answer, 200).warnings(), [])

    def test_a_draft_hires_nobody(self):
        draft = self.draft(self.path(), starts_on="2026-02-02")
        answer = self.world.counsellor.patch("/v1/participants/" + draft["participant_id"], {"birth_on": "2010-02-03"})
        self.ok(answer)
        self.refused(self.world.office.post(f"/v1/contracts/{draft['id']}/sign", {"signed_on": TODAY}), 422, "age_at_hire",
                     "starts_on")


class Accompanied(Case):
    def test_who_may_accompany(self):
        """Directors and counsellors, while they are there: the others do not read candidacies."""
        world = self.world
        path = self.path()
        file = self.candidacy()
        gone = self.made(world.director.post("/v1/staff", samples.staff("counsellor")))
        self.ok(world.director.patch("/v1/staff/" + gone["id"], {"active": False}))
        for url, field in (("/v1/paths/" + path["id"], "counsellor_id"),
                           ("/v1/candidacies/" + file["id"], "assigned_counsellor_id")):
            for other in (world.ids["office"], world.ids["supervisor"], world.ids["counsellor_b"], gone["id"], path["id"]):
                self.refused(world.director.patch(url, {field: other}), 422, "unknown_reference", field)
            for one in (world.ids["director"], world.ids["counsellor"], None):
                self.assertEqual(self.ok(world.director.patch(url, {field: one}))[field], one)
        body = {"participant_id": self.accepted()["participant_id"], "worksite_id": world.ids["worksite"]}
        self.refused(world.counsellor.post("/v1/paths", {**body, "counsellor_id": world.ids["office"]}), 422, "unknown_reference",
                     "counsellor_id")
        self.made(world.counsellor.post("/v1/paths", {**body, "counsellor_id": world.ids["director"]}))

    def test_who_left_stays_where_they_were_named(self):
        """What else changes of a path does not ask again who accompanied the person."""
        member = self.made(self.world.director.post("/v1/staff", samples.staff("counsellor")))
        path = self.path()
        self.ok(self.world.director.patch("/v1/paths/" + path["id"], {"counsellor_id": member["id"]}))
        self.ok(self.world.director.patch("/v1/staff/" + member["id"], {"active": False}))
        self.ok(self.world.director.patch("/v1/paths/" + path["id"], {"objective": "Obtenir le permis B."}))
