"""What each kind of principal reaches, asked of the policies alone: no ownership predicate stands in these statements."""
import json

import sqldata
from sqlbase import Database, Principal, SqlError, begin, quoted
from sqldata import id

FILES = ["recruitment_assessment", "background", "entry_situation"]
RIGHTS = ["pass", "pass_suspension", "pass_extension", "eligibility_diagnosis"]
TENANT_TABLES = ["worksite", "vacancy", "staff_member", "host", "agreement", "target", "api_key", "candidacy", "participant",
                 "path", *FILES, "contract", "immersion", "immersion_signature", "immersion_link", "path_exit", "identity",
                 "invitation", "change", "transition", "access_entry", *RIGHTS]
CREDENTIALS = {"api_key", "identity", "invitation"}
PERSON_TABLES = [*FILES, "participant", "path", "contract", "path_exit", "staff_member", "host", "target"]


def staff(name, staff_role="director"):
    return Principal("maillon_staff", structure=id("structure", name), actor=id("staff_member", f"{name} {staff_role}"),
                     staff_role=staff_role)


def prescriber(name):
    return Principal("maillon_prescriber", prescriber=id("prescriber", name), actor=id("prescriber", name))


def partner(name, today="2026-03-10"):
    return Principal("maillon_partner", partner=id("partner", name), actor=id("partner", name), today=today)


def signatory(name):
    return Principal("maillon_signatory", structure=id("structure", name), actor=id("immersion_link", name))


OPERATOR = Principal("maillon_operator", actor=id("api_key", "operator"))
JOB = Principal("maillon_job")


class Filled(Database):
    @classmethod
    def populate(cls):
        cls.sql(sqldata.everything())

    def ids(self, who, table, key="id"):
        return {row[0] for row in self.ask(who, f"select {key} from {table}")}

    def written(self, who, text):
        """How many rows the statement writes."""
        return int(self.ask(who, f"with w as ({text} returning 1) select count(*) from w")[0][0])

    def copy_of(self, table, which, /, **changes):
        """An insert of a row like the one that `which` selects, but for some columns."""
        columns = self.column(f"""select column_name from information_schema.columns where table_schema = 'public'
            and table_name = '{table}' and is_generated = 'NEVER' and is_identity = 'NO' order by ordinal_position""")
        row = json.loads(self.sql(f"select to_jsonb(t) from {table} t where {which}")[0][0])
        row.update(changes)
        names = ", ".join(columns)
        return (f"insert into {table} ({names}) select {names} "
                f"from jsonb_populate_record(null::public.{table}, {quoted(json.dumps(row))})")


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


class Prescribers(Filled):
    def test_the_directory_is_open(self):
        self.assertEqual(self.ids(prescriber("p"), "structure"), {id("structure", "a"), id("structure", "b")})
        self.assertEqual(self.ids(prescriber("p"), "worksite"), {id("worksite", "a"), id("worksite", "b")})
        self.assertEqual(self.ids(prescriber("p"), "prescriber"), {id("prescriber", "p"), id("prescriber", "q")})

    def test_no_vacancy_of_a_structure_that_takes_no_candidacy(self):
        self.sql("update vacancy set state = 'open', opens_on = '2026-01-01', closes_on = null")
        both = {id("vacancy", "a"), id("vacancy", "b")}
        for who in (prescriber("p"), OPERATOR):
            self.assertEqual(self.ids(who, "vacancy"), both)
        self.sql(f"update structure set open_to_candidacies = false where id = '{id('structure', 'b')}'")
        for who in (prescriber("p"), OPERATOR):
            self.assertEqual(self.ids(who, "vacancy"), {id("vacancy", "a")})
        self.sql("update structure set open_to_candidacies = true")

    def test_its_own_candidacies_only(self):
        self.assertEqual(self.ids(prescriber("p"), "candidacy"), {id("candidacy", "a")})
        other = f"id = '{id('candidacy', 'b')}'"
        self.assertEqual(self.written(prescriber("p"), f"update candidacy set email = 'x@y.example' where {other}"), 0)
        self.refused("42501", prescriber("p"), self.copy_of("candidacy", other))
        self.refused("23505", prescriber("q"), self.copy_of("candidacy", other), "candidacy_pkey")
        self.refused("42501", prescriber("p"), f"update candidacy set prescriber_id = '{id('prescriber', 'q')}'")

    def test_it_never_writes_what_the_structure_answers(self):
        self.assertEqual(self.written(prescriber("p"), "update candidacy set email = 'x@y.example'"), 1)
        for column in ("participant_id", "answer_to_candidate", "staff_comment", "first_day_on", "possible_duplicate_of",
                       "structure_id", "candidate_reference"):
            self.refused("42501", prescriber("p"), f"update candidacy set {column} = null")

    def test_immersions_addressed_to_it(self):
        self.assertEqual(self.ids(prescriber("p"), "immersion"), {id("immersion", "a")})
        self.assertEqual(self.ids(prescriber("p"), "immersion_signature"), {id("immersion_signature", "a")})
        self.assertEqual(self.written(prescriber("p"), "update immersion set state = 'cancelled'"), 1)
        for column in ("host_id", "last_on", "schedule", "result"):
            self.refused("42501", prescriber("p"), f"update immersion set {column} = {column}")
        self.refused("42501", prescriber("p"), "update immersion_signature set revoked_at = now()")

    def test_no_draft(self):
        """A convention that its structure still writes is addressed to nobody."""
        self.sql(f"update immersion set state = 'draft' where id = '{id('immersion', 'a')}'")
        self.assertEqual(self.ids(prescriber("p"), "immersion"), set())
        self.sql(f"update immersion set state = 'validated' where id = '{id('immersion', 'a')}'")

    def test_extensions_addressed_to_it(self):
        self.assertEqual(self.ids(prescriber("p"), "pass_extension"), {id("pass_extension", "a")})
        self.assertEqual(self.written(prescriber("p"), "update pass_extension set answer = 'Avis favorable.'"), 1)
        for column in ("days", "reason", "pass_id", "prescriber_id", "last_name"):
            self.refused("42501", prescriber("p"), f"update pass_extension set {column} = {column}")

    def test_its_own_diagnoses_which_hold_no_criterion(self):
        self.assertEqual(self.ids(prescriber("p"), "eligibility_diagnosis"), {id("eligibility_diagnosis", "a sent")})
        self.assertEqual(self.ids(prescriber("p"), "eligibility_diagnosis", "criteria"), {"{}"})
        row = f"id = '{id('eligibility_diagnosis', 'a sent')}'"
        for changes in ({"criteria": ["RSA"]}, {"id": id("eligibility_diagnosis", "new"), "criteria": ["RSA"]}):
            self.refused("23514", prescriber("p"), self.copy_of("eligibility_diagnosis", row, **changes),
                         "eligibility_diagnosis_criteria")
        self.refused("42501", prescriber("p"), "update eligibility_diagnosis set criteria = '{}'")
        self.refused("42501", prescriber("p"), self.copy_of("eligibility_diagnosis", row, prescriber_id=None))

    def test_rights_of_whom_it_is_asked_about(self):
        """All that a rule needs of the person, while the extension awaits its answer, and of nobody else."""
        asked = f"select kind from person_rights('{id('participant', 'a')}')"
        self.assertEqual({row[0] for row in self.ask(prescriber("p"), asked)}, {"pass", "suspension", "diagnosis"})
        self.assertEqual(self.ask(prescriber("q"), asked), [])
        self.assertEqual(self.ask(staff("b"), asked), [])
        self.sql(f"update pass_extension set state = 'withdrawn' where id = '{id('pass_extension', 'a')}'")
        self.assertEqual(self.ask(prescriber("p"), asked), [])
        self.sql(f"update pass_extension set state = 'requested' where id = '{id('pass_extension', 'a')}'")

    def test_the_end_of_a_pass(self):
        """Moved by its structure, and by the prescriber that has granted an extension of it."""
        extension = f"update pass_extension set state = '%s', answered_on = %s where id = '{id('pass_extension', 'a')}'"

        def moves(who):
            version = f"select version from pass where id = '{id('pass', 'a')}'"
            before = self.sql(version)
            self.ask(who, f"select pass_set_end('{id('pass', 'a')}', '2028-02-13', '2028-02-13')", commit=True)
            return self.sql(version) != before

        self.assertEqual([moves(who) for who in (prescriber("p"), prescriber("q"), staff("b"), staff("a", "office"))],
                         [False, False, False, True])
        self.sql(extension % ("granted", "'2027-10-02'"))
        self.assertEqual([moves(who) for who in (prescriber("p"), prescriber("q"))], [True, False])
        self.sql(extension % ("requested", "null"))

    def test_nothing_else(self):
        for table in PERSON_TABLES + ["pass", "pass_suspension", "partner", "agreement", "api_key", "change", "transition",
                                      "access_entry"]:
            self.refused("42501", prescriber("p"), f"select 1 from {table}")
        for table in ("structure", "worksite", "prescriber"):
            self.refused("42501", prescriber("p"), f"update {table} set version = version")

    def test_its_journal_is_signed(self):
        row = f"row_id = '{id('candidacy', 'b')}'"
        own = id("prescriber", "p")
        for table, other in (("transition", {"actor_id": own}), ("change", {"prescriber_id": own})):
            self.refused("42501", prescriber("p"), self.copy_of(table, row))
            self.assertEqual(self.ask(prescriber("p"), self.copy_of(table, row, **other)), [])



class Signatories(Filled):
    """Who holds a link reaches one convention, and signs as one party."""

    def test_one_convention(self):
        self.assertEqual(self.ids(signatory("a"), "immersion"), {id("immersion", "a")})
        self.assertEqual(self.ids(signatory("a"), "immersion_link"), {id("immersion_link", "a")})
        self.assertEqual(self.ids(signatory("a"), "immersion_signature"), {id("immersion_signature", "a")})
        self.assertEqual(self.ids(Principal("maillon_signatory", structure=id("structure", "a")), "immersion"), set())
        for table in set(TENANT_TABLES) - {"immersion", "immersion_link", "immersion_signature"} | {"structure", "prescriber"}:
            self.refused("42501", signatory("a"), f"select 1 from {table}")

    def test_what_it_writes(self):
        self.assertEqual(self.written(signatory("a"), "update immersion set state = state"), 1)
        for column in ("host_id", "schedule", "starts_on", "beneficiary_last_name", "validated_on"):
            self.refused("42501", signatory("a"), f"update immersion set {column} = {column}")
        row = f"id = '{id('immersion_signature', 'a')}'"
        self.refused("42501", signatory("a"), self.copy_of("immersion_signature", row, id=id("immersion_signature", "of another")))
        mine = self.copy_of("immersion_signature", row, id=id("immersion_signature", "mine"), role="host")
        self.refused("42501", signatory("b"), mine)
        self.assertEqual(self.written(signatory("a"), mine), 1)
        self.refused("42501", signatory("a"), "update immersion_signature set revoked_at = now()")
        self.refused("42501", signatory("a"), "update immersion_link set expires_at = now()")

    def test_a_link_that_serves_no_more(self):
        """Once used it is read for an hour and writes nothing; revoked or expired it is nothing."""
        link = f"update immersion_link set %s where id = '{id('immersion_link', 'a')}'"
        for change, read in (("state = 'used', used_at = now() - interval '59 minutes'", {id("immersion", "a")}),
                             ("state = 'used', used_at = now() - interval '61 minutes'", set()),
                             ("state = 'revoked'", set()), ("expires_at = now()", set())):
            self.sql(link % change)
            self.assertEqual(self.ids(signatory("a"), "immersion"), read, change)
            self.assertEqual(self.written(signatory("a"), "update immersion set state = state"), 0, change)
            self.sql(link % "state = 'pending', used_at = null, expires_at = now() + interval '31 days'")
        self.refused("42501", signatory("a"), "update immersion_link set state = 'revoked'")
        self.assertEqual(self.written(signatory("a"), "update immersion_link set state = 'used', used_at = now()"), 1)


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
