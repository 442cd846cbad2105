"""The shared directory: the bodies that send candidacies."""
import samples
from harness import Case

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
