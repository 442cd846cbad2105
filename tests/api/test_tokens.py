"""Tokens of an issuer, memberships, enrolment: over HTTP, against keys in a file."""
import http.server
import os
import tempfile
import threading
import time
import uuid

import samples
import tokens
from client import Client
from harness import Case


class Issued(Case):
    """A server that takes the tokens of one issuer, whose keys lie in a file."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="maillon-issuer.")
        cls.keys_path = os.path.join(cls.folder.name, "keys.json")
        cls.publish("k1")
        cls.settings = {"MAILLON_ISSUERS_FILE": tokens.issuers_file(os.path.join(cls.folder.name, "issuers.json"), cls.source()),
                        "MAILLON_LOG": "debug"}
        super().setUpClass()
        cls.addClassCleanup(cls.folder.cleanup)

    @classmethod
    def source(cls):
        return {"jwks_file": cls.keys_path}

    @classmethod
    def publish(cls, *names):
        with open(cls.keys_path, "w", encoding="utf-8") as file:
            file.write(tokens.jwks(*names))

    def holder(self, subject, role="counsellor", **more):
        return Client(self.server.address, tokens.token(subject, **more), role, samples.TODAY)

    def invited(self, director, staff_id):
        return self.made(director.post("/v1/invitations", {"staff_id": staff_id}))

    def enrolled(self, subject, member="counsellor", side="a"):
        """A client whose subject was bound to that member of the staff."""
        client = self.holder(subject, member)
        row = self.invited(getattr(self.world, "director_" + side), self.world.ids[f"{member}_{side}"])
        return client, self.ok(client.post("/v1/enrol", {"code": row["code"]}), 201)

    def within(self, seconds, ask, status):
        """Asks until the answer has that status."""
        until = time.monotonic() + seconds
        while True:
            answer = ask()
            if answer.status == status or time.monotonic() > until:
                return self.assertStatus(answer, status)
            time.sleep(0.1)


class Enrolment(Issued):
    def test_a_subject_of_nobody(self):
        client = self.holder("nobody")
        self.refused(client.get("/v1/hosts"), 403, "not_enrolled")
        self.refused(client.post("/v1/hosts", samples.host()), 403, "not_enrolled")
        self.refused(client.get("/v1/nowhere"), 403, "not_enrolled")
        me = self.ok(client.get("/v1/me"))
        self.assertEqual((me["kind"], me["role"], me["actor_id"], me["memberships"]), (None, None, None, []))

    def test_a_member_enrols(self):
        director = self.world.director
        row = self.invited(director, self.world.ids["counsellor"])
        self.assertRegex(row["code"], r"^([0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$")
        self.assertEqual(row["state"], "pending")
        client = self.holder("s-nadia")
        self.refused(client.get("/v1/hosts"), 403, "not_enrolled")
        done = self.ok(client.post("/v1/enrol", {"code": row["code"].lower().replace("-", "")}), 201)
        self.assertEqual((done["staff_id"], done["structure_id"], done["role"]),
                         (self.world.ids["counsellor"], self.world.ids["structure"], "counsellor"))
        self.ok(client.get("/v1/hosts"))
        host = self.made(client.post("/v1/hosts", samples.host()))
        self.assertEqual(self.ok(self.world.counsellor.get("/v1/hosts/" + host["id"]))["name"], host["name"])
        me = self.ok(client.get("/v1/me"))
        self.assertEqual(me["membership_id"], done["membership_id"])
        self.assertEqual([(one["id"], one["role"]) for one in me["memberships"]], [(done["membership_id"], "counsellor")])
        self.assertTrue(me["memberships"][0]["name"].startswith("Les Ateliers"))
        # The code served once; said again by the same subject it answers alike, and to another it is nothing.
        self.assertEqual(self.ok(client.post("/v1/enrol", {"code": row["code"]}), 201), done)
        self.refused(self.holder("s-thief").post("/v1/enrol", {"code": row["code"]}), 422, "enrolment_code")
        again = self.ok(director.get("/v1/invitations/" + row["id"]))
        self.assertEqual((again["state"], again["version"]), ("used", 2))
        self.assertIsNotNone(again["used_at"])
        self.assertNotIn(row["code"], str(again) + self.server.log())
        self.assertEqual(self.sql(f"select verb, to_state from transition where row_id = '{row['id']}' order by id"),
                         [["create", "pending"], ["enrol", "used"]])
        self.assertEqual(self.sql(f"select verb, to_state from transition where row_id = '{done['membership_id']}'"),
                         [["create", "active"]])
        self.assertNotIn("s-nadia", self.server.log())

    def test_codes_that_do_not_serve(self):
        director, client = self.world.director, self.holder("s-codes")
        expired, revoked = (self.invited(director, self.world.ids["office"]) for _ in range(2))
        self.sql(f"update invitation set expires_at = now() where id = '{expired['id']}'")
        self.assertEqual(self.ok(director.post(f"/v1/invitations/{revoked['id']}/revoke"))["state"], "revoked")
        for code in (expired["code"], revoked["code"], "7Q2MD-X4K9V-0T3HB-NR8YC-W5JGA", "x", "é" * 25):
            self.refused(client.post("/v1/enrol", {"code": code}), 422, "enrolment_code")
        self.refused(client.post("/v1/enrol", {}), 422, "required", "code")
        self.refused(client.post("/v1/enrol", {"code": "a", "b": 1}), 422, "unknown_field", "b")
        self.refused(client.post("/v1/enrol", {"code": "a" * 61}), 422, "too_long", "code")
        self.refused(client.request("POST", "/v1/enrol", body=b"{"), 400, "bad_json")
        self.refused(self.world.counsellor.get("/v1/enrol"), 405, "method_not_allowed")
        self.refused(self.world.counsellor.post("/v1/enrol", {"code": "x"}), 403, "forbidden")
        self.refused(self.world.anonymous.post("/v1/enrol", {"code": "x"}), 401, "unauthenticated")
        row = self.invited(director, self.world.ids["office"])
        self.sql(f"update staff_member set active = false where id = '{self.world.ids['office']}'")
        try:
            self.refused(client.post("/v1/enrol", {"code": row["code"]}), 422, "enrolment_code")
            self.refused(director.post("/v1/invitations", {"staff_id": self.world.ids["office"]}), 409, "member_inactive")
        finally:
            self.sql(f"update staff_member set active = true where id = '{self.world.ids['office']}'")

    def test_who_invites_whom(self):
        world = self.world
        self.refused(world.director.post("/v1/invitations", {"staff_id": world.ids["counsellor_b"]}), 422, "unknown_reference",
                     "staff_id")
        self.refused(world.director.post("/v1/invitations",
                                         {"staff_id": world.ids["office"], "structure_id": world.ids["structure"]}),
                     422, "unknown_field", "structure_id")
        for client in (world.counsellor, world.prescriber, world.partner):
            self.refused(client.post("/v1/invitations", {"staff_id": world.ids["office"]}), 403, "forbidden")
        row = self.invited(world.director, world.ids["supervisor"])
        for client in (world.director_b, world.operator):
            self.assertStatus(client.get("/v1/invitations/" + row["id"]), 404)

    def test_first_director(self):
        operator = self.world.operator
        structure = self.made(operator.post("/v1/structures", samples.structure()))
        body = {"structure_id": structure["id"], "first_name": "Ada", "last_name": "Martin", "email": "ada@coudrier.example"}
        first = self.made(operator.post("/v1/invitations", body))
        self.assertEqual(self.sql(f"select role, last_name from staff_member where structure_id = '{structure['id']}'"),
                         [["director", "Martin"]])
        second = self.made(operator.post("/v1/invitations", {**body, "email": "ADA@coudrier.example"}))
        self.assertEqual(self.sql(f"select count(*) from staff_member where structure_id = '{structure['id']}'"), [["1"]])
        client = self.holder("s-ada", "director")
        self.ok(client.post("/v1/enrol", {"code": second["code"]}), 201)
        self.assertEqual(self.ok(client.get("/v1/me"))["role"], "director")
        self.made(client.post("/v1/staff", samples.staff("counsellor")))
        self.refused(operator.post("/v1/invitations", {**body, "email": "b@coudrier.example"}), 409, "structure_directed")
        self.refused(operator.post("/v1/invitations", {**body, "structure_id": self.world.ids["structure"]}), 409,
                     "structure_directed")
        self.assertEqual(self.ok(operator.post(f"/v1/invitations/{first['id']}/revoke"))["state"], "revoked")
        self.assertEqual(self.sql(f"select actor_kind from transition where row_id = '{first['id']}' order by id"),
                         [["operator"], ["operator"]])

    def test_revoked(self):
        director = self.world.director
        client, done = self.enrolled("s-revoked", "supervisor")
        path = "/v1/identities/" + done["membership_id"]
        self.ok(client.get("/v1/hosts"))
        row = self.ok(director.get(path))
        self.assertEqual((row["issuer"], row["subject"], row["staff_id"]), (tokens.ISSUER, "s-revoked", done["staff_id"]))
        for other in (self.world.director_b, self.world.operator):
            self.assertStatus(other.get(path), 404)
            self.assertStatus(other.post(path + "/revoke"), 404)
        self.assertEqual(self.ok(director.post(path + "/revoke"))["state"], "revoked")
        self.refused(client.get("/v1/hosts"), 403, "not_enrolled")
        self.refused(director.post("/v1/identities", {"issuer": "a", "subject": "b"}), 403, "forbidden")

    def test_a_member_leaves(self):
        member = self.made(self.world.director.post("/v1/staff", samples.staff("office")))
        client = self.holder("s-leaves", "office")
        self.ok(client.post("/v1/enrol", {"code": self.invited(self.world.director, member["id"])["code"]}), 201)
        self.ok(client.get("/v1/worksites"))
        self.ok(self.world.director.patch("/v1/staff/" + member["id"], {"active": False}))
        self.refused(client.get("/v1/worksites"), 403, "not_enrolled")


class Memberships(Issued):
    def test_two_structures(self):
        client, first = self.enrolled("s-both", "counsellor", "a")
        row = self.invited(self.world.director_b, self.world.ids["office_b"])
        second = self.ok(client.post("/v1/enrol", {"code": row["code"]}), 201)
        me = self.ok(client.get("/v1/me"))
        self.assertEqual({one["id"] for one in me["memberships"]}, {first["membership_id"], second["membership_id"]})
        self.assertIsNone(me["role"])
        answer = self.within(6, lambda: client.get("/v1/worksites"), 400)
        self.refused(answer, 400, "context_required")
        for done, role in ((first, "counsellor"), (second, "office")):
            headers = {"Maillon-Context": done["membership_id"]}
            rows = self.ok(client.get("/v1/worksites", headers=headers))["data"]
            self.assertEqual({one["structure_id"] for one in rows}, {done["structure_id"]})
            me = self.ok(client.get("/v1/me", headers=headers))
            self.assertEqual((me["role"], me["structure_id"], len(me["memberships"])), (role, done["structure_id"], 2))
        self.refused(client.get("/v1/hosts", headers={"Maillon-Context": second["membership_id"]}), 403, "forbidden")

    def test_foreign_context(self):
        client, done = self.enrolled("s-one", "supervisor")
        other, foreign = self.enrolled("s-two", "counsellor")
        self.ok(client.get("/v1/worksites", headers={"Maillon-Context": done["membership_id"]}))
        for context in (foreign["membership_id"], str(uuid.uuid4()), "x", ""):
            for path in ("/v1/worksites", "/v1/me"):
                self.refused(client.get(path, headers={"Maillon-Context": context}), 400, "unknown_context")
        self.assertTrue(other)
        self.refused(self.world.counsellor.get("/v1/worksites", headers={"Maillon-Context": done["membership_id"]}), 400,
                     "unknown_context")

    def test_a_key_of_several_prescribers(self):
        world, ids = self.world, self.world.ids
        key = self.made(world.operator.post("/v1/api_keys", {"label": "éditeur", "prescriber_id": ids["prescriber"]}))
        client = Client(self.server.address, key["key"], "prescriber", samples.TODAY)
        self.ok(client.get("/v1/candidacies", headers={"Maillon-Context": key["id"]}))
        extra = self.made(world.operator.post("/v1/identities", {"api_key_id": key["id"], "prescriber_id": ids["prescriber_b"]}))
        again = {"api_key_id": key["id"], "prescriber_id": ids["prescriber_b"]}
        self.refused(world.operator.post("/v1/identities", again), 409, "duplicate")
        self.refused(client.get("/v1/candidacies"), 400, "context_required")
        sent = {}
        for context, prescriber in ((key["id"], ids["prescriber"]), (extra["id"], ids["prescriber_b"])):
            answer = client.post("/v1/candidacies", samples.candidacy(ids["structure"]), headers={"Maillon-Context": context})
            sent[context] = self.made(answer)["id"]
            self.assertEqual(self.sql(f"select prescriber_id from candidacy where id = '{sent[context]}'"), [[prescriber]])
        self.assertStatus(client.get("/v1/candidacies/" + sent[key["id"]], headers={"Maillon-Context": extra["id"]}), 404)
        self.ok(world.operator.post(f"/v1/identities/{extra['id']}/revoke"))
        self.refused(client.get("/v1/candidacies", headers={"Maillon-Context": extra["id"]}), 400, "unknown_context")
        self.ok(client.get("/v1/candidacies"))
        self.ok(world.operator.post(f"/v1/api_keys/{key['id']}/revoke"))
        self.refused(client.get("/v1/candidacies"), 401, "unauthenticated")

    def test_technical_subjects(self):
        operator, ids = self.world.operator, self.world.ids
        for role in ("prescriber", "partner"):
            body = {"issuer": tokens.ISSUER, "subject": "client-" + role, f"{role}_id": ids[role]}
            row = self.made(operator.post("/v1/identities", body))
            client = self.holder("client-" + role, role)
            me = self.ok(client.get("/v1/me"))
            self.assertEqual((me["role"], me[role + "_id"], me["membership_id"]), (role, ids[role], row["id"]))
            self.refused(operator.post("/v1/identities", body), 409, "duplicate")
        self.made(self.holder("client-prescriber", "prescriber").post("/v1/candidacies", samples.candidacy(ids["structure"])))

    def test_what_an_identity_is(self):
        operator, ids = self.world.operator, self.world.ids
        subject = {"issuer": "https://a.example", "subject": "s"}
        staff_key = self.made(self.world.director.post("/v1/api_keys", {"label": "x", "staff_id": ids["office"]}))
        for body, code, field in (
                ({"prescriber_id": ids["prescriber"]}, "identity_credential", None),
                ({"issuer": "a", "prescriber_id": ids["prescriber"]}, "identity_credential", None),
                ({**subject, "api_key_id": staff_key["id"], "prescriber_id": ids["prescriber"]}, "identity_credential", None),
                (subject, "key_holder", None),
                ({**subject, "prescriber_id": ids["prescriber"], "partner_id": ids["partner"]}, "key_holder", None),
                ({**subject, "staff_id": ids["office"]}, "unknown_field", "staff_id"),
                ({**subject, "prescriber_id": str(uuid.uuid4())}, "unknown_reference", "prescriber_id"),
                ({"api_key_id": staff_key["id"], "prescriber_id": ids["prescriber"]}, "unknown_reference", "api_key_id")):
            answer = operator.post("/v1/identities", body)
            if code == "unknown_field":
                self.assertStatus(answer, 422)
            else:
                self.refused(answer, 422, code, field)


class Hostile(Issued):
    def test_refused(self):
        client, _ = self.enrolled("s-h")
        self.ok(client.get("/v1/worksites"))
        good = client.key
        head, claims, signature = good.split(".")
        wrong = {
            "unsigned": f"{head}.{claims}.", "cut": good[:-4], "part more": good + ".x",
            "other key": tokens.token("s-h", key="k2"),
            "other key said ours": tokens.token("s-h", key="k2", header={"kid": "k1"}),
            "none": tokens.token("s-h", header={"alg": "none"}), "HS256": tokens.token("s-h", header={"alg": "HS256"}),
            "jku": tokens.token("s-h", header={"jku": "https://evil.example"}),
            "no typ": tokens.token("s-h", header={"typ": None}),
            "issuer": tokens.token("s-h", issuer="https://evil.example"), "audience": tokens.token("s-h", audience="other"),
            "expired": tokens.token("s-h", life=-61), "early": tokens.token("s-h", nbf=int(time.time()) + 90),
            "no exp": tokens.token("s-h", exp=None), "exp text": tokens.token("s-h", exp="2000000000"),
            "long": tokens.token("s-h", more="x" * 6000),
            "claims of another": ".".join([head, tokens.token("s-x").split(".")[1], signature]),
        }
        for name, text in wrong.items():
            with self.subTest(name):
                answer = Client(self.server.address, text, "counsellor", samples.TODAY).get("/v1/worksites")
                self.refused(answer, 401, "unauthenticated")
                self.assertTrue(answer.headers["www-authenticate"].startswith("Bearer"))
        self.assertNotIn(signature, self.server.log())
        self.ok(client.get("/v1/worksites"))

    def test_audiences_and_leeway(self):
        self.enrolled("s-l")
        self.ok(self.holder("s-l", audience=["x", tokens.AUDIENCE]).get("/v1/worksites"))
        self.ok(self.holder("s-l", life=-40).get("/v1/worksites"))
        client = self.holder("s-l", life=-57)
        self.ok(client.get("/v1/worksites"))
        self.refused(self.within(6, lambda: client.get("/v1/worksites"), 401), 401, "unauthenticated")

    def test_keys_rotate_in_the_file(self):
        """A token of a new key makes the file be read again; the key taken away serves no more."""
        client, _ = self.enrolled("s-r")
        self.publish("k3")
        try:
            fresh = self.holder("s-r", key="k3")
            self.within(10, lambda: fresh.get("/v1/worksites"), 200)
            self.refused(self.holder("s-r", key="k1", jti="another").get("/v1/worksites"), 401, "unauthenticated")
        finally:
            self.publish("k1")
            self.server.process.send_signal(1)  # SIGHUP reads them again, whatever the minute
            self.within(10, lambda: self.holder("s-r", jti=str(uuid.uuid4())).get("/v1/worksites"), 200)


class KeySet(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked += 1
        if self.server.moved:
            self.send_response(302)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            return
        body = tokens.jwks(self.server.key).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Addresses(Issued):
    """The keys come from an address."""

    @classmethod
    def source(cls):
        cls.keys = http.server.ThreadingHTTPServer(("127.0.0.1", 0), KeySet)
        cls.keys.asked, cls.keys.key, cls.keys.moved = 0, "k1", False
        threading.Thread(target=cls.keys.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.keys.shutdown)
        return {"jwks_url": f"http://127.0.0.1:{cls.keys.server_port}/jwks"}

    def test_read_once_a_minute_at_most(self):
        self.within(10, lambda: self.holder("s-a").get("/v1/me"), 200)
        client, _ = self.enrolled("s-a")
        asked = self.keys.asked
        self.keys.key = "k2"
        fresh = self.holder("s-a", key="k2")
        self.within(10, lambda: fresh.get("/v1/worksites"), 200)
        self.assertEqual(self.keys.asked, asked + 1)
        for n in range(30):
            answer = self.holder("s-a", key="k1", header={"kid": f"unknown-{n}"}).get("/v1/worksites")
            self.refused(answer, 401, "unauthenticated")
        time.sleep(1)
        self.assertEqual(self.keys.asked, asked + 1)
        # A redirect is not followed, and the former keys stay.
        self.keys.moved = True
        self.server.process.send_signal(1)
        until = time.monotonic() + 10
        while self.keys.asked < asked + 2 and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(0.3)
        self.assertEqual(self.keys.asked, asked + 2)
        self.ok(self.holder("s-a", key="k2", jti="x").get("/v1/worksites"))


class Settings(Case):
    def test_without_issuers_no_token_is_taken(self):
        self.refused(Client(self.server.address, tokens.token("s"), "counsellor", samples.TODAY).get("/v1/me"), 401,
                     "unauthenticated")

    def test_a_wrong_file_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            path = tokens.issuers_file(os.path.join(folder, "issuers.json"), {"jwks_url": "http://issuer.example/jwks"})
            done = self.stage.maillon(["serve"], self.database, MAILLON_ISSUERS_FILE=path, MAILLON_PORT="1",
                                      MAILLON_ADMIN_PORT="2")
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("issuers_file_refused", done.stdout + done.stderr)
