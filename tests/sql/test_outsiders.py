"""What prescribers and the parties of a convention reach, asked of the policies and privileges alone."""
from filled import Filled, OPERATOR, PERSON_TABLES, TENANT_TABLES, partner, prescriber, signatory, staff
from sqlbase import Principal
from sqldata import candidacy, id


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

    def test_it_never_reads_what_the_structure_keeps(self):
        self.assertEqual(self.ask(prescriber("p"), "select state, last_name from candidacy"), [["accepted", "Le Guen a"]])
        for column in ("refusal_reason", "answer_to_candidate", "cancel_reason", "staff_comment", "staff_withdrawal_reason",
                       "assigned_counsellor_id", "possible_duplicate_of", "merged_into_id", "prescriber_kind"):
            for text in ("select {} from candidacy", "select id from candidacy where {} is null",
                         "update candidacy set email = null returning {}"):
                self.refused("42501", prescriber("p"), text.format(column))
        self.refused("42501", prescriber("p"), "select * from candidacy")

    def test_files_put_away_for_another(self):
        """Their structure finds them by the one kept, and who sent them, without being told why they are found."""
        kept, put_away = id("candidacy", "a"), id("candidacy", "put away")
        self.sql(candidacy("a", "put away", "p", "ref-away", state="obsolete", merged_into_id=kept))
        ask, found = f"select * from candidacies_put_away('{kept}')", [[id("structure", "a"), put_away]]
        self.assertEqual(self.ask(staff("a"), ask), found)
        self.assertEqual(self.ask(prescriber("p"), ask), found)
        for who in (staff("b"), prescriber("q")):
            self.assertEqual(self.ask(who, ask), [])
        self.sql(f"update candidacy set prescriber_id = '{id('prescriber', 'q')}' where id = '{put_away}'")
        self.assertEqual(self.ask(prescriber("p"), ask), [])
        self.sql(f"delete from candidacy where id = '{put_away}'")
        for who in (partner("f"), OPERATOR, signatory("a")):
            self.refused("42501", who, ask)

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

    def test_it_never_reads_what_is_the_person_s(self):
        self.assertEqual(self.ids(signatory("a"), "immersion", "object is not null"), {"t"})
        for column in ("beneficiary_agrees", "beneficiary_comment", "rejection_justification", "abandon_justification",
                       "cancel_justification"):
            self.refused("42501", signatory("a"), f"select {column} from immersion")

    def test_what_it_writes(self):
        self.assertEqual(self.written(signatory("a"), "update immersion set state = state"), 1)
        for column in ("host_id", "schedule", "starts_on", "beneficiary_last_name", "validated_on"):
            self.refused("42501", signatory("a"), f"update immersion set {column} = {column}")
        row = f"id = '{id('immersion_signature', 'a')}'"
        another = self.copy_of("immersion_signature", row, id=id("immersion_signature", "of another"))
        self.refused("42501", signatory("a"), another)
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
