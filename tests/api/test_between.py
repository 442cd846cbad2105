"""Something happens between two messages of a request and its PostgreSQL: another request, or the end of the connection."""
import signal
import threading
import time

import samples
from between import Holder
from harness import Case
from samples import TODAY, plus
from test_tokens import Issued


class Held(Case):
    """A server that talks to PostgreSQL through a Holder."""

    @classmethod
    def stage_of_server(cls):
        cls.between = Holder(cls.stage)
        cls.addClassCleanup(cls.between.stop)
        return cls.between.stage

    def with_meanwhile(self, needle, request, meanwhile):
        """Their answers: `meanwhile` is asked while what `request` sends with `needle` in it is held back."""
        answers = []
        self.between.once(needle, "hold")
        thread = threading.Thread(target=lambda: answers.append(request()))
        thread.start()
        try:
            self.assertTrue(self.between.found.wait(10), "it was never sent")
            answers.append(meanwhile())
        finally:
            self.between.go.set()
            thread.join()
        return answers[1], answers[0]


class BetweenTrips(Held):
    """What a write read in its first round trip holds until its second."""

    seconds = 12

    def test_a_link_that_serves_is_not_revoked(self):
        staff = self.world.counsellor
        row = self.move(staff, "immersions", self.immersion(), "submit")
        link, signatory = self.linked(row, "host")
        signed, revoked = self.with_meanwhile(
            b"Sylvie Lenoir",
            lambda: signatory.post(f"/v1/immersions/{row['id']}/sign", {"name": "Sylvie Lenoir", "function": "Gérante"}),
            lambda: staff.copy().post(f"/v1/immersion_links/{link['id']}/revoke"))
        self.assertEqual(self.ok(signed)["state"], "partially_signed")
        self.refused(revoked, 503, "unavailable")
        stored = self.sql("select i.state, (select count(*) from immersion_signature s where s.immersion_id = i.id), "
                          f"(select count(*) from transition t where t.row_id = i.id and t.verb = 'sign') from immersion i "
                          f"where i.id = '{row['id']}'")
        self.assertEqual(stored, [["partially_signed", "1", "1"]])

    def test_an_extension_beside_a_contract_that_ends_a_suspension(self):
        staff, person = self.world.counsellor, self.accepted()["participant_id"]
        held = self.right(person, start_on="2024-05-01", official_end_on=None)
        path = self.made(staff.post("/v1/paths", {"participant_id": person, "worksite_id": self.world.ids["worksite"]}))
        self.made(staff.post("/v1/pass_suspensions", samples.suspension(held["id"], "2026-02-10", "2026-03-01")))
        contract = self.draft(path, starts_on="2026-03-01")
        body = {"pass_id": held["id"], "reason": "complete_training", "days": 90}

        def extend():
            return staff.copy().post("/v1/pass_extensions", body, today="2026-03-02")
        sent = {"signed_on": "2026-02-28", "end_suspension": True}
        signed, extended = self.with_meanwhile(
            b"2026-02-28", lambda: staff.copy().post(f"/v1/contracts/{contract['id']}/sign", sent), extend)
        self.ok(signed)
        self.refused(extended, 503, "unavailable")
        before = self.ok(staff.get("/v1/passes/" + held["id"]))["last_on"]
        self.made(extend())
        self.assertEqual(self.ok(staff.get("/v1/passes/" + held["id"]))["last_on"], plus(before, 90))

    def test_what_a_renewal_renews_is_not_cancelled(self):
        staff, body = self.world.counsellor, {"justification": "Objectifs non atteints."}
        row = self.move(self.world.prescriber, "immersions",
                        self.in_review(prescriber_id=self.world.ids["prescriber"], starts_on="2026-04-06", days=5), "validate")
        renewal = self.made(staff.post(f"/v1/immersions/{row['id']}/renew", {**body, "ends_on": plus(row["last_on"], 7)}))
        schedule = {"schedule": samples.schedule(plus(row["last_on"], 3), 2)}
        self.move(staff, "immersions", renewal, "change", schedule)
        submitted, cancelled = self.with_meanwhile(
            b"submit", lambda: staff.copy().post(f"/v1/immersions/{renewal['id']}/submit"),
            lambda: self.world.prescriber.copy().post(f"/v1/immersions/{row['id']}/cancel", body))
        self.assertEqual(self.ok(submitted)["state"], "to_sign")
        self.refused(cancelled, 503, "unavailable")

    def test_who_refers_to_a_row_need_not_wait(self):
        world = self.world
        path = "/v1/prescribers/" + world.ids["prescriber"]
        changed, sent = self.with_meanwhile(
            b"+33144556677", lambda: world.operator.copy().patch(path, {"phone": "01 44 55 66 77"}),
            lambda: world.prescriber.copy().post("/v1/candidacies", samples.candidacy(world.ids["structure"])))
        self.ok(changed)
        self.assertStatus(sent, 201)


class LostConnections(Held):
    """One connection, so that each request meets the one that is lost."""

    seconds = 8
    settings = {"MAILLON_WORKERS": "1"}

    def test_reads_are_run_again(self):
        world, row = self.world, self.accepted()
        for path in ("/v1/hosts", "/v1/candidacies/" + row["id"], f"/v1/candidacies/{row['id']}/eligibility",
                     f"/v1/participants/{row['participant_id']}/eligibility", "/v1/outcomes?from=2026-01-01&to=2026-12-31",
                     "/v1/me"):
            with self.subTest(path):
                self.ok(world.director.get("/v1/hosts"))
                self.between.once(b"\0", "cut")
                self.ok(world.director.get(path))
                self.assertTrue(self.between.found.is_set())

    def test_a_batch_without_its_way_back(self):
        """The refusal of one item is not the answer of all: what was lost is run again."""
        self.host(external_id="double")
        items = [samples.host(external_id=name) for name in ("un", "double", "trois")]
        self.between.once(b"rollback to savepoint item", "cut")
        answer = self.world.counsellor.post("/v1/hosts/batch", {"items": items})
        self.assertTrue(self.between.found.is_set())
        self.assertEqual([result["status"] for result in self.ok(answer, 207)["results"]], [201, 409, 201])


class LostEnrolment(Held, Issued):
    """A code serves once, and the answer that says so may be lost: it is asked again."""

    seconds = 5

    def test_enrolment(self):
        for number, doing in enumerate(("cut", "lose")):
            with self.subTest(doing):
                client, row = self.holder(f"s-perdu-{number}"), self.invited(self.world.director, self.world.ids["counsellor"])
                self.between.once(f"perdu-{doing}".encode(), doing)
                self.ok(client.post("/v1/enrol", {"code": row["code"]}, headers={"X-Request-Id": f"perdu-{doing}"}), 201)
                self.assertTrue(self.between.found.is_set())
                self.ok(client.get("/v1/hosts"))


class Stop(Held):
    """The clock waits for PostgreSQL when the service is told to stop: it holds nothing up."""

    seconds = 4

    @classmethod
    def stage_of_server(cls):
        stage = super().stage_of_server()
        cls.between.once(b"'job'", "hold")  # of what the clock asks as soon as it runs
        return stage

    @classmethod
    def stop_server(cls):
        if cls.server.alive():
            super().stop_server()

    def tearDown(self):
        self.between.go.set()

    def test_stop(self):
        self.assertTrue(self.between.found.wait(10), "the clock asked nothing")
        self.ok(self.world.counsellor.get("/v1/hosts"))
        started = time.monotonic()
        self.server.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.server.process.wait(8), 0, self.server.log()[-2000:])
        self.assertLess(time.monotonic() - started, 5)
        self.assertIsNone(self.server.report())
