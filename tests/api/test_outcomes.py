"""Exits, targets, agreements and the rates that funders contract on (domain, section 8)."""
import samples
from harness import Case
from samples import last_day, plus

NINE = [("permanent_unaided", {"job_starts_on": "2014-11-10"})] * 2 \
    + [("fixed_term_6m_plus", {"job_starts_on": "2014-11-10", "job_ends_on": "2015-07-09"})] * 2 \
    + [("training", {})] + [("apprenticeship", {})] * 2 + [("aided_fixed_term", {})] * 2


def find(value, wanted):
    """Every object inside `value` that has all the keys `wanted`."""
    found = []
    if isinstance(value, dict):
        if set(wanted) <= set(value):
            found.append(value)
        for inner in value.values():
            found += find(inner, wanted)
    elif isinstance(value, list):
        for inner in value:
            found += find(inner, wanted)
    return found


def rates(value):
    return [(one["count"], one["of"], one["rate"]) for one in find(value, ("count", "of", "rate"))]


class Exits(Case):
    seconds = 12

    def ended_path(self, starts_on="2026-03-09", ends_on="2026-07-08", **changes):
        path = self.path(**changes)
        self.signed(path, starts_on=starts_on, ends_on=ends_on)
        return path

    def leave(self, path, exit_on, reason, today="2026-12-01", **changes):
        return self.world.counsellor.post("/v1/exits", samples.exit_(path["id"], exit_on, reason, **changes), today=today)

    def test_day(self):
        path = self.ended_path()
        self.refused(self.leave(path, "2026-07-07", "training"), 422, "exit_day", "exit_on")
        self.refused(self.leave(path, "2026-07-09", "training"), 422, "exit_day", "exit_on")
        self.refused(self.leave(path, "2026-07-08", "training", today="2026-07-07"), 422, "day_in_future", "exit_on")
        self.made(self.leave(path, "2026-07-08", "training", today="2026-07-08"))

    def test_six_months(self):
        """A job of six months ends on last_day(start, 6) at the earliest."""
        start = "2026-08-31"
        limit = last_day(start, 6)
        self.assertEqual(limit, "2027-02-28")
        path = self.ended_path()
        self.refused(self.leave(path, "2026-07-08", "fixed_term_6m_plus"), 422, "exit_job_dates_required")
        self.refused(self.leave(path, "2026-07-08", "fixed_term_6m_plus", job_starts_on=start, job_ends_on=plus(limit, -1)), 422,
                     "exit_job_too_short", "job_ends_on")
        self.refused(self.leave(path, "2026-07-08", "fixed_term_under_6m", job_starts_on=start, job_ends_on=limit), 422,
                     "exit_job_too_long", "job_ends_on")
        row = self.made(self.leave(path, "2026-07-08", "fixed_term_6m_plus", job_starts_on=start, job_ends_on=limit))
        self.assertEqual(row["category"], "durable")
        row = self.made(self.leave(self.ended_path(), "2026-07-08", "fixed_term_under_6m", job_starts_on=start,
                                   job_ends_on=plus(limit, -1)))
        self.assertEqual(row["category"], "transition")

    def test_days_of_a_job_that_cannot_be(self):
        """An end needs its start; a job begun long before the exit is told."""
        path = self.ended_path()
        self.refused(self.leave(path, "2026-07-08", "permanent_unaided", job_ends_on="2027-07-08"), 422, "required",
                     "job_starts_on")
        self.warned(self.leave(path, "2026-07-08", "permanent_unaided", job_starts_on="2026-06-06"), "exit_job_early")
        answer = self.leave(self.ended_path(), "2026-07-08", "permanent_unaided", job_starts_on="2026-06-07")
        self.assertEqual(self.assertStatus(answer, 201).warnings(), [])

    def test_counted_after_three_months(self):
        """Counted iff the exit is after last_day(first contract's start, 3)."""
        for start, last, counted in (("2026-03-09", "2026-06-08", False), ("2026-03-09", "2026-06-09", True)):
            with self.subTest(last):
                path = self.path()
                contract = self.signed(path, starts_on=start, ends_on="2026-08-08")
                self.move(self.world.office, "contracts", contract, "terminate", {"last_on": last, "termination_code": "037"},
                          today="2026-08-01")
                row = self.made(self.leave(path, last, "training"))
                self.assertEqual((row["counted"], row["uncounted_because"]), (counted, None if counted else "short_stay"))

    def test_every_reason(self):
        """The service computes category and ASP code of every reason of the list."""
        reasons = self.ok(self.world.counsellor.get("/v1/reference/exit_reasons"))
        for reason in find(reasons, ("code", "category")):
            if reason["code"] == "two_barriers_lifted":
                continue
            job = {"job_starts_on": "2026-08-01"}
            if "_6m" in reason["code"]:
                job["job_ends_on"] = "2027-03-31" if reason["code"].endswith("_6m_plus") else "2026-09-30"
            with self.subTest(reason["code"]):
                row = self.made(self.leave(self.ended_path(), "2026-07-08", reason["code"], **job))
                self.assertEqual((row["category"], row["asp_code"] or ""), (reason["category"], reason["asp_code"] or ""))
                neutral = reason["category"] == "neutral"
                self.assertEqual((row["counted"], row["uncounted_because"]), (not neutral, "neutral" if neutral else None))

    def test_two_barriers_need_barriers(self):
        self.refused(self.leave(self.ended_path(), "2026-07-08", "two_barriers_lifted"), 422, "exit_reason_not_offered", "reason")

    def test_neutral_is_other_for_the_prescriber(self):
        path = self.ended_path()
        self.made(self.leave(path, "2026-07-08", "court_decision"))
        candidacy = "/v1/candidacies/" + path["candidacy_id"]
        self.assertEqual(self.ok(self.world.counsellor.get(candidacy))["exit_category"], "neutral")
        seen = self.ok(self.world.prescriber.get(candidacy))
        self.assertEqual((seen["exit_category"], seen["last_day_on"]), ("other", "2026-07-08"))

    def test_office_sees_the_day_only(self):
        path = self.ended_path()
        row = self.made(self.leave(path, "2026-07-08", "court_decision"))
        seen = self.ok(self.world.office.get("/v1/exits/" + row["id"]))
        self.assertEqual(seen["exit_on"], "2026-07-08")
        self.assertFalse({"reason", "category", "counted", "comment", "asp_code"} & set(seen), seen)

    def test_achievements(self):
        row = self.made(self.leave(self.ended_path(), "2026-07-08", "training"))
        path = "/v1/exits/" + row["id"]
        done = self.ok(self.world.counsellor.patch(path, {"individual_progress": True, "barriers_lifted": "some"}))
        self.assertEqual((done["individual_progress"], done["barriers_lifted"], done["reason"]), (True, "some", "training"))
        self.refused(self.world.counsellor.patch(path, {"reason": "unemployed"}), 422, "read_only", "reason")

    def test_a_second_stay(self):
        path = self.ended_path()
        self.made(self.leave(path, "2026-07-08", "unemployed"))
        again = self.made(self.world.counsellor.post("/v1/paths", {"participant_id": path["participant_id"],
                                                                   "worksite_id": path["worksite_id"]}, today="2026-09-01"))
        row = self.draft(again, starts_on="2026-09-01", ends_on="2027-02-28")
        self.move(self.world.office, "contracts", row, "sign", {"signed_on": "2026-09-01"}, today="2026-09-01")
        self.assertEqual(self.ok(self.world.counsellor.get("/v1/paths/" + again["id"]))["limit_on"], "2028-08-31")

    def test_each_sender_is_told_of_its_own_file(self):
        """A person comes back through another body: each hears of the stay that its own file led to."""
        world, staff = self.world, self.world.counsellor
        first = self.ended_path()
        self.made(self.leave(first, "2026-07-08", "unemployed"))
        file = self.candidacy(world.prescriber_b)
        self.move(staff, "candidacies", file, "accept", {"participant_id": first["participant_id"]}, today="2026-09-01")
        second = self.made(staff.post("/v1/paths",
                                      {"participant_id": first["participant_id"], "worksite_id": first["worksite_id"]},
                                      today="2026-09-01"))
        self.assertEqual(second["candidacy_id"], file["id"])
        row = self.draft(second, starts_on="2026-09-07", ends_on="2027-03-06")
        self.move(world.office, "contracts", row, "sign", {"signed_on": "2026-09-01"}, today="2026-09-01")
        told = self.ok(world.prescriber_b.get("/v1/candidacies/" + file["id"]))
        self.assertEqual((told["first_day_on"], told["last_day_on"], told["exit_category"]), ("2026-09-07", None, None))
        told = self.ok(world.prescriber.get("/v1/candidacies/" + first["candidacy_id"]))
        self.assertEqual((told["first_day_on"], told["last_day_on"], told["exit_category"]),
                         ("2026-03-09", "2026-07-08", "other"))

    def test_an_acceptance_undone_tells_no_more_of_the_stay(self):
        """A contract signed after the cancellation, on a path made before it."""
        world = self.world
        for signed_before in (False, True):
            path = self.path()
            file = "/v1/candidacies/" + path["candidacy_id"]
            if signed_before:
                contract = self.signed(path, starts_on="2026-05-04")
                self.assertEqual(self.ok(world.prescriber.get(file))["first_day_on"], "2026-05-04")
                self.refused(world.counsellor.post(file + "/cancel", {"reason": "x"}), 409, "candidacy_has_contract")
                self.move(world.office, "contracts", contract, "cancel", {"reason": "Ne vient pas."})
            self.ok(world.counsellor.post(file + "/cancel", {"reason": "Accord rompu."}))
            before = world.prescriber.get(file)
            self.assertEqual((before.json["state"], before.json["first_day_on"]), ("cancelled", None))
            row = self.draft(path)
            self.move(world.office, "contracts", row, "sign", {"signed_on": samples.TODAY})
            after = world.prescriber.get(file)
            self.assertEqual((after.etag, after.body), (before.etag, before.body), "nothing of the stay, not even that it is")


class Nine(Case):
    """The worked example: nine exits of 2014, 7 of 9 for the target "two thirds"."""

    seconds = 10

    def test_seven_of_nine(self):
        world = self.world
        for reason, job in NINE:
            path = self.path()
            contract = self.draft(path, starts_on="2014-01-06", ends_on="2014-11-07")
            self.move(world.office, "contracts", contract, "sign", {"signed_on": "2014-01-06"})
            self.made(world.counsellor.post("/v1/exits", samples.exit_(path["id"], "2014-11-07", reason, **job)))
        self.made(world.director.post("/v1/targets", samples.target(year=2014)))
        for name, numerator, denominator in (("Quatre cinquièmes", 4, 5), ("Sept neuvièmes", 7, 9)):  # 7 of 9 meets 7/9 exactly
            self.made(world.director.post("/v1/targets", samples.target(
                year=2014, name=name, rate_numerator=numerator, rate_denominator=denominator)))
        body = self.ok(world.director.get("/v1/outcomes?from=2014-01-01&to=2014-12-31"))
        self.assertIn((9, 9, "1.0000"), rates(body))
        self.assertIn((4, 9, "0.4444"), rates(body))
        self.assertIn((7, 9, "0.7778"), rates(body))
        self.assertEqual({one["name"]: one["met"] for one in find(body, ("met",))},
                         {"Deux tiers de solutions": True, "Quatre cinquièmes": False, "Sept neuvièmes": True})
        counts = find(body, ("durable", "transition", "positive", "other"))
        self.assertTrue(any((one["durable"], one["transition"], one["positive"], one["other"]) == (4, 2, 3, 0) for one in counts),
                        body)
        for start, end in (("2014-01-01", "2014-11-06"), ("2014-11-08", "2014-12-31")):
            empty = self.ok(world.director.get(f"/v1/outcomes?from={start}&to={end}"))
            self.assertFalse([one for one in rates(empty) if one[1]], empty)
            self.assertTrue(all(one[2] is None for one in rates(empty)))
        # Funders see the four categories and the rates, for the structures that agreed, and no name.
        self.agreed()
        seen = self.ok(world.partner.get("/v1/outcomes?from=2014-01-01&to=2014-12-31"))
        self.assertIn((9, 9, "1.0000"), rates(seen))
        self.assertTrue(find(body, ("total",)))
        self.assertFalse(find(seen, ("total",)), "with the counted ones it would tell how many exits are neutral")
        self.assertNotIn("apprenticeship", str(seen).replace("reasons", ""), "headline has no reason")

    def test_periods(self):
        get = self.world.director.get
        self.refused(get("/v1/outcomes"), 400, "bad_parameter")
        self.refused(get("/v1/outcomes?from=2014-12-31&to=2014-01-01"), 400, "bad_parameter")
        self.refused(get("/v1/outcomes?from=2014-02-30&to=2014-12-31"), 400, "bad_parameter")
        self.refused(get("/v1/outcomes?from=2004-01-01&to=2014-12-31"), 400, "period_too_long")
        self.refused(get("/v1/outcomes?from=2014-01-01&to=2014-12-31&surprise=1"), 400, "bad_parameter")
        self.ok(get("/v1/outcomes?from=2005-01-01&to=2014-12-31"))


class Targets(Case):
    def test_targets(self):
        post = self.world.director.post
        self.refused(post("/v1/targets", samples.target(categories=None, reasons=None)), 422, "target_counts_nothing")
        self.refused(post("/v1/targets", samples.target(categories=[], reasons=[])), 422, "target_counts_nothing")
        self.refused(post("/v1/targets", samples.target(rate_numerator=4)), 422, "target_rate", "rate_numerator")
        self.made(post("/v1/targets", samples.target(rate_numerator=3)))
        self.refused(post("/v1/targets", samples.target(categories=["neutral"])), 422, "unknown_word", "categories/0")
        self.refused(post("/v1/targets", samples.target(reasons=["surprise"])), 422, "unknown_code", "reasons/0")
        self.refused(post("/v1/targets", samples.target(year="2026")), 422, "wrong_type", "year")

    def test_agreements(self):
        world = self.world
        proposed = self.made(world.operator.post("/v1/agreements", samples.agreement(
            world.ids["partner"], structure_id=world.ids["structure"])))
        self.assertEqual(proposed["state"], "proposed")
        path = f"/v1/agreements/{proposed['id']}"
        for client in (world.operator, world.partner, world.counsellor):
            self.refused(client.post(path + "/open"), 403, "forbidden")
        second = self.made(world.director.post("/v1/agreements", samples.agreement(world.ids["partner"])))
        self.move(world.director, "agreements", proposed, "open")
        if second["state"] == "proposed":
            self.refused(world.director.post(f"/v1/agreements/{second['id']}/open"), 409, "agreement_overlap")
            self.move(world.director, "agreements", second, "decline")
        self.assertEqual([row["id"] for row in self.ok(world.partner.get("/v1/agreements?state=open"))["data"]], [proposed["id"]])
        self.assertEqual([row["id"] for row in self.ok(world.partner.get("/v1/structures"))["data"]], [world.ids["structure"]])
        self.assertEqual(self.ok(world.partner_b.get("/v1/structures"))["data"], [])
        self.move(world.director, "agreements", proposed, "close")
        self.refused(world.director.post(path + "/open"), 409, "state_conflict")
