"""The walls: every operation of the document with the ids of another structure, prescriber or partner answers as if
they were unknown; and every operation that a role does not have answers 403."""
import re

import samples
from document import Document
from harness import Case, UNKNOWN_ID, specification


class Walls(Case):
    seconds = 25
    rows = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.document = Document(specification(cls.world))

    def lives(self):
        """One row of everything that structure a has; resource → id. Made once."""
        if type(self).rows is None:
            type(self).rows = self.make_rows()
        return self.rows

    def make_rows(self):
        world, staff = self.world, self.world.counsellor
        candidacy = self.candidacy()
        entry = self.entered(self.path())
        immersion = self.validated()
        contract = self.ok(staff.get("/v1/contracts/" + immersion["contract_id"]))
        done = self.signed(starts_on="2026-03-09", ends_on="2026-07-08")
        exit_row = self.made(staff.post("/v1/exits", samples.exit_(done["path_id"], "2026-07-08"), today="2026-07-09"))
        key = self.made(world.director.post("/v1/api_keys", {"label": "autre", "staff_id": world.ids["office"]}))
        invitation = self.made(world.director.post("/v1/invitations", {"staff_id": world.ids["office"]}))
        identity = self.made(world.operator.post("/v1/identities", {"issuer": "https://issuer.example", "subject": "s",
                                                                    "prescriber_id": world.ids["prescriber"]}))
        rights = self.rights(self.path())
        signature = self.ok(staff.get("/v1/signatures?immersion_id=" + immersion["id"]))["data"][0]
        return {**entry, "candidacies": candidacy["id"], "participants": contract["participant_id"], "paths": contract["path_id"],
                "contracts": contract["id"], "immersions": immersion["id"], "hosts": immersion["host_id"],
                "exits": exit_row["id"], "targets": self.made(world.director.post("/v1/targets", samples.target()))["id"],
                "worksites": world.ids["worksite"], "vacancies": self.offered()["id"],
                "staff": world.ids["counsellor"], "structures": world.ids["structure"],
                "agreements": self.agreed()["id"], "api_keys": key["id"], "signatures": signature["id"],
                "immersion_links": self.linked(immersion, "host")[0]["id"],
                "invitations": invitation["id"], "identities": identity["id"],
                "partners": world.ids["partner"], **rights}

    def body_of(self, operation, client):
        """A body of the right shape, from the examples; references name nothing: the row is not there either."""
        return self.document.example(operation, client.role, lambda resource: UNKNOWN_ID)

    def test_another_structure(self):
        world, rows = self.world, self.lives()
        tried = 0
        for method, path, operation in self.document.operations():
            match = re.match(r"/v1/(\w+)/\{id\}", path)
            if not match or match.group(1) not in rows:
                continue
            resource = match.group(1)
            for role in operation.get("x-roles", []):
                client = getattr(world, role + "_b", None)
                if client is None or self.public(resource, role):
                    continue
                with self.subTest(method=method, path=path, role=role):
                    self.wall(client, method, path, operation, rows[resource])
                    tried += 1
        self.assertGreater(tried, 80, "the walls were hardly tried")

    def public(self, resource, role):
        """Rows that this role reads whoever they belong to: the directory."""
        return (resource, role) in (("structures", "prescriber"), ("worksites", "prescriber"), ("vacancies", "prescriber"),
                                    ("partners", "director"))

    def wall(self, client, method, path, operation, row_id):
        body = self.body_of(operation, client)
        answers = []
        for one in (row_id, UNKNOWN_ID):
            url = path.replace("{id}", one)
            if method == "get":
                answers.append(client.get(url))
            elif method == "patch":
                answers.append(client.patch(url, body, '"1"'))
            else:
                answers.append(client.post(url, body))
        self.as_unknown(*answers)

    def test_every_role_and_operation(self):
        """A role outside x-roles is refused before anything is looked up."""
        tried = 0
        for method, path, operation in self.document.operations():
            roles = operation.get("x-roles")
            self.assertIsInstance(roles, list, f"{method} {path} says its roles")
            for client in self.world.everyone():
                if client.role in roles:
                    continue
                url = re.sub(r"\{\w+\}", UNKNOWN_ID, path)
                if operation.get("x-lane") == "slow":
                    client = self.slow(client)
                with self.subTest(method=method, path=path, role=client.role):
                    answer = client.request(method.upper(), url, **({} if method == "get" else {"json_body": {}}),
                                            headers={"If-Match": '"1"'} if method == "patch" else None)
                    self.refused(answer, 403, "forbidden")
                    tried += 1
        self.assertGreater(tried, 200)

    def test_no_key(self):
        for method, path, _ in self.document.operations():
            url = re.sub(r"\{\w+\}", UNKNOWN_ID, path)
            with self.subTest(method=method, path=path):
                more = {} if method == "get" else {"json_body": {}}
                self.refused(self.world.anonymous.request(method.upper(), url, **more), 401, "unauthenticated")

    def test_lists_hold_ones_own(self):
        world, rows = self.world, self.lives()
        for resource, row_id in rows.items():
            for role in ("director", "counsellor", "supervisor", "office", "prescriber", "partner"):
                client = getattr(world, role + "_b")
                if self.public(resource, role):
                    continue
                with self.subTest(resource=resource, role=role):
                    answer = client.get(f"/v1/{resource}?limit=200")
                    if answer.status != 200:
                        self.assertIn((answer.status, answer.code),
                                      [(403, "forbidden"), (404, "not_found"), (405, "method_not_allowed")])
                        continue
                    self.assertNotIn(row_id, [row["id"] for row in answer.json["data"]])
                    self.assertNotIn(row_id, answer.body.decode())
                    export = self.slow(client).get(f"/v1/{resource}/export?format=ndjson")
                    self.assertNotIn(row_id, self.assertStatus(export, 200).body.decode())

    def test_filters_tell_nothing(self):
        """A filter by a foreign id gives an empty list, as one by an unknown id."""
        world, rows = self.world, self.lives()
        for path, row_id in (("contracts?path_id=", rows["paths"]), ("immersions?contract_id=", rows["contracts"]),
                             ("paths?participant_id=", rows["participants"]), ("exits?path_id=", rows["paths"]),
                             ("candidacies?prescriber_id=", world.ids["prescriber"])):
            with self.subTest(path):
                self.assertEqual(self.ok(world.counsellor_b.get("/v1/" + path + row_id))["data"], [])

    def test_foreign_ids_in_bodies(self):
        """A foreign id in a body is the same 422 as an unknown one."""
        world, rows = self.world, self.lives()
        own = self.signed(staff=world.counsellor_b)
        host = self.host(world.counsellor_b)
        for resource, body, field, foreign in (
                ("paths", {"worksite_id": world.ids["worksite_b"]}, "participant_id", rows["participants"]),
                ("contracts", samples.contract(UNKNOWN_ID), "path_id", rows["paths"]),
                ("immersions", samples.immersion(UNKNOWN_ID, host["id"]), "contract_id", rows["contracts"]),
                ("immersions", samples.immersion(own["id"], UNKNOWN_ID), "host_id", rows["hosts"]),
                ("exits", samples.exit_(UNKNOWN_ID, "2026-07-08"), "path_id", rows["paths"]),
                ("passes", samples.pass_(UNKNOWN_ID), "participant_id", rows["participants"]),
                ("pass_suspensions", samples.suspension(UNKNOWN_ID), "pass_id", rows["passes"]),
                ("pass_extensions", {"reason": "complete_training", "days": 30}, "pass_id", rows["passes"]),
                ("eligibility_diagnoses", {"diagnosed_on": samples.TODAY}, "participant_id", rows["participants"]),
                ("eligibility_diagnoses", {"diagnosed_on": samples.TODAY}, "candidacy_id", rows["candidacies"])):
            with self.subTest(resource=resource, field=field):
                answers = [world.counsellor_b.post("/v1/" + resource, {**body, field: one}) for one in (foreign, UNKNOWN_ID)]
                for answer in answers:
                    self.refused(answer, 422, "unknown_reference", field)
                texts = [{key: value for key, value in answer.json.items() if key != "request_id"} for answer in answers]
                self.assertEqual(texts[0], texts[1])
        row = self.candidacy(world.prescriber_b, world.ids["structure_b"])
        for one in (rows["participants"], UNKNOWN_ID):
            answer = world.counsellor_b.post(f"/v1/candidacies/{row['id']}/accept", {"participant_id": one})
            self.assertStatus(answer, 422)
            self.assertTrue({answer.code, *answer.item("participant_id")} & {"participant_unknown", "unknown_reference"},
                            repr(answer))


class SecondWall(Case):
    """Row-level security alone, without the service's own predicates."""

    def test_policies(self):
        self.candidacy()
        rows = self.sql(f"""begin; select set_config('role', 'maillon_staff', true),
            set_config('app.structure_id', '{self.world.ids["structure_b"]}', true),
            set_config('app.staff_role', 'counsellor', true);
            select count(*) from candidacy; rollback""")
        self.assertEqual(rows[-1], ["0"])
        rows = self.sql(f"""begin; select set_config('role', 'maillon_staff', true),
            set_config('app.structure_id', '{self.world.ids["structure"]}', true),
            set_config('app.staff_role', 'counsellor', true);
            select count(*) > 0 from candidacy; rollback""")
        self.assertEqual(rows[-1], ["t"])
        rows = self.sql(f"""begin; select set_config('role', 'maillon_prescriber', true),
            set_config('app.prescriber_id', '{self.world.ids["prescriber_b"]}', true);
            select count(*) from candidacy; rollback""")
        self.assertEqual(rows[-1], ["0"])
        for role in ("maillon_operator", "maillon_partner"):
            done = self.stage.psql(f"begin; select set_config('role', '{role}', true); select count(*) from candidacy;",
                                   self.database, check=False)
            self.assertTrue(done.returncode != 0 or done.stdout.split()[-1] == "0", done.stdout + done.stderr)

    def test_login_alone_sees_nothing(self):
        for table in ("candidacy", "participant", "api_key"):
            done = self.stage.psql(f"select count(*) from {table}", self.database, user="maillon_login", check=False)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("permission denied", done.stderr)
