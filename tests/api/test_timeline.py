"""The timeline of a person: what it tells to whom, in which order, page by page; and that it follows the rule of each row."""
import samples
from harness import UNKNOWN_ID, Case, specification

EVERYTHING = {"participants", "candidacies", "backgrounds", "entry_situations", "passes", "pass_suspensions", "pass_extensions",
              "paths", "contracts", "immersions", "exits"}
ABOUT = {  # resources of which each function may read events
    "director": EVERYTHING,
    "counsellor": EVERYTHING,
    "supervisor": {"participants", "paths", "contracts", "immersions"},
    "office": {"participants", "passes", "pass_suspensions", "paths", "contracts", "exits"},
}


class Timelines(Case):
    seconds = 10
    person = None

    def life(self):
        """A person's stay from the candidacy to the exit; their address. Made once."""
        if type(self).person is None:
            staff, office = self.world.counsellor, self.world.office
            file = self.candidacy()
            self.move(staff, "candidacies", file, "waitlist", {"comment": "Après le sevrage."})
            self.move(staff, "candidacies", file, "review")
            person = self.move(staff, "candidacies", file, "accept")["participant_id"]
            held = self.right(person, start_on="2025-03-10", official_end_on=None)
            suspension = self.made(staff.post("/v1/pass_suspensions", samples.suspension(held["id"])))
            self.move(staff, "pass_suspensions", suspension, "cancel", {"comment": "Hospitalisation, saisie par erreur."})
            path = self.made(staff.post("/v1/paths", {"participant_id": person, "worksite_id": self.world.ids["worksite"]}))
            contract = self.signed(path, starts_on="2026-03-09", ends_on="2026-09-08")
            immersion = self.immersion(contract, starts_on="2026-04-06", prescriber_id=self.world.ids["prescriber"])
            self.move(staff, "immersions", immersion, "submit")
            self.sign_all(immersion)
            self.move(self.world.prescriber, "immersions", immersion, "reject", {"justification": "Objectifs à revoir."})
            # What is said of a move of any row stays with the accompaniment.
            self.sql(f"update transition set comment = 'Suivi au CMP.' where row_id = '{immersion['id']}' and verb = 'reject'")
            self.move(office, "contracts", contract, "terminate", {"last_on": "2026-08-20", "termination_code": "033",
                                                           "occurred_on": "2026-08-19"}, today="2026-08-21")
            self.made(staff.post("/v1/exits", samples.exit_(path["id"], "2026-08-20"), today="2026-08-21"))
            type(self).person = person
        return f"/v1/participants/{self.person}/timeline"

    def entries(self, client, query=""):
        return self.ok(client.get(self.life() + query))["data"]

    def told(self, client):
        return [(entry["resource"], entry["event"]) for entry in self.entries(client)]

    def test_a_whole_stay(self):
        self.assertEqual(self.told(self.world.counsellor)[::-1], [
            ("candidacies", "create"), ("candidacies", "waitlist"), ("candidacies", "review"), ("candidacies", "accept"),
            ("passes", "create"), ("pass_suspensions", "create"), ("pass_suspensions", "cancel"),
            ("paths", "create"), ("contracts", "create"), ("contracts", "sign"), ("immersions", "create"),
            ("immersions", "submit"), ("immersions", "sign"), ("immersions", "sign"), ("immersions", "sign"),
            ("immersions", "reject"), ("contracts", "terminate"), ("exits", "create")])

    def test_what_an_entry_says(self):
        entries = {(entry["resource"], entry["event"]): entry for entry in self.entries(self.world.director)}
        ended = entries["contracts", "terminate"]
        self.assertEqual((ended["from_state"], ended["to_state"], ended["occurred_on"]), ("signed", "terminated", "2026-08-19"))
        office = self.ok(self.world.director.get("/v1/staff/" + self.world.ids["office"]))
        self.assertEqual((ended["actor_kind"], ended["actor_id"], ended["actor_name"]),
                         ("staff", office["id"], f"{office['first_name']} {office['last_name']}"))
        rejected = entries["immersions", "reject"]
        sender = self.ok(self.world.director.get("/v1/prescribers/" + self.world.ids["prescriber"]))
        self.assertEqual((rejected["actor_kind"], rejected["actor_name"]), ("prescriber", sender["name"]))
        self.assertEqual(entries["candidacies", "waitlist"]["comment"], "Après le sevrage.")
        self.assertEqual(entries["paths", "create"]["sentence"]["fr"], "Un parcours se prépare dans la structure.")
        self.assertEqual((entries["exits", "create"]["from_state"], entries["exits", "create"]["to_state"]), (None, None))
        for entry in entries.values():
            self.assertEqual(self.ok(self.world.director.get(f"/v1/{entry['resource']}/{entry['resource_id']}"))["id"],
                             entry["resource_id"], "the address that an entry gives")

    def test_sentences_are_those_of_the_moves(self):
        paths = specification(self.world)["paths"]
        said = 0
        for entry in self.entries(self.world.director):
            move = paths.get(f"/v1/{entry['resource']}/{{id}}/{entry['event']}")
            if move:
                self.assertIn(entry["sentence"]["fr"] + "\n\n" + entry["sentence"]["en"], move["post"]["description"])
                said += 1
        self.assertGreater(said, 8)

    def test_each_function_reads_what_it_may(self):
        for role, about in ABOUT.items():
            with self.subTest(role):
                client = getattr(self.world, role)
                expected = [one for one in self.told(self.world.director) if one[0] in about]
                self.assertEqual(self.told(client), expected)
                said = str(self.entries(client))
                self.assertEqual("sevrage" in said, role in ("director", "counsellor"))
                self.assertEqual("CMP" in said, role in ("director", "counsellor"))
                self.assertEqual("comment" in self.entries(client)[0], role in ("director", "counsellor"))

    def test_nobody_else(self):
        for client in (self.world.prescriber, self.world.partner, self.world.operator):
            self.refused(client.get(self.life()), 403, "forbidden")
        self.refused(self.world.anonymous.get(self.life()), 401, "unauthenticated")
        for role in ABOUT:
            client = getattr(self.world, role + "_b")
            self.as_unknown(client.get(self.life()), client.get(f"/v1/participants/{UNKNOWN_ID}/timeline"))

    def test_the_list_of_rows_about_persons_is_whole(self):
        """Whatever is listed with a participant_id, and its table, tells its events; the policy knows its name."""
        document, told = specification(self.world), set()
        for path in document["paths"]:
            name = path.removeprefix("/v1/")
            schema = document["components"]["schemas"].get(document["paths"][path].get("get", {}).get("operationId", "")
                                                           .removesuffix("_list"), {})
            if "/" not in name and "participant_id" in schema.get("properties", {}):
                told.add(name)
        self.assertEqual(told - {"timeline", "eligibility_diagnoses"}, ABOUT["director"] - {"participants", "paths"} | {"paths"})
        policy = self.sql("select qual from pg_policies where policyname = 'transition_row'")
        for word in ("participant", "candidacy", "background", "entry_situation", "path", "contract", "immersion", "exit", "pass",
                     "pass_suspension"):
            self.assertIn(f"'{word}'::text", str(policy))

    def test_pages_are_stable_under_writes(self):
        whole = self.entries(self.world.director)
        first = self.ok(self.world.director.get(self.life() + "?limit=4"))
        path = self.ok(self.world.director.get("/v1/paths?participant_id=" + self.person))["data"][0]
        self.made(self.world.counsellor.post("/v1/paths", {"participant_id": self.person, "worksite_id": path["worksite_id"]},
                                             today="2026-08-25"))
        rest, cursor = [], first["next_cursor"]
        while cursor:
            page = self.ok(self.world.director.get(f"{self.life()}?limit=4&cursor={cursor}"))
            rest, cursor = rest + page["data"], page["next_cursor"]
        self.assertEqual(first["data"] + rest, whole)
        self.assertEqual(self.entries(self.world.director)[1:], whole, "the new one comes first")
        type(self).person = None

    def test_a_cursor_is_of_one_person(self):
        cursor = self.ok(self.world.director.get(self.life() + "?limit=2"))["next_cursor"]
        other = self.path()["participant_id"]
        self.refused(self.world.director.get(f"/v1/participants/{other}/timeline?limit=2&cursor={cursor}"), 400, "bad_cursor")

    def test_filters_and_fields(self):
        whole = self.entries(self.world.director)
        for name, value in (("resource", "contracts"), ("event", "sign"), ("actor_kind", "prescriber"),
                            ("resource_id", whole[3]["resource_id"]), ("actor_id", self.world.ids["office"])):
            with self.subTest(name):
                expected = [entry for entry in whole if entry[name] == value]
                self.assertGreater(len(expected), 0)
                self.assertEqual(self.entries(self.world.director, f"?{name}={value}"), expected)
        middle = whole[5]["at"]
        self.assertEqual(self.entries(self.world.director, "?at.gte=" + middle),
                         [entry for entry in whole if entry["at"] >= middle])
        self.assertEqual(self.entries(self.world.director, "?fields=event&limit=2"),
                         [{"event": entry["event"]} for entry in whole[:2]])
        self.assertEqual(self.ok(self.world.director.get(self.life() + "?total=exact"))["total"]["count"], len(whole))
        for wrong in ("sort=at", "include=paths", "q=x", "comment=x", "at=x", "cursor=x", "limit=0", "surprise=1"):
            code = "bad_cursor" if wrong.startswith("cursor") else "bad_parameter"
            self.refused(self.world.director.get(f"{self.life()}?{wrong}"), 400, code)
        self.refused(self.world.office.get(self.life() + "?fields=comment"), 400, "bad_parameter")

    def test_methods_and_other_addresses(self):
        for method in ("POST", "PATCH", "PUT", "DELETE"):
            answer = self.world.director.request(method, self.life(), json_body={})
            self.refused(answer, 405, "method_not_allowed")
            self.assertEqual(answer.headers["allow"], "GET, HEAD, OPTIONS")
        head = self.world.director.request("HEAD", self.life())
        self.assertEqual((head.status, head.body), (200, b""))
        for path in ("/v1/timeline", "/v1/timeline/" + self.person, "/v1/timeline/export", "/v1/timeline/batch",
                     f"/v1/paths/{self.person}/timeline", "/v1/participants/x/timeline"):
            self.refused(self.world.director.get(path), 404, "not_found")

    def test_a_cancelled_acceptance_leaves_the_timeline(self):
        """The candidacy is of nobody any more, and the person it made is gone."""
        row = self.accepted()
        self.move(self.world.counsellor, "candidacies", row, "cancel", {"reason": "Ne vient plus."})
        self.refused(self.world.director.get(f"/v1/participants/{row['participant_id']}/timeline"), 404, "not_found")

    def test_moves_made_by_time(self):
        contract = self.signed(starts_on="2026-03-09", ends_on="2026-07-08")
        self.sql(f"""insert into transition (structure_id, resource, row_id, verb, from_state, to_state, actor_kind)
            select structure_id, 'contract', id, 'end', 'signed', 'ended', 'job' from contract where id = '{contract['id']}'""")
        first = self.ok(self.world.director.get(f"/v1/participants/{contract['participant_id']}/timeline"))["data"][0]
        self.assertEqual([first[name] for name in ("event", "actor_kind", "actor_id", "actor_name")], ["end", "job", None, None])
        self.assertTrue(first["sentence"]["fr"])

    def test_an_event_that_no_descriptor_knows(self):
        contract = self.signed()
        self.sql(f"""insert into transition (structure_id, resource, row_id, verb, actor_kind)
            select structure_id, 'contract', id, 'former_verb', 'job' from contract where id = '{contract['id']}'""")
        first = self.ok(self.world.office.get(f"/v1/participants/{contract['participant_id']}/timeline"))["data"][0]
        self.assertEqual((first["event"], first["sentence"]), ("former_verb", None))
