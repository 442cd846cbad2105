"""Exports: the rows of a list in one file, in CSV as spreadsheets open it and in NDJSON, on a port of their own."""
import csv
import io
import json
import re
import socket
import threading

import samples
from generic import Furnished
from harness import Case


def cells(answer):
    """The rows of a CSV answer, as a spreadsheet reads them."""
    text = answer.body.decode("utf-8")
    assert text.startswith("\ufeff"), "no mark of UTF-8"
    assert text.endswith("\r\n"), "the last line is not ended"
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";", strict=True))


def cell(value):
    """What a value of JSON reads in CSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        if value and isinstance(value[0], dict):
            return value
        value = ",".join(value)
    text = str(value)
    return "'" + text if not isinstance(value, int) and runs(text) else text


def runs(text):
    """Whether a spreadsheet would take it for a formula; a phone number in E.164 is none."""
    return text[:1] in ("=", "+", "-", "@", "\t", "\r") and not re.fullmatch(r"\+[0-9]+", text)


class Exports(Furnished):
    seconds = 20

    def test_every_list_is_exported(self):
        for resource, client, operation, rows, schema in self.each_read():
            slow = self.slow(client)
            with self.subTest(resource):
                answer = self.assertStatus(slow.get(f"/v1/{resource}/export?format=ndjson"), 200)
                self.assertEqual(answer.lines(), rows)
                self.assertEqual(answer.headers["content-type"], "application/x-ndjson")
                self.assertEqual(answer.headers["content-disposition"], f'attachment; filename="{resource}.ndjson"')
                self.assertEqual(answer.headers["cache-control"], "no-store")
                self.assertEqual(int(answer.headers["content-length"]), len(answer.body))
                for path in (f"/v1/{resource}/export", f"/v1/{resource}/export?format=csv"):
                    self.compare(slow.get(path), rows, resource)

    def compare(self, answer, rows, resource):
        self.assertStatus(answer, 200)
        self.assertEqual(answer.headers["content-type"], "text/csv; charset=utf-8; header=present")
        self.assertEqual(answer.headers["content-disposition"], f'attachment; filename="{resource}.csv"')
        header, *lines = cells(answer)
        self.assertEqual(header, list(rows[0]))
        self.assertEqual(len(lines), len(rows))
        for line, row in zip(lines, rows):
            for name, got in zip(header, line):
                wanted = cell(row[name])
                self.assertEqual(json.loads(got) if isinstance(wanted, list) else got, wanted, name)

    def test_filters_sorts_and_fields(self):
        for resource, client, operation, rows, schema in self.each_read():
            slow, names = self.slow(client), list(rows[0])[:3]
            with self.subTest(resource):
                lines = slow.get(f"/v1/{resource}/export?format=ndjson&sort=id&fields=" + ",".join(names)).lines()
                self.assertEqual(lines, [{name: row[name] for name in names} for row in sorted(rows, key=lambda row: row["id"])])
                one = slow.get(f"/v1/{resource}/export?fields=id&id={rows[0]['id']}")
                self.assertEqual(cells(one), [["id"], [rows[0]["id"]]])
                none = slow.get(f"/v1/{resource}/export?fields=id&created_at.lt=2000-01-01T00:00:00Z")
                self.assertEqual(cells(none), [["id"]])
                for wrong in ("limit=10", "cursor=x", "total=exact", "include=contracts", "surprise=1", "format=xml", "format=",
                              "fields=surprise", "sort=surprise"):
                    self.refused(slow.get(f"/v1/{resource}/export?{wrong}"), 400, "bad_parameter")

    def test_a_function_exports_what_it_sees(self):
        for resource in self.document.resources():
            operation = self.document.operation("get", f"/v1/{resource}/export")
            self.assertEqual(operation["x-roles"], self.document.operation("get", f"/v1/{resource}")["x-roles"])
            for role in operation["x-roles"]:
                client = self.client_of(role)
                with self.subTest(resource=resource, role=role):
                    rows = self.ok(client.get(f"/v1/{resource}?limit=200"))["data"]
                    lines = self.assertStatus(self.slow(client).get(f"/v1/{resource}/export?format=ndjson"), 200).lines()
                    self.assertEqual(lines, rows)

    def test_methods_and_formats(self):
        slow = self.slow(self.world.counsellor)
        for accept, path, status in (("text/csv", "export", 200), ("text/*", "export", 200), ("application/json", "export", 406),
                                     ("application/x-ndjson", "export?format=ndjson", 200),
                                     ("text/csv", "export?format=ndjson", 406)):
            self.assertStatus(slow.get("/v1/hosts/" + path, headers={"Accept": accept}), status)
        head, get = slow.request("HEAD", "/v1/hosts/export"), slow.get("/v1/hosts/export")
        self.assertEqual((head.status, head.body), (200, b""))
        for name in ("content-type", "content-disposition", "content-length", "vary"):
            self.assertEqual(head.headers.get(name), get.headers.get(name), name)
        self.assertEqual(slow.request("OPTIONS", "/v1/hosts/export").headers["allow"], "GET, HEAD, OPTIONS")
        self.refused(slow.post("/v1/hosts/export"), 405, "method_not_allowed")
        self.refused(slow.get("/v1/hosts/exports"), 404, "not_found")
        self.refused(slow.get("/v1/outcomes/export"), 404, "not_found")
        self.refused(slow.get("/v1/hosts/export/csv"), 404, "not_found")


class Lanes(Case):
    def test_each_path_has_its_port(self):
        world, slow = self.world, self.slow(self.world.counsellor)
        for client, path, port in ((world.counsellor, "/v1/hosts/export", self.server.slow_port),
                                   (slow, "/v1/hosts", self.server.port), (slow, "/v1/me", self.server.port),
                                   (slow, "/openapi.json", self.server.port)):
            with self.subTest(path):
                body = self.refused(client.get(path), 421, "misdirected_request")
                self.assertIn(str(port), body["detail"])
        self.refused(world.counsellor.request("OPTIONS", "/v1/hosts/export"), 421, "misdirected_request")
        self.refused(slow.post("/v1/hosts", samples.host()), 421, "misdirected_request")
        self.refused(self.slow(world.anonymous).get("/v1/hosts/export"), 401, "unauthenticated")
        self.refused(slow.get("/v1/nowhere/export"), 404, "not_found")

    def test_what_a_spreadsheet_must_not_run(self):
        world, slow = self.world, self.slow(self.world.counsellor)
        names = ["Émaüs; Cœur & « fils »", 'dit "le Grand"', "=cmd|' /C calc'!A0", "+33 1", "-1+1", "@SUM(A1)", "l'Haÿ; =1"]
        for name in names:
            self.made(world.counsellor.post("/v1/hosts", samples.host(name=name)))
        asked = self.assertStatus(slow.get("/v1/hosts/export?fields=phone,name,id,name"), 200)
        self.assertEqual(cells(asked)[0], ["phone", "name", "id"], "the order asked, each once")
        header, *lines = cells(slow.get("/v1/hosts/export?sort=id&fields=name,phone"))
        self.assertEqual(header, ["name", "phone"])
        wanted = [("'" + name if name[0] in "=+-@" else name) for name in names]
        self.assertEqual([line[0] for line in lines][-len(names):], wanted)
        exact = [row["name"] for row in slow.get("/v1/hosts/export?format=ndjson&sort=id").lines()]
        self.assertEqual(exact[-len(names):], names)

    def test_lines_inside_a_cell(self):
        message = "Bonjour ;\n« elle » dit : \"oui\"\n=1+1"
        row = self.candidacy(message=message)
        header, line = cells(self.slow(self.world.counsellor).get(f"/v1/candidacies/export?id={row['id']}"))
        self.assertEqual(line[header.index("message")], message)

    def test_two_shapes_on_one_connection(self):
        slow = self.slow(self.world.director)
        for _ in range(6):
            for path in ("hosts/export?fields=id", "staff/export?fields=last_name,role", "worksites/export"):
                self.assertStatus(slow.get("/v1/" + path), 200)

    def test_log_and_metrics(self):
        answer = self.assertStatus(self.slow(self.world.counsellor).get("/v1/staff/export?format=ndjson"), 200)
        line = self.server.logged(answer)
        self.assertEqual((line["operation"], line["status"], line["bytes"], line["rows"]),
                         ("staff_member_export", 200, len(answer.body), len(answer.lines())))
        text = self.server.admin("/metrics")[1]
        self.assertRegex(text, r'maillon_requests_total\{operation="staff_member_export",status="2xx"\} [1-9]')
        self.assertRegex(text, r"maillon_export_rows_total [1-9]")
        self.assertRegex(text, r"maillon_export_bytes_total [1-9]")


class Large(Case):
    """20,000 rows: right to the last, of one instant, without memory, and without delaying anybody else."""

    seconds = 20
    ROWS = 20000

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stage.sql(f"""insert into host (id, structure_id, name, siret, legal_form, town)
            select gen_random_uuid(), '{cls.world.ids["structure"]}', 'Hôte ' || n, lpad(n::text, 14, '0'), repeat('x', 150),
                   'Évry'
            from generate_series(1, {cls.ROWS}) n""", cls.database)

    def resident(self):
        with open(f"/proc/{self.server.process.pid}/status", encoding="ascii") as file:
            text = file.read()
        return {name: int(re.search(rf"^{name}:\s+(\d+)", text, re.M).group(1)) for name in ("VmRSS", "VmHWM")}

    def test_whole_and_small(self):
        slow = self.slow(self.world.counsellor)
        self.assertStatus(slow.get("/v1/staff/export"), 200)  # what the first export of all allocates
        before = self.resident()["VmRSS"]
        header, *lines = cells(slow.get("/v1/hosts/export?sort=name&fields=id,name,siret,legal_form,town", record=False))
        grown = self.resident()["VmHWM"] - before
        numbered = [line for line in lines if line[1].startswith("Hôte ")]
        self.assertEqual(len({line[0] for line in numbered}), self.ROWS)
        self.assertEqual({int(line[1][5:]) for line in numbered}, set(range(1, self.ROWS + 1)))
        self.assertLess(grown, 20 * 1024, "KiB")

    def test_of_one_instant(self):
        """Rows that change meanwhile are those of the beginning: the connection serves one snapshot."""
        slow, done = self.slow(self.world.counsellor), threading.Event()

        def change():
            while not done.is_set():
                self.sql("update host set town = case when town = 'Évry' then 'Ivry' else 'Évry' end where name like 'Hôte %'")
        thread = threading.Thread(target=change)
        thread.start()
        try:
            for _ in range(5):
                lines = slow.get("/v1/hosts/export?format=ndjson&fields=town&sort=name", record=False).lines()
                self.assertEqual(len({line["town"] for line in lines if line["town"] in ("Évry", "Ivry")}), 1)
        finally:
            done.set()
            thread.join()

    def test_a_client_that_does_not_read(self):
        """It keeps a file, no connection to the database: others are served, more of them than there are connections."""
        key, wait = self.world.counsellor.key, []
        head = f"GET /v1/hosts/export HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\n\r\n".encode()
        try:
            for _ in range(6):
                one = socket.create_connection(("127.0.0.1", self.server.slow_port), timeout=20)
                wait.append(one)
                one.sendall(head)
                self.assertTrue(one.recv(100).startswith(b"HTTP/1.1 200"))
            self.assertStatus(self.slow(self.world.counsellor).get("/v1/staff/export"), 200)
            self.assertStatus(self.world.counsellor.get("/v1/me"), 200)
            held = self.sql("select count(*) from pg_stat_activity where datname = current_database() "
                            "and state = 'idle in transaction'")
            self.assertEqual(held, [["0"]])
        finally:
            for one in wait:
                one.close()
