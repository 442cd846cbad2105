"""The journal: after any work, each row has a change for each of its versions, and each move its transition."""
import samples
from harness import Case

TABLES = ("pass", "pass_suspension", "pass_extension", "eligibility_diagnosis", "recruitment_assessment", "background",
          "entry_situation", "structure", "worksite", "staff_member", "prescriber", "partner", "host", "candidacy",
          "participant", "path", "contract", "immersion", "immersion_signature", "path_exit", "target", "agreement",
          "api_key")
TENANTS = set(TABLES) - {"structure", "prescriber", "partner"}


class Journal(Case):
    seconds = 8

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls("test_versions").work()

    def work(self):
        """A little of everything, side effects included."""
        world, staff = self.world, self.world.counsellor
        twin = self.candidacy(structure=world.ids["structure_b"], candidate_reference="jumeau")
        row = self.candidacy(candidate_reference="jumeau")
        self.move(staff, "candidacies", row, "waitlist", {"comment": "Place en mars."})
        self.made(world.prescriber.post("/v1/eligibility_diagnoses", {"candidacy_id": row["id"], "diagnosed_on": samples.TODAY}))
        self.move(staff, "candidacies", row, "accept")
        self.move(staff, "candidacies", row, "cancel", {"reason": "Erreur."})
        self.move(world.counsellor_b, "candidacies", twin, "reopen", {"comment": "Libre."})
        path = self.path()
        for resource, row_id in self.entered(path).items():
            field = {"backgrounds": "interests", "entry_situations": "zrr"}.get(resource, "opinion_comment")
            self.ok(staff.patch(f"/v1/{resource}/{row_id}", {field: None}))
        contract = self.signed(path, starts_on="2026-03-02", ends_on="2026-07-01")
        immersion = self.immersion(contract, prescriber_id=world.ids["prescriber"])
        self.move(staff, "immersions", immersion, "submit")
        self.sign_all(immersion)
        self.move(staff, "immersions", immersion, "change", {"place": "Serre n° 4"})
        self.sign_all(immersion)
        self.move(world.prescriber, "immersions", immersion, "validate")
        self.move(staff, "immersions", immersion, "assess", samples.ASSESSMENT, today="2026-04-11")
        renewal = self.move(world.office, "contracts", contract, "renew", {"ends_on": "2026-12-31"}, 201)
        self.move(world.office, "contracts", renewal, "sign", {"signed_on": "2026-02-28"})
        self.move(world.office, "contracts", renewal, "terminate",
                  {"last_on": "2026-08-31", "termination_code": "037", "occurred_on": "2026-08-20"}, today="2026-09-01")
        exit_row = self.made(staff.post("/v1/exits", samples.exit_(contract["path_id"], "2026-08-31"), today="2026-09-01"))
        self.ok(staff.patch("/v1/exits/" + exit_row["id"], {"project_defined": True}))
        rights = self.rights(self.path())
        self.move(staff, "pass_suspensions", rights["pass_suspensions"], "cancel", {"comment": "Erreur de saisie."})
        asked = self.made(staff.post("/v1/pass_extensions", {
            "pass_id": rights["passes"], "reason": "senior", "days": 30, "prescriber_id": world.ids["prescriber"]},
            today="2040-06-03"))
        self.move(world.prescriber, "pass_extensions", asked, "grant", today="2040-06-04")
        self.made(world.director.post("/v1/targets", samples.target()))
        self.move(world.director, "agreements", self.agreed(), "close")
        key = self.made(world.director.post("/v1/api_keys", {"label": "x", "staff_id": world.ids["office"]}))
        self.move(world.director, "api_keys", key, "revoke")
        self.ok(world.operator.patch("/v1/prescribers/" + world.ids["prescriber_b"], {"phone": "0145000000"}))

    def test_versions(self):
        for table in TABLES:
            with self.subTest(table):
                rows = self.sql(f"""select t.id, t.version, count(h.*), min(h.version), max(h.version), min(h.kind)
                    from {table} t left join change h on h.row_id = t.id group by t.id, t.version""")
                self.assertGreater(len(rows), 0)
                for row_id, version, count, first, last, kind in rows:
                    if table in ("staff_member", "api_key") and count == "0":
                        continue  # the first director and the first keys are made by the administrator's command
                    self.assertEqual((count, first, last, kind), (version, "1", version, "created"), f"{table} {row_id}")

    def test_whose_changes(self):
        """A change carries the structure of its row, and the sender that may read it."""
        for table in TENANTS:
            with self.subTest(table):
                wrong = self.sql(f"select h.* from change h join {table} t on t.id = h.row_id "
                                 "where h.structure_id is distinct from t.structure_id")
                self.assertEqual(wrong, [])
        for table in ("candidacy", "immersion", "pass_extension", "eligibility_diagnosis"):
            wrong = self.sql(f"select h.* from change h join {table} t on t.id = h.row_id "
                             "where h.prescriber_id is distinct from t.prescriber_id")
            self.assertEqual(wrong, [])

    def test_deletions(self):
        gone = self.sql("select resource from change h where kind = 'deleted'")
        self.assertEqual(gone, [["participant"]])

    def test_transitions(self):
        for table in ("candidacy", "contract", "immersion", "agreement", "api_key"):
            with self.subTest(table):
                last = self.sql(f"""select t.state,
                        (select x.to_state from transition x where x.row_id = t.id order by x.id desc limit 1)
                    from {table} t where t.version > 1 or exists (select from transition x where x.row_id = t.id)""")
                self.assertGreater(len(last), 0)
                for state, to_state in last:
                    self.assertIn(to_state, (state, None), table)
        broken = self.sql("""select *
            from (select verb, from_state, lag(to_state) over (partition by row_id order by id) as before from transition) x
            where before is not null and from_state is distinct from before""")
        self.assertEqual(broken, [], "each move leaves the state that the move before it reached")
        anonymous = self.sql("select verb from transition where actor_kind <> 'job' and (actor_id is null or request_id is null)")
        self.assertEqual(anonymous, [])

    def test_what_a_transition_says(self):
        rows = dict(self.sql("select verb, comment from transition where comment is not null"))
        self.assertEqual((rows["waitlist"], rows["reopen"]), ("Place en mars.", "Libre."))
        days = self.sql("select verb, occurred_on from transition where occurred_on is not null")
        for move in (["terminate", "2026-08-20"], ["sign", "2026-02-28"]):
            self.assertIn(move, days)
        kinds = {verb: kind for verb, kind in self.sql("select verb, actor_kind from transition")}
        self.assertEqual((kinds["validate"], kinds["obsolete"], kinds["accept"]), ("prescriber", "job", "staff"))
