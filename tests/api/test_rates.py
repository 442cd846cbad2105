"""How much a client may ask: what is announced, both sides of the limit, who shares it, and what is exempt."""
import re
import time

from client import Client
from harness import Case

QUOTA = 40


class Rates(Case):
    settings = {"MAILLON_RATE_PER_MINUTE": str(QUOTA)}  # one comes back every 1.5 s, and 4 failures an address

    def announced(self, answer):
        self.assertEqual(answer.headers["ratelimit-policy"], f'"default";q={QUOTA};w=60', repr(answer))
        match = re.fullmatch(r'"default";r=(\d+);t=(\d+)', answer.headers["ratelimit"])
        return int(match.group(1)), int(match.group(2))

    def test_both_sides(self):
        client, started = self.world.supervisor, time.monotonic()
        left, whole = self.announced(self.assertStatus(client.get("/v1/me"), 200))
        self.assertEqual((left, whole), (QUOTA - 1, 2))
        answers = []
        while not answers or answers[-1].status == 200:
            answers.append(client.get("/v1/me"))
            self.assertLess(len(answers), 2 * QUOTA)
        given, back = len(answers), int((time.monotonic() - started) / 1.5) + 1
        self.assertGreaterEqual(given, QUOTA)
        self.assertLessEqual(given, QUOTA + back)
        last, refused = answers[-2], answers[-1]
        self.assertEqual(self.announced(last)[0], 0)
        self.refused(refused, 429, "too_many_requests")
        left, wait = self.announced(refused)
        self.assertEqual((left, str(wait)), (0, refused.headers["retry-after"]))
        self.assertIn(wait, (1, 2))
        time.sleep(wait)
        self.assertStatus(client.get("/v1/me"), 200)

    def test_each_client_has_its_own(self):
        client, other = self.world.office, self.world.director
        for _ in range(2 * QUOTA):
            answer = client.get("/v1/hosts?limit=1")
            if answer.status == 429:
                break
        self.refused(answer, 429, "too_many_requests")
        self.assertEqual(self.announced(self.assertStatus(other.get("/v1/me"), 200))[0], QUOTA - 1)

    def test_refusals_count_and_say_so(self):
        client = self.world.prescriber
        first = self.announced(client.get("/v1/nowhere"))[0]
        second = self.announced(self.assertStatus(client.post("/v1/candidacies", {"surprise": 1}), 422))[0]
        self.assertEqual((first, second), (QUOTA - 1, QUOTA - 2))

    def test_failures_of_an_address(self):
        wrong = Client(self.server.address, "mln_" + "0" * 49, None)
        def ask(client, address):
            return client.get("/v1/me", headers={"X-Forwarded-For": address})
        for _ in range(QUOTA // 10):
            answer = ask(wrong, "203.0.113.9, 198.51.100.4")
            self.refused(answer, 401, "unauthenticated")
            self.assertNotIn("ratelimit", answer.headers)
        answer = ask(wrong, "203.0.113.9, 198.51.100.4")
        self.refused(answer, 429, "too_many_requests")
        self.assertLessEqual(int(answer.headers["retry-after"]), 15)
        self.refused(ask(self.world.partner, "198.51.100.4"), 429, "too_many_requests")  # before any look-up
        self.refused(ask(wrong, "198.51.100.4, 198.51.100.5"), 401, "unauthenticated")  # another address
        self.assertStatus(ask(self.world.partner, "198.51.100.6"), 200)

    def test_exempt(self):
        for _ in range(2 * QUOTA):
            self.assertEqual(self.server.admin("/livez")[0], 200)
            self.assertEqual(self.world.anonymous.request("OPTIONS", "/v1/hosts").status, 204)

    def test_metrics_of_refusals(self):
        client = self.world.operator
        for _ in range(2 * QUOTA):
            client.get("/v1/me")
        self.assertRegex(self.server.admin("/metrics")[1], r'maillon_requests_total\{operation="none",status="4xx"\} [1-9]')


class Traces(Case):
    TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"

    def line(self, traceparent):
        answer = self.world.counsellor.get("/v1/me", headers={"traceparent": traceparent})
        self.assertStatus(answer, 200)
        self.assertNotIn("traceparent", answer.headers)
        return self.server.logged(answer)

    def test_logged(self):
        line = self.line(f"00-{self.TRACE}-{self.SPAN}-01")
        self.assertEqual((line["trace_id"], line["span_id"]), (self.TRACE, self.SPAN))

    def test_a_wrong_one_is_ignored(self):
        for wrong in (f"00-{self.TRACE.upper()}-{self.SPAN}-01", f"00-{self.TRACE}-{self.SPAN}",
                      f"00-{'0' * 32}-{self.SPAN}-01", "x"):
            self.assertNotIn("trace_id", self.line(wrong))

    def test_without_limit_nothing_is_announced(self):
        answer = self.world.counsellor.get("/v1/me")
        self.assertNotIn("ratelimit", answer.headers)
        self.assertNotIn("ratelimit-policy", answer.headers)
