"""Rules of the CDDI over HTTP (Code du travail L5132-15-1), both sides of each limit."""
import samples
from harness import Case
from samples import TODAY, last_day, plus


class Contracts(Case):
    seconds = 12

    def sign(self, row, **more):
        return self.world.office.post(f"/v1/contracts/{row['id']}/sign", {"signed_on": TODAY}, **more)

    def draft_or_sign(self, path, **changes):
        """The first refusal of a contract, at its draft or at its signature; else the signature's answer."""
        answer = self.world.office.post("/v1/contracts", samples.contract(path["id"], **changes))
        return self.sign(answer.json) if answer.status == 201 else answer

    def test_four_months(self):
        """The last days of the worked table of n months, date to date."""
        for start, end in (("2026-03-10", "2026-07-09"), ("2026-01-31", "2026-05-30"), ("2026-03-01", "2026-06-30"),
                           ("2027-10-30", "2028-02-29")):
            with self.subTest(start):
                path = self.path()
                answer = self.draft_or_sign(path, starts_on=start, ends_on=plus(end, -1))
                self.refused(answer, 422, "contract_too_short", "ends_on")
                self.assertIn(end, str(answer.json["errors"]))
                self.assertStatus(self.draft_or_sign(path, starts_on=start, ends_on=end), 200)

    def test_two_years(self):
        path = self.path()
        self.refused(self.draft_or_sign(path, starts_on="2026-01-15", ends_on="2028-01-15"), 422, "contract_beyond_limit",
                     "ends_on")
        self.assertStatus(self.draft_or_sign(path, starts_on="2026-01-15", ends_on="2028-01-14"), 200)
        self.assertEqual(self.ok(self.world.counsellor.get("/v1/paths/" + path["id"]))["limit_on"], "2028-01-14")

    def test_days_between_two_chains_move_the_limit(self):
        path = self.path()
        self.assertStatus(self.draft_or_sign(path, starts_on="2026-01-01", ends_on="2026-04-30"), 200)
        # 31 days without contract in May: the limit goes from 2027-12-31 to 2028-01-31.
        self.refused(self.draft_or_sign(path, starts_on="2026-06-01", ends_on="2028-02-01"), 422, "contract_beyond_limit",
                     "ends_on")
        self.assertStatus(self.draft_or_sign(path, starts_on="2026-06-01", ends_on="2028-01-31"), 200)
        self.assertEqual(self.ok(self.world.counsellor.get("/v1/paths/" + path["id"]))["limit_on"], "2028-01-31")

    def test_weekly_time(self):
        path = self.path()
        for minutes, code in ((20 * 60 - 1, "contract_hours_low"), (35 * 60 + 1, "contract_hours_high")):
            with self.subTest(minutes):
                self.refused(self.draft_or_sign(path, weekly_minutes=minutes), 422, code, "weekly_minutes")
        self.assertStatus(self.draft_or_sign(path, weekly_minutes=20 * 60), 200)
        self.assertStatus(self.draft_or_sign(self.path(), weekly_minutes=35 * 60), 200)

    def test_before_the_law(self):
        """No CDDI rule is in force before 2014-07-01."""
        path = self.path()
        self.assertStatus(self.draft_or_sign(path, starts_on="2014-06-30", ends_on="2014-08-31", weekly_minutes=600), 200)
        self.refused(self.draft_or_sign(self.path(), starts_on="2014-07-01", ends_on="2014-08-31"), 422, "contract_too_short",
                     "ends_on")

    def test_order_and_signature_day(self):
        path = self.path()
        self.refused(self.world.office.post("/v1/contracts", samples.contract(path["id"], ends_on=plus(TODAY, -1))), 422,
                     "days_out_of_order", "ends_on")
        row = self.draft(path)
        answer = self.world.office.post(f"/v1/contracts/{row['id']}/sign", {"signed_on": plus(TODAY, 1)})
        self.refused(answer, 422, "day_in_future", "signed_on")

    def test_overlap(self):
        path = self.path()
        self.signed(path, starts_on="2026-03-09", ends_on="2026-07-08")
        # A draft that overlaps is kept with a warning: its days may still move before it is signed.
        answer = self.world.office.post("/v1/contracts", samples.contract(path["id"], "2026-07-08", "2026-11-30"))
        self.warned(answer, "contract_overlap")
        row = answer.json
        self.refused(self.sign(row), 409, "contract_overlap")
        self.assertEqual(self.ok(self.world.office.patch("/v1/contracts/" + row["id"], {"starts_on": "2026-07-09"}))["version"],
                         2)
        self.assertStatus(self.sign(row), 200)

    def test_renewals(self):
        row = self.signed(starts_on="2026-03-09", ends_on="2026-07-08")
        renewal = self.move(self.world.office, "contracts", row, "renew", {"ends_on": "2026-07-20", "weekly_minutes": 1800}, 201)
        self.assertEqual((renewal["starts_on"], renewal["renews_id"], renewal["weekly_minutes"], renewal["job_title"]),
                         ("2026-07-09", row["id"], 1800, row["job_title"]))
        # A renewal may be shorter than four months, and nothing else may.
        self.assertStatus(self.sign(renewal), 200)
        third = self.move(self.world.office, "contracts", renewal, "renew", {"ends_on": "2026-12-31"}, 201)
        answer = self.world.office.patch("/v1/contracts/" + third["id"], {"starts_on": "2026-07-22"})
        if answer.status == 200:
            answer = self.sign(third)
        self.refused(answer, 422, "contract_not_next", "starts_on")

    def test_a_contract_the_day_after_begins_a_chain(self):
        """Only a renewal goes on with a chain: what ends the former contract leaves no short one as a first."""
        path = self.path()
        first = self.signed(path, starts_on="2026-03-09", ends_on="2026-07-08")
        answer = self.draft_or_sign(path, starts_on="2026-07-09", ends_on="2026-07-26")
        self.refused(answer, 422, "contract_too_short", "ends_on")
        self.assertIn("renew", answer.json["detail"])
        self.assertStatus(self.draft_or_sign(path, starts_on="2026-07-09", ends_on="2026-11-08"), 200)
        self.ok(self.world.office.post(f"/v1/contracts/{first['id']}/cancel", {"reason": "Ne vient pas."}))

    def test_a_chain_of_its_own_needs_a_right_of_its_own(self):
        path = self.made(self.world.counsellor.post("/v1/paths", {
            "participant_id": self.accepted()["participant_id"], "worksite_id": self.world.ids["worksite"]}))
        self.right(path["participant_id"], start_on="2026-03-02", official_end_on="2026-07-08")
        first = self.signed(path, starts_on="2026-03-09", ends_on="2026-07-08")
        alone = self.draft(path, starts_on="2026-07-09", ends_on="2026-11-08")
        self.refused(self.sign(alone), 422, "contract_without_pass", "starts_on")
        renewal = self.move(self.world.office, "contracts", first, "renew", {"ends_on": "2026-11-08"}, 201)
        self.warned(self.sign(renewal), "contract_outlives_pass")

    def test_an_immersion_lies_in_one_chain(self):
        path = self.path()
        first = self.signed(path, starts_on="2026-03-09", ends_on="2026-07-08")
        self.signed(path, starts_on="2026-07-09", ends_on="2026-11-08")
        body = samples.immersion(first["id"], self.host()["id"], starts_on="2026-07-06")
        self.refused(self.world.counsellor.post("/v1/immersions", body), 422, "immersion_outside_contract", "ends_on")
        first = self.signed(starts_on="2026-03-09", ends_on="2026-07-08")
        self.sign(self.move(self.world.office, "contracts", first, "renew", {"ends_on": "2026-11-08"}, 201))
        self.made(self.world.counsellor.post("/v1/immersions", {**body, "contract_id": first["id"]}))

    def test_overlap_with_another_path(self):
        """No two live contracts of a person: the draft says it already, whatever the path."""
        path, after = self.path(), "2026-07-09"
        self.signed(path, starts_on="2026-03-09", ends_on="2026-07-08")
        self.made(self.world.counsellor.post("/v1/exits", samples.exit_(path["id"], "2026-07-08"), today=after))
        second = self.made(self.world.counsellor.post("/v1/paths", {
            "participant_id": path["participant_id"], "worksite_id": self.world.ids["worksite"]}, today=after))
        answer = self.world.office.post("/v1/contracts", samples.contract(second["id"], "2026-07-08"), today=after)
        self.warned(answer, "contract_overlap")
        self.refused(self.sign(answer.json, today=after), 409, "contract_overlap", "starts_on")
        self.ok(self.world.office.patch("/v1/contracts/" + answer.json["id"], {"starts_on": "2026-07-09"}, today=after))
        self.assertNotIn("contract_overlap", self.assertStatus(self.sign(answer.json, today=after), 200).warnings())

    def test_a_signature_long_before(self):
        row = self.draft(self.path(), starts_on="2026-03-09")
        path = f"/v1/contracts/{row['id']}/sign"
        self.warned(self.world.office.post(path, {"signed_on": "2025-03-08"}), "contract_signed_early")
        row = self.draft(self.path(), starts_on="2026-03-09")
        answer = self.world.office.post(f"/v1/contracts/{row['id']}/sign", {"signed_on": "2025-03-09"})
        self.assertEqual(self.assertStatus(answer, 200).warnings(), [])

    def test_a_draft_only_is_patched(self):
        row = self.signed()
        self.refused(self.world.office.patch("/v1/contracts/" + row["id"], {"job_title": "Autre"}), 409, "state_conflict")

    def test_termination(self):
        row = self.draft(self.path(), starts_on="2026-02-02", ends_on="2026-06-30")
        self.move(self.world.office, "contracts", row, "sign", {"signed_on": "2026-01-30"})
        body = {"last_on": "2026-02-27", "termination_code": "037", "occurred_on": "2026-02-20"}
        path = f"/v1/contracts/{row['id']}/terminate"
        for day in ("2026-02-01", "2026-06-30"):
            self.refused(self.world.office.post(path, {**body, "last_on": day}, today="2026-07-01"), 422, "termination_day",
                         "last_on")
        self.refused(self.world.office.post(path, {**body, "termination_code": "059"}), 422, "termination_code",
                     "termination_code")
        self.refused(self.world.office.post(path, {**body, "termination_code": "999"}), 422, "unknown_code", "termination_code")
        self.refused(self.world.office.post(path, {**body, "occurred_on": plus(TODAY, 1)}), 422, "day_in_future", "occurred_on")
        self.refused(self.world.office.post(path, {**body, "occurred_on": "2026-01-29"}), 422, "days_out_of_order", "occurred_on")
        done = self.ok(self.world.office.post(path, body))
        self.assertEqual((done["state"], done["last_on"], done["ends_on"]), ("terminated", "2026-02-27", "2026-06-30"))
        # It may be learnt after the term, whether or not the clock has written that the term passed.
        late = self.signed(starts_on="2026-01-05", ends_on="2026-05-04")
        self.sql(f"update contract set state = 'ended' where id = '{late['id']}'")
        late = self.ok(self.world.office.post(f"/v1/contracts/{late['id']}/terminate", {**body, "occurred_on": TODAY},
                                               today="2026-05-20"))
        self.assertEqual((late["state"], late["last_on"]), ("terminated", "2026-02-27"))
        # The days after the termination are free again.
        again = self.draft({"id": row["path_id"]}, starts_on="2026-03-02", ends_on="2026-07-01")
        self.assertStatus(self.sign(again), 200)

    def test_cancel(self):
        row = self.signed(starts_on=plus(TODAY, 1))
        path = f"/v1/contracts/{row['id']}/cancel"
        self.refused(self.world.office.post(path, {"reason": "Ne vient pas."}, today=plus(TODAY, 1)), 409, "contract_started")
        self.assertEqual(self.ok(self.world.office.post(path, {"reason": "Ne vient pas."}))["state"], "cancelled")
        path_row = self.ok(self.world.counsellor.get("/v1/paths/" + row["path_id"]))
        self.assertEqual((path_row["started_on"], path_row["limit_on"]), (None, None))

    def test_full_worksite_is_a_warning(self):
        worksite = self.made(self.world.director.post("/v1/worksites", samples.worksite(capacity=1)))
        self.assertNotIn("worksite_full", self.sign(self.draft(self.path(worksite=worksite["id"]))).warnings())
        self.warned(self.sign(self.draft(self.path(worksite=worksite["id"]))), "worksite_full")

    def test_unknown_trade_is_a_warning(self):
        answer = self.world.office.post("/v1/contracts", samples.contract(self.path()["id"], rome="N9999"))
        self.warned(answer, "unknown_code")
        self.refused(self.world.office.post("/v1/contracts", samples.contract(self.path()["id"], rome="Z9999")), 422,
                     "wrong_format", "rome")

    def test_the_path_follows_its_contracts(self):
        path = self.path()
        self.signed(path, starts_on="2026-06-01", ends_on="2026-09-30")
        self.signed(path, starts_on="2026-01-05", ends_on="2026-05-04")
        row = self.ok(self.world.counsellor.get(f"/v1/paths/{path['id']}?include=contracts"))
        self.assertEqual(row["started_on"], "2026-01-05")
        self.assertEqual(len(row["contracts"]), 2)
        self.assertEqual(row["limit_on"], plus(last_day("2026-01-05", 24), 27))

    def test_what_each_function_sees(self):
        row = self.signed()
        person = "/v1/participants/" + row["participant_id"]
        for client in (self.world.supervisor, self.world.office):
            self.assertEqual(self.ok(client.get("/v1/contracts/" + row["id"]))["starts_on"], row["starts_on"])
            self.assertIn("last_name", self.ok(client.get(person)))
        self.assertNotIn("address", self.ok(self.world.supervisor.get(person)))
        self.assertIn("address", self.ok(self.world.office.get(person)))
        self.assertNotIn("objective", self.ok(self.world.office.get("/v1/paths/" + row["path_id"])))

    def test_what_rests_on_a_contract(self):
        """A contract whose days an immersion or a renewal needs is neither terminated before them nor cancelled."""
        contract = self.signed(starts_on="2026-03-09", ends_on="2026-09-08")
        self.validated(contract=contract, starts_on="2026-04-06")
        url = f"/v1/contracts/{contract['id']}/"
        body = {"last_on": "2026-04-08", "termination_code": "037"}
        answer = self.world.office.post(url + "terminate", body, today="2026-05-01")
        self.refused(answer, 409, "immersion_outlives_contract", "last_on")
        self.assertIn("2026-04-10", answer.json["detail"])
        self.refused(self.world.office.post(url + "cancel", {"reason": "Erreur."}), 409, "immersion_outlives_contract")
        body["last_on"] = "2026-04-10"
        renewal = self.move(self.world.office, "contracts", contract, "renew", {"ends_on": "2026-12-31"}, 201)
        for move, sent in (("terminate", body), ("cancel", {"reason": "Erreur."})):
            self.refused(self.world.office.post(url + move, sent, today="2026-05-01" if move == "terminate" else TODAY), 409,
                         "contract_renewed_already")
        again = {"ends_on": "2027-01-31"}
        self.refused(self.world.office.post(url + "renew", again), 409, "contract_renewed_already")
        self.move(self.world.office, "contracts", renewal, "sign", {"signed_on": TODAY})
        answer = self.world.office.post(url + "renew", again)
        self.refused(answer, 409, "contract_renewed_already")
        self.assertNotIn("contract_overlap", answer.body.decode())
        self.move(self.world.office, "contracts", renewal, "cancel", {"reason": "Erreur."})
        self.assertEqual(self.ok(self.world.office.post(url + "terminate", body, today="2026-05-01"))["state"], "terminated")

    def test_nothing_moves_after_the_exit(self):
        path = self.path()
        contract = self.signed(path, starts_on="2026-03-09", ends_on="2026-07-08")
        self.made(self.world.counsellor.post("/v1/exits", samples.exit_(path["id"], "2026-07-08"), today="2026-07-09"))
        url = f"/v1/contracts/{contract['id']}/"
        self.refused(self.world.office.post(url + "terminate", {"last_on": "2026-06-01", "termination_code": "037"},
                                            today="2026-07-09"), 409, "path_ended")
        self.refused(self.world.office.post(url + "renew", {"ends_on": "2026-12-31"}, today="2026-07-09"), 409, "path_ended")

    def test_age(self):
        """16 on the first day of the contract, even when the draft was made before."""
        path = self.path(birth_on="2010-03-02")
        self.assertStatus(self.draft_or_sign(path, starts_on="2026-03-02"), 200)
        path = self.path(birth_on="2010-03-02")
        self.refused(self.draft_or_sign(path, starts_on="2026-03-01"), 422, "age_at_hire")
