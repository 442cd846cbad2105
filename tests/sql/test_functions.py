"""The functions that cross the structures: what they do, for whom, and that two at once do not both win."""
import sqldata
from sqlbase import Database, Principal, Session, SqlError, begin
from sqldata import agreement, candidacy, contract, hash_of, id, insert

OPEN = ("submitted", "under_review", "interview_planned", "waitlisted")


def staff(name, staff_role="director"):
    return Principal("maillon_staff", structure=id("structure", name), actor=id("staff_member", f"{name} {staff_role}"),
                     staff_role=staff_role)


def partner(name, today="2026-03-10"):
    return Principal("maillon_partner", partner=id("partner", name), actor=id("partner", name), today=today)


class Keys(Database):
    @classmethod
    def populate(cls):
        cls.sql(sqldata.everything())

    def holder(self, name):
        rows = self.server.sql(f"select kind, staff_role, actor_id, structure_id, prescriber_id, partner_id, name "
                               f"from auth_memberships('{hash_of('key ' + name)}', null, null)", self.database, "maillon_login")
        return rows[0] if rows else None

    def test_holders(self):
        self.assertEqual(self.holder("a"), ["staff", "director", id("staff_member", "a director"), id("structure", "a"), None,
                                            None, "Structure a"])
        self.assertEqual(self.holder("p"),
                         ["prescriber", None, id("prescriber", "p"), None, id("prescriber", "p"), None, "Prescriber p"])
        self.assertEqual(self.holder("f"), ["partner", None, id("partner", "f"), None, None, id("partner", "f"), "Partner f"])
        self.assertEqual(self.holder("operator"), ["operator", None, id("api_key", "operator"), None, None, None, None])
        self.assertIsNone(self.holder("of nobody"))

    def test_keys_that_no_longer_work(self):
        for change, back in (("api_key set state = 'revoked'", "api_key set state = 'active'"),
                             ("api_key set expires_at = now()", "api_key set expires_at = now() + interval '1 day'"),
                             ("staff_member set active = false", "staff_member set active = true")):
            self.sql(f"update {change}")
            self.assertIsNone(self.holder("a"), change)
            self.sql(f"update {back}")
            self.assertEqual(self.holder("a")[0], "staff", back)

    def test_links(self):
        """A link acts as the signatory of its convention, an hour longer than it serves."""
        ask = f"select kind, actor_id, structure_id, immersion_id from auth_memberships('{hash_of('link a')}', null, null)"
        found = [["signatory", id("immersion_link", "a"), id("structure", "a"), id("immersion", "a")]]
        link = f"update immersion_link set %s where id = '{id('immersion_link', 'a')}'"
        for change, expected in (("state = 'pending'", found), ("expires_at = now()", []), ("state = 'revoked'", []),
                                 ("state = 'used', used_at = now() - interval '59 minutes'", found),
                                 ("state = 'used', used_at = now() - interval '61 minutes'", [])):
            self.sql(link % change)
            self.assertEqual(self.server.sql(ask, self.database, "maillon_login"), expected, change)
            self.sql(link % "state = 'pending', used_at = null, expires_at = now() + interval '31 days'")

    def test_only_the_login_asks(self):
        for role in ("staff", "prescriber", "partner", "operator", "signatory", "job"):
            self.refused("42501", Principal(f"maillon_{role}"), f"select auth_memberships('{hash_of('key a')}', null, null)")
            self.refused("42501", Principal(f"maillon_{role}"),
                         f"select enrol('{hash_of('code')}', 'iss', 'sub', '{id('identity', 'x')}', null)")


class Siblings(Database):
    """The same sender and reference: `here` in structure a, the others in b, and around them files that must not change."""

    def setUp(self):
        self.sql("truncate structure, prescriber, partner, change, transition, idempotency_key, api_key cascade;\n"
                 + sqldata.everything()
                 + candidacy("a", "here", "p", "ref-9") + candidacy("b", "there", "p", "ref-9", state="interview_planned")
                 + candidacy("b", "refused", "p", "ref-9", state="refused") + candidacy("b", "other reference", "p", "ref-8")
                 + candidacy("b", "other sender", "q", "ref-9") + candidacy("b", "no sender", None, "ref-9"))

    def state(self, name):
        return self.sql(f"select state, version from candidacy where id = '{id('candidacy', name)}'")[0]

    def test_open_files_elsewhere_become_obsolete(self):
        rows = self.ask(staff("a"), f"select obsolete_siblings('{id('candidacy', 'here')}')", commit=True)
        self.assertEqual(rows, [["1"]])
        self.assertEqual(self.state("there"), ["obsolete", "2"])
        self.assertEqual(self.state("here"), ["submitted", "1"])
        for name, state in (("refused", "refused"), ("other reference", "submitted"), ("other sender", "submitted"),
                            ("no sender", "submitted"), ("b", "accepted")):
            self.assertEqual(self.state(name), [state, "1"], name)

    def test_it_is_recorded_without_naming_who_accepted(self):
        self.ask(staff("a"), f"select obsolete_siblings('{id('candidacy', 'here')}')", commit=True)
        moves = self.sql("select structure_id, resource, verb, from_state, to_state, actor_kind, actor_id, request_id "
                         f"from transition where row_id = '{id('candidacy', 'there')}'")
        self.assertEqual(moves, [[id("structure", "b"), "candidacy", "obsolete", "interview_planned", "obsolete", "job", None,
                                  None]])
        changes = self.sql("select structure_id, prescriber_id, resource, version, kind, era from change "
                           f"where row_id = '{id('candidacy', 'there')}'")
        self.assertEqual(changes, [[id("structure", "b"), id("prescriber", "p"), "candidacy", "2", "updated", "1"]])

    def test_every_open_state(self):
        for state in OPEN:
            self.sql(f"update candidacy set state = '{state}' where id = '{id('candidacy', 'there')}'")
            self.assertEqual(self.ask(staff("a"), f"select obsolete_siblings('{id('candidacy', 'here')}')"), [["1"]], state)

    def test_a_structure_starts_from_its_own_file_only(self):
        self.assertEqual(self.ask(staff("a"), f"select obsolete_siblings('{id('candidacy', 'there')}')", commit=True), [["0"]])
        self.assertEqual(self.state("here"), ["submitted", "1"])
        self.assertEqual(self.ask(staff("b"), f"select obsolete_siblings('{id('candidacy', 'no sender')}')"), [["0"]])

    def test_others_may_not_call_it(self):
        for role in ("prescriber", "partner", "operator", "job"):
            for function in ("obsolete_siblings", "candidacy_lock", "candidacy_stay"):
                self.refused("42501", Principal(f"maillon_{role}"), f"select {function}('{id('candidacy', 'here')}')")

    def test_two_acceptances_at_once(self):
        first, second = (Session(self.server, self.database, "maillon_login") for _ in range(2))
        try:
            first.run(begin(staff("a")) + f"select candidacy_lock('{id('candidacy', 'here')}');")
            second.run(begin(staff("b")) + "set local lock_timeout = '200ms';")
            with self.assertRaises(SqlError) as waited:
                second.run(f"select candidacy_lock('{id('candidacy', 'there')}');")
            self.assertEqual(waited.exception.sqlstate, "55P03")
            first.run(f"update candidacy set state = 'accepted', version = version + 1 where id = '{id('candidacy', 'here')}';\n"
                      f"select obsolete_siblings('{id('candidacy', 'here')}');\ncommit;")
            second.run(begin(staff("b")) + f"select candidacy_lock('{id('candidacy', 'there')}');")
            self.assertEqual(second.run(f"select state from candidacy where id = '{id('candidacy', 'there')}' for update;"),
                             [["obsolete"]])
        finally:
            first.close()
            second.close()

    def test_obsoleting_holds_the_lock_too(self):
        first, second = (Session(self.server, self.database, "maillon_login") for _ in range(2))
        try:
            first.run(begin(staff("a")) + f"select obsolete_siblings('{id('candidacy', 'here')}');")
            second.run(begin(staff("b")) + "set local lock_timeout = '200ms';")
            with self.assertRaises(SqlError) as waited:
                second.run(f"select candidacy_lock('{id('candidacy', 'there')}');")
            self.assertEqual(waited.exception.sqlstate, "55P03")
        finally:
            first.close()
            second.close()

    def test_the_lock_is_of_sender_and_reference(self):
        first, second = (Session(self.server, self.database, "maillon_login") for _ in range(2))
        try:
            first.run(begin(staff("a")) + f"select candidacy_lock('{id('candidacy', 'here')}');")
            second.run(begin(staff("b")) + "set local lock_timeout = '200ms';")
            for name in ("other reference", "other sender", "no sender"):
                second.run(f"select candidacy_lock('{id('candidacy', name)}');")
        finally:
            first.close()
            second.close()

    # Files of one person from two senders.

    def duplicate_of(self, name):
        return self.sql(f"select possible_duplicate_of from candidacy where id = '{id('candidacy', name)}'")[0][0]

    def test_another_senders_file_of_the_person_is_shown(self):
        for number, (first_name, last_name, expected) in enumerate((
                ("Zoé", "O'Brien-Ménard", "z"), ("ZOE", "o’brien  menard", "z"), ("Zoé", "O Brien Menard", "z"),
                ("Zoé", "OBrien Menard", None), ("Menard", "Zoé O'Brien", None))):
            with self.subTest(last_name):
                self.sql("delete from candidacy where candidate_reference like 'dup%'")
                self.sql(candidacy("a", "z", "q", "dup-1", first_name="Zoé", last_name="O'Brien-Ménard"))
                self.sql(candidacy("a", f"zz{number}", "p", "dup-2", first_name=first_name, last_name=last_name))
                self.assertEqual(self.duplicate_of(f"zz{number}"), expected and id("candidacy", expected))

    def test_what_is_no_duplicate(self):
        name = {"first_name": "Zoé", "last_name": "Ménard"}
        self.sql(candidacy("a", "z", "q", "dup-1", **name))
        for other in (candidacy("b", "zz", "p", "dup-2", **name), candidacy("a", "zz", "q", "dup-2", **name),
                      candidacy("a", "zz", "p", "dup-2", **{**name, "birth_on": "1990-05-02"})):
            self.sql(other)
            self.assertIsNone(self.duplicate_of("zz"), other)
            self.sql(f"delete from candidacy where id = '{id('candidacy', 'zz')}'")

    def test_the_sender_cannot_tell_it_itself(self):
        who = Principal("maillon_prescriber", prescriber=id("prescriber", "p"), actor=id("prescriber", "p"))
        self.sql(candidacy("a", "z", "q", "dup-1", first_name="Zoé", last_name="Ménard"))
        self.ask(who, candidacy("a", "zz", "p", "dup-2", first_name="Zoé", last_name="Ménard",
                                possible_duplicate_of=id("candidacy", "a")).rstrip(";\n"), commit=True)
        self.assertEqual(self.duplicate_of("zz"), id("candidacy", "z"))


class Outcomes(Database):
    @classmethod
    def populate(cls):
        text = sqldata.everything()
        tenant = {"structure_id": id("structure", "a")}
        for number, (reason, category, counted, day) in enumerate((
                ("permanent_unaided", "durable", True, "2026-06-30"), ("training", "positive", True, "2026-06-30"),
                ("unemployed", "other", False, "2026-06-30"), ("death", "neutral", False, "2026-06-30"),
                ("training", "positive", True, "2025-12-31"))):
            name = f"exit {number}"
            person = {"participant_id": id("participant", name), **tenant}
            text += insert("participant", id=id("participant", name), **tenant, first_name="F", last_name="L",
                           birth_on="1990-01-01")
            text += insert("path", id=id("path", name), **person, worksite_id=id("worksite", "a"), ended_on=day)
            text += insert("path_exit", id=id("path_exit", name), **person, path_id=id("path", name), exit_on=day, reason=reason,
                           worksite_id=id("worksite", "a"), category=category, counted=counted,
                           uncounted_because=None if counted else "neutral" if category == "neutral" else "short_stay")
        cls.sql(text)

    EXPECTED = [["durable", "permanent_unaided", "2", "0"], ["neutral", "death", "0", "1"], ["other", "unemployed", "0", "1"],
                ["positive", "training", "1", "0"]]

    def headline(self, who, arguments="'2026-01-01', '2026-12-31'"):
        return self.ask(who, f"select structure_id, category, reason, counted, uncounted from outcome_headline({arguments})")

    def test_a_structure_counts_its_own(self):
        self.assertEqual(self.headline(staff("a")), [[id("structure", "a"), *row] for row in self.EXPECTED])
        self.assertEqual(self.headline(staff("b")), [[id("structure", "b"), "durable", "permanent_unaided", "1", "0"]])
        self.assertEqual(self.headline(staff("a"), f"'2026-01-01', '2026-12-31', '{id('structure', 'b')}'"), [])

    def test_both_days_of_the_period_count(self):
        self.assertEqual(len(self.headline(staff("a"), "'2025-12-31', '2025-12-31'")), 1)
        self.assertEqual(len(self.headline(staff("a"), "'2026-01-01', '2026-06-29'")), 0)

    def test_names_are_told(self):
        rows = self.ask(staff("b"), "select structure_name, worksite_id, worksite_name "
                        "from outcome_headline('2026-01-01', '2026-12-31')")
        self.assertEqual(rows, [["Structure b", id("worksite", "b"), "Maraîchage"]])

    def test_a_partner_counts_under_its_agreement(self):
        self.assertEqual(self.headline(partner("f")), [[id("structure", "a"), *row] for row in self.EXPECTED])
        for today in ("2025-12-31", "2027-01-01"):
            self.assertEqual(self.headline(partner("f", today)), [], today)
        self.assertEqual(self.headline(partner("f"), f"'2026-01-01', '2026-12-31', '{id('structure', 'b')}'"), [])

    def test_a_closed_agreement_shows_nothing(self):
        self.sql(f"update agreement set state = 'closed' where id = '{id('agreement', 'a')}'")
        self.assertEqual(self.headline(partner("f")), [])
        self.sql(f"update agreement set state = 'open' where id = '{id('agreement', 'a')}'")

    def test_a_partner_of_two_structures_counts_each_once(self):
        extra = agreement("b", "second", "f", "2026-01-01", None) + agreement("a", "third", "f", "2027-01-01", None)
        self.sql(extra)
        self.assertEqual(len(self.headline(partner("f"))), len(self.EXPECTED) + 1)
        self.sql("delete from agreement where id = any ('{%s,%s}')" % (id("agreement", "second"), id("agreement", "third")))

    def test_targets_have_the_same_reach(self):
        def targets(who, arguments="'2026-01-01', '2026-12-31'"):
            return self.ask(who, f"select structure_id, rate_numerator, rate_denominator from outcome_targets({arguments})")
        target = [id("structure", "a"), "2", "3"]
        self.assertEqual(targets(staff("a")), [target])
        self.assertEqual(targets(partner("f")), [target])
        self.assertEqual(targets(partner("f", "2027-01-01")), [])
        self.assertEqual(targets(partner("f"), "'2027-01-01', '2027-12-31'"), [])
        self.assertEqual(targets(partner("f"), f"'2026-01-01', '2026-12-31', '{id('structure', 'b')}'"), [])

    def test_others_may_not_ask(self):
        for role in ("prescriber", "operator", "job"):
            for function in ("outcome_headline", "outcome_targets"):
                self.refused("42501", Principal(f"maillon_{role}"), f"select 1 from {function}('2026-01-01', '2026-12-31')")


class Rests(Database):
    """What stands on a contract, for who ends it: the office sees no immersion. That of a runs from 2026-04-01 to 04-15."""

    @classmethod
    def populate(cls):
        cls.sql(sqldata.everything())

    def rests(self, who, name="a", also=""):
        self.sql("begin;\n" + also + "commit;\n")
        return self.ask(who, f"select renewed, immersion_last_on from contract_rests('{id('contract', name)}')")

    def test_the_last_day_of_live_immersions(self):
        for state, expected in (("validated", "2026-04-15"), ("cancelled", None), ("draft", None), ("in_progress", "2026-04-15")):
            self.assertEqual(self.rests(staff("a", "office"), also=f"update immersion set state = '{state}';\n"),
                             [["f", expected]], state)

    def test_renewals(self):
        renewal = contract("a", "renewal", "2026-07-15", "2026-12-31", renews_id=id("contract", "a"), state="draft",
                           signed_on=None)
        self.assertEqual(self.rests(staff("a"), also=renewal)[0][0], "t")
        cancelled = "update contract set state = 'cancelled' where renews_id is not null;\n"
        self.assertEqual(self.rests(staff("a"), also=cancelled)[0][0], "f")

    def test_not_of_another_structure(self):
        self.assertEqual(self.rests(staff("a"), "b"), [])


class Accompanies(Database):
    """Who may be named as who accompanies a person."""

    @classmethod
    def populate(cls):
        cls.sql(sqldata.everything())

    def test_active_directors_and_counsellors_of_the_structure(self):
        [[member, role]] = self.sql(f"select id, role from staff_member where structure_id = '{id('structure', 'a')}' limit 1")
        asked = f"select staff_accompanies('{member}')"
        try:
            for role_now, active, expected in (("director", "true", "t"), ("counsellor", "true", "t"),
                                               ("counsellor", "false", "f"), ("office", "true", "f"),
                                               ("supervisor", "true", "f")):
                self.sql(f"update staff_member set role = '{role_now}', active = {active} where id = '{member}'")
                self.assertEqual(self.ask(staff("a"), asked), [[expected]], (role_now, active))
            self.sql(f"update staff_member set role = 'director', active = true where id = '{member}'")
            self.assertEqual(self.ask(staff("b"), asked), [["f"]])
        finally:
            self.sql(f"update staff_member set role = '{role}', active = true where id = '{member}'")


class Stay(Database):
    """What the sender learns after the acceptance."""

    def setUp(self):
        self.sql("truncate structure, prescriber, partner, change, transition, idempotency_key, api_key cascade;\n"
                 + sqldata.everything())

    def told(self, name):
        return self.sql(f"select first_day_on, last_day_on, exit_category, version from candidacy "
                        f"where id = '{id('candidacy', name)}'")[0]

    def test_days_and_exit_are_told_once(self):
        stay = f"select candidacy_stay('{id('candidacy', 'a')}')"
        for _ in range(2):  # the second time nothing is new: no version, no change row
            self.ask(staff("a", "office"), stay, commit=True)
            self.assertEqual(self.told("a"), ["2026-01-15", "2026-07-14", "durable", "2"])
        changes = self.sql("select version, kind, prescriber_id from change where version > 1 "
                           f"and row_id = '{id('candidacy', 'a')}'")
        self.assertEqual(changes, [["2", "updated", id("prescriber", "p")]])

    def test_an_undone_first_day_is_untold(self):
        self.ask(staff("a"), f"select candidacy_stay('{id('candidacy', 'a')}')", commit=True)
        self.sql("delete from path_exit; update path set started_on = null, ended_on = null")
        self.ask(staff("a"), f"select candidacy_stay('{id('candidacy', 'a')}')", commit=True)
        self.assertEqual(self.told("a"), [None, None, None, "3"])

    def test_nothing_once_the_acceptance_is_undone(self):
        self.sql(f"update candidacy set state = 'cancelled' where id = '{id('candidacy', 'a')}'")
        self.ask(staff("a", "office"), f"select candidacy_stay('{id('candidacy', 'a')}')", commit=True)
        self.assertEqual(self.told("a"), [None, None, None, "1"])

    def test_only_ones_own_candidacy(self):
        self.ask(staff("a"), f"select candidacy_stay('{id('candidacy', 'b')}')", commit=True)
        self.assertEqual(self.told("b"), [None, None, None, "1"])


class Eras(Database):
    def test_changes_are_of_the_newest_era(self):
        row = f"insert into change (structure_id, resource, row_id, version, kind) values ('{id('structure', 'a')}', 'x', " \
              f"'{id('x', 'x')}', 1, 'created')"
        self.ask(staff("a"), row, commit=True)
        self.sql("insert into era (id) values (2)")
        self.ask(staff("a"), row, commit=True)
        self.assertEqual(self.sql("select era, seq from change order by era, xid, seq"),
                         [["1", "1"], ["2", "2"]])
