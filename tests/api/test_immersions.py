"""Rules of immersions over HTTP (D5135-1 and following), both sides of each limit, and every move."""
import samples
from harness import Case
from samples import TODAY, plus


class Conventions(Case):
    seconds = 15

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shared = None

    def ground(self):
        """A person with a long contract, and a host."""
        return self.signed(starts_on="2026-03-09", ends_on="2027-03-08"), self.host()

    def submit(self, contract, host, **changes):
        """The refusal of the draft, or the answer to its submission."""
        answer = self.world.counsellor.post("/v1/immersions", samples.immersion(contract["id"], host["id"], **changes))
        if answer.status != 201:
            return answer
        return self.world.counsellor.post(f"/v1/immersions/{answer.json['id']}/submit")

    def test_one_month(self):
        contract, host = self.ground()
        for start, end in (("2026-04-10", "2026-05-09"), ("2026-08-31", "2026-09-30"), ("2027-01-31", "2027-02-28")):
            with self.subTest(start):
                plan = samples.schedule(start, 1)
                self.refused(self.submit(contract, host, starts_on=start, ends_on=plus(end, 1), schedule=plan), 422,
                             "immersion_too_long", "ends_on")
                self.assertStatus(self.submit(contract, host, starts_on=start, ends_on=end, schedule=plan), 200)

    def test_inside_the_chain(self):
        contract = self.signed(starts_on="2026-03-09", ends_on="2026-07-08")
        host = self.host()
        plan = samples.schedule("2026-07-06", 3)
        self.assertStatus(self.submit(contract, host, starts_on="2026-07-06", ends_on="2026-07-08", schedule=plan), 200)
        person = self.signed(starts_on="2026-03-09", ends_on="2026-07-08")
        self.refused(self.submit(person, host, starts_on="2026-07-06", ends_on="2026-07-09", schedule=plan), 422,
                     "immersion_outside_contract")
        self.refused(self.submit(person, host, starts_on="2026-03-06", ends_on="2026-03-10",
                                 schedule=samples.schedule("2026-03-09", 1)), 422, "immersion_outside_contract")
        draft = self.draft(self.path())
        self.refused(self.submit(draft, host), 422, "immersion_without_contract")
        # A signed renewal makes one unbroken chain.
        renewal = self.move(self.world.office, "contracts", person, "renew", {"ends_on": "2026-12-31"}, 201)
        self.move(self.world.office, "contracts", renewal, "sign", {"signed_on": TODAY})
        self.assertStatus(self.submit(person, host, starts_on="2026-07-06", ends_on="2026-07-10",
                                      schedule=samples.schedule("2026-07-06", 5)), 200)

    def test_overlap(self):
        contract, host = self.ground()
        self.assertStatus(self.submit(contract, host, starts_on="2026-04-06"), 200)
        self.refused(self.submit(contract, host, starts_on="2026-04-10", days=2), 409, "immersion_overlap")
        self.assertStatus(self.submit(contract, host, starts_on="2026-04-13"), 200)

    def test_own_structure(self):
        contract, _ = self.ground()
        siret = self.ok(self.world.director.get("/v1/structures/" + self.world.ids["structure"]))["siret"]
        host = self.host(siret=siret)
        self.refused(self.submit(contract, host), 422, "immersion_own_structure", "host_id")

    def test_hours(self):
        contract, host = self.ground()

        def day(*periods):
            return [{"from": a, "to": b} for a, b in periods]

        ten, over = day(("07:00", "12:00"), ("13:00", "18:00")), day(("07:00", "12:00"), ("13:00", "18:01"))
        dates = [row["on"] for row in samples.schedule("2026-04-06", 5)]
        self.refused(self.submit(contract, host, schedule=[{"on": dates[0], "periods": over}]), 422, "immersion_day_too_long")
        week = [{"on": on, "periods": ten} for on in dates[:4]] + [{"on": dates[4], "periods": day(("08:00", "16:01"))}]
        self.refused(self.submit(contract, host, schedule=week), 422, "immersion_week_too_long")
        week[4]["periods"] = day(("08:00", "16:00"))
        answer = self.submit(contract, host, schedule=week)
        self.warned(answer, "immersion_hours_above_contract")

    def test_a_week_with_two_immersions(self):
        """48 hours are those of the person's week, not of one convention."""
        contract, host = self.ground()
        ten = [{"from": "07:00", "to": "12:00"}, {"from": "13:00", "to": "18:00"}]

        def days(first, last, count):
            return {"ends_on": last, "schedule": [{"on": plus(first, n), "periods": ten} for n in range(count)]}
        self.ok(self.submit(contract, host, starts_on="2026-04-06", **days("2026-04-06", "2026-04-08", 3)))
        self.refused(self.submit(contract, self.host(), starts_on="2026-04-09", **days("2026-04-09", "2026-04-11", 2)), 422,
                     "immersion_week_too_long", "schedule/0/on")
        self.ok(self.submit(contract, self.host(), starts_on="2026-04-09", **days("2026-04-09", "2026-04-11", 1)))

    def test_hours_are_those_of_the_contract_of_that_week(self):
        """Whichever of a chain is named: its renewal may have other hours."""
        contract = self.signed(starts_on="2026-03-09", ends_on="2026-07-08", weekly_minutes=35 * 60)
        renewal = self.move(self.world.office, "contracts", contract, "renew",
                            {"ends_on": "2026-12-31", "weekly_minutes": 26 * 60}, 201)
        self.move(self.world.office, "contracts", renewal, "sign", {"signed_on": TODAY})
        host = self.host()
        for named in (contract, renewal):
            for first, above in (("2026-04-06", False), ("2026-09-07", True)):
                body = samples.immersion(named["id"], host["id"], first, days=5)
                answer = self.world.counsellor.post("/v1/immersions", body)
                self.assertEqual("immersion_hours_above_contract" in answer.warnings(), above, repr(answer))

    def test_schedule(self):
        contract, host = self.ground()
        good = samples.schedule("2026-04-06", 2)
        for label, plan, code in (
                ("outside", [*good, *samples.schedule("2026-04-08", 1)], "schedule_day_outside"),
                ("twice", [good[0], good[0]], "schedule_day_twice"),
                ("overlap", [{**good[0], "periods": [{"from": "08:00", "to": "10:00"}, {"from": "09:59", "to": "12:00"}]}],
                 "schedule_periods"),
                ("backwards", [{**good[0], "periods": [{"from": "10:00", "to": "08:00"}]}], "schedule_periods"),
                ("no such time", [{**good[0], "periods": [{"from": "8h", "to": "25:00"}]}], "wrong_format"),
                ("unknown key", [{**good[0], "pause": 3}], "unknown_field"),
                ("no such day", [{**good[0], "on": "2026-02-30"}], "bad_date"),
                ("too many", samples.schedule("2026-04-06", 32), "too_long")):
            with self.subTest(label):
                answer = self.submit(contract, host, starts_on="2026-04-06", ends_on="2026-04-07", schedule=plan)
                self.refused(answer, 422, code)
                self.assertIn("/schedule", str([error.get("pointer") for error in answer.json["errors"]]))

    def test_mentions(self):
        """Every mention of D5135-2 is named when it is missing, all at once."""
        contract, host = self.ground()
        names = ("objectives", "evaluation_means", "tasks", "place", "schedule", "beneficiary_situation", "referent_name",
                 "tutor_name")
        bare = {name: None for name in names}
        row = self.made(self.world.counsellor.post("/v1/immersions", samples.immersion(contract["id"], host["id"], **bare)))
        answer = self.world.counsellor.post(f"/v1/immersions/{row['id']}/submit")
        self.assertStatus(answer, 422)
        for name in names:
            self.assertIn("immersion_mention_missing", answer.item(name), repr(answer))

    def test_minors(self):
        """16 on the first day; under 18 the legal representative signs, 35 h a week and 8 h a day at most."""
        path = self.path(birth_on="2009-04-07")  # 16, and 17 on 2026-04-07
        contract = self.signed(path, starts_on="2026-03-09", ends_on="2026-09-08")
        host = self.host()
        long = samples.schedule("2026-04-06", 1, (("08:00", "12:00"), ("13:00", "17:01")))
        self.refused(self.submit(contract, host, schedule=long, ends_on="2026-04-06"), 422, "immersion_day_too_long")
        row = self.made(self.world.counsellor.post("/v1/immersions", samples.immersion(
            contract["id"], host["id"], legal_representative_name="Fatou N'Diaye")))
        self.move(self.world.counsellor, "immersions", row, "submit")
        row = self.sign_all(row)
        self.assertEqual(row["state"], "partially_signed")
        row = self.sign_all(row, roles=["legal_representative"])
        self.assertEqual(row["state"], "in_review")

    def test_under_sixteen(self):
        path = self.path(birth_on="2010-03-02")
        contract = self.signed(path, starts_on="2026-03-09", ends_on="2026-09-08")
        self.assertStatus(self.submit(contract, self.host(), legal_representative_name="Fatou N'Diaye"), 200)
        # Nobody under 16 can hold a contract; the database's owner makes one to try the rule itself.
        path = self.path(birth_on="2010-03-02")
        contract = self.signed(path, starts_on="2026-03-09", ends_on="2026-09-08")
        self.sql(f"update participant set birth_on = '2010-04-07' where id = '{contract['participant_id']}'")
        self.refused(self.submit(contract, self.host(), legal_representative_name="Fatou N'Diaye"), 422, "immersion_under_16")


class Moves(Case):
    seconds = 15

    def post(self, row, verb, json=None, client=None, **more):
        return (client or self.world.counsellor).post(f"/v1/immersions/{row['id']}/{verb}", json, **more)

    def test_signatures(self):
        row = self.immersion()
        self.ok(self.post(row, "submit"))
        self.refused(self.post(row, "sign", samples.signature("tutor")), 422, "unknown_word", "role")
        self.refused(self.post(row, "sign", samples.signature("legal_representative")), 422, "signature_not_asked")
        self.refused(self.post(row, "sign", samples.signature("host", plus(TODAY, 1))), 422, "day_in_future", "signed_on")
        self.ok(self.post(row, "sign", samples.signature("host")))
        self.refused(self.post(row, "sign", samples.signature("host")), 409, "signature_twice")
        shown = self.ok(self.world.counsellor.get(f"/v1/immersions/{row['id']}?include=signatures"))
        self.assertEqual([one["role"] for one in shown["signatures"]], ["host"])

    def test_change_clears_signatures(self):
        row = self.in_review()
        self.refused(self.post(row, "change", {}), 422, "empty_patch")
        self.assertEqual(self.ok(self.world.counsellor.get("/v1/immersions/" + row["id"]))["state"], row["state"])
        changed = self.ok(self.post(row, "change", {"place": "Serre n° 2"}))
        self.assertEqual((changed["state"], changed["place"]), ("to_sign", "Serre n° 2"))
        signatures = self.ok(self.world.counsellor.get("/v1/signatures?immersion_id=" + row["id"]))["data"]
        self.assertEqual(len(signatures), 3, "they are kept")
        self.assertTrue(all(one["revoked_at"] for one in signatures))
        self.assertEqual(self.sign_all(row)["state"], "in_review")
        draft = self.immersion()
        self.assertEqual(self.ok(self.post(draft, "change", {"place": "Serre n° 3"}))["state"], "draft")
        self.refused(self.post(draft, "change", {"ends_on": "2026-05-07"}), 422, "immersion_too_long", "ends_on")

    def test_who_validates(self):
        """The body a convention is addressed to, or the structure by right when it is addressed to none."""
        world = self.world
        row = self.in_review(prescriber_id=world.ids["prescriber"])
        self.assertIn("validate", self.ok(world.prescriber.get("/v1/immersions/" + row["id"]))["allowed_moves"])
        self.assertEqual(self.ok(world.counsellor.get("/v1/immersions/" + row["id"]))["allowed_moves"], ["change"])
        self.assertEqual(self.post(row, "submit").json["allowed_moves"], ["change"])
        self.assertStatus(self.post(row, "validate", client=world.prescriber_b), 404)
        for verb, body in (("validate", {}), ("reject", {"justification": "Non."}), ("abandon", {"justification": "Non."})):
            self.refused(self.post(row, verb, body), 403, "prescriber_decides")
        self.assertEqual(self.ok(self.post(row, "validate", client=world.prescriber))["state"], "validated")
        row = self.in_review()
        self.assertEqual(row["allowed_moves"], ["change", "validate", "reject", "abandon"])
        self.assertStatus(world.prescriber.get("/v1/immersions/" + row["id"]), 404)
        self.assertEqual(self.ok(self.post(row, "validate"))["state"], "validated")

    def test_late_validation_is_a_warning(self):
        row = self.in_review()
        self.warned(self.post(row, "validate", today=plus(row["starts_on"], 1)), "immersion_late_validation")
        row = self.in_review()
        self.assertNotIn("immersion_late_validation", self.post(row, "validate", today=row["starts_on"]).warnings())

    def test_reject_and_abandon_free_the_days(self):
        contract, host = self.signed(starts_on="2026-03-09", ends_on="2027-03-08"), self.host()
        for verb, state, addressed in (("reject", "rejected", True), ("abandon", "abandoned", False)):
            row = self.immersion(contract, host, **({"prescriber_id": self.world.ids["prescriber"]} if addressed else {}))
            self.ok(self.post(row, "submit"))
            self.sign_all(row)
            client = self.world.prescriber if addressed else self.world.counsellor
            self.refused(self.post(row, verb, {}, client), 422, "required", "justification")
            self.assertEqual(self.ok(self.post(row, verb, {"justification": "Le poste n'existe plus."}, client))["state"], state)

    def test_stop_early(self):
        row = self.validated(starts_on="2026-04-06", days=10)
        for day, today, code in (("2026-04-05", "2026-04-10", None), (row["ends_on"], "2026-04-30", None),
                                 ("2026-04-10", "2026-04-09", "day_in_future")):
            with self.subTest(day):
                answer = self.post(row, "stop_early", {"last_on": day}, today=today)
                self.assertStatus(answer, 422)
                self.assertTrue(answer.item("last_on"), repr(answer))
                if code:
                    self.assertIn(code, answer.item("last_on"))
        stopped = self.ok(self.post(row, "stop_early", {"last_on": "2026-04-08"}, today="2026-04-09"))
        self.assertEqual((stopped["state"], stopped["last_on"]), ("completed", "2026-04-08"))
        # Learnt late, it may be earlier still; not later, for the days left are free.
        self.refused(self.post(row, "stop_early", {"last_on": "2026-04-08"}, today="2026-05-04"), 422, "immersion_last_day",
                     "last_on")
        stopped = self.ok(self.post(row, "stop_early", {"last_on": "2026-04-07"}, today="2026-05-04"))
        self.assertEqual((stopped["state"], stopped["last_on"]), ("completed", "2026-04-07"))
        again = self.immersion({"id": row["contract_id"]}, {"id": row["host_id"]}, starts_on="2026-04-09", days=2)
        self.ok(self.post(again, "submit"))

    def test_cancel(self):
        row = self.validated()
        self.assertEqual(self.ok(self.post(row, "cancel", {"justification": "Maladie."}))["state"], "cancelled")
        row = self.validated()
        self.ok(self.post(row, "assess", samples.ASSESSMENT, today=row["last_on"]))
        self.assertIn(self.post(row, "cancel", {"justification": "Trop tard."}, today=row["last_on"]).code,
                      ("immersion_assessed", "state_conflict"))

    def test_a_draft_is_dropped(self):
        """It was addressed to nobody: neither before nor after does the body named in it read it."""
        row = self.immersion(prescriber_id=self.world.ids["prescriber"])
        dropped = self.ok(self.post(row, "cancel", {"justification": "Saisie deux fois."}))
        self.assertEqual((dropped["state"], dropped["prescriber_id"]), ("cancelled", None))
        self.assertStatus(self.world.prescriber.get("/v1/immersions/" + row["id"]), 404)

    def test_a_corrected_birth_date(self):
        """Who is a minor after all has a legal representative who signs: the convention that says otherwise is named."""
        row = self.move(self.world.counsellor, "immersions", self.immersion(), "submit")
        path = "/v1/participants/" + row["participant_id"]
        person = self.ok(self.world.counsellor.get(path))
        same = {name: person[name] for name in ("first_name", "last_name", "birth_on")}
        self.assertNotIn("convention_differs", self.world.counsellor.patch(path, {**same, "town": "Lens"}).warnings())
        answer = self.world.counsellor.patch(path, {"birth_on": "2009-01-15"})
        self.warned(answer, "convention_differs")
        self.assertIn(row["id"], answer.body.decode())
        answer = self.post(row, "change", {"tasks": "Accueil."})
        self.refused(answer, 422, "immersion_mention_missing", "legal_representative_name")
        self.ok(self.post(row, "change", {"legal_representative_name": "Anne Le Bihan"}))
        self.assertNotIn("convention_differs", self.world.counsellor.patch(path, {"birth_on": "2009-01-15"}).warnings())

    def test_nobody_came(self):
        """The days on which nobody came are free, and hold no contract."""
        row = self.validated(starts_on="2026-04-06", days=5)
        self.ok(self.post(row, "assess", {"result": "did_not_show"}, today=row["last_on"]))
        again = self.immersion({"id": row["contract_id"]}, {"id": row["host_id"]}, starts_on="2026-04-09", days=2)
        self.ok(self.post(again, "submit"))
        self.ok(self.post(again, "reject", {"justification": "Le poste n'existe plus."}))
        self.move(self.world.office, "contracts", {"id": row["contract_id"]}, "terminate",
                  {"last_on": "2026-04-07", "termination_code": "037"}, today="2026-04-20")

    def test_correct(self):
        row = self.validated()
        self.refused(self.post(row, "correct", {}), 422, "empty_patch")
        answer = self.world.counsellor.post("/v1/immersions/batch/correct", {"items": [{"id": row["id"]}]})
        self.assertEqual(answer.json["results"][0]["problem"]["code"], "empty_patch")
        self.assertEqual(self.ok(self.world.counsellor.get("/v1/immersions/" + row["id"]))["version"], row["version"])
        self.assertEqual(self.ok(self.post(row, "correct", {"tutor_phone": "06 22 33 44 55"}))["tutor_phone"], "+33622334455")
        self.refused(self.post(row, "correct", {"place": "Ailleurs"}), 422, "unknown_field", "place")

    def test_renewal(self):
        row = self.validated(starts_on="2026-04-06", ends_on="2026-05-05")
        body = {"ends_on": "2026-05-12", "justification": "Objectifs non atteints."}
        self.refused(self.post(row, "renew", {**body, "ends_on": "2026-06-06"}), 422, "immersion_too_long", "ends_on")
        made = self.post(row, "renew", body)
        renewal = self.made(made)
        self.assertEqual((renewal["state"], renewal["starts_on"], renewal["renews_id"], renewal["object"], renewal["host_id"]),
                         ("draft", "2026-05-06", row["id"], row["object"], row["host_id"]))
        self.assertEqual(renewal["renewal_justification"], body["justification"])
        self.assertNotIn("renewal_justification", self.ok(self.world.supervisor.get("/v1/immersions/" + renewal["id"])))
        self.ok(self.post(renewal, "change", {"schedule": samples.schedule("2026-05-06", 3)}))
        for name, value in (("host_id", self.host()["id"]), ("object", "recruit"), ("objectives", "Autre chose."),
                            ("starts_on", "2026-05-07")):
            self.refused(self.post(renewal, "change", {name: value}), 422, "renewal_differs", name)
        self.refused(self.post(row, "renew", body), 409, "immersion_renewed_twice")

    def test_a_renewal_needs_what_it_renews(self):
        """Neither is left without the other: a renewal on its way keeps its source, and the draft of one goes nowhere without."""
        row = self.validated(starts_on="2026-04-06", ends_on="2026-05-05")
        renewal = self.made(self.post(row, "renew", {"ends_on": "2026-05-12", "justification": "Objectifs non atteints."}))
        self.ok(self.post(renewal, "change", {"schedule": samples.schedule("2026-05-06", 3)}))
        self.ok(self.post(renewal, "submit"))
        self.refused(self.post(row, "cancel", {"justification": "Maladie."}), 409, "in_use")
        self.ok(self.post(renewal, "abandon", {"justification": "Maladie."}))
        renewal = self.made(self.post(row, "renew", {"ends_on": "2026-05-12", "justification": "Objectifs non atteints."}))
        self.ok(self.post(renewal, "change", {"schedule": samples.schedule("2026-05-06", 3)}))
        self.ok(self.post(row, "cancel", {"justification": "Maladie."}))
        self.refused(self.post(renewal, "submit"), 409, "renewed_not_validated")
        self.ok(self.post(renewal, "cancel", {"justification": "Maladie."}))

    def test_assessment(self):
        row = self.validated(starts_on="2026-04-06", days=5)
        last = row["last_on"]
        self.refused(self.post(row, "assess", samples.ASSESSMENT, today=plus(last, -1)), 409, "immersion_not_over")
        partial = {**samples.ASSESSMENT, "result": "partially_completed"}
        answer = self.post(row, "assess", partial, today=last)
        self.assertStatus(answer, 422)
        self.assertTrue(answer.item("last_on") and answer.item("missed_minutes"), repr(answer))
        answer = self.post(row, "assess", {**partial, "last_on": plus(last, -1), "missed_minutes": row["planned_minutes"] + 1},
                           today=last)
        self.assertTrue(answer.item("missed_minutes"), repr(answer))
        done = self.ok(self.post(row, "assess", {**partial, "last_on": plus(last, -1), "missed_minutes": 420}, today=last))
        self.assertEqual((done["result"], done["missed_minutes"]), ("partially_completed", 420))
        self.assertTrue({"assess", "cancel"}.isdisjoint(done["allowed_moves"]), done["allowed_moves"])
        self.refused(self.post(row, "assess", samples.ASSESSMENT, today=last), 409, "immersion_assessed")
        self.refused(self.post(row, "stop_early", {"last_on": plus(last, -2)}, today=last), 409, "immersion_assessed")

    def test_what_an_assessment_tells(self):
        row = self.validated(starts_on="2026-04-06", days=5)
        answer = self.post(row, "assess", {"result": "completed"}, today=row["last_on"])
        for name in ("job_obtained", "project_confirmed", "beneficiary_agrees"):
            self.refused(answer, 422, "required", name)
        told = {"result": "completed", "job_obtained": False, "project_confirmed": False, "beneficiary_comment": "Trop loin."}
        self.warned(self.post(row, "assess", told, today=row["last_on"]), "immersion_no_feedback")
        absent = self.validated(starts_on="2026-04-06", days=5)
        self.ok(self.post(absent, "assess", {"result": "did_not_show"}, today=absent["last_on"]))

    def test_the_prescribing_body_is_for_those_who_accompany(self):
        """Its name may tell of justice or of a shelter: a supervisor neither reads it nor finds by it."""
        row = self.in_review(prescriber_id=self.world.ids["prescriber"])
        self.move(self.world.prescriber, "immersions", row, "validate")
        path, supervisor = "/v1/immersions/" + row["id"], self.world.supervisor
        self.assertLessEqual({"prescriber_id", "prescribing_body"}, set(self.ok(self.world.counsellor.get(path))))
        seen = self.ok(supervisor.get(path))
        self.assertFalse({"prescriber_id", "prescribing_body"} & set(seen))
        self.refused(supervisor.get("/v1/immersions?prescriber_id=" + self.world.ids["prescriber"]), 400, "bad_parameter")
        url = f"/v1/participants/{row['participant_id']}/timeline?event=validate"
        name = self.ok(self.world.prescriber.get("/v1/prescribers/" + self.world.ids["prescriber"]))["name"]
        told = self.ok(self.world.counsellor.get(url))["data"][0]
        self.assertEqual((told["actor_kind"], told["actor_id"], told["actor_name"]),
                         ("prescriber", self.world.ids["prescriber"], name))
        told = self.ok(supervisor.get(url))["data"][0]
        self.assertEqual((told["actor_kind"], told["actor_name"]), ("prescriber", None))
        self.assertNotIn("actor_id", told)


class Clock(Case):
    """What time does: the job writes it, with nobody asking."""

    settings = {"MAILLON_CLOCK_SECONDS": "1"}

    def test_time_writes_states(self):
        import datetime
        import time
        today = datetime.date.today()
        first = (today - datetime.timedelta(days=150)).isoformat()
        end = (today - datetime.timedelta(days=5)).isoformat()
        path = self.path()
        contract = self.draft(path, starts_on=first, ends_on=end)
        self.move(self.world.office, "contracts", contract, "sign", {"signed_on": first}, today=today.isoformat())
        for _ in range(300):
            row = self.ok(self.world.counsellor.get("/v1/contracts/" + contract["id"], record=False))
            if row["state"] == "ended":
                break
            time.sleep(0.1)
        self.assertEqual(row["state"], "ended")
        rows = self.sql("select verb, from_state, to_state, actor_kind from transition "
                        f"where row_id = '{contract['id']}' and to_state = 'ended'")
        self.assertEqual([one[:3] for one in rows], [["end", "signed", "ended"]])
