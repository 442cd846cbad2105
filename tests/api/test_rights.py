"""A contract before the PASS and the diagnoses of its person: the day its chain begins, its last day, and suspensions."""
import samples
from samples import TODAY, plus
from test_eligibility import Diagnosed
from test_pass import Held
from test_races import at_once, poster


class Contracts(Diagnosed):
    seconds = 10

    def unentitled(self):
        """A path of somebody without PASS."""
        row = self.accepted()
        return self.made(self.world.counsellor.post("/v1/paths", {
            "participant_id": row["participant_id"], "worksite_id": self.world.ids["worksite"]}))

    def sign(self, row, client=None, **more):
        body = {"signed_on": TODAY, **more}
        return (client or self.world.office).post(f"/v1/contracts/{row['id']}/sign", body)

    def test_nobody_without_a_right(self):
        path = self.unentitled()
        answer = self.world.office.post("/v1/contracts", samples.contract(path["id"], TODAY))
        self.warned(answer, "contract_without_pass")
        draft = answer.json
        self.refused(self.sign(draft), 422, "contract_without_pass", "starts_on")
        old = self.made(self.diagnose(person=path["participant_id"], diagnosed_on=plus(TODAY, -92)))
        self.assertEqual(old["last_on"], plus(TODAY, -1))
        self.refused(self.sign(draft), 422, "contract_without_pass", "starts_on")
        self.made(self.diagnose(person=path["participant_id"], diagnosed_on=plus(TODAY, -91)))
        self.assertEqual(self.ok(self.sign(draft))["state"], "signed")

    def test_a_pass_on_the_first_day_of_the_chain(self):
        path = self.unentitled()
        self.right(path["participant_id"], start_on=plus(TODAY, 1), official_end_on=None)
        draft = self.draft(path)
        self.refused(self.sign(draft), 422, "contract_without_pass", "starts_on")
        self.ok(self.world.office.patch("/v1/contracts/" + draft["id"], {"starts_on": plus(TODAY, 1)}))
        signed = self.ok(self.sign(draft))
        renewal = self.world.office.post(f"/v1/contracts/{signed['id']}/renew", {"ends_on": "2027-01-31"})
        self.assertEqual(renewal.warnings(), [], repr(renewal))
        self.ok(self.sign(renewal.json))

    def test_a_contract_beyond_the_pass_is_a_warning(self):
        path = self.unentitled()
        self.right(path["participant_id"], start_on="2024-06-03", official_end_on=None)  # to 2026-06-02
        draft = self.draft(path, ends_on="2026-09-01")
        self.warned(self.sign(draft), "contract_outlives_pass")

    def test_before_the_rules(self):
        path = self.unentitled()
        draft = self.draft(path, starts_on="2021-11-30", ends_on="2022-11-29")
        self.assertEqual(self.ok(self.sign(draft))["state"], "signed")

    def test_none_starts_in_a_suspension(self):
        path = self.unentitled()
        held = self.right(path["participant_id"], start_on="2025-01-06", official_end_on=None)
        suspension = self.made(self.suspend(held, "2026-02-02", "2026-04-30"))
        self.assertEqual(self.read(held)["last_on"], "2027-04-02")
        answer = self.world.office.post("/v1/contracts", samples.contract(path["id"], "2026-03-09"))
        self.warned(answer, "contract_in_suspension")
        refusal = self.sign(answer.json)
        self.refused(refusal, 409, "contract_in_suspension", "starts_on")
        self.assertIn("2026-04-30", refusal.json["detail"])
        self.refused(self.sign(answer.json, end_suspension=False), 409, "contract_in_suspension")
        self.assertEqual(self.ok(self.sign(answer.json, end_suspension=True))["state"], "signed")
        ended = self.ok(self.world.office.get("/v1/pass_suspensions/" + suspension["id"]))
        self.assertEqual((ended["ends_on"], ended["version"]), ("2026-03-08", 2))
        seen = self.read(held)
        self.assertEqual((seen["last_on"], seen["version"]), ("2027-02-08", 3))
        self.refused(self.suspend(held, "2026-03-09", "2026-03-31", today="2026-03-31"), 409, "suspension_over_contract")

    def suspended(self, last_day, *suspensions):
        """A PASS whose two years end on that day, suspended; the person's path."""
        row = self.held(plus(last_day, -729))
        for first, last in suspensions:
            self.ok(self.suspend(row, first, last), 201)
        return self.made(self.world.counsellor.post("/v1/paths", {"participant_id": row["participant_id"],
                                                                  "worksite_id": self.world.ids["worksite"]}))

    def sign_and_end(self, path, starts_on, ends_on, signed_on=TODAY):
        contract = self.draft(path, starts_on=starts_on, ends_on=ends_on)
        sent = {"signed_on": signed_on, "end_suspension": True}
        return self.world.counsellor.post(f"/v1/contracts/{contract['id']}/sign", sent)

    def test_the_right_is_what_the_end_of_a_suspension_leaves(self):
        """The days of a suspension that is ended go from the PASS too: what rested on them is refused, or told."""
        path = self.suspended("2026-02-20", ("2026-02-20", "2026-06-30"))
        self.refused(self.sign_and_end(path, "2026-03-02", "2026-07-01"), 422, "contract_without_pass", "starts_on")
        path = self.suspended("2026-05-31", ("2026-02-01", "2026-12-31"))
        self.warned(self.sign_and_end(path, "2026-03-02", "2026-12-01"), "contract_outlives_pass")
        path = self.suspended("2026-05-31", ("2026-02-01", "2026-12-31"))
        later = self.draft(path, starts_on="2027-01-01", ends_on="2027-04-30")
        self.ok(self.sign(later))
        self.warned(self.sign_and_end(path, "2026-03-02", "2026-07-01"), "contract_without_pass")
        path = self.suspended("2025-09-30", ("2025-06-01", "2025-12-31"), ("2026-02-01", "2026-12-31"))
        self.refused(self.sign_and_end(path, "2025-07-01", "2025-10-31", "2025-06-30"), 422, "suspension_outside_pass",
                     "end_suspension")

    def test_a_suspension_is_over_with_its_pass(self):
        """What is left of it holds no contract of the next PASS."""
        row = self.held("2024-06-03")
        self.ok(self.suspend(row, "2026-03-02", "2026-12-31"), 201)
        self.ok(self.world.counsellor.patch("/v1/passes/" + row["id"], {"official_end_on": "2026-03-31"}))
        person = row["participant_id"]
        self.ok(self.diagnose(self.world.prescriber, candidacy_id=self.candidacy_of(person), criteria=None), 201)
        path = self.made(self.world.counsellor.post("/v1/paths", {"participant_id": person,
                                                                  "worksite_id": self.world.ids["worksite"]}))
        self.refused(self.sign(self.draft(path, starts_on="2026-03-31", ends_on="2026-09-30")), 409, "contract_in_suspension")
        self.ok(self.sign(self.draft(path, starts_on="2026-04-01", ends_on="2026-09-30")))

    def candidacy_of(self, person):
        return self.ok(self.world.counsellor.get("/v1/participants/" + person))["candidacy_id"]

    def test_a_contract_ends_every_suspension_of_its_first_day(self):
        """Short PASSes may have been suspended beyond their end: however many there are, the signing ends them all."""
        person, staff, held = self.person(), self.world.counsellor, []
        for start, end, suspended in (("2026-01-26", "2040-12-31", None), ("2026-01-21", "2026-01-25", "2026-01-22"),
                                      ("2026-01-11", "2026-01-20", "2026-01-15"), ("2025-12-01", "2026-01-10", "2026-01-05")):
            row = self.right(person, start_on=start, official_end_on=end)
            if suspended:
                held.append(self.ok(self.suspend(row, suspended, "2027-01-31"), 201)["id"])
        path = self.made(staff.post("/v1/paths", {"participant_id": person, "worksite_id": self.world.ids["worksite"]}))
        contract = self.draft(path)
        self.move(staff, "contracts", contract, "sign", {"signed_on": TODAY, "end_suspension": True})
        for suspension in held:
            row = self.ok(staff.get("/v1/pass_suspensions/" + suspension))
            self.assertEqual(row["ends_on"], plus(contract["starts_on"], -1))

    def test_it_begins_with_the_suspension(self):
        path = self.unentitled()
        held = self.right(path["participant_id"], start_on="2025-01-06", official_end_on=None)
        self.made(self.suspend(held))
        self.refused(self.sign(self.draft(path), end_suspension=True), 409, "contract_in_suspension", "starts_on")

    def test_signed_and_suspended_at_once(self):
        for _ in range(5):
            path = self.unentitled()
            held = self.right(path["participant_id"], start_on="2025-01-06", official_end_on=None)
            draft = self.draft(path)
            answers = at_once([poster(self.world.office, f"/v1/contracts/{draft['id']}/sign", {"signed_on": TODAY}),
                               poster(self.world.counsellor, "/v1/pass_suspensions", samples.suspension(held["id"]))])
            self.assertNotEqual([answer.status for answer in answers], [200, 201], "both cannot be true")
            for answer in answers:
                if answer.status not in (200, 201):
                    self.assertIn(answer.code, ("contract_in_suspension", "suspension_over_contract", "unavailable"))


class Order(Held):
    """What is recorded late is judged with what is there already."""

    def test_the_waiting_period_of_a_pass_recorded_before(self):
        for next_on, waits in (("2026-05-30", True), ("2026-05-31", False)):
            person = self.person()
            self.right(person, start_on=next_on, official_end_on=None)
            older = samples.pass_(person, "2022-06-01", None)  # until 2024-05-30
            answer = self.world.counsellor.post("/v1/passes", older)
            self.assertEqual((self.ok(answer, 201)["last_on"], "pass_waiting_period" in answer.warnings()), ("2024-05-30", waits))

    def test_a_suspension_after_an_official_end(self):
        row = self.held("2024-06-03")
        self.ok(self.suspend(row, "2026-04-01", "2026-05-31", today="2026-04-01"), 201)
        for end, outside in (("2026-04-01", False), ("2026-03-31", True)):
            answer = self.world.counsellor.patch("/v1/passes/" + row["id"], {"official_end_on": end})
            self.ok(answer)
            self.assertEqual("suspension_outside_pass" in answer.warnings(), outside, end)
