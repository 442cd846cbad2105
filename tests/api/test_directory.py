"""The shared directory: the bodies that send candidacies, and what a structure offers."""
import samples
from harness import UNKNOWN_ID, Case

KINDS_WITHOUT = ("ORIENTEUR", "OTHER")  # kinds that nobody can authorise


class Authorisation(Case):
    def body(self, **changes):
        return self.made(self.world.operator.post("/v1/prescribers", samples.prescriber(**changes)))

    def decide(self, row, verb, body=None, **more):
        return self.world.operator.post(f"/v1/prescribers/{row['id']}/{verb}", body or {}, **more)

    def test_every_kind_begins_as_the_list_says(self):
        kinds = self.sql("select code, may_be_authorised from reference_prescriber_kinds")
        self.assertEqual(len(kinds), 34)
        for kind, may_be in kinds:
            with self.subTest(kind):
                row = self.body(kind=kind)
                self.assertEqual(row["authorisation"], "pending" if may_be == "1" else "not_required")
                self.assertEqual(row["allowed_moves"], ["authorise", "refuse_authorisation"] if may_be == "1" else [])

    def test_decisions(self):
        row = self.body()
        self.refused(self.decide(row, "authorise", {"decided_on": samples.plus(samples.TODAY, 1)}), 422, "day_in_future",
                     "decided_on")
        done = self.ok(self.decide(row, "authorise", {"decided_on": samples.TODAY, "comment": "Arrêté du 2 mars 2026."}))
        self.assertEqual((done["authorisation"], done["version"]), ("validated", 2))
        self.assertEqual(self.decide(row, "authorise").json["current_state"], "validated")
        self.refused(self.decide(row, "refuse_authorisation"), 422, "required", "comment")
        done = self.ok(self.decide(row, "refuse_authorisation", {"comment": "Convention échue."}))
        self.assertEqual((done["authorisation"], done["allowed_moves"]), ("refused", ["authorise"]))
        self.assertEqual(self.ok(self.decide(row, "authorise"))["authorisation"], "validated")
        kept = self.sql(f"select verb, to_state, occurred_on, comment from transition where row_id = '{row['id']}' order by id")
        self.assertEqual(kept, [["create", "pending", None, None],
                                ["authorise", "validated", samples.TODAY, "Arrêté du 2 mars 2026."],
                                ["refuse_authorisation", "refused", None, "Convention échue."],
                                ["authorise", "validated", None, None]])

    def test_only_the_operator_decides(self):
        row, world = self.body(), self.world
        for client in (world.director, world.prescriber):
            self.refused(client.post(f"/v1/prescribers/{row['id']}/authorise", {}), 403, "forbidden")
            self.assertEqual(self.ok(client.get("/v1/prescribers/" + row["id"]))["authorisation"], "pending")
        self.refused(world.operator.post("/v1/prescribers", samples.prescriber(authorisation="validated")), 422, "read_only",
                     "authorisation")
        self.refused(world.operator.patch("/v1/prescribers/" + row["id"], {"authorisation": "validated"}), 422, "read_only",
                     "authorisation")

    def test_kinds_that_cannot_be_authorised(self):
        for kind in KINDS_WITHOUT:
            row = self.body(kind=kind)
            for verb, comment in (("authorise", "Essai."), ("refuse_authorisation", "Essai.")):
                answer = self.decide(row, verb, {"comment": comment})
                self.refused(answer, 409, "state_conflict")
                self.assertEqual((answer.json["current_state"], answer.json["allowed_moves"]), ("not_required", []))

    def test_a_kind_that_changes(self):
        row = self.body()
        path = "/v1/prescribers/" + row["id"]
        self.ok(self.decide(row, "authorise"))
        self.assertEqual(self.ok(self.world.operator.patch(path, {"kind": "CCAS"}))["authorisation"], "validated")
        self.assertEqual(self.ok(self.world.operator.patch(path, {"kind": "ORIENTEUR"}))["authorisation"], "not_required")
        self.assertEqual(self.ok(self.world.operator.patch(path, {"kind": "PLIE"}))["authorisation"], "pending")
        kept = self.sql(f"select verb, from_state, to_state from transition where row_id = '{row['id']}' order by id")
        self.assertEqual(kept[2:], [["patch", "validated", "not_required"], ["patch", "not_required", "pending"]])

    def test_a_sensitive_kind_is_not_told_by_its_authorisation(self):
        row, world = self.body(kind="SPIP"), self.world
        self.ok(self.decide(row, "authorise"))
        self.assertEqual(self.ok(world.counsellor.get("/v1/prescribers/" + row["id"]))["authorisation"], "validated")
        seen = self.ok(world.prescriber.get("/v1/prescribers/" + row["id"]))
        self.assertEqual((seen["shown_kind"], seen["authorisation"]), ("OTHER", "not_required"))
        found = self.ok(world.prescriber.get("/v1/prescribers?authorisation=validated&limit=200"))["data"]
        self.assertNotIn(row["id"], [one["id"] for one in found])
        self.assertIn(row["id"], [one["id"] for one in self.ok(
            world.operator.get("/v1/prescribers?authorisation=validated&limit=200"))["data"]])

    def test_many_at_once(self):
        rows = [self.body() for _ in range(3)] + [self.body(kind="OTHER")]
        items = [{"id": row["id"]} for row in rows]
        done = self.ok(self.world.operator.post("/v1/prescribers/batch/authorise", {"items": items}), 207)["results"]
        self.assertEqual([one["status"] for one in done], [200, 200, 200, 409])


def network(count=1000, agencies=959):
    """Bodies as national lists write them: agencies by their SAFIR code, and the others by a SIRET or by nothing."""
    kinds = ("CAP_EMPLOI", "ML", "SPIP", "CCAS", "OTHER", "ORIENTEUR", "PLIE")
    for n in range(count):
        body = {"external_id": f"annuaire-{n}", "postcode": f"{10000 + n}", "town": "L'HAŸ-LES-ROSES",
                "phone": ("+33 5 03 37 05 68", "0311452459")[n % 2]}
        if n < agencies:
            yield {**body, "kind": "FT", "name": f"France Travail - L'HAŸ-LES-ROSES {n}", "safir": f"{n:05d}"}
        else:
            identified = {"siret": samples.siret(30000 + n)} if n % 2 else {}
            yield {**body, "kind": kinds[n % 7], "name": f"Relais de l'Épeule {n}", **identified}


class Import(Case):
    settings = {"MAILLON_DEADLINE_MS": "3000"}  # the usual one: a whole list lands within what a batch makes of it
    COUNTS = "select (select count(*) from prescriber), (select count(*) from change), (select count(*) from transition)"

    def send(self, items, client=None, **more):
        return self.ok((client or self.world.operator).post("/v1/prescribers/batch", {"items": items}, **more), 207)["results"]

    def test_a_national_list_lands_and_comes_again(self):
        items = list(network())
        first = self.send(items)
        self.assertEqual({one["status"] for one in first}, {201})
        self.assertEqual((first[0]["body"]["phone"], first[1]["body"]["phone"]), ("+33503370568", "+33311452459"))
        self.assertEqual((first[0]["body"]["name"], first[0]["body"]["safir"], first[0]["body"]["siret"]),
                         ("France Travail - L'HAŸ-LES-ROSES 0", "00000", None))
        before = self.sql(self.COUNTS)
        again = self.send(items)
        self.assertEqual({one["status"] for one in again}, {200})
        self.assertEqual([one["body"] for one in again], [one["body"] for one in first])
        self.assertEqual(self.sql(self.COUNTS), before, "nothing is written")

    def test_what_differs_is_changed(self):
        items = list(network(1003))[1000:]
        rows = [one["body"] for one in self.send(items)]
        items[1] = {**items[1], "name": "Relais du Pont", "phone": None}
        done = self.send(items)
        self.assertEqual([(one["status"], one["body"]["version"]) for one in done], [(200, 1), (200, 2), (200, 1)])
        self.assertEqual((done[1]["body"]["id"], done[1]["body"]["name"], done[1]["body"]["phone"], done[1]["body"]["town"]),
                         (rows[1]["id"], "Relais du Pont", None, rows[1]["town"]))
        kept = {name: items[1][name] for name in ("external_id", "kind", "name")}
        self.assertEqual(self.send([kept])[0]["body"], done[1]["body"], "what an item does not carry stays")

    def test_authorised_stays_authorised(self):
        items = [{"external_id": "ml-1", "name": "Mission locale du Port", "kind": "ML"}]
        row = self.send(items)[0]["body"]
        self.ok(self.world.operator.post(f"/v1/prescribers/{row['id']}/authorise", {}))
        done = self.send([{**items[0], "town": "Lens"}])[0]
        self.assertEqual((done["status"], done["body"]["authorisation"], done["body"]["town"]), (200, "validated", "Lens"))
        done = self.send([{**items[0], "kind": "OTHER"}])[0]["body"]
        self.assertEqual((done["kind"], done["authorisation"], done["version"]), ("OTHER", "not_required", 4))

    def test_a_wrong_item_stops_no_other(self):
        good = {"external_id": "w-1", "name": "Agence", "kind": "FT", "safir": "W0001"}
        items = [good, {**good, "external_id": "w-2"}, {**good, "external_id": "w-3", "safir": "W3"},
                 {"external_id": "w-4", "name": "Sans type"}, {"external_id": "w-5", "name": "X", "kind": "PERSONNE"},
                 {"external_id": "w-6", "name": "CCAS", "kind": "CCAS", "safir": "W0006"}, good,
                 {"external_id": "w-8", "name": "Agence sans code", "kind": "FT"},
                 {"external_id": "w-9", "name": "Téléphone", "kind": "CAF", "phone": "12"}]
        done = self.send(items)
        self.assertEqual([one["status"] for one in done], [201, 409, 422, 422, 422, 422, 422, 201, 422])
        wrong = {one["index"]: [(error["pointer"], error["code"]) for error in one["problem"]["errors"]]
                 for one in done if "problem" in one}
        self.assertEqual(wrong[5], [("/safir", "safir_of_agency")])
        self.assertEqual(wrong[3], [("/kind", "required")])
        self.assertEqual(wrong[6], [("/external_id", "imported_twice")])
        self.assertEqual([error[0] for error in wrong[1] + wrong[2] + wrong[4] + wrong[8]],
                         ["/safir", "/safir", "/kind", "/phone"])
        self.assertEqual([one["code"] for one in done[7]["body"]["warnings"]], ["agency_without_code"])
        self.assertEqual(self.send([{**good, "kind": "ML"}])[0]["status"], 422, "a rule holds for a change too")

    def test_an_external_id_twice_in_one_list(self):
        """The second of two bodies does not overwrite the first; after a refused one it is the first."""
        ours = {"external_id": "d-1", "name": "CCAS de Lens", "kind": "CCAS"}
        done = self.send([ours, {**ours, "name": "CCAS de Liévin"}, {**ours, "external_id": "d-2", "kind": "PERSONNE"},
                          {**ours, "external_id": "d-2"}])
        self.assertEqual([one["status"] for one in done], [201, 422, 422, 201])
        error = done[1]["problem"]["errors"][0]
        self.assertEqual((error["pointer"], error["code"]), ("/external_id", "imported_twice"))
        self.assertIn("Item 0 ", error["detail"])
        again = self.send([ours, {**ours, "external_id": "d-2", "name": "Autre"}, {**ours, "name": "CCAS de Liévin"}])
        self.assertEqual([one["status"] for one in again], [200, 200, 422])
        self.assertEqual((again[0]["body"]["name"], again[0]["body"]["version"]), (ours["name"], 1))

    def test_alone_an_external_id_is_taken_once(self):
        body = samples.prescriber(external_id="seul-1")
        row = self.made(self.world.operator.post("/v1/prescribers", body))
        self.refused(self.world.operator.post("/v1/prescribers", samples.prescriber(external_id="seul-1")), 409,
                     "external_id_taken", "external_id")
        for client in (self.world.director, self.world.prescriber):
            self.assertNotIn("external_id", self.ok(client.get("/v1/prescribers/" + row["id"])))

    def test_all_or_nothing(self):
        item = {"external_id": "t-1", "name": "Agence", "kind": "FT", "safir": "T0001"}
        self.send([item])
        answer = self.world.operator.post("/v1/prescribers/batch?atomic=true", {"items": [{**item, "name": "Autre"}, {}]})
        self.refused(answer, 422, "batch_refused")
        self.assertEqual(self.send([item])[0]["body"]["version"], 1)


class Vacancies(Case):
    def setUp(self):
        world = self.world
        if not hasattr(type(self), "rows"):
            lens = self.made(world.director.post("/v1/worksites", samples.worksite(postcode="62300", town="Lens")))
            bare = self.made(world.director_b.post("/v1/worksites", samples.worksite(postcode=None, town=None)))
            isle = self.made(world.director_b.post("/v1/worksites", samples.worksite(postcode="20137", town="Porto-Vecchio")))
            type(self).rows = {
                "gardener": self.offered(worksite=lens["id"], title="Jardinier-paysagiste (débutant accepté)", rome="A1203"),
                "cook": self.offered(title="Aide-cuisinière", rome="G1603", closes_on="2026-12-31"),
                "bare": self.offered(world.counsellor_b, bare["id"], title="Agent d'entretien", rome="K2204"),
                "isle": self.offered(world.counsellor_b, isle["id"], title="Œuvrier du littoral", rome="A1203"),
            }

    def found(self, query, client=None, resource="vacancies"):
        data = self.ok((client or self.world.prescriber).get(f"/v1/{resource}?limit=200&{query}"))["data"]
        names = {row["id"]: name for name, row in self.rows.items()}
        return sorted(names[row["id"]] for row in data if row["id"] in names)

    def test_where(self):
        for query, names in {
                "department=62": ["gardener"], "department=94": ["bare", "cook"], "department=62,2A": ["gardener", "isle"],
                "department=2B": [], "region=hauts%20de%20france": ["gardener"], "region=CORSE": ["isle"],
                "region=%C3%AEle-de-France": ["bare", "cook"], "region=Neustrie": [], "town=LENS": ["gardener"],
                "town=porto%20vecchio": ["isle"], "town=arcueil": ["bare"], "town=Champigny%20sur%20Marne": ["cook"],
                "town=len": [],
                "rome=A1203": ["gardener", "isle"], "rome=A1203&department=62": ["gardener"],
                "structure_id=" + self.world.ids["structure_b"]: ["bare", "isle"]}.items():
            with self.subTest(query):
                self.assertEqual(self.found(query), names)
        row = self.ok(self.world.prescriber.get("/v1/vacancies/" + self.rows["gardener"]["id"]))
        self.assertEqual((row["town"], row["department"], row["region"]), ("Lens", "62", "Hauts-de-France"))
        row = self.ok(self.world.prescriber.get("/v1/vacancies/" + self.rows["bare"]["id"]))
        self.assertEqual((row["town"], row["department"], row["region"]), ("Arcueil", "94", "Île-de-France"))
        get = self.world.prescriber.get
        self.refused(get("/v1/vacancies?department=99"), 400, "bad_parameter")
        self.refused(get("/v1/vacancies?rome=jardin"), 400, "bad_parameter")

    def test_words(self):
        """Each word asked begins a word of the title, the town or the structure's name."""
        for q, names in {
                "paysag": ["gardener"], "JARDINIER%20LENS": ["gardener"], "debutant": ["gardener"], "lens%20cuisin": [],
                "oeuvrier": ["isle"], "entretien": ["bare"], "d%27entretien": ["bare"],
                "coudrier": ["bare", "cook", "gardener", "isle"],
                "coudrier%20porto": ["isle"], "ardinier": [], "%25": [], "_": []}.items():
            with self.subTest(q):
                self.assertEqual(self.found("q=" + q), names)

    def test_words_follow_what_they_name(self):
        world = self.world
        site = self.made(world.director.post("/v1/worksites", samples.worksite(town="Vitry")))
        type(self).rows["moved"] = self.offered(worksite=site["id"], title="Cariste")
        path = "/v1/vacancies/" + self.rows["moved"]["id"]
        self.assertEqual(self.found("q=cariste%20vitry"), ["moved"])
        self.ok(world.director.patch("/v1/worksites/" + site["id"], {"town": "Bobigny"}))
        self.assertEqual((self.found("q=cariste%20vitry"), self.found("q=cariste%20bobi"), self.found("town=bobigny")),
                         ([], ["moved"], ["moved"]))
        self.ok(world.counsellor.patch(path, {"title": "Magasinier"}))
        self.assertEqual((self.found("q=cariste"), self.found("q=magasinier")), ([], ["moved"]))
        structure = "/v1/structures/" + world.ids["structure"]
        name = self.ok(world.operator.get(structure))["name"]
        self.ok(world.operator.patch(structure, {"name": "Les Noisetiers"}))
        self.assertEqual(self.found("q=noisetiers%20maga"), ["moved"])
        self.assertEqual(self.ok(world.prescriber.get(path))["structure_name"], "Les Noisetiers")
        self.ok(world.operator.patch(structure, {"name": name}))
        self.assertEqual(self.found("q=noisetiers"), [])

    def test_no_stale_answer(self):
        """What other rows tell of a row is never answered by 304: a worksite moves, a vacancy opens, a structure is renamed."""
        world, structure = self.world, "/v1/structures/" + self.world.ids["structure"]
        site = self.made(world.director.post("/v1/worksites", samples.worksite(town="Vitry", postcode="94400")))
        type(self).rows["stale"] = self.offered(worksite=site["id"], title="Scieur", rome="H2206")
        path = "/v1/vacancies/" + self.rows["stale"]["id"]
        held = world.prescriber.get(path)
        name = self.ok(world.operator.get(structure))["name"]
        self.ok(world.director.patch("/v1/worksites/" + site["id"], {"town": "Bobigny", "postcode": "93000"}))
        self.ok(world.operator.patch(structure, {"name": "Les Noisetiers"}))
        again = world.prescriber.get(path, headers={"If-None-Match": held.etag})
        self.assertEqual((again.status, again.etag), (200, held.etag))
        self.assertEqual([again.json[field] for field in ("town", "department", "structure_name")],
                         ["Bobigny", "93", "Les Noisetiers"])
        self.ok(world.operator.patch(structure, {"name": name}))
        part = world.prescriber.get(path + "?fields=title", headers={"If-None-Match": held.etag})
        self.assertEqual(part.status, 304)
        held = world.prescriber.get(structure)
        self.assertIn("H2206", held.json["romes"])
        self.move(world.counsellor, "vacancies", self.rows["stale"], "close")
        again = world.prescriber.get(structure, headers={"If-None-Match": held.etag})
        self.assertEqual((again.status, again.etag), (200, held.etag))
        self.assertNotIn("H2206", again.json["romes"])
        self.ok(world.operator.patch(structure, {"open_to_candidacies": True}, held.etag))

    def test_structures(self):
        world, ids = self.world, self.world.ids
        listed = lambda query: {row["id"] for row in self.ok(world.prescriber.get("/v1/structures?limit=200&" + query))["data"]}
        both = {ids["structure_a"], ids["structure_b"]}
        for query, expected in {"department=94": both, "department=62": set(), "region=ile-de-france": both, "town=ARCUEIL": both,
                                "q=coudrier": both, "q=atel%20arcu": both, "q=oudrier": set(),
                                "romes=G1603": {ids["structure_a"]}, "romes=A1203": both, "romes=A1203,K2204": both,
                                "romes=N4101": set(), "romes=K2204&region=ile-de-france": {ids["structure_b"]}}.items():
            with self.subTest(query):
                self.assertEqual(listed(query), expected)
        row = self.ok(world.prescriber.get("/v1/structures/" + ids["structure_b"]))
        self.assertEqual((row["region"], row["romes"]), ("Île-de-France", ["A1203", "K2204"]))
        self.assertNotIn("romes", self.ok(world.partner.get("/v1/structures"))["data"][0:1] or [{}])
        shown = self.ok(world.prescriber.get(f"/v1/structures/{ids['structure_b']}?include=vacancies"))["vacancies"]
        self.assertEqual({one["id"] for one in shown}, {self.rows["bare"]["id"], self.rows["isle"]["id"]})

    def test_seen_outside_while_open(self):
        world = self.world
        row = self.made(world.counsellor.post("/v1/vacancies", samples.vacancy(
            world.ids["worksite"], opens_on="2026-03-02", closes_on="2026-03-10")))
        path = "/v1/vacancies/" + row["id"]
        self.assertEqual((row["state"], row["allowed_moves"]), ("draft", ["open"]))
        self.assertStatus(world.prescriber.get(path), 404)
        self.move(world.counsellor, "vacancies", row, "open")
        for today, status in (("2026-03-01", 404), ("2026-03-02", 200), ("2026-03-10", 200), ("2026-03-11", 404)):
            for client in (world.prescriber, world.operator):
                self.assertStatus(client.get(path, today=today), status)
            self.assertStatus(world.supervisor.get(path, today=today), 200)
        self.assertStatus(world.counsellor_b.get(path), 404)
        self.assertStatus(world.counsellor_b.post(path + "/close"), 404)
        self.move(world.director, "vacancies", row, "close")
        self.assertStatus(world.prescriber.get(path), 404)
        self.assertEqual(self.move(world.counsellor, "vacancies", row, "open")["state"], "open")
        self.refused(world.prescriber.post(path + "/close"), 403, "forbidden")

    def test_none_of_a_structure_that_takes_no_candidacy(self):
        """Nothing in the directory that would then be refused; its own team goes on with its vacancies."""
        world, row = self.world, self.offered(title="Élagueur", rome="A1201")
        path, structure = "/v1/vacancies/" + row["id"], "/v1/structures/" + self.world.ids["structure"]
        seen = lambda client: (client.get(path).status, len(self.ok(client.get("/v1/vacancies?q=elagueur"))["data"]),
                               len(self.ok(client.get("/v1/structures?romes=A1201"))["data"]))
        filed = self.candidacy()
        body = samples.candidacy(world.ids["structure"], vacancy_id=row["id"])
        for open_, count in ((False, (404, 0, 0)), (True, (200, 1, 1))):
            self.ok(world.director.patch(structure, {"open_to_candidacies": open_}))
            for client in (world.prescriber, world.operator):
                self.assertEqual(seen(client), count, client.role)
            shown = self.ok(world.prescriber.get(structure + "?include=vacancies"))["vacancies"]
            self.assertEqual(row["id"] in [one["id"] for one in shown], open_)
            self.assertEqual(seen(world.supervisor), (200, 1, 1))
            if not open_:
                answer = world.prescriber.post("/v1/candidacies", body)
                self.assertEqual(answer.code, "structure_closed_to_candidacies", repr(answer))
                self.refused(world.prescriber.patch("/v1/candidacies/" + filed["id"], {"vacancy_id": row["id"]}), 422,
                             "vacancy_not_open", "vacancy_id")
                own = {**samples.candidacy(), "candidate_reference": "venue-seule", "vacancy_id": row["id"]}
                self.made(world.counsellor.post("/v1/candidacies", own))
        self.made(world.prescriber.post("/v1/candidacies", body))

    def test_bodies(self):
        world = self.world
        post = lambda **changes: world.counsellor.post("/v1/vacancies", samples.vacancy(
            **{"worksite_id": world.ids["worksite"], **changes}))
        self.refused(post(closes_on="2026-01-31"), 422, "days_out_of_order", "closes_on")
        self.made(post(closes_on="2026-02-01"))
        self.refused(post(openings=0), 422, "out_of_range", "openings")
        self.refused(post(worksite_id=world.ids["worksite_b"]), 422, "unknown_reference", "worksite_id")
        self.assertStatus(post(rome="Z0001"), 422)
        row = self.made(post(rome="N9999"))
        self.assertEqual([(one["code"], one["pointer"]) for one in row["warnings"]], [("unknown_code", "/rome")])

    def test_a_candidacy_on_a_vacancy(self):
        world, ids = self.world, self.world.ids
        row = self.ok(world.prescriber.get("/v1/vacancies?q=jardinier&department=62&rome=A1203"))["data"][0]
        sent = self.made(world.prescriber.post("/v1/candidacies", samples.candidacy(
            row["structure_id"], vacancy_id=row["id"], wished_jobs=["A1203", "A1202", "N9999"])))
        self.assertEqual((sent["vacancy_id"], sent["wished_jobs"]), (row["id"], ["A1203", "A1202", "N9999"]))
        self.assertEqual([one["pointer"] for one in sent["warnings"]], ["/wished_jobs/2"])
        seen = self.ok(world.counsellor.get("/v1/candidacies?vacancy_id=" + row["id"]))["data"]
        self.assertEqual([one["id"] for one in seen], [sent["id"]])
        self.assertEqual(self.candidacy()["wished_jobs"], [])

    def test_a_wish_completed(self):
        """By the sender, while nobody studies the file."""
        sender = self.world.prescriber
        vacancy = self.ok(sender.get("/v1/vacancies?q=jardinier&department=62&rome=A1203"))["data"][0]
        row = self.made(sender.post("/v1/candidacies", samples.candidacy(vacancy["structure_id"])))
        path = "/v1/candidacies/" + row["id"]
        body = {"vacancy_id": vacancy["id"], "wished_jobs": ["A1203", "N9999"]}
        answer = sender.patch(path, body)
        self.warned(answer, "unknown_code")
        self.assertEqual({name: answer.json[name] for name in body}, body)
        self.assertEqual(sender.patch(path, {"phone": "0611223344"}).warnings(), [])
        self.refused(sender.patch(path, {"vacancy_id": UNKNOWN_ID}), 422, "unknown_reference", "vacancy_id")
        self.assertEqual(self.ok(sender.patch(path, {"vacancy_id": None, "wished_jobs": None}))["wished_jobs"], [])
        self.refused(self.world.counsellor.patch(path, body), 422, "read_only", "vacancy_id")

    def test_a_vacancy_that_takes_none(self):
        world, ids = self.world, self.world.ids
        row = self.offered(opens_on="2026-03-02", closes_on="2026-03-10")
        body = lambda **changes: samples.candidacy(ids["structure"], vacancy_id=row["id"], **changes)
        own = lambda: {**samples.candidacy(), "vacancy_id": row["id"], "candidate_informed_on": "2026-02-20"}
        for today, open_ in (("2026-03-01", False), ("2026-03-02", True), ("2026-03-10", True), ("2026-03-11", False)):
            for client, sent in ((world.prescriber, body()), (world.counsellor, own())):
                answer = client.post("/v1/candidacies", sent, today=today)
                if open_:
                    self.made(answer)
                else:
                    self.refused(answer, 422, "vacancy_not_open", "vacancy_id")
        self.refused(world.prescriber.post("/v1/candidacies", {**body(), "structure_id": ids["structure_b"]}), 422,
                     "unknown_reference", "vacancy_id")
        self.move(world.counsellor, "vacancies", row, "close")
        self.refused(world.prescriber.post("/v1/candidacies", body()), 422, "vacancy_not_open", "vacancy_id")
        self.refused(world.counsellor_b.post("/v1/candidacies", own()), 422, "unknown_reference", "vacancy_id")
        self.refused(world.prescriber.post("/v1/candidacies", {**body(), "vacancy_id": UNKNOWN_ID}), 422,
                     "unknown_reference", "vacancy_id")
        draft = self.made(world.counsellor.post("/v1/vacancies", samples.vacancy(ids["worksite"])))
        for sender, sent, code in ((world.prescriber, body(), "unknown_reference"),
                                   (world.counsellor, own(), "vacancy_not_open")):
            self.refused(sender.post("/v1/candidacies", {**sent, "vacancy_id": draft["id"]}), 422, code, "vacancy_id")
        send = lambda jobs: world.prescriber.post("/v1/candidacies", samples.candidacy(ids["structure"], wished_jobs=jobs))
        self.made(send([f"A1{n:03d}" for n in range(10)]))
        self.refused(send([f"A1{n:03d}" for n in range(11)]), 422, "too_long", "wished_jobs")
        self.assertStatus(send(["maçon"]), 422)
