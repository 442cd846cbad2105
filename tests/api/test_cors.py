"""Pages of other origins: those that the configuration names may read answers, no other, and never with credentials."""
from harness import Case

PAGE, OTHER = "https://app.example", "https://evil.example"


def listed(answer, name):
    return {one.strip() for one in answer.headers.get(name, "").split(",") if one.strip()}


class Cors(Case):
    settings = {"MAILLON_CORS_ORIGINS": f"{PAGE},http://localhost:3000"}

    def ask(self, origin, path="/v1/hosts", method="GET", client=None, **headers):
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return (client or self.world.counsellor).request(method, path, headers={"Origin": origin, **given})

    def preflight(self, origin, path="/v1/hosts", method="POST"):
        return self.ask(origin, path, "OPTIONS", self.world.anonymous, Access_Control_Request_Method=method,
                        Access_Control_Request_Headers="authorization,content-type,idempotency-key")

    def test_an_allowed_page_reads(self):
        for origin in (PAGE, "http://localhost:3000"):
            answer = self.assertStatus(self.ask(origin), 200)
            self.assertEqual(answer.headers["access-control-allow-origin"], origin)
            self.assertNotIn("access-control-allow-credentials", answer.headers)
            self.assertLessEqual({"ETag", "Link", "Location", "X-Request-Id", "Idempotent-Replayed", "RateLimit",
                                  "RateLimit-Policy", "Retry-After", "Allow", "Content-Disposition"},
                                 listed(answer, "access-control-expose-headers"))

    def test_refusals_are_readable_too(self):
        for client, path, status in ((self.world.anonymous, "/v1/hosts", 401), (self.world.partner, "/v1/hosts", 403),
                                     (self.world.counsellor, "/v1/nowhere", 404), (self.world.counsellor, "/v1//hosts", 400)):
            answer = self.assertStatus(self.ask(PAGE, path, client=client), status)
            self.assertEqual(answer.headers["access-control-allow-origin"], PAGE)

    def test_another_origin_is_told_nothing(self):
        for origin in (OTHER, "null", "", "*", PAGE + "/", PAGE.upper(), PAGE + ":443", "http://app.example", f"{PAGE},{OTHER}",
                       "https://app.example.evil.example", "https://sub.app.example"):
            with self.subTest(origin):
                for answer in (self.ask(origin), self.preflight(origin)):
                    self.assertEqual([name for name in answer.headers if name.startswith("access-control-")], [])
                    self.assertIn("Origin", listed(answer, "vary"))

    def test_answers_vary_by_origin(self):
        self.assertIn("Origin", listed(self.ask(PAGE), "vary"))
        self.assertIn("Origin", listed(self.world.counsellor.get("/v1/hosts"), "vary"))

    def test_preflight(self):
        answer = self.assertStatus(self.preflight(PAGE), 204)
        self.assertEqual(answer.body, b"")
        self.assertEqual(answer.headers["access-control-allow-origin"], PAGE)
        self.assertEqual(listed(answer, "access-control-allow-methods"), {"GET", "HEAD", "POST", "OPTIONS"})
        self.assertLessEqual({"Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "Accept-Language",
                              "Maillon-Context"},
                             listed(answer, "access-control-allow-headers"))
        self.assertGreaterEqual(int(answer.headers["access-control-max-age"]), 60)
        item = self.preflight(PAGE, "/v1/hosts/01890000-0000-7000-8000-000000000000", "PATCH")
        self.assertIn("PATCH", listed(item, "access-control-allow-methods"))
        self.assertIn("GET", listed(self.preflight(PAGE, "/openapi.json", "GET"), "access-control-allow-methods"))

    def test_a_plain_options_is_no_preflight(self):
        answer = self.ask(PAGE, method="OPTIONS")
        self.assertNotIn("access-control-allow-methods", answer.headers)
        self.assertIn("GET", listed(answer, "allow"))


class NoCors(Case):
    def test_without_configuration(self):
        answer = self.world.counsellor.get("/v1/hosts", headers={"Origin": PAGE})
        self.assertStatus(answer, 200)
        self.assertEqual([name for name in answer.headers if name.startswith("access-control-")], [])
        self.assertNotIn("Origin", answer.headers["vary"])
