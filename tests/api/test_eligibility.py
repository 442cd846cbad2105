"""Who may be hired: diagnoses by the structure and by prescribers, what each reader is told, and the contract that needs one."""
import json

import samples
from samples import TODAY, plus
from test_pass import Held
from test_races import at_once, poster


class Diagnosed(Held):
    def diagnose(self, client=None, person=None, **changes):
        body = samples.filled({"participant_id": person, "diagnosed_on": TODAY, "criteria": ["RSA"]}, changes)
        return (client or self.world.counsellor).post("/v1/eligibility_diagnoses", body)

    def prescribe(self, row, client=None, **changes):
        """The diagnosis of a prescriber for its own candidacy."""
        return self.diagnose(client or self.world.prescriber, candidacy_id=row["id"], criteria=None, **changes)

    def eligibility(self, path, client=None, today=TODAY):
        return self.ok((client or self.world.counsellor).get(f"/v1/{path}/eligibility", today=today))


class Diagnoses(Diagnosed):
    seconds = 10

    def test_a_diagnosis_that_another_write_links_is_not_304(self):
        world = self.world
        kept, put_away = self.candidacy(world.prescriber_b), self.candidacy(world.prescriber)
        body = {"candidacy_id": put_away["id"], "diagnosed_on": samples.TODAY, "criteria": ["RSA", "TH"]}
        path = "/v1/eligibility_diagnoses/" + self.made(world.counsellor.post("/v1/eligibility_diagnoses", body))["id"]
        self.move(world.counsellor, "candidacies", put_away, "merge", {"merged_into_id": kept["id"]})
        seen = world.counsellor.get(path)
        self.assertIsNone(self.ok(seen)["participant_id"])
        person = self.move(world.counsellor, "candidacies", kept, "accept")["participant_id"]
        again = world.counsellor.get(path, headers={"If-None-Match": seen.etag})
        self.assertEqual(self.ok(again)["participant_id"], person)

    def test_of_the_structure(self):
        person = self.person(birth_on="1994-06-17")
        for criteria, code in ((None, "diagnosis_criteria"), (["TH", "PI"], "diagnosis_criteria"),
                               (["RSA", "SENIOR", "JEUNE"], "diagnosis_exclusive_criteria"),
                               (["DETLD", "DELD"], "diagnosis_exclusive_criteria"), (["RSA", "JEUNE"], "diagnosis_age"),
                               (["RSA", "SENIOR"], "diagnosis_age"), (["XYZ"], "unknown_code")):
            self.refused(self.diagnose(person=person, criteria=criteria), 422, code)
        self.refused(self.diagnose(person=person, diagnosed_on=plus(TODAY, 1)), 422, "day_in_future", "diagnosed_on")
        self.refused(self.diagnose(person=person, diagnosed_on="2021-11-30"), 422, "diagnosis_no_rule", "diagnosed_on")
        self.refused(self.diagnose(), 422, "required", "candidacy_id")
        for criteria in (["RSA"], ["TH", "PI", "QPV"]):
            row = self.made(self.diagnose(person=person, criteria=criteria))
            self.assertEqual((row["last_on"], row["prescriber_id"], sorted(row["criteria"])),
                             ("2026-06-01", None, sorted(criteria)))

    def test_of_a_prescriber(self):
        world, row = self.world, self.candidacy()
        made = self.made(self.prescribe(row))
        self.assertEqual((made["last_on"], made["prescriber_id"], made["structure_id"]),
                         ("2026-09-01", world.ids["prescriber"], world.ids["structure"]))
        self.refused(self.prescribe(row, world.prescriber_b), 422, "unknown_reference", "candidacy_id")
        self.refused(self.diagnose(world.prescriber, candidacy_id=row["id"]), 422, "unknown_field", "criteria")
        body = self.made(world.operator.post("/v1/prescribers", samples.prescriber()))
        own = world.prescriber.copy()
        own.key = self.made(world.operator.post("/v1/api_keys", {"label": "ml", "prescriber_id": body["id"]}))["key"]
        sent = self.candidacy(own)
        self.refused(self.prescribe(sent, own), 422, "prescriber_not_authorised")
        self.ok(world.operator.post(f"/v1/prescribers/{body['id']}/authorise", {}))
        self.made(self.prescribe(sent, own))

    def test_for_a_file_that_is_followed(self):
        """Open or accepted: what gives a right of months is not made on the others."""
        world, staff = self.world, self.world.counsellor
        for verb, client, body, state in ((None, staff, None, None), ("review", staff, {}, None), ("accept", staff, {}, None),
                                          ("refuse", staff, samples.REFUSAL, "refused"),
                                          ("withdraw", world.prescriber, {"reason": "x"}, "withdrawn")):
            row = self.candidacy()
            if verb:
                self.move(client, "candidacies", row, verb, body)
            for answer in (self.prescribe(row), self.diagnose(candidacy_id=row["id"])):
                if not state:
                    self.made(answer)
                    continue
                self.assertIn(state, self.refused(answer, 409, "diagnosis_candidacy_closed", "candidacy_id")["detail"])
        self.move(staff, "candidacies", row, "reopen", {"comment": "Revient."})
        self.made(self.prescribe(row))
        gone = self.accepted()
        self.move(staff, "candidacies", gone, "cancel", {"reason": "x"})
        self.refused(self.prescribe(gone), 409, "diagnosis_candidacy_closed", "candidacy_id")

    def test_who_takes_it_back(self):
        row = self.candidacy()
        made = self.made(self.prescribe(row))
        path = f"/v1/eligibility_diagnoses/{made['id']}/cancel"
        self.refused(self.world.counsellor.post(path, {"comment": "Erreur."}), 403, "prescriber_decides")
        read = "/v1/eligibility_diagnoses/" + made["id"]
        for client, verbs in ((self.world.counsellor, []), (self.world.prescriber, ["cancel"])):
            self.assertEqual(self.ok(client.get(read))["allowed_moves"], verbs)
        self.assertEqual(self.ok(self.world.prescriber.post(path, {"comment": "Erreur de dossier."}))["state"], "cancelled")
        self.assertIs(self.eligibility("candidacies/" + row["id"])["eligible"], False)
        self.assertIsNone(self.eligibility("candidacies/" + row["id"], self.world.prescriber)["eligible"])
        own = self.made(self.diagnose(person=self.person()))
        self.assertEqual(own["allowed_moves"], ["cancel"])
        self.move(self.world.director, "eligibility_diagnoses", own, "cancel", {"comment": "Justificatif périmé."})

    def test_accepting_links_and_cancelling_unlinks(self):
        row = self.candidacy()
        made = [self.made(self.prescribe(row))["id"],
                self.made(self.diagnose(candidacy_id=row["id"]))["id"]]
        person = self.move(self.world.counsellor, "candidacies", row, "accept")["participant_id"]
        self.assertEqual(self.eligibility("participants/" + person)["diagnosis_id"], made[0], "the prescriber's prevails")
        listed = self.ok(self.world.counsellor.get("/v1/eligibility_diagnoses?participant_id=" + person))["data"]
        self.assertEqual({one["id"] for one in listed}, set(made))
        made.append(self.made(self.diagnose(candidacy_id=row["id"], criteria=["ASS"]))["id"])
        again = self.ok(self.world.counsellor.get("/v1/eligibility_diagnoses/" + made[2]))
        self.assertEqual(again["participant_id"], person, "made after the acceptance")
        self.move(self.world.counsellor, "candidacies", row, "cancel", {"reason": "La personne a déménagé."})
        self.refused(self.world.counsellor.get("/v1/participants/" + person), 404, "not_found")
        for one in made:
            self.assertIsNone(self.ok(self.world.counsellor.get("/v1/eligibility_diagnoses/" + one))["participant_id"])

    def test_of_a_file_put_away_for_another(self):
        """The person's right is one, whichever of their files a diagnosis came with; its author is told nothing of the other."""
        world, person = self.world, {"last_name": f"Le Bris {samples.number()}", "birth_on": "1991-02-03"}
        for merged_first in (True, False):
            row, kept = self.candidacy(**person), self.candidacy(world.prescriber_b, **person)
            made = self.made(self.prescribe(row))["id"]
            merge = lambda: self.move(world.counsellor, "candidacies", row, "merge", {"merged_into_id": kept["id"]})
            if merged_first:
                merge()
                self.assertEqual(self.eligibility("candidacies/" + kept["id"])["diagnosis_id"], made)
                self.assertIsNone(self.eligibility("candidacies/" + kept["id"], world.prescriber_b)["eligible"])
            mine = world.prescriber.get("/v1/eligibility_diagnoses/" + made)
            participant = self.move(world.counsellor, "candidacies", kept, "accept")["participant_id"]
            if not merged_first:
                merge()
            self.assertEqual(self.eligibility("participants/" + participant)["diagnosis_id"], made)
            again = world.prescriber.get("/v1/eligibility_diagnoses/" + made)
            self.assertEqual((again.etag, again.body), (mine.etag, mine.body))
            told = self.sql(f"select count(*) from change where row_id = '{made}' and prescriber_id is not null")
            self.assertEqual(told, [["1"]])
            self.move(world.counsellor, "candidacies", row, "reopen", {"comment": "Deux personnes."})
            self.assertFalse(self.eligibility("participants/" + participant)["eligible"])

    def test_a_person_with_a_pass_stays(self):
        row = self.accepted()
        self.right(row["participant_id"])
        self.move(self.world.counsellor, "candidacies", row, "cancel", {"reason": "Erreur."})
        self.ok(self.world.counsellor.get("/v1/participants/" + row["participant_id"]))

    def test_a_diagnosis_while_the_candidacy_is_accepted(self):
        for _ in range(6):
            row = self.candidacy()
            body = {"candidacy_id": row["id"], "diagnosed_on": TODAY}
            answers = at_once([poster(self.world.prescriber, "/v1/eligibility_diagnoses", body),
                               poster(self.world.counsellor, f"/v1/candidacies/{row['id']}/accept")])
            if {answer.status for answer in answers} != {201, 200}:
                self.assertIn(503, [answer.status for answer in answers], answers)
                continue
            kept = self.sql(f"select participant_id from eligibility_diagnosis where id = '{answers[0].json['id']}'")
            self.assertEqual(kept, [[answers[1].json["participant_id"]]], "linked, whichever came first")


class Told(Diagnosed):
    seconds = 10

    def test_in_words(self):
        person = self.person()
        nothing = self.eligibility("participants/" + person)
        self.assertEqual((nothing["eligible"], nothing["ground"], nothing["diagnosis_id"], nothing["criteria"]),
                         (False, None, None, []))
        self.assertIn("Not eligible", nothing["sentence"])
        made = self.made(self.diagnose(person=person, criteria=["RSA", "FLE"]))
        told = self.eligibility("participants/" + person)
        self.assertEqual((told["eligible"], told["ground"], told["last_on"], told["diagnosis_id"], told["prescriber_id"]),
                         (True, "structure_diagnosis", "2026-06-01", made["id"], None))
        self.assertEqual([(one["code"], one["level"], one["label"]) for one in told["criteria"]],
                         [("RSA", 1, "Receives the RSA (minimum income)"), ("FLE", 2, "Command of French under level A1")])
        french = self.world.counsellor.get(f"/v1/participants/{person}/eligibility", headers={"Accept-Language": "fr"})
        self.assertEqual(self.ok(french)["sentence"], "Éligible jusqu'au 01/06/2026 : diagnostic de la structure.")
        self.assertEqual(french.json["criteria"][0]["label"], "Bénéficiaire du RSA")
        late = self.eligibility("participants/" + person, today="2026-06-02")
        self.assertEqual((late["eligible"], late["diagnosis_id"]), (False, made["id"]))
        row = self.right(person, start_on="2026-03-09", official_end_on=None)
        told = self.eligibility("participants/" + person, today="2026-03-10")
        self.assertEqual((told["ground"], told["pass_id"], told["last_on"], told["remaining_days"], told["suspended_until_on"]),
                         ("pass", row["id"], "2028-03-07", 729, None))
        self.made(self.suspend(row, "2026-03-10", "2026-03-20", today="2026-03-10"))
        told = self.eligibility("participants/" + person, today="2026-03-12")
        self.assertEqual(told["suspended_until_on"], "2026-03-20")
        self.assertIn("suspended until 2026-03-20", told["sentence"])
        told = self.eligibility("participants/" + person, today="2026-03-21")
        self.assertEqual((told["suspended_until_on"], "suspended" in told["sentence"]), (None, False))
        waits = self.eligibility("participants/" + person, today="2028-06-01")
        self.assertEqual((waits["eligible"], waits["waiting_until_on"]), (False, "2030-03-17"))
        self.assertIn("2030-03-17", waits["sentence"])
        self.refused(self.world.counsellor.get(f"/v1/participants/{person}/eligibility?on=2026-01-01"), 400, "bad_parameter")
        self.refused(self.world.counsellor.get("/v1/participants/nobody/eligibility"), 404, "not_found")
        self.refused(self.world.counsellor.post(f"/v1/participants/{person}/eligibility"), 405, "method_not_allowed")

    def test_criteria_reach_nobody_else(self):
        """Every operation that another reader has, on rows that do have criteria: none tells one."""
        world, row = self.world, self.candidacy()
        mine = self.made(self.prescribe(row))
        made = self.made(self.diagnose(candidacy_id=row["id"], criteria=["DETENTION_MJ", "REF_DA", "TH"]))
        person = self.move(world.counsellor, "candidacies", row, "accept")["participant_id"]
        self.right(person)
        secrets = ("DETENTION", "REF_DA", "criteria")
        paths = [f"/v1/candidacies/{row['id']}", f"/v1/candidacies/{row['id']}/eligibility", "/v1/candidacies",
                 f"/v1/eligibility_diagnoses/{mine['id']}", f"/v1/eligibility_diagnoses/{made['id']}",
                 "/v1/eligibility_diagnoses", f"/v1/eligibility_diagnoses?candidacy_id={row['id']}",
                 f"/v1/participants/{person}", f"/v1/participants/{person}?include=passes",
                 f"/v1/participants/{person}/eligibility",
                 "/v1/passes", "/v1/pass_extensions", "/v1/pass_suspensions", "/v1/contracts", "/v1/paths", "/v1/participants"]
        for client in (world.prescriber, world.prescriber_b, world.supervisor, world.office, world.partner, world.operator,
                       world.counsellor_b):
            for path in paths:
                answer = client.get(path)
                for secret in secrets if client is not world.counsellor_b else secrets[:2]:
                    self.assertNotIn(secret, answer.body.decode(), f"{client.role} {path}")
            export = self.slow(client).get("/v1/eligibility_diagnoses/export?format=ndjson")
            self.assertFalse(any(secret in export.body.decode() for secret in secrets[:2]), client.role)
            for question in ("fields=criteria", "criteria=TH", "sort=criteria", "include=criteria"):
                answer = client.get("/v1/eligibility_diagnoses?" + question)
                if client is not world.counsellor_b:
                    self.assertIn(answer.status, (400, 403), f"{client.role} {question}")
        for body in (self.ok(world.prescriber.get("/v1/eligibility_diagnoses")),
                     self.ok(world.prescriber.post(f"/v1/eligibility_diagnoses/{mine['id']}/cancel", {"comment": "Erreur."}))):
            self.assertNotIn(made["id"], json.dumps(body))
            self.assertNotIn("criteria", json.dumps(body))
        self.refused(world.prescriber.post(f"/v1/eligibility_diagnoses/{made['id']}/cancel", {"comment": "x"}), 404, "not_found")
        self.assertEqual(len(self.eligibility("participants/" + person)["criteria"]), 3)

    def test_a_prescriber_knows_its_own_diagnosis_only(self):
        row = self.candidacy()
        self.made(self.diagnose(candidacy_id=row["id"]))
        person = self.move(self.world.counsellor, "candidacies", row, "accept")["participant_id"]
        held = self.right(person, start_on="2024-06-03", official_end_on=None)
        self.made(self.extend(held))  # asked of this very prescriber
        told = self.eligibility("candidacies/" + row["id"], self.world.prescriber)
        self.assertEqual((told["eligible"], told["ground"], told["pass_id"], told["diagnosis_id"], "criteria" in told),
                         (None, None, None, None, False))
        self.assertEqual(told["sentence"], "No diagnosis of yours is in force.", "what it is not told is not denied")
        french = self.world.prescriber.get(f"/v1/candidacies/{row['id']}/eligibility", headers={"Accept-Language": "fr"})
        self.assertEqual(self.ok(french)["sentence"], "Aucun diagnostic établi par vous n'est en cours de validité.")
        self.assertIs(self.eligibility("candidacies/" + self.candidacy()["id"])["eligible"], False, "the structure knows")
        self.made(self.prescribe(row))
        told = self.eligibility("candidacies/" + row["id"], self.world.prescriber)
        self.assertEqual((told["ground"], told["prescriber_id"]), ("prescriber_diagnosis", self.world.ids["prescriber"]))
        self.assertEqual(self.eligibility("candidacies/" + row["id"])["ground"], "pass")
        self.refused(self.world.prescriber_b.get(f"/v1/candidacies/{row['id']}/eligibility"), 404, "not_found")

    def test_reading_criteria_is_told(self):
        """Who accompanies reads the criteria, and the person's access log says so; the office reads none."""
        person = self.person()
        log = f"/v1/participants/{person}/access_log"
        self.eligibility("participants/" + person, self.world.office)
        before = [entry["operation"] for entry in self.ok(self.world.director.get(log))["data"]]
        self.assertNotIn("participant_eligibility", before)
        self.eligibility("participants/" + person)
        after = self.ok(self.world.director.get(log))["data"]
        entry = next(one for one in after if one["operation"] == "participant_eligibility")
        self.assertEqual((entry["actor_id"], entry["resource_id"]), (self.world.ids["counsellor"], person))
        self.refused(self.world.counsellor_b.get(f"/v1/participants/{person}/eligibility"), 404, "not_found")
        self.assertEqual(self.sql(f"select count(*) from access_entry where participant_id = '{person}' "
                                  "and operation = 'participant_eligibility'"), [["1"]])

    def test_the_office_knows_that_there_is_a_right(self):
        person = self.person()
        self.made(self.diagnose(person=person))
        told = self.eligibility("participants/" + person, self.world.office)
        self.assertEqual((told["eligible"], told["ground"], told["diagnosis_id"], "criteria" in told),
                         (True, "structure_diagnosis", None, False))
        self.refused(self.world.supervisor.get(f"/v1/participants/{person}/eligibility"), 403, "forbidden")
