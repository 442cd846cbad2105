"""What structures offer, and who finds it."""
import samples
from harness import UNKNOWN_ID, Case


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
        world = self.world
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
