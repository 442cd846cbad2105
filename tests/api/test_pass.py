"""The PASS IAE: its end, what suspends and extends it, the waiting period, and the prescriber that is asked."""
import random
import sys

import samples
from harness import Case
from stage import ROOT
from samples import TODAY, plus
from test_races import at_once, poster

sys.path.insert(0, ROOT + "/tests/unit")
from pass_oracle import last_of_pass, remaining  # noqa: E402 the same days, lived one by one


class Held(Case):
    """Steps of these tests: a person and their PASS."""

    def person(self, **changes):
        return self.accepted(**changes)["participant_id"]

    def held(self, start_on="2024-06-03", **changes):
        """A PASS from that day on, whose end is ours."""
        return self.right(self.person(), start_on=start_on, **{"official_end_on": None, **changes})

    def read(self, row, today=TODAY, client=None):
        return self.ok((client or self.world.counsellor).get("/v1/passes/" + row["id"], today=today))

    def suspend(self, row, starts_on=TODAY, ends_on=None, today=TODAY, **changes):
        body = samples.suspension(row["id"], starts_on, ends_on, **changes)
        return self.world.counsellor.post("/v1/pass_suspensions", body, today=today)

    def extend(self, row, reason="rqth", days=180, today=TODAY, **changes):
        asked = {} if reason.startswith(("complete", "senior_cdi")) else {"prescriber_id": self.world.ids["prescriber"]}
        body = {"pass_id": row["id"], "reason": reason, "days": days, **asked, **changes}
        return self.world.counsellor.post("/v1/pass_extensions", body, today=today)


class Passes(Held):
    seconds = 12

    def test_end_and_days_left(self):
        row = self.right(self.person(), start_on="2026-03-02", official_end_on=None, number="99999 21 39a48")
        self.assertEqual((row["number"], row["end_on"], row["official_end_on"], row["last_on"], row["remaining_days"]),
                         ("999992139A48", "2028-02-29", None, "2028-02-29", 730))
        for today, days in (("2026-01-01", 730), ("2026-03-03", 729), ("2028-02-29", 1), ("2028-03-01", 0)):
            self.assertEqual(self.read(row, today)["remaining_days"], days, today)
        held = {"If-None-Match": '"1"'}
        self.ok(self.world.counsellor.get("/v1/passes/" + row["id"], headers=held))  # it differs from day to day
        lean = self.world.counsellor.get(f"/v1/passes/{row['id']}?fields=number,last_on", headers=held)
        self.assertStatus(lean, 304)
        for number in ("99999213904", "9999921390481", "99999-139048"):
            self.refused(self.world.counsellor.post("/v1/passes", samples.pass_(self.person(), number=number)), 422,
                         "wrong_format", "number")

    def test_the_official_end_prevails(self):
        row = self.held("2026-03-02")
        answer = self.world.counsellor.patch("/v1/passes/" + row["id"], {"official_end_on": "2028-04-30"})
        self.warned(answer, "pass_end_differs")
        self.assertEqual((answer.json["end_on"], answer.json["last_on"], answer.json["remaining_days"]),
                         ("2028-02-29", "2028-04-30", 791))
        self.assertEqual(self.ok(self.suspend(row), 201)["pass_id"], row["id"])
        self.assertEqual([self.read(row)[name] for name in ("end_on", "last_on", "version")], ["2028-03-30", "2028-04-30", 3])
        answer = self.world.counsellor.patch("/v1/passes/" + row["id"], {"official_end_on": None})
        self.assertEqual(self.ok(answer)["last_on"], "2028-03-30")
        self.refused(self.world.counsellor.patch("/v1/passes/" + row["id"], {"official_end_on": "2026-03-01"}), 422,
                     "days_out_of_order", "official_end_on")

    def test_older_than_its_rules(self):
        person = self.person()
        body = samples.pass_(person, "2021-11-30", None)
        self.refused(self.world.counsellor.post("/v1/passes", body), 422, "required", "official_end_on")
        row = self.right(person, start_on="2021-11-30", official_end_on="2026-11-29")
        self.assertEqual((row["end_on"], row["last_on"]), (None, "2026-11-29"))

    def test_one_at_a_time(self):
        person = self.person()
        first = self.right(person, start_on="2025-01-01", official_end_on=None)
        body = samples.pass_(person, first["last_on"], None)
        self.refused(self.world.counsellor.post("/v1/passes", body), 409, "pass_overlap")
        self.refused(self.world.counsellor.post("/v1/passes", samples.pass_(self.person(), number=first["number"])), 409,
                     "duplicate", "number")
        gone = self.move(self.world.counsellor, "passes", first, "cancel", {"comment": "Saisi pour une autre personne."})
        self.assertEqual((gone["state"], gone["remaining_days"]), ("cancelled", 0))
        self.refused(self.world.counsellor.patch("/v1/passes/" + first["id"], {"number": "000000000001"}), 409, "state_conflict")
        self.refused(self.suspend(first), 422, "unknown_reference", "pass_id")
        self.made(self.world.counsellor.post("/v1/passes", body))

    def test_waiting_period(self):
        person = self.person()
        self.right(person, start_on="2022-01-01", official_end_on=None)
        for start_on in ("2024-01-01", "2025-12-31"):
            answer = self.world.counsellor.post("/v1/passes", samples.pass_(person, start_on, None))
            self.refused(answer, 422, "pass_waiting_period", "start_on")
            self.assertIn("2025-12-31", answer.json["detail"])
        self.right(person, start_on="2026-01-01", official_end_on=None)

    def test_waiting_period_lifted(self):
        row = self.candidacy()
        self.made(self.world.prescriber.post("/v1/eligibility_diagnoses", {"candidacy_id": row["id"], "diagnosed_on": TODAY}))
        person = self.move(self.world.counsellor, "candidacies", row, "accept")["participant_id"]
        self.right(person, start_on="2023-01-01", official_end_on=None)
        self.made(self.world.counsellor.post("/v1/eligibility_diagnoses", {
            "participant_id": person, "diagnosed_on": "2026-02-02", "criteria": ["RSA"]}))
        self.refused(self.world.counsellor.post("/v1/passes", samples.pass_(person, plus(TODAY, -1), None)), 422,
                     "pass_waiting_period", "start_on")
        self.right(person, start_on=TODAY, official_end_on=None)

    def test_suspensions(self):
        row = self.held()
        self.assertEqual(row["last_on"], "2026-06-02")
        self.refused(self.suspend(row, plus(TODAY, 1)), 422, "day_in_future", "starts_on")
        self.refused(self.suspend(row, plus(TODAY, -366)), 422, "day_in_past", "starts_on")
        self.refused(self.suspend(row, TODAY, plus(TODAY, -1)), 422, "days_out_of_order", "ends_on")
        self.refused(self.suspend(row, TODAY, "2029-03-02"), 422, "suspension_too_long", "ends_on")
        self.refused(self.suspend(row, "2024-06-02", today="2024-07-01"), 422, "suspension_outside_pass", "starts_on")
        made = self.made(self.suspend(row, "2026-02-02", "2026-03-31", reason="between_structures"))
        seen = self.read(row)
        self.assertEqual((seen["last_on"], seen["version"], seen["remaining_days"]), ("2026-07-29", 2, 120))
        self.refused(self.suspend(row), 409, "suspension_overlap", "starts_on")
        corrected = self.world.counsellor.patch("/v1/pass_suspensions/" + made["id"], {"ends_on": "2026-03-10"})
        self.assertEqual(self.ok(corrected)["version"], 2)
        self.assertEqual(self.read(row)["last_on"], "2026-07-08")
        self.move(self.world.counsellor, "pass_suspensions", made, "cancel", {"comment": "Erreur de saisie."})
        seen = self.read(row)
        self.assertEqual((seen["last_on"], seen["version"], seen["remaining_days"]), ("2026-06-02", 4, 93))
        self.refused(self.world.counsellor.patch("/v1/pass_suspensions/" + made["id"], {"ends_on": TODAY}), 409, "state_conflict")
        self.made(self.suspend(row))

    def test_an_old_suspension_is_ended(self):
        row = self.held()
        made = self.made(self.suspend(row, "2024-09-02", "2026-09-01", today="2024-09-02"))
        answer = self.world.counsellor.patch("/v1/pass_suspensions/" + made["id"], {"ends_on": TODAY})
        self.assertEqual(self.ok(answer)["ends_on"], TODAY)
        self.refused(self.world.counsellor.patch("/v1/pass_suspensions/" + made["id"], {"starts_on": "2024-09-03"}), 422,
                     "day_in_past", "starts_on")

    def test_days_given_back_under_a_later_suspension(self):
        row = self.held("2024-03-01")
        self.assertEqual(row["last_on"], "2026-02-28")
        first = self.made(self.suspend(row, "2025-06-01", "2025-06-30", today="2025-06-01"))
        self.made(self.suspend(row, "2026-03-02", "2026-03-10"))
        path = "/v1/pass_suspensions/" + first["id"]
        self.refused(self.world.counsellor.patch(path, {"ends_on": "2025-06-02"}), 422, "suspension_outside_pass", "ends_on")
        self.refused(self.world.counsellor.post(path + "/cancel", {"comment": "Erreur."}), 422, "suspension_outside_pass")
        self.ok(self.world.counsellor.patch(path, {"ends_on": "2025-06-03"}))

    def test_what_rests_on_a_pass_is_told(self):
        """A signed contract stays, and its structure learns that the PASS no longer carries it."""
        path = self.path()
        row = self.ok(self.world.counsellor.get("/v1/passes?participant_id=" + path["participant_id"]))["data"][0]
        self.signed(path, starts_on="2026-03-09", ends_on="2026-09-08")
        url = "/v1/passes/" + row["id"]
        answer = self.world.counsellor.patch(url, {"official_end_on": "2026-09-08"})
        self.assertNotIn("contract_outlives_pass", self.assertStatus(answer, 200).warnings())
        answer = self.world.counsellor.patch(url, {"official_end_on": "2026-09-07"})
        self.warned(answer, "contract_outlives_pass")
        self.assertNotIn("contract_outlives_pass", self.assertStatus(
            self.world.counsellor.patch(url, {"number": "000000000002"}), 200).warnings())
        self.warned(self.world.counsellor.post(url + "/cancel", {"comment": "Saisi pour une autre personne."}),
                    "contract_without_pass")
        again = self.world.counsellor.post("/v1/passes", samples.pass_(path["participant_id"], "2026-03-02", "2026-08-31"))
        self.warned(again, "contract_outlives_pass")

    def test_what_rests_on_the_days_of_a_suspension_is_told(self):
        """Days given back bring the end of the PASS nearer than that of a contract signed since."""
        row = self.held("2024-09-02")
        path = self.made(self.world.counsellor.post("/v1/paths", {"participant_id": row["participant_id"],
                                                                  "worksite_id": self.world.ids["worksite_a"]}))
        made = self.made(self.suspend(row, TODAY, "2026-03-31"))
        last_on = self.read(row)["last_on"]
        self.signed(path, starts_on="2026-04-01", ends_on=last_on)
        url = "/v1/pass_suspensions/" + made["id"]
        answer = self.world.counsellor.patch(url, {"reason": "contract_broken"})
        self.assertEqual(self.assertStatus(answer, 200).warnings(), [])
        answer = self.world.counsellor.patch(url, {"ends_on": "2026-03-30"})
        self.warned(answer, "contract_outlives_pass")
        self.assertEqual(self.read(row)["last_on"], plus(last_on, -1))
        answer = self.world.counsellor.patch(url, {"ends_on": "2026-03-31"})
        self.assertEqual(self.assertStatus(answer, 200).warnings(), [])
        self.warned(self.world.counsellor.post(url + "/cancel", {"comment": "Erreur."}), "contract_outlives_pass")

    def test_cancelled_with_nothing_on_it(self):
        answer = self.world.counsellor.post(f"/v1/passes/{self.held()['id']}/cancel", {"comment": "Doublon."})
        self.assertEqual(self.assertStatus(answer, 200).warnings(), [])

    def test_a_suspension_goes_by_the_official_end(self):
        """Our count is a check: the platform must hear of what moved it."""
        row = self.held("2026-03-02", official_end_on="2028-02-29")
        answer = self.suspend(row, TODAY, "2026-03-31")
        self.warned(answer, "pass_end_differs")
        path = "/v1/pass_suspensions/" + answer.json["id"]
        self.warned(self.world.counsellor.patch(path, {"ends_on": "2026-03-10"}), "pass_end_differs")
        answer = self.world.counsellor.post(path + "/cancel", {"comment": "Erreur."})
        self.assertEqual(self.assertStatus(answer, 200).warnings(), [])
        self.made(self.suspend(self.held("2026-03-02")))

    def test_so_does_the_end_of_one(self):
        path = self.path()
        row = self.ok(self.world.counsellor.get("/v1/passes?participant_id=" + path["participant_id"]))["data"][0]
        self.made(self.suspend(row, TODAY, "2026-05-31"))
        draft = self.draft(path, starts_on="2026-03-16")
        answer = self.world.office.post(f"/v1/contracts/{draft['id']}/sign", {"signed_on": TODAY, "end_suspension": True})
        self.warned(answer, "pass_end_differs")

    def test_a_longer_pass_meets_no_other(self):
        """Pushed by a suspension, the end of a PASS stops before the next one."""
        person = self.person()
        first = self.right(person, start_on="2024-03-04", official_end_on=None)
        self.right(person, start_on="2028-06-05", official_end_on="2029-06-04")
        for years in range(2):
            answer = self.suspend(first, plus(TODAY, -300 + 300 * years), plus(TODAY, -1 + 701 * years))
        self.refused(answer, 409, "pass_overlap")

    def test_days_left_are_those_of_the_rule(self):
        """SQL counts them in lists, C elsewhere; here each PASS is lived day by day."""
        rng = random.Random(20260302)
        for _ in range(12):
            start = samples.day("2024-03-04") + samples.datetime.timedelta(days=rng.randrange(700))
            row = self.held(start.isoformat())
            periods = []
            for _ in range(rng.randrange(4)):
                first = samples.day(plus(TODAY, -rng.randrange(360)))
                last = samples.day(plus(first, rng.randrange(200)))
                if self.suspend(row, first.isoformat(), last.isoformat()).status == 201:
                    periods.append((first, last))
            last_on = last_of_pass(start, periods, 0)
            for today in (TODAY, plus(TODAY, rng.randrange(800)), plus(TODAY, -rng.randrange(300))):
                seen = self.read(row, today)
                self.assertEqual(seen["last_on"], last_on.isoformat(), periods)
                self.assertEqual(seen["remaining_days"], remaining(start, last_on, periods, samples.day(today)), (today, periods))


class Extensions(Held):
    seconds = 12

    def test_asked_and_granted(self):
        row = self.held()
        answer = self.extend(row, days=365)
        asked = self.made(answer)
        self.assertEqual((asked["state"], asked["pass_last_on"], asked["allowed_moves"]),
                         ("requested", "2026-06-02", ["withdraw"]))
        self.assertEqual(self.read(row)["last_on"], "2026-06-02")
        path = "/v1/pass_extensions/" + asked["id"]
        seen = self.ok(self.world.prescriber.get(path))
        person = self.ok(self.world.counsellor.get("/v1/participants/" + row["participant_id"]))
        self.assertEqual([seen[name] for name in ("last_name", "birth_on", "reason", "days", "pass_number")],
                         [person["last_name"], person["birth_on"], "rqth", 365, row["number"]])
        self.assertEqual((seen["allowed_moves"], "participant_id" in seen), (["grant", "deny"], False))
        self.refused(self.world.prescriber.get("/v1/passes/" + row["id"]), 403, "forbidden")
        self.refused(self.world.counsellor.post(path + "/grant", {}), 403, "forbidden")
        self.refused(self.world.prescriber_b.post(path + "/grant", {}), 404, "not_found")
        done = self.move(self.world.prescriber, "pass_extensions", asked, "grant", {"answer": "Avis favorable."})
        self.assertEqual((done["state"], done["answered_on"], done["answer"]), ("granted", TODAY, "Avis favorable."))
        now = self.read(row)
        self.assertEqual((now["end_on"], now["last_on"], now["version"], now["remaining_days"]),
                         ("2027-06-02", "2027-06-02", 2, 93 + 365))
        shown = self.ok(self.world.counsellor.get(f"/v1/passes/{row['id']}?include=extensions,suspensions"))
        self.assertEqual([one["id"] for one in shown["extensions"]], [asked["id"]])

    def test_granted_beside_the_official_end(self):
        row = self.held("2024-06-03", official_end_on="2026-06-02")
        answer = self.extend(row, days=30)
        self.assertEqual((self.assertStatus(answer, 201).warnings(), answer.json["state"]), ([], "requested"))
        answer = self.world.prescriber.post(f"/v1/pass_extensions/{answer.json['id']}/grant", {})
        self.warned(answer, "pass_end_differs")
        self.assertEqual([self.read(row)[name] for name in ("end_on", "last_on")], ["2026-07-02", "2026-06-02"])
        self.warned(self.extend(row, "complete_training", 30), "pass_end_differs")

    def test_an_answer_has_its_time_too(self):
        """The request is judged when it is made, the answer when it is given: not too late, not while suspended."""
        row = self.held()  # to 2026-06-02
        asked = self.made(self.extend(row))
        path = f"/v1/pass_extensions/{asked['id']}/"
        self.refused(self.world.prescriber.post(path + "grant", {}, today="2026-12-03"), 422, "extension_window")
        self.made(self.suspend(row, TODAY, "2026-03-31"))  # to 2026-07-01
        answer = self.world.prescriber.post(path + "grant", {}, today="2026-03-31")
        self.refused(answer, 409, "extension_while_suspended")
        self.ok(self.world.prescriber.post(path + "grant", {}, today="2027-01-01"))
        late = self.made(self.extend(self.held()))
        self.move(self.world.prescriber, "pass_extensions", late, "deny", {"answer": "Trop tard."}, today="2026-12-03")

    def test_a_cancelled_pass_takes_its_request_along(self):
        row = self.held()
        asked = self.made(self.extend(row))
        self.move(self.world.counsellor, "passes", row, "cancel", {"comment": "Doublon."})
        path = "/v1/pass_extensions/" + asked["id"]
        seen = self.ok(self.world.prescriber.get(path))
        self.assertEqual((seen["state"], seen["version"], seen["allowed_moves"]), ("withdrawn", 2, []))
        self.refused(self.world.prescriber.post(path + "/grant", {}), 409, "state_conflict")
        self.assertEqual(self.sql(f"select verb, from_state, to_state, actor_id, actor_kind from transition where row_id = "
                                  f"'{asked['id']}' order by id desc limit 1"),
                         [["withdraw", "requested", "withdrawn", self.world.ids["counsellor"], "staff"]])
        self.assertEqual(self.sql(f"select kind, version, prescriber_id from change where row_id = '{asked['id']}' "
                                  "order by version desc limit 1"), [["updated", "2", self.world.ids["prescriber"]]])

    def test_denied_then_asked_elsewhere(self):
        row = self.held()
        asked = self.made(self.extend(row, "particular_difficulties"))
        self.refused(self.extend(row, "senior"), 409, "extension_pending")
        self.refused(self.world.prescriber.post(f"/v1/pass_extensions/{asked['id']}/deny", {}), 422, "required", "answer")
        done = self.move(self.world.prescriber, "pass_extensions", asked, "deny", {"answer": "Sortie possible."})
        self.assertEqual((done["state"], done["allowed_moves"]), ("denied", []))
        other = self.made(self.extend(row, "particular_difficulties", prescriber_id=self.world.ids["prescriber_b"]))
        self.move(self.world.counsellor, "pass_extensions", other, "withdraw")
        self.refused(self.world.prescriber_b.post(f"/v1/pass_extensions/{other['id']}/grant", {}), 409, "state_conflict")
        self.made(self.extend(row, "senior"))
        self.assertEqual(self.read(row)["last_on"], "2026-06-02")

    def test_recorded_without_opinion(self):
        row = self.held()
        made = self.made(self.extend(row, "complete_training", 365))
        self.assertEqual((made["state"], made["answered_on"]), ("granted", TODAY))
        self.assertEqual(self.read(row)["last_on"], "2027-06-02")
        self.made(self.extend(row, "senior_cdi", 3650, today="2027-01-04"))
        self.assertEqual(self.read(row)["last_on"], "2037-05-30")

    def test_who_is_asked(self):
        row, world = self.held(), self.world
        self.refused(self.extend(row, prescriber_id=None), 422, "required", "prescriber_id")
        self.refused(self.extend(row, "complete_training", prescriber_id=world.ids["prescriber"]), 422, "unknown_field",
                     "prescriber_id")
        body = self.made(world.operator.post("/v1/prescribers", samples.prescriber(kind="CCAS")))
        self.refused(self.extend(row, prescriber_id=body["id"]), 422, "prescriber_not_authorised", "prescriber_id")
        self.ok(world.operator.post(f"/v1/prescribers/{body['id']}/authorise", {}))
        key = self.made(world.operator.post("/v1/api_keys", {"label": "ccas", "prescriber_id": body["id"]}))["key"]
        asked = self.made(self.extend(row, prescriber_id=body["id"]))
        self.ok(world.operator.post(f"/v1/prescribers/{body['id']}/refuse_authorisation", {"comment": "Convention échue."}))
        own = world.prescriber.copy()
        own.key = key
        self.refused(own.post(f"/v1/pass_extensions/{asked['id']}/grant", {}), 422, "prescriber_not_authorised")

    def test_when(self):
        row = self.held()  # to 2026-06-02
        for today in ("2025-06-01", "2026-12-03"):
            self.refused(self.extend(row, today=today), 422, "extension_window")
        self.refused(self.extend(row, days=366), 422, "extension_too_long", "days")
        self.made(self.suspend(row, TODAY, "2026-03-31"))
        answer = self.extend(row, "complete_training")
        self.refused(answer, 409, "extension_while_suspended")
        self.assertIn("2026-03-31", answer.json["detail"])
        self.made(self.extend(row, "complete_training", today="2026-04-01"))
        late = self.held()
        self.made(self.extend(late, "complete_training", today="2026-12-02"))

    def test_caps_count_every_reason(self):
        row = self.held()
        for year, days in enumerate((365, 365, 200)):
            self.made(self.extend(row, "complete_training", days, today=f"{2026 + year}-03-02"))
        asked = self.extend(row, "rqth", 166, today="2028-12-01")
        self.refused(asked, 422, "extension_cap", "days")
        asked = self.made(self.extend(row, "rqth", 165, today="2028-12-01"))
        self.made(self.extend(row, "complete_training", 1, today="2028-12-01"))
        answer = self.world.prescriber.post(f"/v1/pass_extensions/{asked['id']}/grant", {}, today="2028-12-02")
        self.refused(answer, 422, "extension_cap", "days")

    def test_two_at_once_against_the_cap(self):
        """One is granted while another is recorded: together they would pass the cap of the one."""
        for _ in range(3):
            row = self.held()
            for year in (2026, 2027):
                self.made(self.extend(row, "complete_training", 365, today=f"{year}-03-02"))
            asked, today = self.made(self.extend(row, "rqth", 365, today="2028-03-02")), "2028-03-03"
            record = {"pass_id": row["id"], "reason": "complete_training", "days": 200}
            answers = at_once([poster(self.world.prescriber, f"/v1/pass_extensions/{asked['id']}/grant", {}, today=today),
                               poster(self.world.counsellor, "/v1/pass_extensions", record, today=today)])
            days = sum(one["days"] for one in self.ok(self.world.counsellor.get(
                f"/v1/pass_extensions?pass_id={row['id']}&state=granted"))["data"])
            granted = answers[0].status == 200
            self.assertIn(answers[0].status, (200, 422, 503), repr(answers[0]))
            self.assertIn(days, (730 + 365 + 200, 730 + 365) if granted else (730 + 200,))
            last_on = samples.day(self.read(row, today)["last_on"])
            self.assertEqual((last_on - samples.day("2026-06-02")).days, days, "the end of the PASS counts each of them once")

    def test_two_requests_at_once(self):
        row = self.held()
        body = {"pass_id": row["id"], "reason": "senior", "days": 90, "prescriber_id": self.world.ids["prescriber"]}
        answers = at_once([poster(self.world.counsellor, "/v1/pass_extensions", body) for _ in range(4)])
        self.assertEqual(sorted(answer.status for answer in answers if answer.status != 503)[:1], [201])
        self.assertEqual(self.sql(f"select count(*) from pass_extension where pass_id = '{row['id']}'"), [["1"]])

    def test_two_suspensions_at_once(self):
        row = self.held()
        body = samples.suspension(row["id"])
        answers = at_once([poster(self.world.counsellor, "/v1/pass_suspensions", body) for _ in range(4)])
        won = [answer for answer in answers if answer.status == 201]
        self.assertEqual(len(won), 1, answers)
        for answer in answers:
            self.assertIn(answer.code if answer.status != 201 else None, (None, "suspension_overlap", "unavailable"))
        seen = self.read(row)
        self.assertEqual((seen["last_on"], seen["version"]), ("2026-07-02", 2))
