"""What holds for every resource that is listed and read, asked of every one of the document."""
import urllib.parse

from generic import Furnished
from harness import UNKNOWN_ID


class Reads(Furnished):
    seconds = 25

    def test_lists(self):
        for resource, client, operation, rows, schema in self.each_read():
            with self.subTest(resource):
                answer = client.get(f"/v1/{resource}")
                self.assertEqual([row["id"] for row in answer.json["data"]], [row["id"] for row in rows][:50])
                self.assertEqual(sorted((row["id"] for row in rows), reverse=True), [row["id"] for row in rows],
                                 "the newest first")
                self.assertIsNone(answer.json["next_cursor"]) if len(rows) <= 50 else None
                vary = answer.headers.get("vary", "")
                self.assertIn("Authorization", vary)
                self.assertIn("Accept-Language", vary)
                self.assertRegex(answer.headers.get("cache-control", ""), "private|no-store")

    def test_items(self):
        for resource, client, operation, rows, schema in self.each_read():
            if not self.document.operation("get", f"/v1/{resource}/{{id}}"):
                continue
            path = f"/v1/{resource}/{rows[0]['id']}"
            with self.subTest(resource):
                answer = client.get(path)
                body = self.ok(answer)
                self.assertEqual({key: body[key] for key in rows[0]}, rows[0], "an item says what its list says")
                self.assertEqual(answer.etag, f'"{body["version"]}"')
                lasting = ",".join(name for name in rows[0] if not schema["properties"][name].get("x-unversioned"))
                same = client.get(f"{path}?fields={lasting}", headers={"If-None-Match": answer.etag})
                self.assertEqual((same.status, same.body, same.etag), (304, b"", answer.etag))
                other = client.get(path, headers={"If-None-Match": '"0", "999"'})
                self.assertEqual(other.status, 200)
                weak = client.get(f"{path}?fields=id", headers={"If-None-Match": f'"0", W/{answer.etag}'})
                self.assertEqual(weak.status, 304)
                self.refused(client.get(f"/v1/{resource}/{UNKNOWN_ID}"), 404, "not_found")

    def test_head_options_and_other_methods(self):
        for resource, client, operation, rows, schema in self.each_read():
            for path in (f"/v1/{resource}", f"/v1/{resource}/{rows[0]['id']}"):
                template = path.replace(rows[0]["id"], "{id}")
                if template not in self.document.text["paths"]:
                    continue
                with self.subTest(path=template):
                    self.methods(client, path, template)

    def methods(self, client, path, template):
        expected = {method.upper() for method in ("get", "post", "patch") if method in self.document.text["paths"][template]}
        head, get = client.request("HEAD", path), client.get(path)
        self.assertEqual((head.status, head.body), (200, b""))
        for name in ("etag", "content-type", "vary", "cache-control"):
            self.assertEqual(head.headers.get(name), get.headers.get(name), name)
        options = client.request("OPTIONS", path)
        self.assertIn(options.status, (200, 204))
        allow = {one.strip() for one in options.headers["allow"].split(",")}
        self.assertEqual(allow - {"HEAD", "OPTIONS"}, expected)
        self.assertLessEqual({"HEAD", "OPTIONS"}, allow)
        for method in ({"PUT", "DELETE", "PATCH", "POST"} - expected):
            answer = client.request(method, path, json_body={})
            self.refused(answer, 405, "method_not_allowed")
            self.assertEqual({one.strip() for one in answer.headers["allow"].split(",")}, allow)
        if "PATCH" in expected:
            self.assertIn("application/merge-patch+json", options.headers.get("accept-patch", ""))

    def test_fields(self):
        for resource, client, operation, rows, schema in self.each_read():
            names = list(rows[0])[:40]
            names = [name for name in names if name in schema["properties"] and name not in ("allowed_moves", "warnings")]
            with self.subTest(resource):
                for chosen in (names[:1], names[1:4], names):
                    body = self.ok(client.get(f"/v1/{resource}?fields=" + ",".join(chosen)))["data"][0]
                    self.assertEqual(set(body) - {"allowed_moves"}, set(chosen))
                    self.assertEqual({name: body[name] for name in chosen}, {name: rows[0][name] for name in chosen})
                for wrong in ("surprise", "id,surprise", "ID", "id,,version", "allowed_moves;"):
                    self.refused(client.get(f"/v1/{resource}?fields={wrong}"), 400, "bad_parameter")

    def test_unseen_fields_are_unknown(self):
        """A field that a role does not see cannot be asked, filtered or sorted by."""
        for resource in self.document.resources():
            operation = self.document.operation("get", "/v1/" + resource)
            schema = self.document.answer(operation)
            for role in operation["x-roles"]:
                client = self.client_of(role)
                for name, value in schema["properties"].items():
                    if role in value.get("x-roles", [role]):
                        continue
                    with self.subTest(resource=resource, role=role, field=name):
                        self.refused(client.get(f"/v1/{resource}?fields={name}"), 400, "bad_parameter")
                        self.refused(client.get(f"/v1/{resource}?{name}=x"), 400, "bad_parameter")
                        self.refused(client.get(f"/v1/{resource}?sort={name}"), 400, "bad_parameter")

    def test_sorts_and_pages(self):
        for resource, client, operation, rows, schema in self.each_read():
            sort = next(one for one in self.document.parameters(operation) if one["name"] == "sort")
            for order in sort["schema"]["enum"]:
                with self.subTest(resource=resource, sort=order):
                    whole = self.ok(client.get(f"/v1/{resource}?limit=200&sort={order}"))["data"]
                    self.assertEqual({row["id"] for row in whole}, {row["id"] for row in rows})
                    name = order.lstrip("-")
                    if schema["properties"][name].get("format"):  # texts sort by the database's collation
                        values = [row[name] for row in whole]
                        self.assertEqual(values, sorted(values, reverse=order[0] == "-"))
                    for limit in (1, 2, len(rows)):
                        paged = client.pages(f"/v1/{resource}?sort={order}", limit)
                        self.assertEqual([row["id"] for row in paged], [row["id"] for row in whole], f"pages of {limit}")
            first = client.get(f"/v1/{resource}?limit=1")
            if first.json["next_cursor"]:
                link = first.headers["link"]
                self.assertIn('rel="next"', link)
                following = client.get(link.split(">")[0].lstrip("<"))
                self.assertEqual(self.ok(following)["data"][0]["id"], rows[1]["id"])

    def test_filters(self):
        for resource, client, operation, rows, schema in self.each_read():
            for parameter in self.document.parameters(operation):
                name, _, bound = parameter["name"].partition(".")
                if name not in schema["properties"] or client.role not in parameter.get("x-roles", [client.role]):
                    continue
                row = next((one for one in rows if one.get(name) not in (None, [])), None)
                if row is None:
                    continue
                with self.subTest(resource=resource, filter=parameter["name"]):
                    value = row[name][0] if isinstance(row[name], list) else row[name]
                    if isinstance(value, bool):
                        value = str(value).lower()
                    url = f"/v1/{resource}?limit=200&{parameter['name']}=" + quoted(value)
                    found = {one["id"] for one in self.ok(client.get(url))["data"]}
                    wanted = value if isinstance(row[name], list) else row[name]
                    self.assertEqual(found, {one["id"] for one in rows if matches(one[name], wanted, bound)})

    def test_unknown_parameters(self):
        for resource, client, operation, rows, schema in self.each_read():
            with self.subTest(resource):
                for path in (f"/v1/{resource}?surprise=1", f"/v1/{resource}?offset=10"):
                    self.refused(client.get(path), 400, "bad_parameter")
                if self.document.operation("get", f"/v1/{resource}/{{id}}"):
                    self.refused(client.get(f"/v1/{resource}/{rows[0]['id']}?limit=1"), 400, "bad_parameter")

    def test_includes(self):
        tried = 0
        for resource, client, operation, rows, schema in self.each_read():
            for parameter in self.document.parameters(operation):
                for name in parameter.get("x-include", []):
                    with self.subTest(resource=resource, include=name):
                        client = self.world.director
                        rows = self.ok(client.get(f"/v1/{resource}?limit=200"))["data"]
                        listed = self.ok(client.get(f"/v1/{resource}?limit=200&include={name}"))["data"]
                        self.assertEqual([row["id"] for row in listed], [row["id"] for row in rows])
                        self.assertTrue(all(name in row for row in listed))
                        one = client.get(f"/v1/{resource}/{rows[0]['id']}?include={name}")
                        self.assertEqual(self.ok(one)[name], listed[0][name])
                        self.assertIsNone(one.etag, "no validator for what its children change")
                        self.refused(client.get(f"/v1/{resource}?include={name},{name}"), 400, "bad_parameter")
                        for role in operation["x-roles"]:
                            answer = self.client_of(role).get(f"/v1/{resource}?include={name}&limit=1")
                            self.assertStatus(answer, 200 if role in schema["properties"][name]["x-roles"] else 400)
                        tried += 1
        self.assertGreater(tried, 2)


def quoted(value):
    return urllib.parse.quote(str(value), safe="")


def matches(value, wanted, bound):
    if value is None:
        return False
    if bound == "gte":
        return value >= wanted
    if bound == "lt":
        return value < wanted
    return wanted in value if isinstance(value, list) else value == wanted
