"""What the database refuses whoever writes: as the superuser, whom no policy holds."""
import sqldata
from sqlbase import Database
from sqldata import agreement, candidacy, contract, id, immersion, insert


class Constraints(Database):
    @classmethod
    def populate(cls):
        cls.sql(sqldata.everything())

    # Contracts: a runs from 2026-01-15 to 2026-07-14.

    def test_contracts_share_no_day(self):
        for state in ("signed", "ended"):
            self.refused("23P01", None, contract("a", "new", "2026-07-14", "2026-12-31", state=state), "contract_no_overlap")
            self.refused("23P01", None, contract("a", "new", "2025-01-01", "2026-01-15", state=state), "contract_no_overlap")
        self.accepted(contract("a", "new", "2026-07-15", "2026-12-31"))
        self.accepted(contract("a", "new", "2025-01-01", "2026-01-14"))

    def test_only_live_contracts_occupy_days(self):
        self.accepted(contract("a", "new", "2026-02-01", "2026-03-01", state="draft", signed_on=None))
        self.accepted(contract("a", "new", "2026-02-01", "2026-03-01", state="cancelled"))

    def test_a_termination_frees_the_days_left(self):
        end = f"""update contract set state = 'terminated', last_on = '2026-03-31', termination_code = '037'
            where id = '{id("contract", "a")}';\n"""
        self.accepted(end + contract("a", "new", "2026-04-01", "2026-12-31"))
        self.refused("23P01", None, end + contract("a", "new", "2026-03-31", "2026-12-31"), "contract_no_overlap")

    def test_last_day_of_a_contract(self):
        for values in ("last_on = '2026-03-31'", "last_on = '2026-07-14', state = 'terminated', termination_code = '037'",
                       "last_on = '2026-01-14', state = 'terminated', termination_code = '037'"):
            self.refused("23514", None, f"update contract set {values} where id = '{id('contract', 'a')}'", "contract_last_day")

    def test_a_contract_is_signed_and_terminated_with_its_facts(self):
        self.refused("23514", None, contract("a", "new", "2027-01-01", "2027-06-30", signed_on=None), "contract_signature")
        self.refused("23514", None, contract("a", "new", "2027-01-01", "2027-06-30", last_on="2027-03-31", state="terminated"),
                     "contract_termination")
        self.refused("23503", None, f"update contract set termination_code = '999' where id = '{id('contract', 'a')}'",
                     "contract_termination_code_fkey")
        self.refused("23514", None, contract("a", "new", "2027-06-30", "2027-01-01"), "contract_days")

    def test_one_renewal(self):
        renewal = {"renews_id": id("contract", "a"), "state": "draft", "signed_on": None}
        first = contract("a", "one", "2026-07-15", "2026-12-31", **renewal)
        second = contract("a", "two", "2026-07-15", "2026-12-31", **renewal)
        self.refused("23505", None, first + second, "contract_renews_key")
        self.accepted(first.replace("'draft'", "'cancelled'") + second)

    def test_a_contract_is_of_its_path_and_person(self):
        self.refused("23503", None, contract("a", "new", "2027-01-01", "2027-06-30", participant_id=id("participant", "b")),
                     "contract_path_fkey")
        self.refused("23503", None, contract("a", "new", "2027-01-01", "2027-06-30", path_id=id("path", "b"),
                                             participant_id=id("participant", "b")), "contract_path_fkey")

    # Immersions: a runs from 2026-04-01 to 2026-04-15.

    def test_live_immersions_share_no_day(self):
        live = ("to_sign", "partially_signed", "in_review", "validated", "in_progress", "completed")
        for state in live:
            self.refused("23P01", None, immersion("a", "new", "2026-04-15", "2026-04-30", state=state), "immersion_no_overlap")
        for state in ("draft", "rejected", "abandoned", "cancelled"):
            self.accepted(immersion("a", "new", "2026-04-15", "2026-04-30", state=state))
        self.accepted(immersion("a", "new", "2026-04-16", "2026-04-30"))

    def test_an_early_stop_frees_the_days_left(self):
        stop = f"update immersion set last_on = '2026-04-07' where id = '{id('immersion', 'a')}';\n"
        self.accepted(stop + immersion("a", "new", "2026-04-08", "2026-04-30"))
        for day in ("2026-03-31", "2026-04-16"):
            self.refused("23514", None, f"update immersion set last_on = '{day}' where id = '{id('immersion', 'a')}'",
                         "immersion_last_day")

    def test_one_renewal_of_an_immersion(self):
        first = immersion("a", "one", "2026-04-16", "2026-04-30", renews_id=id("immersion", "a"), state="draft")
        second = immersion("a", "two", "2026-05-01", "2026-05-15", renews_id=id("immersion", "a"), state="draft")
        self.refused("23505", None, first + second, "immersion_renews_key")
        for state in ("rejected", "abandoned", "cancelled"):
            self.accepted(first.replace("'draft'", f"'{state}'") + second)

    def test_an_immersion_is_of_its_contract(self):
        for column, table in (("participant_id", "participant"), ("path_id", "path"), ("contract_id", "contract")):
            self.refused("23503", None, immersion("a", "new", "2026-05-01", "2026-05-15", **{column: id(table, "b")}),
                         "immersion_contract_fkey")
        self.refused("23503", None, immersion("a", "new", "2026-05-01", "2026-05-15", host_id=id("host", "b")),
                     "immersion_host_fkey")

    def test_one_live_signature_of_a_party(self):
        again = insert("immersion_signature", id=id("immersion_signature", "new"), structure_id=id("structure", "a"),
                       immersion_id=id("immersion", "a"), role="beneficiary", name="Léa", signed_on="2026-03-02", medium="paper")
        self.refused("23505", None, again, "immersion_signature_live_key")
        self.accepted("update immersion_signature set revoked_at = now();\n" + again)
        self.accepted(again.replace("'beneficiary'", "'host'"))
        self.refused("23514", None, again.replace("'beneficiary'", "'tutor'"), "immersion_signature_role")

    # Candidacies: one open file of a sender and reference in a structure.

    def test_one_open_file(self):
        for state in ("submitted", "under_review", "interview_planned", "waitlisted"):
            self.refused("23505", None, candidacy("a", "one", "p", "ref-2") + candidacy("a", "two", "p", "ref-2", state=state),
                         "candidacy_open_key")
        for state in ("accepted", "refused", "withdrawn", "cancelled", "obsolete"):
            self.accepted(candidacy("a", "one", "p", "ref-2") + candidacy("a", "two", "p", "ref-2", state=state))
        one = candidacy("a", "one", "p", "ref-2")
        for other in (candidacy("b", "two", "p", "ref-2"), candidacy("a", "two", "q", "ref-2"),
                      candidacy("a", "two", "p", "ref-3"), candidacy("a", "two", None, "ref-2")):
            self.accepted(one + other)

    def test_one_open_spontaneous_file(self):
        self.refused("23505", None, candidacy("a", "one", None, "ref-2") + candidacy("a", "two", None, "ref-2"),
                     "candidacy_open_key")

    def test_external_ids(self):
        one = candidacy("a", "one", "p", "ref-2", external_id="x-1")
        self.refused("23505", None, one + candidacy("b", "two", "p", "ref-3", external_id="x-1"), "candidacy_external_id_key")
        self.accepted(one + candidacy("b", "two", "q", "ref-3", external_id="x-1"))
        own = candidacy("a", "own", None, "ref-4", external_id="x-1")
        self.accepted(one + own + candidacy("b", "two", None, "ref-4", external_id="x-1"))
        self.refused("23505", None, own + candidacy("a", "two", None, "ref-5", external_id="x-1"),
                     "candidacy_own_external_id_key")

    def test_a_sender_names_a_referent(self):
        self.refused("23514", None, candidacy("a", "one", "p", "ref-2", referent_name=None), "candidacy_referent")

    def test_participant_and_candidacy_in_any_order(self):
        made = insert("participant", id=id("participant", "new"), structure_id=id("structure", "a"),
                      candidacy_id=id("candidacy", "one"), first_name="Léa", last_name="Le Guen", birth_on="1990-05-01")
        linked = f"update candidacy set participant_id = '{id('participant', 'new')}' where id = '{id('candidacy', 'one')}';\n"
        self.accepted(candidacy("a", "one", "p", "ref-2") + linked + made)
        self.refused("23503", None, candidacy("a", "one", "p", "ref-2") + linked, "candidacy_participant_fkey")
        self.refused("23505", None, candidacy("a", "one", "p", "ref-2") + made
                     + made.replace(id("participant", "new"), id("participant", "newer")), "participant_candidacy_key")

    # Everything else.

    def test_nothing_refers_to_another_structure(self):
        for table, column, other in (
                ("candidacy", "worksite_id", "worksite"), ("candidacy", "participant_id", "participant"),
                ("candidacy", "possible_duplicate_of", "candidacy"), ("participant", "candidacy_id", "candidacy"),
                ("path", "worksite_id", "worksite"), ("path", "counsellor_id", "staff_member"),
                ("path", "candidacy_id", "candidacy"),
                ("contract", "renews_id", "contract"), ("immersion", "renews_id", "immersion"),
                ("path_exit", "worksite_id", "worksite"), ("api_key", "staff_id", "staff_member")):
            foreign = id(other, "b director" if other == "staff_member" else "b")
            with self.subTest(f"{table}.{column}"):
                self.refused("23503", None, f"update {table} set {column} = '{foreign}' where id = '{id(table, 'a')}'")

    def test_one_open_path(self):
        new = insert("path", id=id("path", "new"), structure_id=id("structure", "a"), participant_id=id("participant", "a"),
                     worksite_id=id("worksite", "a"))
        self.accepted(new)
        self.refused("23505", None, new + new.replace(id("path", "new"), id("path", "newer")), "path_open_key")
        self.refused("23505", None, "update path set ended_on = null;\n" + new, "path_open_key")

    def test_one_exit(self):
        again = (f"insert into path_exit select (jsonb_populate_record(e, '{{\"id\": \"{id('path_exit', 'new')}\"}}')).* "
                 "from path_exit e limit 1")
        self.refused("23505", None, again, "path_exit_path_key")

    def test_what_an_exit_says_holds_together(self):
        for values, constraint in (("category = 'neutral'", "path_exit_counted"), ("counted = false", "path_exit_uncounted"),
                                   ("uncounted_because = 'neutral'", "path_exit_uncounted"),
                                   ("job_starts_on = '2026-08-01', job_ends_on = '2026-07-31'", "path_exit_job_days"),
                                   ("barriers_lifted = 'most'", "path_exit_barriers_lifted")):
            self.refused("23514", None, f"update path_exit set {values}", constraint)
        self.refused("23503", None, "update path_exit set reason = 'nowhere'", "path_exit_reason_fkey")
        self.accepted("update path_exit set category = 'neutral', counted = false, uncounted_because = 'neutral'")

    def test_open_agreements_share_no_day(self):
        self.refused("23P01", None, agreement("a", "new", "f", "2026-12-31", None), "agreement_no_overlap")
        self.accepted(agreement("a", "new", "f", "2027-01-01", None))
        self.accepted(agreement("a", "new", "g", "2026-06-01", None))
        for state in ("proposed", "closed", "declined"):
            self.accepted(agreement("a", "new", "f", "2026-06-01", None, state=state))

    def test_targets_count_something_at_a_rate(self):
        self.refused("23514", None, "update target set categories = '{}'", "target_counts")
        self.refused("23514", None, "update target set categories = '{neutral}'", "target_categories")
        for rate in ("rate_numerator = 4", "rate_numerator = -1", "rate_denominator = 0, rate_numerator = 0"):
            self.refused("23514", None, f"update target set {rate}", "target_rate")
        self.accepted("update target set categories = '{}', reasons = '{training}', rate_numerator = 0")

    def test_keys_have_one_holder(self):
        key = f"where id = '{id('api_key', 'p')}'"
        self.refused("23514", None, f"update api_key set partner_id = '{id('partner', 'f')}' {key}", "api_key_holder")
        self.refused("23514", None, f"update api_key set structure_id = '{id('structure', 'a')}' {key}", "api_key_structure")
        self.refused("23514", None, f"update api_key set scopes = '{{}}' {key}", "api_key_scopes")
        self.refused("23514", None, f"update api_key set hash = '\\x00' {key}", "api_key_hash_length")

    def test_a_mailbox_is_one_person(self):
        again = insert("staff_member", id=id("staff_member", "new"), structure_id=id("structure", "a"), first_name="N",
                       last_name="D", email="Director@A.example", role="office")
        self.refused("23505", None, again, "staff_member_email_key")
        self.accepted(again.replace(id("structure", "a"), id("structure", "b")))

    def test_versions_of_a_parameter_follow_each_other(self):
        new = "insert into parameter (key, value, unit, valid_from, valid_to) values ('test.key', 1, 'days', {});\n"
        open_end = new.format("'2020-01-01', null")
        self.refused("23P01", None, open_end + new.format("'2024-01-01', null"), "parameter_no_overlap")
        self.accepted(open_end + new.format("'2024-01-01', null") + "update parameter set valid_to = '2023-12-31' "
                      "where key = 'test.key' and valid_from = '2020-01-01'")

    def test_words_are_of_their_list(self):
        for table, column in (("structure", "kind"), ("staff_member", "role"), ("partner", "kind"), ("agreement", "scope"),
                              ("agreement", "state"), ("candidacy", "state"), ("participant", "sex"), ("contract", "kind"),
                              ("contract", "state"), ("immersion", "object"), ("immersion", "state"), ("immersion", "result"),
                              ("api_key", "state"), ("path_exit", "category"), ("immersion_signature", "medium")):
            self.refused("23514", None, f"update {table} set {column} = 'nothing'", f"{table}_{column}")
