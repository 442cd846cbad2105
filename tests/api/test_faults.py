"""Faults below and around the service: a busy or lost database, connections that stay open, compression."""
import gzip
import json
import re
import socket
import subprocess
import threading
import time

import samples
from client import raw, raw_status
from harness import Case


class Database(Case):
    seconds = 12

    def session(self, text):
        """A psql that runs `text` and goes on until it is done."""
        command = ["psql", "-X", "-q", "-d", self.stage.conninfo(self.database, self.stage.facts["superuser"]), "-c", text]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def locked(self, table):
        for _ in range(100):
            held = self.sql(f"select count(*) from pg_locks l join pg_class c on c.oid = l.relation where c.relname = '{table}' "
                            "and l.mode = 'RowShareLock' and l.granted and l.pid <> pg_backend_pid()")
            if held != [["0"]]:
                return
            time.sleep(0.05)
        raise AssertionError("the lock was never taken")

    def test_a_locked_row(self):
        """Another transaction holds the row: the caller is told to come back, soon, and nothing is written."""
        row = self.host()
        holder = self.session("set application_name = 'holder'; begin; "
                              f"select 1 from host where id = '{row['id']}' for update; select pg_sleep(60); rollback")
        self.addCleanup(holder.wait, 10)
        self.addCleanup(self.end_holder)
        self.locked("host")
        before = time.monotonic()
        answer = self.world.counsellor.patch("/v1/hosts/" + row["id"], {"name": "Autre"}, '"1"')
        self.refused(answer, 503, "unavailable")
        self.assertIn("retry-after", answer.headers)
        self.assertLess(time.monotonic() - before, 10, "it did not wait for the lock to end")
        self.assertEqual(self.ok(self.world.counsellor.get("/v1/hosts/" + row["id"]))["version"], 1, "reads do not wait")
        self.end_holder()
        self.ok(self.world.counsellor.patch("/v1/hosts/" + row["id"], {"name": "Autre"}, '"1"'))

    def test_a_locked_item_of_a_batch(self):
        """All or none: an item that is busy is no wrong item, and the whole is to be sent again."""
        rows = [self.candidacy() for _ in range(2)]
        holder = self.session("set application_name = 'holder'; begin; "
                              f"select 1 from candidacy where id = '{rows[1]['id']}' for update; select pg_sleep(60); rollback")
        self.addCleanup(holder.wait, 10)
        self.addCleanup(self.end_holder)
        self.locked("candidacy")
        body = {"items": [{"id": row["id"]} for row in rows]}
        answer = self.world.counsellor.post("/v1/candidacies/batch/review?atomic=true", body)
        self.refused(answer, 503, "unavailable")
        self.assertIn("retry-after", answer.headers)
        each = self.ok(self.world.counsellor.post("/v1/candidacies/batch/review", body), 207)["results"]
        self.assertEqual([one["status"] for one in each], [200, 503])

    def end_holder(self):
        self.sql("select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'holder'")

    def test_lost_connections(self):
        """Every connection is cut: the next requests are served, or refused with 503, never anything else."""
        row = self.host()
        for round_ in range(3):
            self.sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'maillon_login' "
                     f"and datname = '{self.database}'")
            for _ in range(8):
                client = self.world.counsellor.copy()
                answer = client.get("/v1/hosts/" + row["id"])
                self.assertIn(answer.status, (200, 503), repr(answer))
                answer = client.patch("/v1/hosts/" + row["id"], {"name": f"Nom {round_}"})
                self.assertIn(answer.status, (200, 412, 503), repr(answer))
                client.close()
            self.ok(self.world.counsellor.get("/v1/hosts/" + row["id"]))

    def test_an_answer_that_is_lost(self):
        """The client sends the whole request and hangs up. Sent again with its key, it gets the answer of the one effect."""
        client, body = self.world.counsellor, json.dumps(samples.host(external_id="perdue"))
        head = (f"POST /v1/hosts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {client.key}\r\nContent-Type: application/json\r\n"
                f"Idempotency-Key: perdue\r\nContent-Length: {len(body.encode())}\r\n\r\n")
        with socket.create_connection(self.server.address, timeout=10) as lost:
            lost.sendall((head + body).encode())
        until = time.monotonic() + 10
        while not self.stored("perdue") and time.monotonic() < until:
            time.sleep(0.02)
        again = client.request("POST", "/v1/hosts", body=body.encode(), headers={"Idempotency-Key": "perdue"})
        self.assertEqual(self.made(again)["id"], self.stored("perdue")[0][0])
        self.assertEqual(again.headers["idempotent-replayed"], "true")
        self.assertEqual(len(self.stored("perdue")), 1)

    def stored(self, external_id):
        return self.sql(f"select id from host where external_id = '{external_id}'")

    def test_connections_cut_under_writes(self):
        """Connections cut while writing: each answer tells the truth about what was stored."""
        answers, stop = [], threading.Event()

        def writer(thread):
            client, n = self.world.counsellor.copy(), 0
            while not stop.is_set():
                reference, n = f"coupe-{thread}-{n}", n + 1
                answer = client.post("/v1/hosts", samples.host(external_id=reference), record=False)
                answers.append((reference, answer.status, answer.code))

        threads = [threading.Thread(target=writer, args=(n,)) for n in range(3)]
        for thread in threads:
            thread.start()
        for cut in range(30):
            time.sleep(0.05 + cut * 0.001)  # at other moments of a write each time
            self.sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'maillon_login' "
                     f"and datname = '{self.database}'")
        stop.set()
        for thread in threads:
            thread.join()
        stored = {row[0] for row in self.sql("select external_id from host where external_id like 'coupe-%'")}
        self.assertGreater(len(answers), 5)
        for reference, status, code in answers:
            if status == 201:
                self.assertIn(reference, stored)
            else:
                self.assertIn((status, code), [(503, "unavailable"), (503, "outcome_unknown")], reference)
                if code == "unavailable":
                    self.assertNotIn(reference, stored, "refused, and yet stored")

    def test_readiness(self):
        self.assertEqual(self.server.admin("/readyz")[0], 200)
        self.sql_elsewhere(f"alter database {self.database} allow_connections false")
        try:
            self.sql_elsewhere("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'maillon_login' "
                               f"and datname = '{self.database}'")
            for _ in range(60):
                status = self.server.admin("/readyz")[0]
                if status == 503:
                    break
                time.sleep(0.1)
            self.assertEqual(status, 503)
            self.assertEqual(self.server.admin("/livez")[0], 200)
            self.refused(self.world.counsellor.get("/v1/hosts"), 503, "unavailable")
        finally:
            self.sql_elsewhere(f"alter database {self.database} allow_connections true")
        for _ in range(60):
            if self.server.admin("/readyz")[0] == 200:
                break
            time.sleep(0.1)
        self.ok(self.world.counsellor.get("/v1/hosts"))

    def sql_elsewhere(self, text):
        self.stage.sql(text, "postgres")


class Connections(Case):
    seconds = 6

    def test_compression(self):
        for _ in range(3):
            self.host()
        client = self.world.counsellor
        plain = client.get("/v1/hosts")
        packed = client.get("/v1/hosts", headers={"Accept-Encoding": "gzip"}, record=False)
        self.assertGreater(len(plain.body), 1024)
        self.assertEqual(packed.headers.get("content-encoding"), "gzip")
        self.assertEqual(gzip.decompress(packed.body), plain.body)
        self.assertIn("Accept-Encoding", packed.headers["vary"])
        small = client.get("/v1/me", headers={"Accept-Encoding": "gzip"})
        self.assertNotIn("content-encoding", small.headers)

    def test_either_form_of_an_etag(self):
        row = self.candidacy(message="Motivation. " * 100)
        path = "/v1/candidacies/" + row["id"]
        client = self.world.counsellor
        shown = path + "?fields=id,message"
        packed = client.get(shown, headers={"Accept-Encoding": "gzip"}, record=False)
        self.assertEqual((packed.headers.get("content-encoding"), packed.etag), ("gzip", '"1-gzip"'))
        same = client.get(shown, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.etag}, record=False)
        self.assertEqual(same.status, 304)
        self.ok(client.patch(path, {"email": "autre@exemple.example"}, packed.etag))
        self.refused(client.patch(path, {"email": "encore@exemple.example"}, packed.etag), 412, "stale")

    def test_kept_connections(self):
        """Refusals and bodies that nobody reads leave the connection at the next request's first byte."""
        key = self.world.counsellor.key
        head = f"Host: x\r\nAuthorization: Bearer {key}\r\n"
        parts = [f"GET /v1/me HTTP/1.1\r\n{head}Content-Length: 7\r\n\r\n{{\"a\":1}}", f"DELETE /v1/hosts HTTP/1.1\r\n{head}\r\n",
                 f"POST /v1/hosts HTTP/1.1\r\n{head}Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello",
                 f"GET /v1/me HTTP/1.1\r\n{head}Connection: close\r\n\r\n"]
        answer = b""
        with socket.create_connection(self.server.address, timeout=5) as connection:
            for part in parts:
                connection.sendall(part.encode())
                time.sleep(0.15)
            while True:
                try:
                    got = connection.recv(65536)
                except OSError:
                    break
                if not got:
                    break
                answer += got
        statuses = [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)]
        self.assertEqual(statuses, [200, 405, 415, 200], answer[:1500])

    def test_many_connections(self):
        """Silent connections do not keep others from being served."""
        silent = [socket.create_connection(self.server.address, timeout=5) for _ in range(150)]
        try:
            before = time.monotonic()
            self.ok(self.world.counsellor.copy().get("/v1/me"))
            self.assertLess(time.monotonic() - before, 8)
        finally:
            for one in silent:
                one.close()

    def test_slow_body(self):
        head = (f"POST /v1/hosts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self.world.counsellor.key}\r\n"
                "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n").encode()

        def drip():
            yield head
            time.sleep(0.4)
            yield b"{"
            time.sleep(0.4)
            yield b"}"

        self.assertEqual(raw_status(raw(self.server.address, b"", pause=drip())), 422)

    def test_chunked_body(self):
        head = (f"POST /v1/hosts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self.world.counsellor.key}\r\n"
                "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n").encode()
        self.assertEqual(raw_status(raw(self.server.address, head + b"2\r\n{}\r\n0\r\n\r\n")), 422)
        big = b"".join(b"2000\r\n" + b"x" * 0x2000 + b"\r\n" for _ in range(12)) + b"0\r\n\r\n"
        self.assertEqual(raw_status(raw(self.server.address, head + big)), 413)
