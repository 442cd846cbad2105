"""The access log of a person: an entry for each read of the file that was answered, none for what was refused, and for whom."""
import http.client
import threading

import samples
from harness import UNKNOWN_ID, Case, specification

STAFF = ("director", "counsellor", "supervisor", "office")
# resource: (purpose, who is shown a restricted field of an item)
LOGGED = {
    "entry_situations": ("accompaniment", {"director", "counsellor"}),
    "immersions": ("immersion", {"director", "counsellor"}),
    "exits": ("outcome", {"director", "counsellor"}),
    "candidacies": ("recruitment", {"director", "counsellor"}),
    "eligibility_diagnoses": ("employment", {"director", "counsellor"}),
    "pass_extensions": ("employment", {"director", "counsellor"}),
    "backgrounds": ("accompaniment", {"director", "counsellor"}),
    "recruitment_assessments": ("recruitment", {"director", "counsellor"}),
}
NAMES = {"backgrounds": "background", "recruitment_assessments": "recruitment_assessment",
         "entry_situations": "entry_situation", "immersions": "immersion", "exits": "exit", "candidacies": "candidacy",
         "eligibility_diagnoses": "eligibility_diagnosis", "pass_extensions": "pass_extension"}


def diagnosed(case):
    """The diagnosis of a person, and an extension of the person's PASS that a prescriber is asked for: resource → row."""
    staff, person = case.world.counsellor, case.accepted()["participant_id"]
    held = case.right(person, start_on="2024-06-03", official_end_on=None)
    diagnosis = {"participant_id": person, "diagnosed_on": samples.TODAY, "criteria": ["RSA"]}
    extension = {"pass_id": held["id"], "reason": "rqth", "days": 180, "prescriber_id": case.world.ids["prescriber"]}
    return {"eligibility_diagnoses": case.made(staff.post("/v1/eligibility_diagnoses", diagnosis)),
            "pass_extensions": case.made(staff.post("/v1/pass_extensions", extension))}


def known(case):
    """What is kept of a person besides: resource → row, each with its participant."""
    staff, accepted = case.world.counsellor, case.accepted()
    person = accepted["participant_id"]
    assessed = case.made(staff.post("/v1/recruitment_assessments", samples.assessment(accepted["id"])))
    return {"recruitment_assessments": {**assessed, "participant_id": person},
            "backgrounds": case.made(staff.post("/v1/backgrounds", samples.background(person)))}


class AccessLog(Case):
    seconds = 12
    rows = None

    def life(self):
        """An immersion, an exit, an entry situation, each of a person. Made once."""
        if type(self).rows is None:
            immersion = self.validated()
            contract = self.signed(starts_on="2026-03-09", ends_on="2026-07-08")
            exit_row = self.made(self.world.counsellor.post("/v1/exits", samples.exit_(contract["path_id"], "2026-07-08"),
                                                            today="2026-07-09"))
            body = samples.entry_situation(self.path()["id"])
            situation = self.made(self.world.counsellor.post("/v1/entry_situations", body))
            type(self).rows = {"immersions": immersion, "exits": exit_row, "entry_situations": situation,
                               "candidacies": self.accepted(), **diagnosed(self), **known(self)}
        return self.rows

    def entries(self):
        """Of everybody, as the database holds them: (participant, actor, resource, row, operation, purpose, request)."""
        return self.sql("select participant_id, actor_id, resource, resource_id, operation, purpose, request_id "
                        "from access_entry order by id")

    def added(self, act):
        """What `act` answers, and the entries it leaves."""
        before = len(self.entries())
        answer = act()
        return answer, self.entries()[before:]

    def silent(self, act, status=200):
        answer, entries = self.added(act)
        self.assertStatus(answer, status)
        self.assertEqual(entries, [], repr(answer))
        return answer

    def test_items_with_restricted_fields(self):
        for resource, row in self.life().items():
            purpose, readers = LOGGED[resource]
            listed = self.operation("/v1/" + resource + "/{id}")["x-roles"]
            for role in STAFF:
                if role not in listed:
                    continue
                with self.subTest(resource=resource, role=role):
                    answer, entries = self.added(lambda: getattr(self.world, role).get(f"/v1/{resource}/{row['id']}"))
                    self.ok(answer)
                    expected = [[row["participant_id"], self.world.ids[role], resource, row["id"], NAMES[resource] + "_read",
                                 purpose, answer.headers["x-request-id"]]]
                    self.assertEqual(entries, expected if role in readers else [])

    def operation(self, path):
        return specification(self.world)["paths"][path]["get"]

    def test_only_these_have_restricted_fields(self):
        """Other items of the person, read whole by those who see most, are no entry."""
        immersion = self.life()["immersions"]
        path = self.ok(self.world.director.get("/v1/paths/" + immersion["path_id"]))
        for url in ("/v1/participants/" + path["participant_id"], "/v1/paths/" + path["id"],
                    "/v1/contracts/" + immersion["contract_id"], "/v1/staff/" + self.world.ids["office"]):
            self.silent(lambda: self.world.director.get(url))

    def test_a_candidacy_before_its_acceptance(self):
        """It is answered, and there is no person yet whose log it could stand in."""
        row = self.candidacy(situation_details="Cherche un rythme.")
        self.silent(lambda: self.world.counsellor.get("/v1/candidacies/" + row["id"]))
        assessment = samples.assessment(row["id"])
        made = self.silent(lambda: self.world.counsellor.post("/v1/recruitment_assessments", assessment), 201)
        url = "/v1/recruitment_assessments/" + made.json["id"]
        self.silent(lambda: self.world.counsellor.get(url))
        self.move(self.world.counsellor, "candidacies", row, "accept")
        _, entries = self.added(lambda: self.world.counsellor.get(url))
        self.assertEqual(len(entries), 1, "now there is")

    def test_what_is_not_shown_is_not_read(self):
        url = "/v1/exits/" + self.life()["exits"]["id"]
        self.silent(lambda: self.world.director.get(url + "?fields=id,exit_on,path_id"))
        for fields in ("reason", "id,comment"):
            _, entries = self.added(lambda: self.world.director.get(f"{url}?fields={fields}"))
            self.assertEqual(len(entries), 1, fields)

    def test_what_stands_inside_is_read(self):
        row = self.life()["exits"]
        person, path = "/v1/participants/" + row["participant_id"], "/v1/paths/" + row["path_id"]
        for client, url, purpose in ((self.world.counsellor, person + "?include=immersions", "accompaniment"),
                                     (self.world.counsellor, person + "?fields=id&include=background", "accompaniment"),
                                     (self.world.counsellor, person + "?fields=id&include=paths,immersions", "accompaniment"),
                                     (self.world.counsellor, path + "?include=contracts,exit", "accompaniment"),
                                     (self.world.director, path + "?include=exit", "accompaniment")):
            answer, entries = self.added(lambda: client.get(url))
            self.ok(answer)
            self.assertEqual([(entry[0], entry[5]) for entry in entries], [(row["participant_id"], purpose)], url)
        for client, url in ((self.world.counsellor, person + "?include=paths,contracts"),
                            (self.world.supervisor, person + "?include=immersions"),
                            (self.world.office, path + "?include=exit")):
            self.silent(lambda: client.get(url))

    def test_head_and_not_modified(self):
        """Who asks again for what they hold looks at it again; who asks for its headers has asked for it."""
        url = "/v1/exits/" + self.life()["exits"]["id"]
        etag = self.world.counsellor.get(url).etag
        for act in (lambda: self.world.counsellor.request("HEAD", url),
                    lambda: self.world.counsellor.get(url, headers={"If-None-Match": etag})):
            answer, entries = self.added(act)
            self.assertIn(answer.status, (200, 304))
            self.assertEqual(len(entries), 1, repr(answer))

    def wrote(self, act, resource, row, done, role="counsellor", status=200):
        """A write whose answer shows the file is one entry of its row, named by what was done."""
        answer, entries = self.added(act)
        self.assertStatus(answer, status)
        row = answer.json if status == 201 else row
        self.assertEqual(entries, [[row["participant_id"], self.world.ids[role], resource, row["id"], f"{NAMES[resource]}_{done}",
                                    LOGGED[resource][0], answer.headers["x-request-id"]]])
        return answer

    def test_the_answer_of_a_write_shows_the_file(self):
        world, body = self.world, samples.entry_situation(self.path()["id"])
        row = self.wrote(lambda: world.counsellor.post("/v1/entry_situations", body), "entry_situations", None, "create",
                         status=201).json
        url = "/v1/entry_situations/" + row["id"]
        self.wrote(lambda: world.director.patch(url, {"qpv": None}, '"1"'), "entry_situations", row, "patch", "director")
        sent = self.immersion(prescriber_id=world.ids["prescriber"])
        move = "/v1/immersions/" + sent["id"]
        self.wrote(lambda: world.counsellor.post(move + "/submit"), "immersions", sent, "submit")
        self.silent(lambda: world.prescriber.post(move + "/reject", {"justification": "Hors projet."}))
        path = self.path()
        self.silent(lambda: world.counsellor.patch("/v1/paths/" + path["id"], {"counsellor_id": None}))

    def test_a_write_that_is_refused_or_repeated(self):
        world, row = self.world, self.made(self.world.counsellor.post("/v1/backgrounds", samples.background(
            self.accepted()["participant_id"])))
        url, body = "/v1/backgrounds/" + row["id"], {"interests": []}
        self.silent(lambda: world.counsellor.patch(url, body, '"9"'), 412)
        self.silent(lambda: world.counsellor_b.patch(url, body, '"1"'), 404)
        self.silent(lambda: world.counsellor.patch(url, {"interests": 7}, '"1"'), 422)
        body, key = samples.entry_situation(self.path()["id"]), {"Idempotency-Key": f"file-{samples.number()}"}
        self.wrote(lambda: world.counsellor.post("/v1/entry_situations", body, headers=key), "entry_situations", None, "create",
                   status=201)
        self.silent(lambda: world.counsellor.post("/v1/entry_situations", body, headers=key), 201)

    def test_a_batch_is_an_entry_for_each(self):
        rows = [self.immersion() for _ in range(2)]
        items = [{"id": row["id"]} for row in (*rows, rows[0])]
        answer, entries = self.added(lambda: self.world.counsellor.post("/v1/immersions/batch/submit", {"items": items}))
        self.assertEqual([one["status"] for one in self.ok(answer, 207)["results"]], [200, 200, 409])
        self.assertEqual([(entry[0], entry[3], entry[4]) for entry in entries],
                         [(row["participant_id"], row["id"], "immersion_submit") for row in rows])

    def test_no_entry_no_write(self):
        row = self.immersion()
        purposes = self.sql("select pg_get_constraintdef(oid) from pg_constraint where conname = 'access_entry_purpose'")[0][0]
        change = "alter table access_entry drop constraint access_entry_purpose, add constraint access_entry_purpose "
        self.sql(change + "check (purpose <> 'immersion') not valid")
        try:
            self.refused(self.world.counsellor.post(f"/v1/immersions/{row['id']}/submit"), 500, "internal")
        finally:
            self.sql(change + purposes)
        self.assertEqual(self.ok(self.world.counsellor.get("/v1/immersions/" + row["id"]))["state"], "draft")

    def test_refused_reads_leave_nothing(self):
        row = self.life()["exits"]
        url = "/v1/exits/" + row["id"]
        self.silent(lambda: self.world.director_b.get(url), 404)
        self.silent(lambda: self.world.director.get("/v1/exits/" + UNKNOWN_ID), 404)
        self.silent(lambda: self.world.director.get("/v1/exits/nothing"), 404)
        self.silent(lambda: self.world.prescriber.get(url), 403)
        self.silent(lambda: self.world.anonymous.get(url), 401)
        self.silent(lambda: self.world.director.get(url + "?fields=surprise"), 400)
        for tail in ("timeline", "access_log"):
            self.silent(lambda: self.world.director_b.get(f"/v1/participants/{row['participant_id']}/{tail}"), 404)
            self.silent(lambda: self.world.director.get(f"/v1/participants/{UNKNOWN_ID}/{tail}"), 404)
            self.silent(lambda: self.world.prescriber.get(f"/v1/participants/{row['participant_id']}/{tail}"), 403)
            self.silent(lambda: self.world.director.get(f"/v1/participants/{row['participant_id']}/{tail}?limit=0"), 400)
        self.silent(lambda: self.world.office.get(f"/v1/participants/{row['participant_id']}/access_log"), 403)

    def test_prescribers_are_no_persons_of_the_team(self):
        """The convention addressed to a body is read by a body: it stands in the log of requests."""
        row = self.immersion(prescriber_id=self.world.ids["prescriber"])
        self.move(self.world.counsellor, "immersions", row, "submit")
        self.silent(lambda: self.world.prescriber.get("/v1/immersions/" + row["id"]))

    def test_the_timeline_is_read_whoever_reads_it(self):
        row = self.life()["exits"]
        url = f"/v1/participants/{row['participant_id']}/timeline"
        for role in STAFF:
            answer, entries = self.added(lambda: getattr(self.world, role).get(url + "?limit=1"))
            self.ok(answer)
            self.assertEqual(entries, [[row["participant_id"], self.world.ids[role], "participants", row["participant_id"],
                                        "timeline_entry_list", "accompaniment", answer.headers["x-request-id"]]])
        cursor = answer.json["next_cursor"]
        _, entries = self.added(lambda: self.world.office.get(f"{url}?limit=1&cursor={cursor}"))
        self.assertEqual(len(entries), 1, "a further page is read as well")

    def test_the_director_reads_the_log(self):
        row = self.immersion()
        url = f"/v1/participants/{row['participant_id']}/access_log"
        written = self.ok(self.world.director.get(url))["data"]
        self.assertEqual([entry["operation"] for entry in written], ["immersion_create", "candidacy_accept"])
        asked = [self.world.counsellor.get("/v1/immersions/" + row["id"]),
                 self.world.office.get(f"/v1/participants/{row['participant_id']}/timeline"),
                 self.world.director.get("/v1/immersions/" + row["id"])]
        self.silent(lambda: self.world.director.get(url))
        entries = self.ok(self.world.director.get(url))["data"]
        self.assertEqual([entry["request_id"] for entry in entries[:3]],
                         [answer.headers["x-request-id"] for answer in asked[::-1]])
        self.assertEqual(entries[3:], written)
        staff = self.ok(self.world.director.get("/v1/staff/" + self.world.ids["counsellor"]))
        last = entries[2]
        self.assertEqual((last["actor_id"], last["actor_name"]), (staff["id"], f"{staff['first_name']} {staff['last_name']}"))
        self.assertEqual((last["resource"], last["resource_id"], last["operation"], last["purpose"]),
                         ("immersions", row["id"], "immersion_read", "immersion"))
        self.assertEqual(self.world.director.pages(url, 1), entries)
        self.assertEqual(self.ok(self.world.director.get(url + "?purpose=accompaniment"))["data"], entries[1:2])
        self.assertEqual(self.ok(self.world.director.get(f"{url}?actor_id={staff['id']}"))["data"], [last, *written])
        for client in (self.world.counsellor, self.world.supervisor, self.world.office, self.world.prescriber, self.world.partner,
                       self.world.operator):
            self.refused(client.get(url), 403, "forbidden")
        self.as_unknown(self.world.director_b.get(url), self.world.director_b.get(f"/v1/participants/{UNKNOWN_ID}/access_log"))

    def test_no_entry_no_answer(self):
        row = self.immersion()
        purposes = self.sql("select pg_get_constraintdef(oid) from pg_constraint where conname = 'access_entry_purpose'")[0][0]
        change = "alter table access_entry drop constraint access_entry_purpose, add constraint access_entry_purpose "
        self.sql(change + "check (purpose <> 'immersion') not valid")
        try:
            answer = self.world.director.get("/v1/immersions/" + row["id"])
            self.refused(answer, 500, "internal")
            self.assertNotIn(row["place"], answer.body.decode())
            self.refused(self.world.director.get("/v1/immersions"), 500, "internal")
            answer = self.slow(self.world.director).get("/v1/immersions/export?format=ndjson")
            self.refused(answer, 500, "internal")
            self.assertNotIn(row["place"], answer.body.decode())
            for tail in ("/" + row["id"], "", "?fields=place"):
                self.ok(self.world.supervisor.get("/v1/immersions" + tail))
            self.ok(self.world.director.get("/v1/immersions?fields=place"))
            self.assertStatus(self.slow(self.world.director).get("/v1/immersions/export?fields=place"), 200)
        finally:
            self.sql(change + purposes)

    def test_writes_still_wait_for_the_disk(self):
        """The setting of a read ends with it: on the same connections, what is written later is flushed."""
        row = self.immersion()
        for _ in range(20):
            self.ok(self.world.director.get("/v1/immersions/" + row["id"]))
        self.assertEqual(self.sql("select distinct setting from pg_settings where name = 'synchronous_commit'"), [["on"]])
        self.sql("""create table seen (setting text);
            create function see() returns trigger language plpgsql security definer as
                'begin insert into seen values (current_setting(''synchronous_commit'')); return new; end';
            create trigger see before insert on host for each row execute function see();""")
        try:
            for _ in range(8):
                self.host()
            self.assertEqual(self.sql("select distinct setting from seen"), [["on"]])
        finally:
            self.sql("drop trigger see on host; drop function see(); drop table seen")


class Crash(Case):
    seconds = 6

    def test_kill_in_mid_read(self):
        """kill -9 under load: every answer that came out has its entry, and no entry is of another read."""
        rows = [self.immersion() for _ in range(3)]
        answered, stopped = [], threading.Event()

        def reader(number):
            client = self.world.director.copy()
            while not stopped.is_set():
                try:
                    answer = client.get("/v1/immersions/" + rows[number]["id"], record=False)
                except (OSError, http.client.HTTPException):  # killed, perhaps in the middle of an answer
                    return
                answered.append((answer.status, answer.headers["x-request-id"], rows[number]["id"]))

        threads = [threading.Thread(target=reader, args=(number,)) for number in range(3)]
        for thread in threads:
            thread.start()
        while len(answered) < 60:
            stopped.wait(0.02)
        self.server.kill()
        stopped.set()
        for thread in threads:
            thread.join(20)
        self.server.start()
        self.assertEqual({status for status, _, _ in answered}, {200})
        entries = dict(self.sql("select request_id, resource_id from access_entry where operation = 'immersion_read'"))
        self.assertEqual({request: row for _, request, row in answered if entries.get(request) != row}, {})
        self.assertLessEqual(len(entries) - len(answered), len(threads), "an entry that no read explains")
