"""What each kind of principal reaches, asked of the policies alone: no ownership predicate stands in these statements.
Prescribers and signatories have a file of their own, test_outsiders.py."""
import sqldata
from filled import CREDENTIALS, FILES, Filled, JOB, OPERATOR, PERSON_TABLES, RIGHTS, TENANT_TABLES, partner, prescriber, staff
from sqlbase import Principal, SqlError, begin
from sqldata import id


class Structures(Filled):
    def test_the_list_of_tenant_tables_is_whole(self):
        found = self.column("""select table_name from information_schema.columns where table_schema = 'public'
            and column_name = 'structure_id' order by 1""")
        self.assertEqual(found, sorted(TENANT_TABLES))

    def test_a_structure_reads_its_own_rows_only(self):
        for table in TENANT_TABLES:
            if table == "change":
                self.refused("42501", staff("a"), "select 1 from change")
                continue
            here = id("structure", "a")
            with self.subTest(table):
                self.assertGreater(int(self.sql(f"select count(*) from {table} where structure_id <> '{here}'")[0][0]), 0)
                self.assertEqual(self.ids(staff("a"), table, "structure_id"), {here})

    def test_a_structure_sees_itself(self):
        self.assertEqual(self.ids(staff("a"), "structure"), {id("structure", "a")})
        self.assertEqual(self.written(staff("a"), "update structure set name = name"), 1)
        self.refused("42501", staff("a"), "insert into structure (id, name, siret, kind) values "
                     f"('{id('structure', 'c')}', 'C', '44444444400044', 'aci')")

    def test_a_structure_writes_nothing_into_another(self):
        other = f"structure_id = '{id('structure', 'b')}'"
        for table in TENANT_TABLES:
            with self.subTest(table):
                self.refused("42501", staff("a"), self.copy_of(table, other))
                # The same row is welcome from its own structure: only its identifier is taken.
                if table not in ("change", "transition", "access_entry", "identity"):  # identities are bound by enrol() alone
                    self.refused("23505", staff("b"), self.copy_of(table, other))

    def test_a_structure_changes_nothing_of_another(self):
        here, there = id("structure", "a"), id("structure", "b")
        for table in TENANT_TABLES:
            if table in ("change", "transition", "access_entry"):
                self.refused("42501", staff("a"), f"update {table} set resource = 'x'")
                continue
            with self.subTest(table):
                touch = f"update {table} set version = version"
                self.assertEqual(self.written(staff("a"), f"{touch} where structure_id = '{there}'"), 0)
                self.assertGreater(self.written(staff("a"), touch), 0)
                self.refused("42501", staff("a"), f"update {table} set structure_id = '{there}' where structure_id = '{here}'")

    def test_nothing_is_deleted_but_an_empty_participant(self):
        for table in ["structure", *TENANT_TABLES]:
            if table == "participant":
                continue
            with self.subTest(table):
                self.refused("42501", staff("a"), f"delete from {table}")
        self.assertEqual(self.written(staff("a"), f"delete from participant where id = '{id('participant', 'b')}'"), 0)

    def test_locks_follow_the_policies(self):
        for table in ("structure", "candidacy", "path", "contract", "immersion"):
            rows = self.ask(staff("a"), f"select id from {table} for update")
            self.assertEqual(rows, [[id(table, "a")]], table)

    def test_what_a_function_does_not_see(self):
        hidden = {
            "counsellor": {"partner", "agreement", "access_entry", *CREDENTIALS},
            "supervisor": {"partner", "agreement", "access_entry", *CREDENTIALS, *FILES, *RIGHTS, "candidacy", "path_exit",
                           "target", "immersion_link"},
            "office": {"partner", "agreement", "access_entry", *CREDENTIALS, *FILES, "candidacy", "host", "immersion",
                       "immersion_signature", "immersion_link", "pass_extension", "eligibility_diagnosis"},
            "director": set(),
        }
        tables = ["partner"] + [table for table in TENANT_TABLES if table != "change"]
        for function, expected in hidden.items():
            found = {table for table in tables if not self.ids(staff("a", function), table)}
            self.assertEqual(found, expected, function)

    def test_a_function_writes_nothing_it_does_not_see(self):
        row = f"structure_id = '{id('structure', 'a')}'"
        for function, table in (("office", "candidacy"), ("supervisor", "path_exit"), ("office", "immersion"),
                                ("supervisor", "recruitment_assessment"), ("office", "background"), ("office", "entry_situation"),
                                ("counsellor", "agreement"), ("counsellor", "api_key"), ("office", "invitation"),
                                ("office", "eligibility_diagnosis"), ("office", "pass_extension"), ("supervisor", "pass")):
            self.refused("42501", staff("a", function), self.copy_of(table, row))
        # Moves are recorded by whoever makes them.
        self.assertEqual(self.ask(staff("a", "office"), self.copy_of("transition", row)), [])

    def test_no_function_no_sight(self):
        self.assertEqual(self.ids(staff("a")._replace(staff_role=""), "candidacy"), set())

    def test_the_directory_is_read_only_for_structures(self):
        self.assertEqual(self.ids(staff("a"), "prescriber"), {id("prescriber", "p"), id("prescriber", "q")})
        for table in ("prescriber", "partner", "parameter"):
            self.refused("42501", staff("a"), f"update {table} set version = version")

    def test_answers_kept_are_of_the_actor(self):
        own = id("staff_member", "a director")
        self.assertEqual(self.ids(staff("a"), "idempotency_key", "actor_id"), {own})
        self.assertEqual(self.ids(staff("a", "counsellor"), "idempotency_key", "actor_id"), set())
        self.refused("42501", staff("a", "counsellor"), self.copy_of("idempotency_key", f"actor_id = '{own}'", key="other"))

    def test_reference_lists_are_not_for_roles(self):
        for who in (staff("a"), prescriber("p"), partner("f"), OPERATOR):
            self.refused("42501", who, "select 1 from reference_exit_reasons")
            self.assertGreater(len(self.ask(who, "select key from parameter")), 10)


class Files(Filled):
    """What happened to a person, and who read of it."""

    ROWS = {"candidacy": "candidacy", "participant": "participant", "path": "path", "contract": "contract",
            "immersion": "immersion", "exit": "path_exit", "background": "background", "entry_situation": "entry_situation"}

    def test_a_transition_follows_its_row(self):
        here = f"row_id = '{id('contract', 'a')}'"
        for resource, table in self.ROWS.items():
            if resource not in ("candidacy", "contract"):  # which have one
                row = {"resource": resource, "row_id": id(table, "a")}
                self.ask(staff("a"), self.copy_of("transition", here, **row), commit=True)
        self.ask(staff("a"), self.copy_of("transition", here, resource="agreement", row_id=id("agreement", "a")), commit=True)
        for function in ("director", "counsellor", "supervisor", "office"):
            who = staff("a", function)
            expected = {resource for resource, table in self.ROWS.items() if self.ids(who, table)}
            if function in ("director", "counsellor"):
                expected.add("agreement")
            self.assertEqual(self.ids(who, "transition", "resource"), expected, function)

    def test_a_transition_of_a_row_that_is_not_there(self):
        other = self.copy_of("transition", f"row_id = '{id('contract', 'a')}'", row_id=id("contract", "b"))
        self.ask(staff("a"), other, commit=True)
        rows = self.ask(staff("a"), f"select 1 from transition where row_id = '{id('contract', 'b')}'")
        self.assertEqual(rows, [])

    def test_comments_are_of_the_accompaniment(self):
        comments = "select transition_comment(x.id) from transition x where x.resource = 'contract'"
        for function, expected in (("director", "x"), ("counsellor", "x"), ("supervisor", None), ("office", None)):
            self.refused("42501", staff("a", function), "select comment from transition")
            self.assertEqual(self.ask(staff("a", function), comments), [[expected]], function)
        other = self.sql(f"select id from transition where row_id = '{id('contract', 'b')}'")[0][0]
        self.assertEqual(self.ask(staff("a"), f"select transition_comment({other})"), [[None]])
        self.refused("42501", prescriber("p"), f"select transition_comment({other})")

    def test_entries_are_signed_and_never_changed(self):
        own = f"structure_id = '{id('structure', 'a')}'"
        self.refused("42501", staff("a", "office"), self.copy_of("access_entry", own))
        mine = self.copy_of("access_entry", own, actor_id=id("staff_member", "a office"))
        self.assertEqual(self.ask(staff("a", "office"), mine + " returning set_config('synchronous_commit', 'off', true)"),
                         [["off"]])
        self.refused("42501", staff("a", "office"), mine + " returning id")  # no entry is read, not even one's own
        for who in (staff("a"), JOB, OPERATOR, prescriber("p"), partner("f")):
            self.refused("42501", who, "delete from access_entry")
            self.refused("42501", who, "update access_entry set purpose = purpose")
        for who in (JOB, OPERATOR, prescriber("p"), partner("f")):
            self.refused("42501", who, self.copy_of("access_entry", own))


class Context(Filled):
    def test_without_context_nothing_is_seen(self):
        nobody = Principal("maillon_staff", staff_role="director", today="")
        for table in [table for table in TENANT_TABLES if table != "change"]:
            self.assertEqual(self.ask(nobody, f"select 1 from {table}"), [], table)
        self.assertEqual(self.ask(Principal("maillon_prescriber", today=""), "select 1 from candidacy"), [])
        self.assertEqual(self.ask(Principal("maillon_partner", today=""), "select 1 from structure"), [])

    def test_the_login_alone_reads_nothing(self):
        tables = self.column("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' "
                             "and relname <> 'schema_migration'")
        rights = self.sql("select relname from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r' "
                          "and relname <> 'schema_migration' and has_any_column_privilege('maillon_login', c.oid, "
                          "'select, insert, update, references')")
        self.assertGreater(len(tables), 30)
        self.assertEqual(rights, [])

    def test_the_context_ends_with_its_transaction(self):
        session = self.sessions["maillon_login"]
        left = "select current_user, coalesce(current_setting('app.structure_id', true), '')"
        for end in ("commit", "rollback", "select 1/0"):
            self.assertEqual(session.run(begin(staff("a")) + "select count(*) from candidacy;"), [["1"]])
            try:
                session.run(end + ";")
            except SqlError as error:
                self.assertEqual(error.sqlstate, "22012")
            self.assertEqual(session.run(left + ";"), [["maillon_login", ""]], end)
            with self.assertRaises(SqlError) as refusal:
                session.run("select 1 from candidacy;")
            self.assertEqual(refusal.exception.sqlstate, "42501")


class Partners(Filled):
    def test_structures_of_agreements_in_force(self):
        for today, expected in (("2025-12-31", set()), ("2026-01-01", {id("structure", "a")}),
                                ("2026-12-31", {id("structure", "a")}), ("2027-01-01", set())):
            self.assertEqual(self.ids(partner("f", today), "structure"), expected, today)

    def test_only_an_open_agreement_shows(self):
        for state in ("proposed", "closed", "declined"):
            self.sql(f"update agreement set state = '{state}' where id = '{id('agreement', 'a')}'")
            self.assertEqual(self.ids(partner("f"), "structure"), set(), state)
        self.sql(f"update agreement set state = 'open' where id = '{id('agreement', 'a')}'")
        self.assertEqual(self.ids(partner("f"), "structure"), {id("structure", "a")})

    def test_itself_and_its_agreements(self):
        self.assertEqual(self.ids(partner("f"), "partner"), {id("partner", "f")})
        self.assertEqual(self.ids(partner("f"), "agreement"), {id("agreement", "a")})

    def test_no_person_and_no_writing(self):
        for table in PERSON_TABLES + ["candidacy", "immersion", "immersion_signature", "prescriber", "worksite", "api_key",
                                      "idempotency_key"]:
            self.refused("42501", partner("f"), f"select 1 from {table}")
        for table in ("structure", "agreement", "partner"):
            self.refused("42501", partner("f"), f"update {table} set version = version")


class Operators(Filled):
    def test_the_directory_is_kept_by_it(self):
        for table, rows in (("structure", 2), ("prescriber", 2), ("partner", 2)):
            self.assertEqual(self.written(OPERATOR, f"update {table} set version = version"), rows, table)

    def test_no_personal_file(self):
        for table in PERSON_TABLES + ["candidacy", "immersion", "immersion_signature", "transition", "change", "access_entry"]:
            self.refused("42501", OPERATOR, f"select 1 from {table}")

    def test_it_proposes_agreements_and_opens_none(self):
        row = f"id = '{id('agreement', 'a')}'"
        new = {"id": id("agreement", "new"), "starts_on": "2027-01-01", "ends_on": None}
        self.assertEqual(self.ids(OPERATOR, "agreement"), {id("agreement", "a"), id("agreement", "b")})
        self.assertEqual(self.written(OPERATOR, self.copy_of("agreement", row, **new, state="proposed")), 1)
        self.refused("42501", OPERATOR, self.copy_of("agreement", row, **new))
        self.refused("42501", OPERATOR, "update agreement set state = 'open'")

    def test_no_staff_key_and_none_of_its_own_kind(self):
        self.assertEqual(self.ids(OPERATOR, "api_key"), {id("api_key", name) for name in "pqfg"})
        for name in ("a", "operator"):
            self.refused("42501", OPERATOR, self.copy_of("api_key", f"id = '{id('api_key', name)}'"))
        fresh = {"id": id("api_key", "new"), "hash": sqldata.hash_of("new")}
        self.assertEqual(self.written(OPERATOR, self.copy_of("api_key", f"id = '{id('api_key', 'p')}'", **fresh)), 1)
        self.refused("42501", OPERATOR, f"update api_key set prescriber_id = null where id = '{id('api_key', 'p')}'")
        # A director's key is no way to an operator's either: a key without holder has no structure.
        self.refused("42501", staff("a"), self.copy_of("api_key", f"id = '{id('api_key', 'operator')}'", **fresh))
        self.refused("23514", staff("a"), "update api_key set staff_id = null", "api_key_structure")


class Jobs(Filled):
    def test_what_time_moves(self):
        self.assertEqual(self.written(JOB, "update contract set state = 'ended', version = version + 1"), 2)
        self.assertEqual(self.written(JOB, "update immersion set state = 'in_progress', version = version + 1"), 2)
        self.assertEqual(self.ask(JOB, "select id from contract where state = 'signed' and last_on < '2020-01-01' "
                                  "for update skip locked"), [])
        self.assertEqual(self.written(JOB, "update api_key set last_used_at = now()"), 7)

    def test_old_answers_go(self):
        self.assertEqual(self.ask(JOB, "delete from idempotency_key where created_at < now() + interval '1 hour';\n"
                                  "select count(*) from idempotency_key"), [["0"]])

    def test_no_name_and_no_file(self):
        for table in ("candidacy", *FILES, "participant", "path", "path_exit", "staff_member", "immersion_signature",
                      "transition"):
            self.refused("42501", JOB, f"select 1 from {table}")
        for table, column in (("contract", "termination_reason"), ("immersion", "tutor_name"), ("idempotency_key", "body")):
            self.refused("42501", JOB, f"select {column} from {table}")
        for column in ("last_on", "starts_on", "participant_id"):
            self.refused("42501", JOB, f"update contract set {column} = {column}")
