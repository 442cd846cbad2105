"""Many at once: one effect, no lost update, exactly one winner, and no half operation after a crash."""
import concurrent.futures
import http.client
import threading
import time

import samples
from harness import Case


def at_once(calls):
    """Runs every call in a thread of its own, all let go together; their answers in order."""
    gate = threading.Barrier(len(calls))

    def run(call):
        gate.wait()
        return call()

    with concurrent.futures.ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(run, call) for call in calls]]


def poster(client, path, json=None, **more):
    """A call that posts on a connection of its own."""
    own = client.copy()

    def call():
        try:
            return own.post(path, json, **more)
        finally:
            own.close()
    return call


class Races(Case):
    seconds = 25

    def patches(self, client, path, changes):
        """Makes these changes one after the other; the answers of them all."""
        def call():
            own = client.copy()
            try:
                return [own.patch(path, change, "*", record=False) for change in changes]
            finally:
                own.close()
        return call

    def test_words_that_two_write(self):
        """A vacancy is found by its title and by the town of its worksite, whoever changes which at the same moment."""
        world = self.world
        site = self.made(world.director.post("/v1/worksites", samples.worksite(town="Vitry")))
        row = self.offered(worksite=site["id"], title="Cariste")
        path, site_path = "/v1/vacancies/" + row["id"], "/v1/worksites/" + site["id"]
        titles = [{"title": title} for title in ("Cariste bleu", "Cariste vert") * 8]
        towns = [{"town": town} for town in ("Bobigny", "Lens") * 8]
        for answers in at_once([self.patches(world.counsellor, path, titles), self.patches(world.director, site_path, towns),
                                self.patches(world.counsellor, path, titles), self.patches(world.director, site_path, towns)]):
            for answer in answers:
                self.assertIn((answer.status, answer.code), [(200, None), (503, "unavailable")], repr(answer))
        self.ok(world.counsellor.patch(path, {"title": "Cariste vert"}))
        self.ok(world.director.patch(site_path, {"town": "Lens"}))
        words = {word for [word] in self.sql(f"select word from directory_word where row_id = '{row['id']}'")}
        self.assertLessEqual({"cariste", "vert", "lens"}, words)
        self.assertFalse({"bleu", "bobigny", "vitry"} & words)

    def test_a_pass_and_its_suspension(self):
        """Both lock the person, then the PASS: they wait for each other, and neither for a deadlock to be found."""
        staff, person = self.world.counsellor, self.accepted()["participant_id"]
        held = self.right(person)
        row = self.made(staff.post("/v1/pass_suspensions", samples.suspension(held["id"])))
        ends = [{"official_end_on": f"2040-12-{10 + n}"} for n in range(12)]
        suspended = [{"ends_on": f"2026-03-{10 + n}"} for n in range(12)]
        calls = [self.patches(staff, "/v1/passes/" + held["id"], ends),
                 self.patches(staff, "/v1/pass_suspensions/" + row["id"], suspended)] * 2
        statuses = [answer.status for answers in at_once(calls) for answer in answers]
        self.assertLessEqual(set(statuses), {200, 503})
        self.assertLess(statuses.count(503), 5, "they lock in two orders")

    def one_winner(self, answers, status, codes):
        """Exactly one answer has `status`; the others are refused with 409 and one of `codes`, or were told to come back."""
        winners = [answer for answer in answers if answer.status == status]
        self.assertEqual(len(winners), 1, "\n".join(map(repr, answers)))
        for answer in answers:
            if answer is not winners[0]:
                self.assertIn((answer.status, answer.code), [(409, code) for code in codes] + [(503, "unavailable")],
                              repr(answer))
                if answer.status == 503:
                    self.assertIn("retry-after", answer.headers)
        return winners[0]

    def test_one_key_fifty_times(self):
        body = samples.candidacy(self.world.ids["structure"], candidate_reference="race-50")
        headers = {"Idempotency-Key": "race-50"}
        answers = at_once([poster(self.world.prescriber, "/v1/candidacies", body, headers=headers) for _ in range(50)])
        created = [answer for answer in answers if answer.status == 201]
        self.assertGreaterEqual(len(created), 1)
        self.assertEqual(len({answer.body for answer in created}), 1, "every success is the same answer")
        self.assertEqual(sum("idempotent-replayed" not in answer.headers for answer in created), 1, "one of them is not a replay")
        for answer in answers:
            if answer.status != 201:
                self.refused(answer, 409, "request_in_flight")
                self.assertIn("retry-after", answer.headers)
        self.assertEqual(self.sql("select count(*) from candidacy where candidate_reference = 'race-50'"), [["1"]])
        last = self.world.prescriber.post("/v1/candidacies", body, headers=headers)
        self.assertEqual((last.status, last.headers.get("idempotent-replayed"), last.body), (201, "true", created[0].body))

    def test_key_of_another_request(self):
        body = samples.candidacy(self.world.ids["structure"])
        headers = {"Idempotency-Key": "reused"}
        row = self.made(self.world.prescriber.post("/v1/candidacies", body, headers=headers))
        other = samples.candidacy(self.world.ids["structure"])
        self.refused(self.world.prescriber.post("/v1/candidacies", other, headers=headers), 422, "idempotency_key_reused")
        answer = self.world.prescriber.post(f"/v1/candidacies/{row['id']}/withdraw", {"reason": "Non."}, headers=headers)
        self.refused(answer, 422, "idempotency_key_reused")
        # Another caller's key of the same text is another key.
        self.made(self.world.prescriber_b.post("/v1/candidacies", other, headers=headers))

    def test_refusals_are_not_kept(self):
        headers = {"Idempotency-Key": "refused-first"}
        body = samples.candidacy(self.world.ids["structure"])
        self.assertStatus(self.world.prescriber.post("/v1/candidacies", {**body, "birth_on": "2026-02-30"}, headers=headers), 422)
        self.made(self.world.prescriber.post("/v1/candidacies", body, headers=headers))

    def test_sixteen_writers(self):
        row = self.host()
        path = f"/v1/hosts/{row['id']}"
        done = []

        def writer(n):
            client = self.world.counsellor.copy()
            for attempt in range(400):
                read = client.get(path)
                text = read.json["main_activity"] + f"|{n}"
                answer = client.patch(path, {"main_activity": text}, read.etag)
                if answer.status == 200:
                    done.append(n)
                    break
                if (answer.status, answer.code) not in ((412, "stale"), (503, "unavailable")):
                    raise AssertionError(answer)
            client.close()

        at_once([lambda n=n: writer(n) for n in range(16)])
        last = self.ok(self.world.counsellor.get(path))
        self.assertEqual(sorted(done), list(range(16)))
        self.assertEqual(sorted(last["main_activity"].split("|")[1:], key=int), [str(n) for n in range(16)], "an update was lost")
        self.assertEqual(last["version"], row["version"] + 16)

    def test_two_accepts(self):
        row = self.candidacy()
        answers = at_once([poster(self.world.counsellor, f"/v1/candidacies/{row['id']}/accept") for _ in range(6)])
        self.one_winner(answers, 200, ["state_conflict"])
        self.assertEqual(self.sql(f"select count(*) from participant where candidacy_id = '{row['id']}'"), [["1"]])

    def test_one_reference_in_two_structures(self):
        """Both structures accept the same candidate of the same sender at once: one does, the other's file is obsolete."""
        for reference in ("two-doors-1", "two-doors-2", "two-doors-3", "two-doors-4"):
            self.two_doors(reference)

    def two_doors(self, reference):
        rows = [self.candidacy(structure=self.world.ids["structure_" + side], candidate_reference=reference) for side in "ab"]
        staff = (self.world.counsellor_a, self.world.counsellor_b)
        answers = at_once([poster(client, f"/v1/candidacies/{row['id']}/accept") for client, row in zip(staff, rows)])
        self.one_winner(answers, 200, ["state_conflict"])
        states = sorted(self.ok(client.get(f"/v1/candidacies/{row['id']}"))["state"] for client, row in zip(staff, rows))
        self.assertEqual(states, ["accepted", "obsolete"])

    def test_two_open_candidacies(self):
        body = samples.candidacy(self.world.ids["structure"])
        answers = at_once([poster(self.world.prescriber, "/v1/candidacies", body) for _ in range(6)])
        self.one_winner(answers, 201, ["candidacy_open_twice"])

    def test_fifty_submissions_of_one_candidate(self):
        """By one sender, one open file; by two, one each, as if the other were not there."""
        body = samples.candidacy(self.world.ids["structure"])
        senders = (self.world.prescriber, self.world.prescriber_b)
        answers = at_once([poster(senders[0], "/v1/candidacies", body) for _ in range(50)])
        self.one_winner(answers, 201, ["candidacy_open_twice"])
        body = samples.candidacy(self.world.ids["structure"])
        answers = at_once([poster(senders[n % 2], "/v1/candidacies", body) for n in range(50)])
        rows = [self.one_winner(answers[side::2], 201, ["candidacy_open_twice"]).json for side in (0, 1)]
        for n, answer in enumerate(answers):
            self.assertNotIn(rows[1 - n % 2]["id"], answer.body.decode())
        self.assertEqual(self.sql(f"""select count(*), count(distinct prescriber_id) from candidacy
            where candidate_reference = '{body["candidate_reference"]}'"""), [["2", "2"]])

    def test_many_doors(self):
        """Acceptances in both structures, withdrawals, completions and merges of the same files at once: one acceptance, and
        nobody is told of a deadlock."""
        world = self.world
        for n in range(6):
            reference = f"many-doors-{n}"
            rows = [self.candidacy(structure=world.ids["structure_" + side], candidate_reference=reference) for side in "ab"]
            doubles = [self.candidacy(world.prescriber_b, world.ids["structure_" + side]) for side in "ab"]
            calls = []
            for staff, row, double in zip((world.counsellor_a, world.counsellor_b), rows, doubles):
                path, away = f"/v1/candidacies/{row['id']}", f"/v1/candidacies/{double['id']}"
                calls += [poster(staff, path + "/accept"), poster(staff, away + "/accept"),
                          poster(staff, away + "/merge", {"merged_into_id": row["id"]}),
                          poster(staff, path + "/merge", {"merged_into_id": double["id"]}),
                          poster(world.prescriber, path + "/plan_interview", samples.interview()),
                          poster(staff, path + "/plan_interview", samples.interview())]
            for answer in at_once(calls):
                self.assertIn(answer.status, (200, 403, 409, 503), repr(answer))
                if answer.status == 409:
                    self.assertIn(answer.code, ("state_conflict", "candidacy_not_kept"), repr(answer))
            states = [self.ok(staff.get("/v1/candidacies/" + row["id"]))["state"]
                      for staff, row in zip((world.counsellor_a, world.counsellor_b), rows)]
            self.assertLessEqual(states.count("accepted"), 1, states)
            self.assertEqual(self.sql("select id from candidacy where merged_into_id in (select k.id from candidacy k "
                                      "where k.merged_into_id is not null)"), [], "a file put away for one put away")

    def test_two_files_put_away_for_each_other(self):
        for _ in range(4):
            one, other = self.candidacy(), self.candidacy(self.world.prescriber_b)
            answers = at_once([
                poster(self.world.counsellor, f"/v1/candidacies/{one['id']}/merge", {"merged_into_id": other["id"]}),
                poster(self.world.director, f"/v1/candidacies/{other['id']}/merge", {"merged_into_id": one["id"]})])
            self.one_winner(answers, 200, ["candidacy_not_kept", "state_conflict"])

    def test_overlapping_contracts(self):
        path = self.path()
        rows = [self.draft(path, starts_on=start) for start in ("2026-03-09", "2026-04-20")]
        answers = at_once([poster(self.world.office, f"/v1/contracts/{row['id']}/sign",
                                  {"signed_on": samples.TODAY}) for row in rows])
        self.one_winner(answers, 200, ["contract_overlap"])

    def test_two_renewals(self):
        row = self.signed()
        path = f"/v1/contracts/{row['id']}/renew"
        answers = at_once([poster(self.world.office, path, {"ends_on": "2026-12-31"}) for _ in range(4)])
        self.one_winner(answers, 201, ["contract_renewed_already"])

    def test_overlapping_immersions(self):
        contract, host = self.signed(), self.host()
        rows = [self.immersion(contract, host, starts_on=start) for start in ("2026-04-06", "2026-04-08")]
        answers = at_once([poster(self.world.counsellor, f"/v1/immersions/{row['id']}/submit") for row in rows])
        self.one_winner(answers, 200, ["immersion_overlap"])

    def test_last_signature(self):
        row = self.immersion()
        self.move(self.world.counsellor, "immersions", row, "submit")
        path = f"/v1/immersions/{row['id']}/sign"
        roles = ("beneficiary", "employer", "host")
        answers = at_once([poster(self.world.counsellor, path, samples.signature(role)) for role in roles])
        for role, answer in zip(roles, answers):
            if answer.status == 503:
                answer = self.world.counsellor.post(path, samples.signature(role))
            self.assertStatus(answer, 200)
        self.assertEqual(self.ok(self.world.counsellor.get(f"/v1/immersions/{row['id']}"))["state"], "in_review")

    def test_two_paths_and_two_exits(self):
        row = self.accepted()
        self.right(row["participant_id"])
        body = {"participant_id": row["participant_id"], "worksite_id": self.world.ids["worksite"]}
        answers = at_once([poster(self.world.counsellor, "/v1/paths", body) for _ in range(4)])
        path = self.one_winner(answers, 201, ["path_open_already"]).json
        self.signed(path, starts_on="2026-03-09", ends_on="2026-07-08")
        body = samples.exit_(path["id"], "2026-07-08")
        answers = at_once([poster(self.world.counsellor, "/v1/exits", body, today="2026-07-09") for _ in range(4)])
        self.one_winner(answers, 201, ["exit_twice", "path_ended"])

    def test_two_directors_leave(self):
        """Each of the last two directors is dismissed by the other at the same moment: one stays."""
        world = self.world
        member = self.made(world.director_b.post("/v1/staff", samples.staff("director")))
        paths = [f"/v1/staff/{member['id']}", f"/v1/staff/{world.ids['director_b']}"]
        etags = [world.director_b.get(path).etag for path in paths]
        clients = [world.director_b.copy() for _ in paths]
        answers = at_once([lambda c=client, p=path, e=etag: c.patch(p, {"role": "counsellor"}, e)
                           for client, path, etag in zip(clients, paths, etags)])
        self.assertLessEqual(sum(answer.status == 200 for answer in answers), 1, answers)
        left = self.sql("select count(*) from staff_member where role = 'director' and active and structure_id = "
                        f"'{world.ids['structure_b']}'")
        self.assertGreaterEqual(int(left[0][0]), 1)


HALF = """
select 'candidacy without change' from candidacy c where not exists
  (select from change h where h.resource in ('candidacies', 'candidacy') and h.row_id = c.id and h.kind = 'created')
union all select 'host without change' from host c where not exists
  (select from change h where h.resource in ('hosts', 'host') and h.row_id = c.id and h.kind = 'created')
union all select 'accepted without participant' from candidacy c where state = 'accepted' and not exists
  (select from participant p where p.id = c.participant_id)
union all select 'participant without acceptance' from participant p join candidacy c on c.id = p.candidacy_id
  where c.state <> 'accepted'
union all select 'accepted without transition' from candidacy c where state = 'accepted' and not exists
  (select from transition t where t.row_id = c.id and t.to_state = 'accepted')
union all select 'transition without state' from transition t join candidacy c on c.id = t.row_id
  where t.to_state = 'accepted' and c.state <> 'accepted'
union all select 'version without change' from candidacy c where version <>
  (select max(version) from change h where h.row_id = c.id)
union all select 'key without row' from idempotency_key k where k.key like 'crash-%' and not exists
  (select from host h where h.external_id = k.key)
union all select 'row without key' from host h where h.external_id like 'crash-%' and not exists
  (select from idempotency_key k where k.key = h.external_id)
"""


class Crash(Case):
    seconds = 15

    def test_kill_in_mid_write(self):
        """kill -9 under load, three times: every operation is whole or absent, and a repeated key tells which."""
        for round_ in range(3):
            self.write_until_killed(round_)
            self.server.start()
            for client in vars(self.world).values():
                if hasattr(client, "address"):
                    client.close()
                    client.address = self.server.address
            self.assertEqual(self.sql(HALF), [], "half an operation")
        self.assertGreater(int(self.sql("select count(*) from host where external_id like 'crash-%'")[0][0]), 5,
                           "nothing was written")
        self.retry_with_the_same_keys()

    def write_until_killed(self, round_):
        ready = [self.candidacy()["id"] for _ in range(12)]
        stop, written = threading.Event(), []

        def accepts():
            client = self.world.counsellor.copy()
            for row in ready:
                client.post(f"/v1/candidacies/{row}/accept")

        def hosts(thread):
            client = self.world.counsellor.copy()
            for n in range(10000):
                if stop.is_set():
                    return
                key = f"crash-{round_}-{thread}-{n}"
                client.post("/v1/hosts",
                            samples.host(external_id=key, siret=samples.siret(200000 + round_ * 30000 + thread * 5000 + n)),
                            headers={"Idempotency-Key": key}, record=False)
                written.append(key)

        def guarded(call, *arguments):
            try:
                call(*arguments)
            except (OSError, http.client.HTTPException):
                pass  # the server was killed: that is the test

        threads = [threading.Thread(target=guarded, args=(accepts,))]
        threads += [threading.Thread(target=guarded, args=(hosts, n)) for n in range(4)]
        for thread in threads:
            thread.start()
        until = time.monotonic() + 30
        while len(written) < 7 + 6 * round_ and time.monotonic() < until:
            time.sleep(0.002)
        self.server.kill()
        stop.set()
        for thread in threads:
            thread.join()

    def retry_with_the_same_keys(self):
        """A key whose answer never came back: the same request again gives the row that was made, or makes it."""
        rows = self.sql("select id, external_id, siret from host where external_id like 'crash-2-%' order by id desc limit 5")
        for row_id, key, _ in rows:
            self.assertEqual(self.sql(f"select count(*) from idempotency_key where key = '{key}'"), [["1"]])
            self.assertEqual(self.ok(self.world.counsellor.get("/v1/hosts/" + row_id))["external_id"], key)
