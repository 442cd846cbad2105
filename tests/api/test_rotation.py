"""The life of API keys: rotation with an overlap, expiry, what remains of a key."""
import datetime
import time

import samples
from client import Client
from harness import Case


def in_hours(hours):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")


class Rotation(Case):
    settings = {"MAILLON_CLOCK_SECONDS": "1"}  # which writes down what served

    def client(self, row, role="counsellor"):
        return Client(self.server.address, row["key"], role, samples.TODAY)

    def key(self, **more):
        return self.made(self.world.director.post(
            "/v1/api_keys", {"label": "Poste", "staff_id": self.world.ids["counsellor"], **more}))

    def hours_left(self, row):
        rows = self.sql(f"select extract(epoch from expires_at - now()) / 3600 from api_key where id = '{row['id']}'")
        return float(rows[0][0])

    def test_overlap(self):
        director = self.world.director
        for body, hours in (({}, 24), ({"overlap_hours": 1}, 1), ({"overlap_hours": 168}, 168)):
            old = self.key(scopes=["read"])
            new = self.made(director.post(f"/v1/api_keys/{old['id']}/rotate", body))
            self.assertNotEqual(new["key"], old["key"])
            self.assertEqual([new[name] for name in ("label", "staff_id", "scopes", "state", "expires_at")],
                             [old["label"], old["staff_id"], ["read"], "active", None])
            self.assertAlmostEqual(self.hours_left(old), hours, delta=0.1)
            for row in (old, new):
                self.ok(self.client(row).get("/v1/hosts"))
            self.assertEqual(self.ok(director.get("/v1/api_keys/" + old["id"]))["version"], 2)
            self.assertNotIn(new["key"], str(self.ok(director.get("/v1/api_keys/" + new["id"]))))
            self.assertEqual(self.sql(f"select verb from transition where row_id = '{new['id']}'"), [["rotate"]])

    def test_no_overlap(self):
        old = self.key()
        self.ok(self.client(old).get("/v1/hosts"))
        new = self.made(self.world.director.post(f"/v1/api_keys/{old['id']}/rotate", {"overlap_hours": 0}))
        self.refused(self.client(old).get("/v1/hosts"), 401, "unauthenticated")
        self.ok(self.client(new).get("/v1/hosts"))

    def test_an_end_is_kept_or_said(self):
        director = self.world.director
        old = self.key(expires_at=in_hours(2))
        path = f"/v1/api_keys/{old['id']}/rotate"
        self.refused(director.post(path), 422, "required", "expires_at")
        new = self.made(director.post(path, {"expires_at": in_hours(48)}))
        self.assertAlmostEqual(self.hours_left(old), 2, delta=0.1)
        self.assertAlmostEqual(self.hours_left(new), 48, delta=0.1)

    def test_expired(self):
        row = self.key(expires_at=in_hours(1))
        self.ok(self.client(row).get("/v1/hosts"))
        other = self.key(expires_at=in_hours(1))
        self.sql(f"update api_key set expires_at = now() where id = '{other['id']}'")
        self.refused(self.client(other).get("/v1/hosts"), 401, "unauthenticated")

    def test_limits(self):
        director = self.world.director
        old = self.key()
        path = f"/v1/api_keys/{old['id']}/rotate"
        for hours in (-1, 169):
            self.refused(director.post(path, {"overlap_hours": hours}), 422, "out_of_range", "overlap_hours")
        self.refused(self.world.counsellor.post(path), 403, "forbidden")
        for client in (self.world.director_b, self.world.operator):
            self.assertStatus(client.post(path), 404)
        self.ok(director.post(f"/v1/api_keys/{old['id']}/revoke"))
        self.refused(director.post(path), 409, "state_conflict")

    def test_holders_follow(self):
        operator, ids = self.world.operator, self.world.ids
        old = self.made(operator.post("/v1/api_keys", {"label": "éditeur", "prescriber_id": ids["prescriber"]}))
        self.made(operator.post("/v1/identities", {"api_key_id": old["id"], "prescriber_id": ids["prescriber_b"]}))
        new = self.made(operator.post(f"/v1/api_keys/{old['id']}/rotate"))
        for row in (old, new):
            me = self.ok(self.client(row, "prescriber").get("/v1/me"))
            self.assertEqual({one["prescriber_id"] for one in me["memberships"]}, {ids["prescriber"], ids["prescriber_b"]})

    def test_last_use(self):
        row = self.key()
        self.assertIsNone(row["last_used_at"])
        self.ok(self.client(row).get("/v1/hosts"))
        until = time.monotonic() + 10
        shown = row
        while shown["last_used_at"] is None and time.monotonic() < until:
            time.sleep(0.2)
            shown = self.ok(self.world.director.get("/v1/api_keys/" + row["id"]))
        self.assertIsNotNone(shown["last_used_at"])
        self.assertEqual(shown["version"], 1, "an indication is no version")
