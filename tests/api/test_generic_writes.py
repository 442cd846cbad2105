"""What holds for every resource that is created, patched or moved, asked of every one of the document."""
from document import wrong_value
from generic import Generic
from harness import UNKNOWN_ID


class Creations(Generic):
    seconds = 20

    def test_from_examples(self):
        for resource, client, operation, schema in self.each_created():
            with self.subTest(resource):
                body = self.example(resource, client, unique=False)
                answer = self.create(resource, client, body)
                row = self.made(answer)
                self.assertEqual(answer.headers["location"], f"/v1/{resource}/{row['id']}")
                self.assertEqual((answer.etag, row["version"]), ('"1"', 1))
                for name, value in body.items():
                    if schema["properties"][name].get("format") in ("uuid", "date") or not isinstance(value, str):
                        self.assertEqual(row.get(name, value), value, name)

    def test_the_example_of_every_role(self):
        for resource in self.document.resources():
            operation = self.document.operation("post", "/v1/" + resource) or {"x-roles": []}
            for role in operation["x-roles"]:
                with self.subTest(resource=resource, role=role):
                    client = self.client_of(role)
                    self.made(self.create(resource, client, self.example(resource, client)))

    def test_missing(self):
        for resource, client, operation, schema in self.each_created():
            required = [name for name in schema["required"] if name in self.document.settable(schema, client.role)]
            with self.subTest(resource):
                answer = client.post("/v1/" + resource, {})
                self.assertStatus(answer, 422)
                self.assertLessEqual({"/" + name for name in required}, {one.get("pointer") for one in answer.json["errors"]})
                body = self.example(resource, client)
                for name in required:
                    for wrong in ({key: value for key, value in body.items() if key != name}, {**body, name: None}):
                        self.refused(client.post("/v1/" + resource, wrong), 422, "required", name)

    def test_wrong_types(self):
        for resource, client, operation, schema in self.each_created():
            body = self.example(resource, client)
            for name, value in self.document.settable(schema, client.role).items():
                with self.subTest(resource=resource, field=name):
                    self.refused(client.post("/v1/" + resource, {**body, name: wrong_value(value)}), 422, "wrong_type", name)
                    if value["type"] in ("string", ["string", "null"]):
                        self.refused(client.post("/v1/" + resource, {**body, name: "a\u0007b"}), 422, self.textual(value), name)
                    if "uuid" in str(value.get("format")) and name in body:
                        self.refused(client.post("/v1/" + resource, {**body, name: UNKNOWN_ID}), 422, "unknown_reference", name)
                    if "maximum" in value:
                        self.refused(client.post("/v1/" + resource, {**body, name: value["maximum"] + 1}), 422, "out_of_range",
                                     name)
                        self.refused(client.post("/v1/" + resource, {**body, name: value["minimum"] - 1}), 422, "out_of_range",
                                     name)
                        self.refused(client.post("/v1/" + resource, {**body, name: 1.5}), 422, "wrong_type", name)

    def textual(self, schema):
        """What a text with a control character is refused as, from the most particular."""
        if "format" in schema:
            return {"uuid": "wrong_format", "date": "bad_date", "date-time": "bad_instant"}[schema["format"]]
        if "x-reference" in schema:
            return "control_character" if schema["x-reference"] == "rome" else "unknown_code"
        return "unknown_word" if "enum" in schema else "control_character"

    def test_fields_of_the_service(self):
        for resource, client, operation, schema in self.each_created():
            shown = self.document.settable(self.document.answer(operation), client.role)
            for name in ("id", "version", "created_at", "state", "surprise", "Id", ""):
                if name in self.document.settable(schema, client.role):
                    continue
                with self.subTest(resource=resource, field=name):
                    answer = client.post("/v1/" + resource, {**self.example(resource, client), name: UNKNOWN_ID})
                    self.refused(answer, 422, "unknown_field" if name not in shown else "read_only", name)

    def test_moves_check_their_bodies(self):
        """Unknown, missing and mistyped fields of a move are refused before its row is looked for."""
        for method, path, operation in self.document.operations():
            if method != "post" or "{id}/" not in path:
                continue
            client = getattr(self.world, operation["x-roles"][0])
            url = path.replace("{id}", UNKNOWN_ID)
            schema = self.document.body(operation)
            with self.subTest(path):
                self.refused(client.post(url, {"surprise": 1}), 422, "unknown_field", "surprise")
                for name in schema["required"] if schema else []:
                    self.refused(client.post(url, {}), 422, "required", name)
                for name, value in (schema or {"properties": {}})["properties"].items():
                    self.refused(client.post(url, {name: wrong_value(value)}), 422, "wrong_type", name)
                if not schema or not schema["required"]:
                    if "empty_patch" in operation["x-problems"]:
                        self.refused(client.post(url, {}), 422, "empty_patch")
                    else:
                        self.refused(client.post(url, {}), 404, "not_found")

    def test_methods_of_moves_and_endpoints(self):
        for path, item in self.document.text["paths"].items():
            if not path.startswith("/v1/") or (path.count("/") < 4 and "get" in item and "data" in str(item["get"]["responses"])):
                continue
            url = path.replace("{id}", UNKNOWN_ID).replace("{list}", "rome")
            methods = {method.upper() for method in ("get", "post", "patch") if method in item}
            slow = item.get("get", {}).get("x-lane") == "slow"
            client = self.slow(self.world.director) if slow else self.world.director
            with self.subTest(path):
                options = client.request("OPTIONS", url)
                allow = {one.strip() for one in options.headers["allow"].split(",")}
                self.assertEqual(allow - {"HEAD", "OPTIONS"}, methods)
                self.assertEqual("HEAD" in allow, "GET" in methods)
                for method in {"GET", "POST", "PATCH", "DELETE", "PUT"} - methods:
                    answer = client.request(method, url)
                    self.refused(answer, 405, "method_not_allowed")
                    self.assertEqual({one.strip() for one in answer.headers["allow"].split(",")}, allow)


class Patches(Generic):
    seconds = 15

    def each_patched(self):
        for resource, client, operation, _ in self.each_created():
            patch = self.document.operation("patch", f"/v1/{resource}/{{id}}")
            if patch is None:
                continue
            body = self.example(resource, client)
            row = self.ok(self.create(resource, client, body), 201)
            client = client if client.role in patch["x-roles"] else getattr(self.world, patch["x-roles"][0])
            yield resource, client, f"/v1/{resource}/{row['id']}", row, self.document.body(patch)

    def test_conditions(self):
        for resource, client, path, row, schema in self.each_patched():
            name, value = self.harmless(schema, client)
            with self.subTest(resource):
                self.refused(client.patch(path, {name: value}, None), 428, "if_match_required")
                self.refused(client.patch(path, {name: value}, '"999"'), 412, "stale")
                self.refused(client.patch(path, {}, '"1"'), 422, "empty_patch")
                self.refused(client.patch(path, {"surprise": 1}, '"1"'), 422, "unknown_field", "surprise")
                self.refused(client.patch(path, {"id": UNKNOWN_ID}, '"1"'), 422, "read_only", "id")
                self.refused(client.patch(f"/v1/{resource}/{UNKNOWN_ID}", {name: value}, '"1"'), 404, "not_found")
                self.refused(client.patch(path, {name: value}, '"1"', headers={"Content-Type": "text/plain"}), 415,
                             "unsupported_media_type")
                self.refused(client.request("PATCH", path, body=b"{", headers={
                    "If-Match": '"1"', "Content-Type": "application/merge-patch+json"}), 400, "bad_json")
                again = self.ok(client.get(path))
                self.assertEqual(again["version"], 1, "a refusal changes nothing")

    def harmless(self, schema, client):
        """A property and a value that any row may be patched with."""
        for name, value in self.document.settable(schema, client.role).items():
            free = value["type"] in ("string", ["string", "null"], ["boolean", "null"], ["array", "null"])
            if free and "x-refers" not in value and "format" not in value:
                return name, value["examples"][0]
        raise AssertionError("nothing to patch")

    def test_every_field(self):
        for resource, client, path, row, schema in self.each_patched():
            for name, value in self.document.settable(schema, client.role).items():
                if "x-refers" in value:
                    continue
                with self.subTest(resource=resource, field=name):
                    self.refused(client.patch(path, {name: wrong_value(value)}), 422, "wrong_type", name)
                    before = client.get(path)
                    answer = client.patch(path, {name: value["examples"][0]}, before.etag)
                    self.assertStatus(answer, 200)
                    self.assertGreaterEqual(answer.json["version"], before.json["version"])
                    self.assertEqual(answer.etag, f'"{answer.json["version"]}"')
                    self.assertEqual(client.get(path).etag, answer.etag)

    def test_null_erases(self):
        for resource, client, path, row, schema in self.each_patched():
            for name, value in self.document.settable(schema, client.role).items():
                nullable = isinstance(value["type"], list) and "null" in value["type"]
                with self.subTest(resource=resource, field=name):
                    answer = client.patch(path, {name: None})
                    if nullable and answer.status == 200:
                        shown = answer.json.get(name)
                        self.assertIn(shown, (None, [], True, False, "unspecified", "unknown"), name)
                    elif not nullable:
                        self.refused(answer, 422, "required", name)

    def test_once(self):
        """What is given once cannot be patched."""
        for resource, client, path, row, schema in self.each_patched():
            create = self.document.body(self.document.operation("post", "/v1/" + resource))
            for name in self.document.settable(create, client.role):
                if name in self.document.settable(schema, client.role):
                    continue
                with self.subTest(resource=resource, field=name):
                    self.refused(client.patch(path, {name: create["properties"][name]["examples"][0]}, '"1"'), 422, "read_only",
                                 name)
