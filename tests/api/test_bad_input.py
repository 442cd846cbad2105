"""Hostile and mistaken input: the right problem, naming the place; the process lives; nothing is stored."""
import json

import samples
from client import raw, raw_status
from harness import Case, UNKNOWN_ID

NESTED = b"[" * 2000 + b"]" * 2000


class BadInput(Case):
    seconds = 15

    def setUp(self):
        self.before = self.counts()

    def tearDown(self):
        super().tearDown()
        self.assertEqual(self.counts(), self.before, "something was stored")
        self.ok(self.world.counsellor.get("/v1/me"))

    def counts(self):
        return self.sql("select (select count(*) from candidacy), (select count(*) from host), (select count(*) from change), "
                        "(select count(*) from transition), (select count(*) from idempotency_key)")

    def candidacy_body(self, **changes):
        return samples.candidacy(self.world.ids["structure"], **changes)

    def post(self, body, **more):
        if not isinstance(body, bytes):
            body = json.dumps(body).encode("utf-8")
        headers = {"Content-Type": "application/json", **more.pop("headers", {})}
        return self.world.prescriber.request("POST", "/v1/candidacies", body=body, headers=headers, **more)

    # The body as bytes.

    def test_bytes(self):
        good = json.dumps(self.candidacy_body()).encode("utf-8")
        for label, body in (
                ("empty", b""), ("cut", good[:-1]), ("two values", good + good), ("comment", b"/* */" + good),
                ("single quotes", good.replace(b'"', b"'")), ("trailing comma", good[:-1] + b",}"),
                ("NaN", good.replace(b'"1994-06-17"', b"NaN")),
                            ("not UTF-8", good.replace(b"Demande", b"\xff").replace(b"dehors", b"\xc3\x28")),
                ("overlong", good.replace(b"dehors", b"\xc0\xaf")), ("lone surrogate", good.replace(b"dehors", b"\\ud800")),
                ("duplicate key", good[:-1] + b', "first_name": "Autre"}'), ("depth 2000", NESTED),
                ("depth 33", b'{"a":' * 33 + b"1" + b"}" * 33), ("raw NUL", good.replace(b"dehors", b"de\x00hors")),
                ("UTF-16", json.dumps(self.candidacy_body()).encode("utf-16"))):
            with self.subTest(label):
                self.refused(self.post(body), 400, "bad_json")

    def test_not_an_object(self):
        for body in (b"[]", b"1", b"null", b'"text"', b"true"):
            with self.subTest(body):
                answer = self.post(body)
                self.assertIn(answer.status, (400, 422), repr(answer))
                self.assertIn(answer.code, ("bad_json", "invalid_fields"), repr(answer))

    def test_escaped_nul_names_the_field(self):
        body = json.dumps(self.candidacy_body(first_name="Ann")).encode().replace(b'"Ann"', b'"An\\u0000n"')
        answer = self.post(body)
        self.assertIn(answer.status, (400, 422), repr(answer))
        if answer.status == 422:
            self.refused(answer, 422, "control_character", "first_name")

    def test_too_large(self):
        self.refused(self.post(self.candidacy_body(message="x" * 70000)), 413, "body_too_large")

    def test_ten_megabytes(self):
        head = (f"POST /v1/candidacies HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self.world.prescriber.key}\r\n"
                f"Content-Type: application/json\r\nContent-Length: {10 << 20}\r\n\r\n").encode()
        answer = raw(self.server.address, head + b'{"message":"' + b"x" * (10 << 20))
        self.assertIn(raw_status(answer), (413, None), answer[:300])

    def test_media_types(self):
        good = self.candidacy_body()
        for kind in ("text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                     "application/merge-patch+json", "application/jsonx"):
            with self.subTest(kind):
                self.refused(self.post(good, headers={"Content-Type": kind}), 415, "unsupported_media_type")

    def test_accept(self):
        self.refused(self.world.counsellor.get("/v1/candidacies", headers={"Accept": "text/html"}), 406, "not_acceptable")
        for accept in ("*/*", "application/*", "text/html, application/json;q=0.5", "application/problem+json, */*;q=0.1"):
            with self.subTest(accept):
                self.assertStatus(self.world.counsellor.get("/v1/candidacies", headers={"Accept": accept}), 200)

    # The body as fields: every error at once, each at its place.

    def test_fields(self):
        long = "x" * 70
        for field, value, code in (
                ("first_name", 12, "wrong_type"), ("first_name", "", "too_short"),
                                   ("first_name", "a\u202eb", "control_character"),
                ("first_name", "a\nb", "control_character"), ("first_name", "x" * 201, "too_long"),
                ("candidate_reference", long, "too_long"), ("candidate_reference", "a b", "wrong_format"),
                ("birth_on", "2026-02-30", "bad_date"), ("birth_on", "17/06/1994", "bad_date"),
                                   ("birth_on", "1994-6-17", "bad_date"),
                ("birth_on", 19940617, "wrong_type"), ("birth_on", "1994-06-17T00:00:00Z", "bad_date"),
                ("phone", "123", "bad_phone"), ("email", "pas une adresse", "bad_email"), ("postcode", "9411", "wrong_format"),
                ("structure_id", "not-an-id", "wrong_format"), ("structure_id", UNKNOWN_ID, "unknown_reference"),
                ("worksite_id", UNKNOWN_ID, "unknown_reference"),
                                   ("worksite_id", self.world.ids["worksite_b"], "unknown_reference"),
                ("surprise", 1, "unknown_field"), ("state", "accepted", "read_only"), ("id", UNKNOWN_ID, "read_only"),
                ("staff_comment", "x", "unknown_field"), ("interview_place", "x", "read_only"), ("first_name", None, "required"),
                ("message", ["a"], "wrong_type"), ("message", {"a": 1}, "wrong_type"), ("message", True, "wrong_type")):
            with self.subTest(field=field, value=value):
                body = self.candidacy_body()
                body[field] = value
                self.refused(self.post(body), 422, code, field)

    def test_details_in_both_languages(self):
        """A sentence in the language of the answer, closed by one full stop; what a text or a list is counted in."""
        for field, value, french, english in (
                ("postcode", "9411", "Ce champ attend : Code postal, 5 chiffres.", "This field expects: Postcode, 5 digits."),
                ("first_name", 12, "Ce champ attend : un texte.", "This field expects: string."),
                ("situations", "rsa", "Ce champ attend : une liste.", "This field expects: array."),
                ("first_name", "", "Au moins 1 caractère.", "At least 1 character."),
                ("first_name", "x" * 201, "Au plus 200 caractères.", "At most 200 characters."),
                ("wished_jobs", ["A1203"] * 11, "Au plus 10 éléments.", "At most 10 items.")):
            for language, detail in (("fr", french), ("en", english)):
                with self.subTest(field=field, language=language):
                    client = self.world.prescriber.copy()
                    client.language = language
                    answer = client.post("/v1/candidacies", {**self.candidacy_body(), field: value})
                    self.assertEqual([error["detail"] for error in answer.json["errors"]], [detail])

    def test_a_state_that_is_none(self):
        answer = self.world.counsellor.get("/v1/vacancies?state=open,surprise")
        self.refused(answer, 400, "unknown_word", "state")
        self.assertEqual(answer.json["errors"][0]["detail"], "Expected one of: draft, open, closed.")

    def test_all_errors_at_once(self):
        body = self.candidacy_body(first_name=3, birth_on="2026-02-30", last_name=None, phone="1", extra="x")
        answer = self.post(body)
        self.refused(answer, 422, "invalid_fields")
        places = {error["pointer"] for error in answer.json["errors"]}
        self.assertEqual(places, {"/first_name", "/birth_on", "/last_name", "/phone", "/extra"})

    def test_escaped_pointer(self):
        answer = self.post({**self.candidacy_body(), "a/b~c": 1})
        self.refused(answer, 422, "unknown_field", "a~1b~0c")

    def test_siret(self):
        good = samples.host()
        for value in (samples.wrong_siret(good["siret"]), good["siret"][:-1], good["siret"] + "0", "8" * 14, "abcdefghijklmn"):
            with self.subTest(value):
                answer = self.world.counsellor.post("/v1/hosts", {**good, "siret": value})
                self.assertStatus(answer, 422)
                self.assertTrue({"bad_siret", "too_long", "too_short"} & set(answer.item("siret")), repr(answer))
        self.refused(self.world.counsellor.post("/v1/hosts", {**good, "siret": samples.wrong_siret(good["siret"])}), 422,
                     "bad_siret", "siret")

    def test_many_errors_are_bounded(self):
        body = {f"field_{n}": n for n in range(500)}
        answer = self.post(body)
        self.assertStatus(answer, 422)
        self.assertLessEqual(len(answer.json["errors"]), 64)


class BadRequests(Case):
    """The query, the headers, the path, the key; below them, HTTP itself."""

    seconds = 12

    def test_query(self):
        staff = self.world.counsellor
        for query, where in (
                ("surprise=1", "surprise"), ("limit=0", "limit"), ("limit=201", "limit"), ("limit=x", "limit"),
                             ("limit=", "limit"),
                ("sort=birth_on", "sort"), ("sort=surprise", "sort"), ("fields=surprise", "fields"), ("fields=", "fields"),
                ("include=surprise", "include"), ("state=surprise", "state"), ("created_at.gte=yesterday", "created_at.gte"),
                ("created_at.surprise=2026-01-01", "created_at.surprise"), ("first_name=Ann", "first_name"),
                ("structure_id=x", "structure_id"), ("limit=5&limit=6", "limit")):
            with self.subTest(query):
                answer = staff.get("/v1/candidacies?" + query)
                self.refused(answer, 400, "bad_parameter")
                self.assertIn(where, [error.get("parameter") for error in answer.json["errors"]], repr(answer))

    def test_query_bytes(self):
        for query in ("limit=%zz", "limit=%ff", "limit=%00", "q=%c3%28", "a%00b=1"):
            with self.subTest(query):
                answer = self.world.counsellor.get("/v1/candidacies?" + query)
                self.assertStatus(answer, 400)

    def test_cursors(self):
        for _ in range(3):
            self.candidacy()
        staff = self.world.counsellor
        cursor = self.ok(staff.get("/v1/candidacies?limit=1"))["next_cursor"]
        self.assertIsNotNone(cursor)
        self.ok(staff.get(f"/v1/candidacies?limit=1&cursor={cursor}"))
        flipped = ("B" if cursor[10] == "A" else "A").join((cursor[:10], cursor[11:]))
        for label, client, query in (
                ("altered", staff, f"limit=1&cursor={flipped}"), ("cut", staff, f"limit=1&cursor={cursor[:-4]}"),
                ("another sort", staff, f"limit=1&sort=-created_at&cursor={cursor}"),
                ("another filter", staff, f"limit=1&state=accepted&cursor={cursor}"),
                ("another key", self.world.director, f"limit=1&cursor={cursor}"),
                ("another structure", self.world.counsellor_b, f"limit=1&cursor={cursor}"), ("noise", staff, "cursor=AAAA")):
            with self.subTest(label):
                self.refused(client.get("/v1/candidacies?" + query), 400, "bad_cursor")
        self.refused(staff.get(f"/v1/participants?limit=1&cursor={cursor}"), 400, "bad_cursor")

    def test_headers(self):
        staff, body = self.world.counsellor, samples.host()
        for name, value in (("Idempotency-Key", "x" * 256), ("Idempotency-Key", "é"), ("Idempotency-Key", "a b"),
                            ("Maillon-Today", "2026-02-30"), ("Maillon-Today", "tomorrow"), ("If-Match", "1")):
            with self.subTest(name=name, value=value):
                row = self.candidacy()
                answer = staff.post(f"/v1/candidacies/{row['id']}/review", headers={name: value})
                self.refused(answer, 400, "bad_header")
                self.assertIn(name, answer.json["detail"])
        self.ok(staff.post("/v1/hosts", body, headers={"Idempotency-Key": "x" * 255}), 201)

    def test_keys(self):
        good = self.world.counsellor.key
        anonymous = self.world.anonymous
        other = good[:-1] + ("a" if good[-1] != "a" else "b")
        for value in (None, "Bearer", "Bearer ", f"Basic {good}", good, f"Bearer {other}", f"Bearer {good}x",
                      f"Bearer {good[:-1]}",
                      "Bearer mln_" + "a" * 49, "Bearer " + "x" * 3000):
            with self.subTest(value):
                answer = anonymous.get("/v1/candidacies", headers={"Authorization": value})
                self.refused(answer, 401, "unauthenticated")
                self.assertIn("Bearer", answer.headers.get("www-authenticate", ""))
        self.refused(anonymous.get(f"/v1/candidacies?api_key={good}"), 401, "unauthenticated")

    def test_paths(self):
        staff, answer_ids = self.world.counsellor, (UNKNOWN_ID, UNKNOWN_ID.upper(), "1", "x" * 36, "null")
        for path in ["/", "/v1", "/v1/", "/v1/surprise", "/v2/candidacies", "/v1/candidacies/", f"/v1/candidacies/{UNKNOWN_ID}/",
                     f"/v1/candidacies/{UNKNOWN_ID}/surprise", "/V1/candidacies",
                     *[f"/v1/candidacies/{row}" for row in answer_ids]]:
            with self.subTest(path):
                answer = staff.get(path)
                self.assertIn(answer.status, (400, 404, 405), repr(answer))
        for path in ("//v1/candidacies", "/v1//candidacies", "/v1/./candidacies", "/v1/x/../candidacies", "/v1/candidac%69es",
                     "/v1/candidacies%00", "/v1/candidacies;x=1", "/v1/%2e%2e/v1/candidacies"):
            with self.subTest(path):
                answer = staff.get(path)
                self.assertIn(answer.status, (400, 404), repr(answer))
        self.refused(staff.get("//v1/candidacies"), 400, "bad_request")

    def test_limits(self):
        staff = self.world.counsellor
        self.refused(staff.get("/v1/candidacies?q=" + "x" * 4200), 414, "uri_too_long")
        answer = staff.get("/v1/candidacies", headers={"X-Long": "x" * 17000})
        self.refused(answer, 431, "headers_too_large")

    def test_http_itself(self):
        bearer = f"Authorization: Bearer {self.world.counsellor.key}\r\n".encode()
        for label, data, statuses in (
                ("no host", b"GET /v1/me HTTP/1.1\r\n" + bearer + b"\r\n", (400, None)),
                ("noise", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200, (400, None)),
                ("lower-case verb", b"get /v1/me HTTP/1.1\r\nHost: x\r\n" + bearer + b"\r\n", (400, 405, 501)),
                ("unknown verb", b"BREW /v1/me HTTP/1.1\r\nHost: x\r\n" + bearer + b"\r\n", (405, 501)),
                ("absolute", b"GET http://x/v1/me HTTP/1.1\r\nHost: x\r\n" + bearer + b"\r\n", (200, 400, 404)),
                ("HTTP/0.9", b"GET /v1/me\r\n\r\n", (400, 505, None)),
                ("negative length", b"POST /v1/hosts HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n" + bearer + b"\r\n{}",
                 (400, None)),
                ("bad chunk",
                 b"POST /v1/hosts HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n"
                 + bearer + b"\r\nzz\r\n{}\r\n0\r\n\r\n", (400, None)),
                ("header injection", b"GET /v1/me HTTP/1.1\r\nHost: x\r\nX-Request-Id: a\x01b\r\n" + bearer + b"\r\n",
                 (200, 400, None))):
            with self.subTest(label):
                answer = raw(self.server.address, data, timeout=4)
                self.assertIn(raw_status(answer), statuses, answer[:300])
                self.assertTrue(self.server.alive())

    def test_a_body_without_a_length(self):
        """Where the next request starts depends on the reader: whatever is answered, nothing more is read."""
        bearer = f"Authorization: Bearer {self.world.counsellor.key}\r\n"
        for path, known, status in (("hosts", "", 401), ("nowhere", bearer, 404), ("hosts/batch/none", bearer, 404),
                                    ("hosts", bearer, 415)):
            with self.subTest(path=path, known=known != ""):
                answer = raw(self.server.address, f"POST /v1/{path} HTTP/1.1\r\nHost: x\r\n{known}\r\n".encode(), timeout=4)
                self.assertEqual(raw_status(answer), status, answer[:300])
                self.assertIn(b"\r\nconnection: close\r\n", answer.lower())

    def test_request_id(self):
        staff = self.world.counsellor
        self.assertEqual(staff.get("/v1/me", headers={"X-Request-Id": "abc-123"}).headers["x-request-id"], "abc-123")
        for value in ("a b", "x" * 129, 'a"b'):
            with self.subTest(value):
                self.assertNotEqual(staff.get("/v1/me", headers={"X-Request-Id": value}).headers["x-request-id"], value)

    def test_languages(self):
        path = f"/v1/candidacies/{UNKNOWN_ID}"
        french = self.world.counsellor.get(path, headers={"Accept-Language": None})
        english = self.world.counsellor.get(path, headers={"Accept-Language": "en-GB,en;q=0.8,fr;q=0.2"})
        self.assertEqual((french.json["title"], english.json["title"]), ("Introuvable", "Not found"))
        self.assertEqual(french.code, english.code)
