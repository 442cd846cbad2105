"""The access log of lists and exports: an entry for each person of whom a page or a file shows a restricted field to a member of
the staff, and none besides."""
import threading

import samples
from document import Document
from harness import Case, specification
from test_access_log import LOGGED, NAMES, STAFF, diagnosed, known

NOTE = "journal des accès"


class Shown(Case):
    """Three rows of each logged resource, of different persons, and one of the other structure."""

    seconds = 25

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.document = Document(specification(cls.world))
        self = cls()
        for reason in ("training", "permanent_unaided", "training"):
            contract = self.signed(starts_on="2026-03-09", ends_on="2026-07-08")
            self.made(self.world.counsellor.post("/v1/exits", {**samples.exit_(contract["path_id"], "2026-07-08", reason),
                                                               "job_starts_on": "2026-07-09" if reason != "training" else None},
                                                 today="2026-07-09"))
            self.made(self.world.counsellor.post("/v1/entry_situations", samples.entry_situation(self.path()["id"])))
            self.immersion()
            diagnosed(self)
            known(self)
            row = self.candidacy(situation_details="Cherche un rythme.")
            self.made(self.world.counsellor.post("/v1/recruitment_assessments", samples.assessment(row["id"])))
        self.immersion(staff=self.world.counsellor_b)
        self.made(self.world.counsellor_b.post(
            "/v1/entry_situations", samples.entry_situation(self.path(self.world.counsellor_b)["id"])))

    # What an answer leaves.

    def left(self, answer):
        """The entries of the request that was answered: (participant, actor, resource, row, operation, purpose), sorted."""
        request = answer.headers["x-request-id"]
        return sorted(self.sql("select participant_id, actor_id, resource, resource_id, operation, purpose from access_entry "
                               f"where request_id = '{request}'"))

    def rows_of(self, answer):
        self.assertStatus(answer, 200)
        return answer.lines() if "ndjson" in answer.headers["content-type"] else answer.json["data"]

    def entries_of(self, rows, role, resource, action, participants=None):
        """What these rows leave when `role` is shown them."""
        people = participants or self.participants(resource)
        return sorted([people[row["id"]], self.world.ids[role], resource, row["id"], f"{NAMES[resource]}_{action}",
                       LOGGED[resource][0]] for row in rows if people[row["id"]])

    def silent(self, answer):
        rows = self.rows_of(answer)
        self.assertEqual(self.left(answer), [], repr(answer))
        return rows

    def participants(self, resource):
        """Row → participant, of both structures; nobody yet of a candidate."""
        if resource == "recruitment_assessments":
            return dict(self.sql("select a.id, coalesce(c.participant_id::text, '') from recruitment_assessment a "
                                 "join candidacy c on c.id = a.candidacy_id"))
        table = {"exits": "path_exit", "candidacies": "candidacy"}.get(resource, NAMES[resource])
        return dict(self.sql(f"select id, coalesce(participant_id::text, '') from {table}"))

    def both(self, role, resource, query):
        """The answers of the list and of the export to the same query, by action."""
        client = getattr(self.world, role)
        yield "list", client.get(f"/v1/{resource}?limit=200&{query}")
        yield "export", self.slow(client).get(f"/v1/{resource}/export?format=ndjson&{query}")

    def fields(self, resource):
        """The schemas of a row's fields, by name."""
        return self.document.answer(self.document.operation("get", "/v1/" + resource))["properties"]

    def restricted(self, resource):
        return [name for name, field in self.fields(resource).items() if NOTE in field.get("description", "")]

    def roles(self, resource):
        return [role for role in STAFF if role in self.document.operation("get", "/v1/" + resource)["x-roles"]]

    # Tests.

    def test_no_resource_is_forgotten(self):
        """Whatever has a restricted field is in LOGGED, and no other."""
        found = {resource for resource in self.document.resources() if self.restricted(resource)}
        self.assertEqual(found, set(LOGGED))

    def test_each_person_shown(self):
        for resource, (_, readers) in LOGGED.items():
            for role in self.roles(resource):
                for action, answer in self.both(role, resource, "sort=id"):
                    with self.subTest(resource=resource, role=role, action=action):
                        rows = self.rows_of(answer)
                        self.assertGreaterEqual(len(rows), 3)
                        expected = self.entries_of(rows, role, resource, action) if role in readers else []
                        self.assertEqual(self.left(answer), expected)
                        self.assertEqual(bool(expected), role in readers)

    def test_csv_and_head(self):
        rows = self.ok(self.world.director.get("/v1/exits?fields=id"))["data"]
        people = self.participants("exits")
        answer = self.assertStatus(self.slow(self.world.director).get("/v1/exits/export?fields=reason,comment"), 200)
        self.assertEqual(self.left(answer), self.entries_of(rows, "director", "exits", "export", people))
        for client, path, action in ((self.world.director, "/v1/exits", "list"),
                                     (self.slow(self.world.director), "/v1/exits/export", "export")):
            answer = self.assertStatus(client.request("HEAD", path), 200)
            self.assertEqual(self.left(answer), self.entries_of(rows, "director", "exits", action, people))

    def test_harmless_fields_leave_nothing(self):
        for resource in LOGGED:
            shown = self.ok(self.world.counsellor.get(f"/v1/{resource}?limit=1"))["data"][0]
            names = [name for name in shown if name not in self.restricted(resource)]
            for query in ("fields=id", "fields=" + ",".join(names), "fields=id&sort=created_at"):
                for _, answer in self.both("counsellor", resource, query):
                    self.assertGreaterEqual(len(self.silent(answer)), 3)
            self.silent(self.world.counsellor.get(f"/v1/{resource}?fields=id&total=exact"))
        self.silent(self.world.counsellor.get("/v1/candidacies?fields=id&q=a"))
        for resource in ("participants", "paths", "contracts"):
            for _, answer in self.both("director", resource, "sort=id"):
                self.silent(answer)

    def test_each_restricted_field_alone(self):
        for resource in LOGGED:
            people = self.participants(resource)
            for name in self.restricted(resource):
                answer = self.world.director.get(f"/v1/{resource}?fields=id,{name}")
                rows = self.rows_of(answer)
                self.assertEqual(self.left(answer), self.entries_of(rows, "director", resource, "list", people), name)
                self.assertTrue(self.left(answer))

    def test_a_page_enters_what_it_shows(self):
        """Never the row that tells whether another page follows, nor those that the database read besides."""
        for resource in LOGGED:
            for sort in ("id", "-id", "created_at", "-created_at"):
                target, seen = f"/v1/{resource}?limit=2&sort={sort}", []
                cursor = ""
                while cursor is not None:
                    answer = self.world.director.get(target + cursor)
                    rows = self.rows_of(answer)
                    self.assertEqual(self.left(answer), self.entries_of(rows, "director", resource, "list"))
                    seen += [row["id"] for row in rows]
                    self.assertLessEqual(len(rows), 2)
                    following = answer.json["next_cursor"]
                    cursor = following and "&cursor=" + following
                whole = self.ok(self.world.director.get(f"/v1/{resource}?limit=200&sort={sort}"))["data"]
                self.assertEqual(seen, [row["id"] for row in whole])

    def test_found_by_it_is_shown(self):
        """Rows chosen by a restricted field tell what it holds, whatever else they show."""
        people = self.participants("exits")
        for query, found in (("reason=training", 2), ("reason=permanent_unaided,training", 3), ("category=durable", 1),
                             ("asp_code=null", None), ("reason=retirement", 0)):
            for action, answer in self.both("counsellor", "exits", "fields=id&" + query):
                with self.subTest(query=query, action=action):
                    rows = self.rows_of(answer)
                    self.assertEqual(len(rows), found if found is not None else len(rows))
                    self.assertEqual(self.left(answer), self.entries_of(rows, "counsellor", "exits", action, people))
        for query in ("counted=true", "exit_on.gte=2020-01-01", "participant_id=null"):
            for _, answer in self.both("counsellor", "exits", "fields=id&" + query):
                self.silent(answer)

    def test_what_stands_inside(self):
        """The parents that a page shows with children's restricted fields are entered, each once."""
        cases = (("counsellor", "participants", "participant", "immersions", "id", "accompaniment"),
                 ("director", "paths", "path", "contracts,exit", "participant_id", "accompaniment"),
                 ("director", "contracts", "contract", "immersions", "participant_id", "employment"))
        for role, resource, name, include, person, purpose in cases:
            with self.subTest(resource):
                answer = getattr(self.world, role).get(f"/v1/{resource}?limit=2&include={include}")
                rows = self.rows_of(answer)
                self.assertEqual(len(rows), 2)
                self.assertEqual(self.left(answer), sorted([row[person], self.world.ids[role], resource, row["id"],
                                                            name + "_list", purpose] for row in rows))
        for role, target in (("supervisor", "participants?include=immersions"), ("office", "paths?include=exit"),
                             ("counsellor", "participants?include=paths,contracts")):
            self.silent(getattr(self.world, role).get("/v1/" + target))

    def test_only_ones_own(self):
        """A foreign row is not shown, so not entered; a body is nobody to be named."""
        for resource in LOGGED:
            shared = self.participants(resource)
            for role in ("director", "counsellor_b"):
                for action, answer in self.both(role, resource, "sort=id"):
                    rows = self.rows_of(answer)
                    self.assertEqual(self.left(answer), self.entries_of(rows, role, resource, action, shared))
            if resource in ("entry_situations", "immersions"):
                self.assertEqual(len(rows), 1)
        mine = self.ok(self.world.director.get("/v1/immersions"))["data"][0]
        for target in ("immersions?id=" + mine["id"], "immersions?participant_id=" + mine["participant_id"]):
            self.assertEqual(self.silent(self.world.counsellor_b.get("/v1/" + target)), [])
        self.assertTrue(self.silent(self.world.prescriber.get("/v1/candidacies")))
        self.assertTrue(self.silent(self.slow(self.world.prescriber).get("/v1/candidacies/export?format=ndjson")))

    def test_refused(self):
        before = self.sql("select count(*) from access_entry")
        slow = self.slow(self.world.director)
        for answer in (self.world.director.get("/v1/exits?surprise=1"), self.world.director.get("/v1/exits?cursor=x"),
                       slow.get("/v1/exits/export?format=xml"), slow.get("/v1/exits/export?limit=1")):
            self.assertStatus(answer, 400)
        for client in (self.world.supervisor, self.world.prescriber):
            self.assertStatus(client.get("/v1/exits"), 403)
            self.assertStatus(self.slow(client).get("/v1/exits/export"), 403)
        self.refused(self.world.office.get("/v1/exits?reason=training"), 400, "bad_parameter")
        self.assertEqual(self.sql("select count(*) from access_entry"), before)

    def test_the_log_tells_lists_and_exports(self):
        row = self.ok(self.world.director.get("/v1/exits?fields=id,participant_id"))["data"][0]
        url = f"/v1/participants/{row['participant_id']}/access_log?resource=exits"
        answers = [answer for _, answer in self.both("counsellor", "exits", "id=" + row["id"])]
        told = self.ok(self.world.director.get(url))["data"]
        self.assertEqual([(entry["operation"], entry["request_id"]) for entry in told[:2]],
                         [("exit_export", answers[1].headers["x-request-id"]),
                          ("exit_list", answers[0].headers["x-request-id"])])


class Meanwhile(Case):
    """Rows that change while they are read, and many of them."""

    seconds = 20
    ROWS = 5000

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        self = cls()
        cls.accepted_row = self.accepted()
        columns = ", ".join(name for name, in self.sql(
            "select column_name from information_schema.columns where table_name = 'candidacy' and is_generated = 'NEVER' "
            "and column_name not in ('id', 'candidate_reference') order by 1"))
        self.sql(f"""insert into candidacy (id, candidate_reference, {columns})
            select gen_random_uuid(), 'many-' || n, {columns} from candidacy, generate_series(2, {cls.ROWS}) n""")

    def shown_and_left(self, answer, rows):
        left = self.sql(f"select resource_id from access_entry where request_id = '{answer.headers['x-request-id']}'")
        return sorted(row["id"] for row in rows), sorted(row for row, in left)

    def changing(self, act):
        """Runs `act` while half of the rows, others each time, lose and find the answer that they are looked for by."""
        done = threading.Event()

        def change():
            while not done.is_set():
                self.sql("update candidacy set last_name = case when random() < 0.5 then 'Évrard' else 'Ivory' end")
        thread = threading.Thread(target=change)
        thread.start()
        try:
            act()
        finally:
            done.set()
            thread.join()

    def test_many(self):
        answer = self.slow(self.world.director).get("/v1/candidacies/export?format=ndjson", record=False)
        rows = self.assertStatus(answer, 200).lines()
        self.assertEqual(len(rows), self.ROWS)
        shown, left = self.shown_and_left(answer, rows)
        self.assertEqual(shown, left)
        self.assertEqual(self.sql("select distinct participant_id from access_entry where request_id = "
                                  f"'{answer.headers['x-request-id']}'"), [[self.accepted_row["participant_id"]]])

    def test_pages_and_files(self):
        """READ COMMITTED gives each statement a snapshot of its own; page and entries are one statement's. Files have one."""
        def read():
            for _ in range(15):
                answer = self.world.director.get("/v1/candidacies?limit=200&last_name=Ivory", record=False)
                shown, left = self.shown_and_left(answer, self.ok(answer)["data"])
                self.assertEqual(shown, left)
            for _ in range(3):
                answer = self.slow(self.world.director).get("/v1/candidacies/export?format=ndjson&last_name=Ivory", record=False)
                shown, left = self.shown_and_left(answer, self.assertStatus(answer, 200).lines())
                self.assertEqual(shown, left)
        self.changing(read)
