"""Who reads and writes what, written out by hand: the walls of the domain, told a second time beside the descriptors."""
import samples
from harness import Case

# resource: who lists it, who creates it ("d" director, "c" counsellor, "s" supervisor, "o" office, "p" prescriber,
# "f" partner (funder), "x" operator)
TABLE = {
    "structures": ("dcsopfx", "x"),
    "worksites": ("dcsop", "d"),
    "vacancies": ("dcsopx", "dc"),
    "staff": ("dcso", "d"),
    "prescribers": ("dcsopx", "x"),
    "hosts": ("dcs", "dc"),
    "candidacies": ("dcp", "dcp"),
    "recruitment_assessments": ("dc", "dc"),
    "participants": ("dcso", "dc"),
    "backgrounds": ("dc", "dc"),
    "entry_situations": ("dc", "dc"),
    "eligibility_diagnoses": ("dcp", "dcp"),
    "passes": ("dco", "dc"),
    "pass_suspensions": ("dco", "dc"),
    "pass_extensions": ("dcp", "dc"),
    "paths": ("dcso", "dc"),
    "contracts": ("dcso", "dco"),
    "immersions": ("dcsp", "dc"),
    "signatures": ("dcsp", ""),
    "immersion_links": ("dc", "dc"),
    "exits": ("dco", "dc"),
    "targets": ("dco", "d"),
    "partners": ("dfx", "x"),
    "agreements": ("dfx", "dx"),
    "api_keys": ("dx", "dx"),
    "identities": ("dx", "x"),
    "invitations": ("dx", "dx"),
    "parameters": ("dcsopfx", ""),
}
LETTERS = {"d": "director", "c": "counsellor", "s": "supervisor", "o": "office", "p": "prescriber", "f": "partner",
           "x": "operator"}


class Roles(Case):
    seconds = 8

    def test_who_lists_and_creates(self):
        for resource, (readers, writers) in TABLE.items():
            for letter, role in LETTERS.items():
                client = getattr(self.world, role)
                with self.subTest(resource=resource, role=role):
                    answer = client.get("/v1/" + resource)
                    if letter in readers:
                        self.ok(answer)
                    else:
                        self.refused(answer, 403, "forbidden")
                    answer = client.post("/v1/" + resource, {})
                    if not writers:
                        self.refused(answer, 405, "method_not_allowed")
                    elif letter in writers:
                        self.assertStatus(answer, 422)
                    else:
                        self.refused(answer, 403, "forbidden")

    def test_the_table_is_whole(self):
        document = self.ok(self.world.director.get("/openapi.json"))
        listed = {path[4:] for path in document["paths"] if path.startswith("/v1/") and path.count("/") == 2}
        self.assertEqual(listed - {"enrol", "me", "outcomes", "reference"}, set(TABLE))

    def hidden(self, client, path, *fields):
        row = self.ok(client.get(path))
        self.assertFalse(set(fields) & set(row), row)
        for field in fields:
            self.refused(client.get(f"{path}?fields={field}"), 400, "bad_parameter")
        return row

    def test_candidacies(self):
        row = self.candidacy()
        self.move(self.world.counsellor, "candidacies", row, "waitlist", {"comment": "Pas avant le sevrage."})
        seen = self.hidden(self.world.prescriber, "/v1/candidacies/" + row["id"], "staff_comment", "participant_id",
                           "possible_duplicate_of")
        self.assertNotIn("sevrage", str(seen))

    def test_answers_to_others(self):
        """The sender sees the answer meant for it; a supervisor sees a contract's days, not why it ended."""
        row = self.candidacy()
        refused = self.move(self.world.counsellor, "candidacies", row, "refuse",
                            {**samples.REFUSAL, "refusal_reason": "duplicate"})
        self.assertEqual(refused["refusal_reason"], "duplicate")
        seen = self.hidden(self.world.prescriber, "/v1/candidacies/" + row["id"], "answer_to_candidate", "cancel_reason",
                           "refusal_reason", "staff_withdrawal_reason")
        self.assertNotIn("duplicate", str(seen))
        for query in ("refusal_reason=duplicate", "possible_duplicate_of=null", "sort=possible_duplicate_of"):
            self.refused(self.world.prescriber.get("/v1/candidacies?" + query), 400, "bad_parameter")
        listed = self.ok(self.world.counsellor.get("/v1/candidacies?refusal_reason=duplicate"))["data"]
        self.assertEqual([one["id"] for one in listed], [row["id"]])
        for client, shown in ((self.world.prescriber, False), (self.world.counsellor, True)):
            file = self.slow(client).get("/v1/candidacies/export").body.decode()
            self.assertEqual(("refusal_reason" in file, "duplicate" in file.replace("possible_duplicate_of", "")), (shown, shown))
        self.assertEqual(seen["answer_to_prescriber"], samples.REFUSAL["answer_to_prescriber"])
        contract = self.signed(starts_on="2026-02-02")
        self.move(self.world.office, "contracts", contract, "terminate", {"last_on": "2026-02-27", "termination_code": "033"})
        seen = self.hidden(self.world.supervisor, "/v1/contracts/" + contract["id"], "termination_code", "termination_reason",
                           "cancel_reason")
        self.assertEqual((seen["state"], seen["last_on"]), ("terminated", "2026-02-27"))
        included = self.ok(self.world.supervisor.get(f"/v1/paths/{contract['path_id']}?include=contracts"))["contracts"][0]
        self.assertNotIn("termination_code", included)

    def test_persons(self):
        contract = self.signed(self.path(address="8 rue des Lilas", postcode="94110", town="Arcueil"))
        person = "/v1/participants/" + contract["participant_id"]
        self.hidden(self.world.supervisor, person, "address", "postcode", "town")
        for client in (self.world.prescriber, self.world.partner, self.world.operator):
            self.refused(client.get(person), 403, "forbidden")
        self.hidden(self.world.office, "/v1/paths/" + contract["path_id"], "objective")

    def test_immersions(self):
        row = self.validated()
        path = "/v1/immersions/" + row["id"]
        self.hidden(self.world.supervisor, path, "rsa", "beneficiary_situation", "beneficiary_comment")
        self.refused(self.world.office.get(path), 403, "forbidden")
        self.assertNotIn("validate", self.ok(self.world.supervisor.get(path))["allowed_moves"])

    def test_outcomes(self):
        for client in (self.world.director, self.world.counsellor, self.world.partner):
            self.ok(client.get("/v1/outcomes?from=2026-01-01&to=2026-12-31"))
        for client in (self.world.supervisor, self.world.office, self.world.prescriber, self.world.operator):
            self.refused(client.get("/v1/outcomes?from=2026-01-01&to=2026-12-31"), 403, "forbidden")
        other = self.ok(self.world.director.get("/v1/outcomes?from=2026-01-01&to=2026-12-31&structure_id="
                                                + self.world.ids["structure_b"]))
        self.assertEqual(other["data"], [])

    def test_agreements_end_with_their_days(self):
        world = self.world
        self.agreed(starts_on="2026-02-01", ends_on="2026-02-28")
        question = "/v1/outcomes?from=2026-01-01&to=2026-12-31"
        for today, count in (("2026-01-31", 0), ("2026-02-01", 1), ("2026-02-28", 1), ("2026-03-01", 0)):
            with self.subTest(today):
                self.assertEqual(len(self.ok(world.partner.get(question, today=today))["data"]), count)
                self.assertEqual(len(self.ok(world.partner.get("/v1/structures", today=today))["data"]), count)


class Production(Case):
    """Without MAILLON_DEV the header Maillon-Today changes nothing."""

    settings = {"MAILLON_DEV": "0"}

    def test_no_other_day(self):
        client = self.world.counsellor
        real = self.sql("select (now() at time zone 'Europe/Paris')::date")[0][0]
        answer = client.get("/v1/me", today="2014-01-06")
        if answer.status == 200:
            self.assertEqual(answer.json["today"], real)
        else:
            self.refused(answer, 400, "bad_header")
        answer = self.world.prescriber.post("/v1/candidacies", samples.candidacy(
            self.world.ids["structure"], candidate_informed_on=samples.plus(real, 1)), today=samples.plus(real, 5))
        self.assertIn(answer.status, (400, 422), repr(answer))
