"""Many at once: a result for each item, in its place, and all or nothing when that is asked."""
import uuid

import samples
from generic import Generic
from harness import Case

UNKNOWN_ID = "01890a5d-ac96-774b-bcce-b302099a8057"


def host(**changes):
    return {"name": "Jardinerie Lefort", "siret": samples.siret(samples.number() + 20000), **changes}


class Batches(Case):
    def results(self, answer):
        return self.ok(answer, 207)["results"]

    def test_each_item_has_its_result(self):
        good, wrong, unknown = host(), host(siret="12345678901234"), host(colour="vert")
        counting = "select count(*) from change where resource = 'host'"
        before = int(self.sql(counting)[0][0])
        done = self.results(self.world.counsellor.post("/v1/hosts/batch", {"items": [good, wrong, 7, unknown, host()]}))
        self.assertEqual([(one["index"], one["status"]) for one in done], [(0, 201), (1, 422), (2, 422), (3, 422), (4, 201)])
        self.assertEqual(done[1]["problem"]["errors"][0]["pointer"], "/siret")
        self.assertEqual(done[3]["problem"]["errors"][0]["code"], "unknown_field")
        self.assertEqual(done[0]["body"]["siret"], good["siret"])
        self.ok(self.world.counsellor.get("/v1/hosts/" + done[0]["body"]["id"]))
        self.assertEqual(int(self.sql(counting)[0][0]) - before, 2)

    def test_a_refusal_of_the_database_undoes_its_item_alone(self):
        twin = host()
        done = self.results(self.world.counsellor.post("/v1/hosts/batch", {"items": [twin, host(siret=twin["siret"]), host()]}))
        self.assertEqual([one["status"] for one in done], [201, 409, 201])

    def test_all_or_nothing(self):
        good, wrong = host(), host(siret="1")
        answer = self.world.counsellor.post("/v1/hosts/batch?atomic=true", {"items": [good, wrong]})
        self.refused(answer, 422, "batch_refused")
        self.assertEqual([(one["pointer"], one["code"]) for one in answer.json["errors"]], [("/items/1/siret", "bad_siret")])
        self.assertEqual(self.ok(self.world.counsellor.get("/v1/hosts?siret=" + good["siret"]))["data"], [])
        done = self.results(self.world.counsellor.post("/v1/hosts/batch?atomic=true", {"items": [good, host()]}))
        self.assertEqual([one["status"] for one in done], [201, 201])

    def test_all_or_nothing_says_every_fault(self):
        gone, row = self.candidacy(), self.candidacy()
        self.move(self.world.prescriber, "candidacies", gone, "withdraw", {"reason": "Autre solution."})
        items = [{"id": row["id"], "reason": "x", "colour": "vert"}, {"id": gone["id"], "reason": "x"}, {"id": row["id"]}, 7]
        answer = self.world.prescriber.post("/v1/candidacies/batch/withdraw?atomic=true", {"items": items})
        self.refused(answer, 422, "batch_refused")
        self.assertEqual([(one["pointer"], one["code"]) for one in answer.json["errors"]],
                         [("/items/0/colour", "unknown_field"), ("/items/1", "state_conflict"),
                          ("/items/2/reason", "required"), ("/items/3", "wrong_type")])

    def test_one_move_of_many_rows(self):
        rows = [self.candidacy() for _ in range(3)]
        gone = self.candidacy()
        self.move(self.world.prescriber, "candidacies", gone, "withdraw", {"reason": "Autre solution."})
        items = [{"id": rows[0]["id"]}, {"id": rows[1]["id"], "version": 7}, {"id": gone["id"]}, {"id": UNKNOWN_ID}, {"id": "x"},
                 {},
                 {"id": rows[2]["id"], "version": 1}]
        done = self.results(self.world.counsellor.post("/v1/candidacies/batch/review", {"items": items}))
        self.assertEqual([one["status"] for one in done], [200, 412, 409, 404, 404, 422, 200])
        self.assertEqual(done[0]["body"]["state"], "under_review")
        self.assertEqual(done[2]["problem"]["current_state"], "withdrawn")
        self.assertEqual(self.sql(f"select count(*) from transition where row_id = '{rows[1]['id']}' and verb = 'review'"),
                         [["0"]])

    def test_a_foreign_row_is_unknown(self):
        row = self.candidacy(structure=self.world.ids["structure_b"])
        done = self.results(self.world.counsellor.post("/v1/candidacies/batch/review", {"items": [{"id": row["id"]}]}))
        self.assertEqual(done[0]["status"], 404)

    def test_repeated(self):
        body, key = {"items": [host(), host(siret="2")]}, {"Idempotency-Key": str(uuid.uuid4())}
        first = self.world.counsellor.post("/v1/hosts/batch", body, headers=key)
        again = self.world.counsellor.post("/v1/hosts/batch", body, headers=key)
        self.assertStatus(first, 207)
        self.assertStatus(again, 207)
        self.assertEqual((again.body, again.headers.get("idempotent-replayed")), (first.body, "true"))
        self.refused(self.world.counsellor.post("/v1/hosts/batch", {"items": [host()]}, headers=key), 422,
                     "idempotency_key_reused")
        self.refused(self.world.counsellor.post("/v1/hosts/batch?atomic=true", body, headers=key), 422, "idempotency_key_reused")

    def test_limits(self):
        post = self.world.counsellor.post
        self.refused(post("/v1/hosts/batch", {"items": []}), 422, "too_short", "items")
        self.refused(post("/v1/hosts/batch", {"items": [{}] * 101}), 422, "too_long", "items")
        self.assertEqual(len(self.results(post("/v1/hosts/batch", {"items": [{}] * 100}))), 100)
        self.refused(post("/v1/hosts/batch", {}), 422, "required", "items")
        self.refused(post("/v1/hosts/batch", {"items": {}}), 422, "wrong_type", "items")
        self.refused(post("/v1/hosts/batch?atomic=maybe", {"items": [{}]}), 400, "bad_parameter")
        self.refused(post("/v1/hosts/batch?dry=true", {"items": [{}]}), 400, "bad_parameter")
        self.refused(self.world.office.post("/v1/hosts/batch", {"items": [{}]}), 403, "forbidden")
        self.refused(post("/v1/hosts/batch/review", {"items": [{}]}), 404, "not_found")
        large = {"items": [host(name="x" * 150, address="y" * 150) for _ in range(100)] , "pad": "z" * 70000}
        self.refused(post("/v1/hosts/batch", large), 422, "unknown_field")  # over 64 KiB, under 1 MiB: read
        self.refused(post("/v1/hosts/batch", {"items": [], "pad": "z" * 1100000}), 413, "body_too_large")

    def test_a_network_is_imported_at_once(self):
        items = [{"name": f"Agence {n}", "kind": "FT", "safir": f"{n:05d}"} for n in range(1000, 1300)]
        done = self.results(self.world.operator.post("/v1/prescribers/batch", {"items": items}))
        self.assertEqual({one["status"] for one in done}, {201})
        self.refused(self.world.operator.post("/v1/prescribers/batch", {"items": [{}] * 1001}), 422, "too_long", "items")


class EveryBatch(Generic):
    def test_creations(self):
        """What is created alone is created in a batch."""
        for resource, client, _, _ in self.each_created():
            body = self.example(resource, client)
            with self.subTest(resource):
                answer = client.post(f"/v1/{resource}/batch", {"items": [body]}, today=self.today(resource, body))
                self.assertEqual(self.ok(answer, 207)["results"][0]["status"], 201, repr(answer))

    def test_moves(self):
        """What is moved alone is moved in a batch: an unknown row has its refusal in its place."""
        for method, path, operation in self.document.operations():
            if "/batch/" not in path:
                continue
            single = self.document.operation("post", path.replace("/batch/", "/{id}/"))
            client = getattr(self.world, operation["x-roles"][0])
            item = self.document.example(single, client.role, self.find)
            with self.subTest(path):
                done = self.ok(client.post(path, {"items": [{**item, "id": UNKNOWN_ID}]}), 207)["results"]
                self.assertIn(done[0]["status"], (404, 422), repr(done))
