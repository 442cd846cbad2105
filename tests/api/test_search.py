"""Search by name and exact totals."""
from harness import Case


class Search(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.names = [("Éloïse", "d'Arcy-Müller"), ("Eloi", "Darcet"), ("Zoé", "Ñuñez"), ("N'Golo", "Le Goff")]

    def setUp(self):
        if not hasattr(type(self), "rows"):
            type(self).rows = [self.candidacy(first_name=first, last_name=last) for first, last in self.names]

    def found(self, q, client=None, **more):
        answer = self.ok((client or self.world.counsellor).get("/v1/candidacies?q=" + q))
        return sorted(row["last_name"] for row in answer["data"])

    def test_case_accents_and_marks(self):
        for q, names in {"arcy": [], "d%20arcy": ["d'Arcy-Müller"], "D%27ARCY%20MULL": ["d'Arcy-Müller"], "darc": ["Darcet"],
                         "elo": ["Darcet", "d'Arcy-Müller"], "nunez": ["Ñuñez"], "%C3%91u": ["Ñuñez"], "n%20go": ["Le Goff"],
                         "le%20goff%20n": ["Le Goff"], "zoe%20nu": ["Ñuñez"], "%25": [], "_": []}.items():
            with self.subTest(q):
                self.assertEqual(self.found(q), sorted(names))

    def test_each_side_searches_its_own(self):
        self.assertEqual(self.found("nunez", self.world.prescriber), ["Ñuñez"])
        self.assertEqual(self.found("nunez", self.world.prescriber_b), [])
        self.assertEqual(self.found("nunez", self.world.counsellor_b), [])

    def test_pages_of_a_search(self):
        first = self.ok(self.world.counsellor.get("/v1/candidacies?q=elo&limit=1&sort=last_name&total=exact"))
        self.assertEqual(first["total"], {"count": 2, "exact": True})
        second = self.ok(self.world.counsellor.get("/v1/candidacies?q=elo&limit=1&sort=last_name&cursor=" + first["next_cursor"]))
        self.assertEqual(len({row["id"] for row in first["data"] + second["data"]}), 2)
        other = self.world.counsellor.get("/v1/candidacies?q=nu&limit=1&sort=last_name&cursor=" + first["next_cursor"])
        self.refused(other, 400, "bad_cursor")

    def test_what_is_refused(self):
        get = self.world.counsellor.get
        for query in ("q=", "q=" + "a" * 101, "total=yes", "total=", "q=%00"):
            with self.subTest(query):
                self.assertStatus(get("/v1/candidacies?" + query), 400)
        self.refused(get("/v1/contracts?q=a"), 400, "bad_parameter")

    def test_total_follows_the_filters(self):
        get = self.world.counsellor.get
        whole = self.ok(get("/v1/candidacies?total=exact&limit=1"))["total"]["count"]
        submitted = self.ok(get("/v1/candidacies?total=exact&state=submitted"))["total"]
        self.assertEqual(submitted, {"count": len(self.rows), "exact": True})
        self.assertGreaterEqual(whole, len(self.rows))
        self.assertNotIn("total", self.ok(get("/v1/candidacies")))


class Bodies(Case):
    """Prescribers, as other rows of the directory: each word asked begins a word of the name or the town."""

    def test_found_by_words_and_by_place(self):
        world, listed, rows = self.world, {}, []
        for n, (name, postcode, town) in enumerate((("France Travail - L'HAŸ-LES-ROSES 1", "94240", "L'Haÿ-les-Roses"),
                                                    ("Relais de l'Épeule", "59100", "ROUBAIX"),
                                                    ("CCAS d'Ajaccio", "20000", "Ajaccio"), ("Relais du Port", None, None))):
            body = {"kind": "CCAS", "name": name, "postcode": postcode, "town": town}
            rows.append(self.made(world.operator.post("/v1/prescribers", body)))
            listed[rows[n]["id"]] = n
        found = lambda client, query: sorted(listed[row["id"]] for row in self.ok(
            client.get("/v1/prescribers?limit=200&" + query))["data"] if row["id"] in listed)
        for query, numbers in {"q=hay": [0], "q=HA%C5%B8%20trav": [0], "q=roses%20l%27hay": [0], "q=relais": [1, 3],
                               "q=epeule": [1], "q=relais%20roub": [1], "q=peule": [], "q=ajaccio": [2],
                               "town=l%20hay%20les%20roses": [0],
                               "town=Roubaix": [1], "town=roub": [], "department=94": [0], "department=2A,59": [1, 2],
                               "department=94&q=relais": [], "department=2B": []}.items():
            with self.subTest(query):
                for client in (world.operator, world.counsellor, world.prescriber):
                    self.assertEqual(found(client, query), numbers)
        self.refused(world.prescriber.get("/v1/prescribers?department=99"), 400, "bad_parameter")
        self.ok(world.operator.patch("/v1/prescribers/" + rows[3]["id"], {"name": "Relais du Phare", "town": "Étaples"}))
        self.assertEqual([found(world.prescriber, "q=" + q) for q in ("port", "phare", "etap")], [[], [3], [3]])
        row = self.ok(world.prescriber.get("/v1/prescribers?q=hay%20roses%201"))["data"][0]
        self.assertEqual((row["town"], row["department"]), ("L'Haÿ-les-Roses", "94"))
