"""One-time links of conventions: who has no account signs, the host assesses, and a link reaches nothing else."""
import re

import samples
from document import Document
from harness import Case, UNKNOWN_ID, masked, specification
from test_races import at_once


class Links(Case):
    seconds = 15

    def to_sign(self, **changes):
        row = self.immersion(**changes)
        return self.move(self.world.counsellor, "immersions", row, "submit")

    def sign(self, holder, row, **more):
        return holder.post(f"/v1/immersions/{row['id']}/sign", {"name": "Sylvie Lenoir", "function": "Gérante"}, **more)

    def test_all_parties_sign(self):
        """Each with its own link; the last signature sends the convention to the prescribing body."""
        row = self.to_sign()
        for role, state in (("host", "partially_signed"), ("beneficiary", "partially_signed"), ("employer", "in_review")):
            made, holder = self.linked(row, role)
            self.assertEqual((made["state"], made["role"], made["used_at"]), ("pending", role, None))
            seen = self.ok(holder.get("/v1/immersions"))["data"]
            self.assertEqual([one["id"] for one in seen], [row["id"]])
            self.assertEqual(self.ok(self.sign(holder, row))["state"], state)
            self.assertEqual(self.ok(self.world.counsellor.get("/v1/immersion_links/" + made["id"]))["state"], "used")
        signatures = self.ok(self.world.counsellor.get("/v1/signatures?immersion_id=" + row["id"]))["data"]
        self.assertEqual({(one["role"], one["medium"], one["signed_on"], one["name"]) for one in signatures},
                         {(role, "electronic", samples.TODAY, "Sylvie Lenoir") for role in ("host", "beneficiary", "employer")})
        for one in signatures:
            self.assertRegex(one["evidence"], r"^/v1/immersion_links/[0-9a-f-]{36}$")
        timeline = self.ok(self.world.director.get(f"/v1/participants/{row['participant_id']}/timeline?event=sign"))["data"]
        kinds = [one["actor_kind"] for one in timeline if one["resource"] == "immersions"]
        self.assertEqual(kinds, ["signatory"] * 3)

    def test_what_is_read(self):
        """The mentions, as they were when it was sent; nothing of what the structure keeps for itself."""
        row = self.to_sign()
        _, holder = self.linked(row, "host")
        seen = self.ok(holder.get("/v1/immersions/" + row["id"]))
        host = self.ok(self.world.counsellor.get("/v1/hosts/" + row["host_id"]))
        person = self.ok(self.world.counsellor.get("/v1/participants/" + row["participant_id"]))
        self.assertEqual((seen["host_name"], seen["host_siret"], seen["beneficiary_last_name"], seen["beneficiary_birth_on"]),
                         (host["name"], host["siret"], person["last_name"], person["birth_on"]))
        self.assertEqual(seen["allowed_moves"], ["sign"])
        for hidden in ("rejection_justification", "cancel_justification", "beneficiary_comment"):
            self.assertNotIn(hidden, seen)
        self.ok(self.world.counsellor.patch("/v1/hosts/" + host["id"], {"name": "Autre nom"}))
        self.assertEqual(self.ok(holder.get("/v1/immersions/" + row["id"]))["host_name"], host["name"])
        me = self.ok(holder.get("/v1/me"))
        self.assertEqual((me["kind"], me["role"], me["immersion_id"]), ("signatory", "signatory", row["id"]))

    def test_the_prescriber_reads_what_it_validates(self):
        draft = self.immersion(prescriber_id=self.world.ids["prescriber"])
        path = "/v1/immersions/" + draft["id"]
        self.assertIsNone(draft["beneficiary_last_name"])
        self.as_unknown(self.world.prescriber.get(path), self.world.prescriber.get("/v1/immersions/" + UNKNOWN_ID))
        row = self.move(self.world.counsellor, "immersions", draft, "submit")
        seen = self.ok(self.world.prescriber.get(path))
        for mention in ("beneficiary_first_name", "beneficiary_last_name", "beneficiary_birth_on", "employer_name",
                        "employer_siret", "host_name", "host_siret", "host_address", "host_legal_form", "host_main_activity",
                        "host_collective_agreement", "host_person_in_charge", "host_person_in_charge_function"):
            self.assertTrue(seen[mention], mention)
            self.assertEqual(seen[mention], row[mention])
        self.assertEqual(seen["prescribing_body"], self.ok(self.world.prescriber.get(
            "/v1/prescribers/" + self.world.ids["prescriber"]))["name"])
        changed = self.move(self.world.counsellor, "immersions", row, "change", {"prescriber_id": None})
        self.assertEqual(changed["prescribing_body"], changed["employer_name"])

    def test_once(self):
        row = self.to_sign()
        made, holder = self.linked(row, "host")
        first = self.sign(holder, row, headers={"Idempotency-Key": "signature-1"})
        self.assertStatus(first, 200)
        # The answer was lost: the same request has the same one, and the convention is still shown.
        again = self.sign(holder, row, headers={"Idempotency-Key": "signature-1"})
        self.assertEqual((again.status, again.headers.get("idempotent-replayed")), (200, "true"))
        self.assertEqual(self.ok(holder.get("/v1/immersions/" + row["id"]))["state"], "partially_signed")
        self.refused(self.sign(holder, row), 404, "not_found")
        # A change revokes the signature; the link does not serve again.
        self.move(self.world.counsellor, "immersions", row, "change", {"place": "Ailleurs"})
        self.refused(self.sign(holder, row), 404, "not_found")
        self.sql(f"update immersion_link set used_at = now() - interval '61 minutes' where id = '{made['id']}'")
        self.refused(holder.get("/v1/immersions/" + row["id"]), 401, "unauthenticated")

    def test_ten_at_once(self):
        row = self.to_sign()
        _, holder = self.linked(row, "host")
        answers = at_once([lambda: self.sign(holder.copy(), row) for _ in range(10)])
        # Who waits for the lock finds the link served, whether its policy or the rule says so first.
        self.assertEqual(sum(answer.status == 200 for answer in answers), 1)
        self.assertLessEqual({answer.status for answer in answers}, {200, 403, 404})
        live = self.sql(f"select count(*) from immersion_signature where immersion_id = '{row['id']}'")
        self.assertEqual(live, [["1"]])

    def test_two_parties_at_once(self):
        """Whoever comes last sends it on."""
        row = self.sign_all(self.to_sign(), roles=["employer"])
        holders = [self.linked(row, role)[1] for role in ("host", "beneficiary")]
        answers = at_once([lambda one=one: self.sign(one, row) for one in holders])
        self.assertEqual(sorted(self.ok(answer)["state"] for answer in answers), ["in_review", "partially_signed"])

    def test_revoked_and_expired(self):
        row = self.to_sign()
        made, holder = self.linked(row, "host")
        self.ok(holder.get("/v1/immersions"))
        self.move(self.world.counsellor, "immersion_links", made, "revoke")
        self.refused(holder.get("/v1/immersions"), 401, "unauthenticated")
        self.refused(self.world.counsellor.post(f"/v1/immersion_links/{made['id']}/revoke"), 409, "state_conflict")
        made, holder = self.linked(row, "host")
        self.sql(f"update immersion_link set expires_at = now() where id = '{made['id']}'")
        self.refused(holder.get("/v1/immersions"), 401, "unauthenticated")

    def test_thirty_one_days(self):
        made, _ = self.linked(self.to_sign(), "host")
        span = self.sql(f"select expires_at - created_at from immersion_link where id = '{made['id']}'")
        self.assertEqual(span, [["31 days"]])

    def test_for_whom_a_link_is_made(self):
        staff = self.world.counsellor
        draft = self.immersion()

        def ask(row, role, client=staff):
            return client.post("/v1/immersion_links", {"immersion_id": row["id"], "role": role})

        self.refused(ask(draft, "host"), 409, "link_without_use", "role")
        row = self.move(staff, "immersions", draft, "submit")
        self.refused(ask(row, "legal_representative"), 409, "link_without_use", "role")
        self.refused(ask(row, "tutor"), 422, "unknown_word", "role")
        self.assertStatus(ask(row, "host", self.world.director), 201)
        row = self.sign_all(row)
        self.refused(ask(row, "host"), 409, "link_without_use", "role")
        row = self.move(staff, "immersions", row, "validate")
        self.refused(ask(row, "beneficiary"), 409, "link_without_use", "role")
        self.assertStatus(ask(row, "host"), 201)
        # Another structure's convention is as unknown as one that is not there.
        other = ask(row, "host", self.world.counsellor_b)
        self.assertEqual(masked(other), masked(ask({"id": UNKNOWN_ID}, "host", self.world.counsellor_b)))
        self.refused(other, 422, "unknown_reference", "immersion_id")
        for client in (self.world.supervisor, self.world.office, self.world.prescriber):
            self.refused(ask(row, "host", client), 403, "forbidden")

    def test_the_host_assesses(self):
        row = self.validated()
        made, holder = self.linked(row, "host", today=row["last_on"])
        body = {"result": "completed", "job_obtained": False, "host_feedback": "Soigneuse.", "project_confirmed": True,
                "beneficiary_agrees": True}
        early = holder.post(f"/v1/immersions/{row['id']}/assess", body, today=samples.plus(row["last_on"], -1))
        self.refused(early, 409, "immersion_not_over")
        done = self.ok(holder.post(f"/v1/immersions/{row['id']}/assess", body))
        self.assertEqual((done["host_feedback"], done["assessed_on"]), ("Soigneuse.", row["last_on"]))
        self.refused(holder.post(f"/v1/immersions/{row['id']}/assess", body), 404, "not_found")
        self.assertEqual(self.ok(self.world.counsellor.get("/v1/immersion_links/" + made["id"]))["state"], "used")

    def test_only_the_host_assesses(self):
        row = self.to_sign()
        _, holder = self.linked(row, "beneficiary")
        row = self.move(self.world.counsellor, "immersions", self.sign_all(row), "validate")
        body = {"result": "completed", "project_confirmed": True}
        self.refused(holder.post(f"/v1/immersions/{row['id']}/assess", body, today=row["last_on"]), 403, "forbidden")

    def test_what_a_signature_carries(self):
        """The party, the day and the proof are the service's to say."""
        row = self.to_sign()
        _, holder = self.linked(row, "host")
        for name, value in (("role", "employer"), ("signed_on", "2026-03-01"), ("medium", "paper"), ("evidence", "x")):
            answer = holder.post(f"/v1/immersions/{row['id']}/sign", {"name": "S. Lenoir", name: value})
            self.refused(answer, 422, "read_only", name)
        self.refused(holder.post(f"/v1/immersions/{row['id']}/sign", {}), 422, "required", "name")

    def test_nothing_else(self):
        """Every other operation of the document, and every other convention."""
        row, other = self.to_sign(), self.to_sign()
        _, holder = self.linked(row, "host")
        self.as_unknown(holder.get("/v1/immersions/" + other["id"]), holder.get("/v1/immersions/" + UNKNOWN_ID))
        self.as_unknown(self.sign(holder, other), self.sign(holder, {"id": UNKNOWN_ID}))
        tried = 0
        for method, path, operation in Document(specification(self.world)).operations():
            if "signatory" in operation["x-roles"]:
                continue
            client = self.slow(holder) if operation.get("x-lane") == "slow" else holder
            url = re.sub(r"\{\w+\}", UNKNOWN_ID, path)
            more = {} if method == "get" else {"json_body": {}}
            answer = client.request(method.upper(), url, headers={"If-Match": '"1"'} if method == "patch" else None, **more)
            self.refused(answer, 403, "forbidden")
            tried += 1
        self.assertGreater(tried, 150)
