"""What is kept of a person before the first contract: the assessment, the background, the entry situation."""
import samples
from harness import Case, UNKNOWN_ID
from samples import TODAY, plus
from test_races import at_once, poster


class Assessments(Case):
    def test_one_each(self):
        staff = self.world.counsellor
        row = self.candidacy()
        made = self.made(staff.post("/v1/recruitment_assessments", samples.assessment(row["id"])))
        self.assertEqual((made["author_id"], made["assessed_on"], made["outside_means"], made["opinion"]),
                         (self.world.ids["counsellor"], TODAY, "unknown", "favourable"))
        self.refused(self.world.director.post("/v1/recruitment_assessments", samples.assessment(row["id"])), 409, "duplicate",
                     "candidacy_id")
        body = samples.assessment(self.spontaneous()["id"], assessed_on=plus(TODAY, 1))
        self.refused(staff.post("/v1/recruitment_assessments", body), 422, "day_in_future", "assessed_on")
        body = samples.assessment(self.spontaneous()["id"], needs_help="maybe")
        self.refused(staff.post("/v1/recruitment_assessments", body), 422, "unknown_word", "needs_help")

    def test_the_author_stays(self):
        row = self.made(self.world.counsellor.post("/v1/recruitment_assessments", samples.assessment(self.candidacy()["id"])))
        changed = self.ok(self.world.director.patch("/v1/recruitment_assessments/" + row["id"], {"opinion": "reserved",
                                                                                                  "needs_help": None}))
        self.assertEqual((changed["author_id"], changed["opinion"], changed["needs_help"]),
                         (self.world.ids["counsellor"], "reserved", "unknown"))

    def test_the_sender_learns_nothing(self):
        """Neither the version of its file nor the feed of its changes moves."""
        row = self.candidacy()
        path = "/v1/candidacies/" + row["id"]
        before = self.world.prescriber.get(path)
        made = self.made(self.world.counsellor.post("/v1/recruitment_assessments", samples.assessment(row["id"])))
        self.ok(self.world.counsellor.patch("/v1/recruitment_assessments/" + made["id"], {"opinion": "unfavourable"}))
        after = self.world.prescriber.get(path)
        self.assertEqual((after.etag, after.body), (before.etag, before.body))
        same = self.world.prescriber.get(path + "?fields=state,state_since_on", headers={"If-None-Match": before.etag})
        self.assertEqual(same.status, 304)
        told = self.sql(f"select prescriber_id from change where row_id = '{made['id']}'")
        self.assertEqual(told, [[None], [None]])
        self.refused(self.world.prescriber.get("/v1/recruitment_assessments"), 403, "forbidden")
        self.refused(self.world.prescriber.get(path + "?include=recruitment_assessment"), 400, "bad_parameter")


class Backgrounds(Case):
    def post(self, **changes):
        return self.world.counsellor.post("/v1/backgrounds", samples.background(self.accepted()["participant_id"], **changes))

    def test_lists(self):
        row = self.made(self.post())
        self.assertEqual(row["former_jobs"], [{"title": "Peintre", "rome": None, "employer": "Bâti-Nord", "from_year": 2012,
                                               "to_year": 2015, "comment": None}])
        self.assertEqual((row["interests"], row["wishes"][0]["rome"]), (["Potager"], "A1203"))
        path = "/v1/backgrounds/" + row["id"]
        row = self.ok(self.world.counsellor.patch(path, {"former_jobs": [], "interests": None, "wishes": None}))
        self.assertEqual((row["former_jobs"], row["interests"], row["wishes"]), ([], [], []))
        self.assertEqual(len(row["trainings"]), 1, "a list that is not given stays")

    def test_years(self):
        for first, last, field in ((2015, 2012, "to_year"), (2027, None, "from_year"), (None, 2027, "to_year")):
            job = samples.filled({"title": "Peintre"}, {"from_year": first, "to_year": last})
            self.refused(self.post(former_jobs=[{"title": "Maçon"}, job]), 422, "out_of_range", f"former_jobs/1/{field}")
            self.refused(self.post(trainings=[job]), 422, "out_of_range", f"trainings/0/{field}")
        self.made(self.post(former_jobs=[{"title": "Peintre", "from_year": 2026, "to_year": 2026}]))
        self.refused(self.post(former_jobs=[{"title": "Peintre", "from_year": 1939}]), 422, "out_of_range",
                     "former_jobs/0/from_year")

    def test_trades(self):
        self.warned(self.post(wishes=[{"title": "Dresseur", "rome": "N9999"}]), "unknown_code")
        self.refused(self.post(wishes=[{"title": "Dresseur", "rome": "jard1"}]), 422, "wrong_format", "wishes/0/rome")
        self.assertEqual(self.post().warnings(), [])

    def test_limits(self):
        job = {"title": "Saisonnier"}
        self.made(self.post(former_jobs=[job] * 30))
        self.refused(self.post(former_jobs=[job] * 31), 422, "too_long", "former_jobs")
        self.made(self.post(wishes=[job] * 10, interests=["é" * 60] * 1))
        self.refused(self.post(wishes=[job] * 11), 422, "too_long", "wishes")
        self.refused(self.post(interests=["é" * 61]), 422, "too_long", "interests/0")
        self.refused(self.post(former_jobs=[{"rome": "A1203"}]), 422, "required", "former_jobs/0/title")
        self.refused(self.post(former_jobs=[{"title": "x", "salary": 3}]), 422, "unknown_field", "former_jobs/0/salary")

    def test_shown_inside_its_participant(self):
        row = self.made(self.post())
        path = f"/v1/participants/{row['participant_id']}?include=background"
        shown = self.ok(self.world.counsellor.get(path))["background"]
        self.assertEqual(shown, {name: row[name] for name in shown})
        for client in (self.world.supervisor, self.world.office):
            self.refused(client.get(path), 400, "bad_parameter")

    def test_a_participant_with_one_is_not_empty(self):
        row = self.accepted()
        self.made(self.world.counsellor.post("/v1/backgrounds", samples.background(row["participant_id"])))
        self.move(self.world.counsellor, "candidacies", row, "cancel", {"reason": "Erreur."})
        self.ok(self.world.counsellor.get("/v1/participants/" + row["participant_id"]))

    def test_one_that_comes_as_the_acceptance_is_cancelled(self):
        """Either the background is refused, or the participant stays: never one without the other."""
        for _ in range(4):
            row = self.accepted()
            made, cancelled = at_once([
                poster(self.world.counsellor, "/v1/backgrounds", samples.background(row["participant_id"])),
                poster(self.world.director, f"/v1/candidacies/{row['id']}/cancel", {"reason": "Erreur."})])
            self.assertStatus(cancelled, 200)
            left = self.world.counsellor.get("/v1/participants/" + row["participant_id"])
            self.assertEqual((made.status, left.status) in ((201, 200), (422, 404)), True, (made, left))


class EntrySituations(Case):
    def post(self, path, client=None, **changes):
        return (client or self.world.counsellor).post("/v1/entry_situations", samples.entry_situation(path["id"], **changes))

    def test_until_the_first_signature(self):
        path = self.path()
        row = self.made(self.post(path))
        self.assertEqual((row["participant_id"], row["rsa"], row["aah"]), (path["participant_id"], True, None))
        draft = self.draft(path)
        where = "/v1/entry_situations/" + row["id"]
        row = self.ok(self.world.counsellor.patch(where, {"rqth": True, "unemployed_months": 0}))
        self.move(self.world.office, "contracts", draft, "sign", {"signed_on": TODAY})
        body = self.refused(self.world.counsellor.patch(where, {"rqth": False}), 409, "entry_situation_frozen")
        self.assertIn("2026-03-02", body["detail"])
        self.assertEqual(self.ok(self.world.counsellor.get(where)), {name: row[name] for name in row if name != "warnings"})
        late = self.path()
        self.signed(late)
        self.refused(self.post(late), 409, "entry_situation_frozen")

    def test_a_signature_taken_back(self):
        """A first contract that was cancelled before its first day has frozen nothing."""
        path = self.path()
        row = self.made(self.post(path))
        contract = self.signed(path, starts_on="2026-03-09")
        where = "/v1/entry_situations/" + row["id"]
        self.refused(self.world.counsellor.patch(where, {"zrr": True}), 409, "entry_situation_frozen")
        self.move(self.world.office, "contracts", contract, "cancel", {"reason": "N'est pas venu."})
        self.ok(self.world.counsellor.patch(where, {"zrr": True}))

    def test_a_signature_at_the_same_moment(self):
        """A change that is accepted came before the signature: the version never grows after the contract's."""
        for _ in range(4):
            path = self.path()
            row = self.made(self.post(path))
            draft = self.draft(path)
            client = self.world.counsellor.copy()
            changed, signed = at_once([
                lambda c=client, r=row: c.patch("/v1/entry_situations/" + r["id"], {"qpv": False}, '"1"'),
                poster(self.world.office, f"/v1/contracts/{draft['id']}/sign", {"signed_on": TODAY})])
            self.assertStatus(signed, 200)
            self.assertIn((changed.status, changed.code), ((200, None), (409, "entry_situation_frozen")))
            order = self.sql(f"""select (select xid from change where row_id = '{row['id']}' and version = 2)
                < (select xid from change where row_id = '{draft['id']}' and version = 2)""")
            self.assertEqual(order, [["t"]] if changed.status == 200 else [[None]])

    def test_limits(self):
        path = self.path()
        self.refused(self.post(path, unemployed_months=-1), 422, "out_of_range", "unemployed_months")
        self.refused(self.post(path, unemployed_months=841), 422, "out_of_range", "unemployed_months")
        self.refused(self.post(path, education_level="99"), 422, "unknown_code", "education_level")
        self.refused(self.post({"id": UNKNOWN_ID}), 422, "unknown_reference", "path_id")
        self.made(self.post(path, unemployed_months=840))
        self.refused(self.post(path), 409, "duplicate", "path_id")

    def test_not_shown_elsewhere(self):
        path = self.path()
        self.made(self.post(path))
        for client in (self.world.supervisor, self.world.office, self.world.prescriber):
            self.refused(client.get("/v1/entry_situations"), 403, "forbidden")
        for included in ("entry_situation", "entry_situations"):
            self.refused(self.world.director.get(f"/v1/paths/{path['id']}?include={included}"), 400, "bad_parameter")
