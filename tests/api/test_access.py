"""Keys, staff, the directory, reference lists: who may hold what, and see what."""
import datetime
import time

import samples
from harness import Case, UNKNOWN_ID
from client import Client


class Keys(Case):
    def key(self, **changes):
        body = samples.filled({"label": "Poste de travail", "staff_id": self.world.ids["counsellor"]}, changes)
        return self.world.director.post("/v1/api_keys", body)

    def client(self, key, role="counsellor"):
        return Client(self.server.address, key, role, samples.TODAY)

    def test_shown_once(self):
        answer = self.key()
        row = self.made(answer)
        self.assertRegex(row["key"], r"^mln_[0-9A-Za-z]{49}$")
        self.assertTrue(row["key"].startswith(row["prefix"]))
        again = self.ok(self.world.director.get("/v1/api_keys/" + row["id"]))
        self.assertNotIn(row["key"], str(again))
        self.assertNotIn(row["key"], self.server.log())
        self.assertEqual(self.sql(f"select count(*) from api_key where prefix = '{row['key']}'"), [["0"]])
        me = self.ok(self.client(row["key"]).get("/v1/me"))
        self.assertIn(self.world.ids["structure"], str(me))

    def test_revoked(self):
        row = self.made(self.key())
        client = self.client(row["key"])
        self.ok(client.get("/v1/me"))
        self.move(self.world.director, "api_keys", row, "revoke")
        self.refused(client.get("/v1/me"), 401, "unauthenticated")
        self.refused(self.world.director.post(f"/v1/api_keys/{row['id']}/revoke"), 409, "state_conflict")

    def test_expiry(self):
        now = datetime.datetime.now(datetime.timezone.utc)
        later, earlier = ((now + datetime.timedelta(minutes=n)).strftime("%Y-%m-%dT%H:%M:%SZ") for n in (60, -1))
        self.ok(self.client(self.made(self.key(expires_at=later))["key"]).get("/v1/me"))
        answer = self.key(expires_at=earlier)
        if answer.status == 201:
            self.refused(self.client(answer.json["key"]).get("/v1/me"), 401, "unauthenticated")
        else:
            self.assertStatus(answer, 422)

    def test_read_only(self):
        client = self.client(self.made(self.key(scopes=["read"]))["key"])
        self.ok(client.get("/v1/hosts"))
        self.refused(client.post("/v1/hosts", samples.host()), 403, "scope_missing")

    def test_holders(self):
        director, operator, ids = self.world.director, self.world.operator, self.world.ids
        self.refused(self.key(staff_id=ids["counsellor_b"]), 422, "unknown_reference", "staff_id")
        self.refused(self.key(staff_id=None), 422, "required", "staff_id")
        self.refused(director.post("/v1/api_keys", {"label": "x", "staff_id": ids["office"], "prescriber_id": ids["prescriber"]}),
                     422, "unknown_field", "prescriber_id")
        self.refused(operator.post("/v1/api_keys", {"label": "x"}), 422, "key_holder")
        both = {"label": "x", "prescriber_id": ids["prescriber"], "partner_id": ids["partner"]}
        self.refused(operator.post("/v1/api_keys", both), 422, "key_holder")
        self.refused(operator.post("/v1/api_keys", {"label": "x", "staff_id": ids["office"]}), 422, "unknown_field", "staff_id")
        for client in (self.world.counsellor, self.world.prescriber, self.world.partner):
            self.refused(client.post("/v1/api_keys", {"label": "x", "staff_id": ids["office"]}), 403, "forbidden")
        # Neither sees the other's keys.
        row = self.made(self.key())
        self.assertStatus(operator.get("/v1/api_keys/" + row["id"]), 404)

    def test_leaving_member(self):
        member = self.made(self.world.director.post("/v1/staff", samples.staff("office")))
        client = self.client(self.made(self.key(staff_id=member["id"]))["key"], "office")
        self.ok(client.get("/v1/me"))
        self.ok(self.world.director.patch("/v1/staff/" + member["id"], {"active": False}))
        for _ in range(70):  # a cached principal lives five seconds at most
            answer = client.get("/v1/me", record=False)
            if answer.status == 401:
                break
            time.sleep(0.1)
        self.refused(client.get("/v1/me"), 401, "unauthenticated")


class Directory(Case):
    def test_last_director(self):
        world = self.world
        path = "/v1/staff/" + world.ids["director"]
        for change in ({"role": "counsellor"}, {"active": False}):
            self.refused(world.director.patch(path, change), 409, "last_director")
        self.made(world.director.post("/v1/staff", samples.staff("director")))
        self.ok(world.director.patch(path, {"email": "direction@coudrier.example"}))

    def test_sensitive_kinds(self):
        """A body whose kind tells of health, justice or asylum is `other` outside the structures."""
        row = self.made(self.world.operator.post("/v1/prescribers", samples.prescriber(name="SPIP du Val", kind="SPIP")))
        self.assertEqual(self.ok(self.world.counsellor.get("/v1/prescribers/" + row["id"]))["kind"], "SPIP")
        seen = self.ok(self.world.prescriber.get("/v1/prescribers/" + row["id"]))
        self.assertNotIn("kind", seen)
        self.assertEqual(seen["shown_kind"], "OTHER")
        self.assertEqual(self.ok(self.world.prescriber.get("/v1/prescribers/" + self.world.ids["prescriber_b"]))["shown_kind"],
                         "ML")

    def test_duplicates(self):
        world = self.world
        row = self.host(external_id="h-1")
        self.refused(world.counsellor.post("/v1/hosts", samples.host(siret=row["siret"])), 409, "duplicate")
        self.refused(world.counsellor.post("/v1/hosts", samples.host(external_id="h-1")), 409, "external_id_taken")
        self.made(world.counsellor_b.post("/v1/hosts", samples.host(siret=row["siret"], external_id="h-1")))
        structure = self.ok(world.director.get("/v1/structures/" + world.ids["structure"]))
        self.refused(world.operator.post("/v1/structures", samples.structure(siret=structure["siret"])), 409, "duplicate")

    def test_who_changes_what(self):
        world = self.world
        path = "/v1/structures/" + world.ids["structure"]
        self.refused(world.director.patch(path, {"siret": samples.siret(9)}), 422, "read_only", "siret")
        self.ok(world.operator.patch(path, {"name": "Les Ateliers du Coudrier"}))
        for client in (world.counsellor, world.prescriber, world.partner):
            self.refused(client.patch(path, {"name": "x"}, '"1"'), 403, "forbidden")

    def test_worksites(self):
        director = self.world.director
        self.refused(director.post("/v1/worksites", samples.worksite(capacity=0)), 422, "out_of_range", "capacity")
        self.refused(director.post("/v1/worksites", samples.worksite(capacity=501)), 422, "out_of_range", "capacity")
        self.refused(director.post("/v1/worksites", samples.worksite(closes_on="2013-07-31")), 422, "days_out_of_order",
                     "closes_on")
        row = self.made(director.post("/v1/worksites", samples.worksite(closes_on="2013-08-01")))
        self.assertIn(row["id"], [one["id"] for one in self.world.prescriber.pages("/v1/worksites", 200)])
        self.refused(self.world.operator.get("/v1/worksites"), 403, "forbidden")


class Around(Case):
    def test_me(self):
        for client in self.world.everyone():
            with self.subTest(client.role):
                self.assertIn(client.role, str(self.ok(client.get("/v1/me"))))

    def test_reference(self):
        for client in self.world.everyone():
            self.ok(client.get("/v1/reference"))
        listing = str(self.ok(self.world.prescriber.get("/v1/reference")))
        for name in ("exit_reasons", "prescriber_kinds", "refusal_reasons", "rome", "departments", "dsn_termination"):
            with self.subTest(name):
                self.assertIn(name, listing)
                self.assertIn("code", str(self.ok(self.world.prescriber.get("/v1/reference/" + name))))
        self.refused(self.world.prescriber.get("/v1/reference/surprise"), 404, "not_found")

    def test_parameters(self):
        rows = self.world.prescriber.pages("/v1/parameters", 200)
        by_key = {row["key"]: row for row in rows}
        self.assertEqual(by_key["contract.limit_months"]["value"], 24)
        self.assertTrue(all(row["source"] for row in rows), "every number of law says its source")
        self.refused(self.world.operator.post("/v1/parameters", {}), 405, "method_not_allowed")

    def test_admin_listener(self):
        self.assertEqual(self.server.admin("/livez")[0], 200)
        self.assertEqual(self.server.admin("/readyz")[0], 200)
        status, text = self.server.admin("/metrics")
        self.assertEqual(status, 200)
        self.assertRegex(text, r"(?m)^maillon_\w+(\{[^}]*\})? \d")
        for path in ("/metrics", "/readyz"):
            self.assertIn(self.world.anonymous.get(path).status, (401, 404))

    def test_day_only_in_development(self):
        refused = self.stage.maillon(["serve"], self.database, MAILLON_DEV="1", MAILLON_ADDRESS="0.0.0.0", MAILLON_PORT="1")
        self.assertNotEqual(refused.returncode, 0)
        self.assertIn("MAILLON_DEV", refused.stdout + refused.stderr)

    def test_unknown_id_in_moves(self):
        for verb in ("accept", "review"):
            self.refused(self.world.counsellor.post(f"/v1/candidacies/{UNKNOWN_ID}/{verb}"), 404, "not_found")

    def test_the_log_names_nobody(self):
        row = self.candidacy(last_name="Quidnunc-Testamère", email="quidnunc@exemple.example", phone="0655443322")
        self.world.counsellor.get("/v1/candidacies?last_name=quidnunc")
        self.server.logged(self.world.prescriber.post("/v1/candidacies", {"last_name": "Quidnunc-Testamère"}))
        text = self.server.log()
        self.assertIn('"request', text.replace(" ", ""), "requests are logged")
        for word in ("Quidnunc", "quidnunc", "655443322", self.world.counsellor.key, self.world.counsellor.key[4:40]):
            self.assertNotIn(word, text)
        self.assertTrue(row["id"])
