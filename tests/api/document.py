"""Reading /openapi.json: operations, schemas of bodies, examples."""
import re


class Document:
    def __init__(self, text):
        self.text = text

    def resolve(self, node):
        while isinstance(node, dict) and "$ref" in node:
            found = self.text
            for part in node["$ref"].lstrip("#/").split("/"):
                found = found[part]
            node = found
        return node

    def operations(self):
        """(method, path, operation) of every operation of the API."""
        for path, item in self.text["paths"].items():
            for method in ("get", "post", "patch"):
                if method in item and path.startswith("/v1/"):
                    yield method, path, item[method]

    def operation(self, method, path):
        return self.text["paths"].get(path, {}).get(method)

    def resources(self):
        """Every path that lists rows, by its name."""
        for path, item in self.text["paths"].items():
            match = re.fullmatch(r"/v1/(\w+)", path)
            if match and "get" in item and "data" in str(item["get"]["responses"].get("200", "")):
                yield match.group(1)

    def parameters(self, operation):
        return [self.resolve(one) for one in operation.get("parameters", [])]

    def is_of_one(self, operation):
        """Whether its path names one row."""
        return any((one["in"], one["name"]) == ("path", "id") for one in self.parameters(operation))

    def single(self, batch):
        """The operation on one row that a batch does many times."""
        wanted = batch["operationId"].replace("_batch_", "_")
        return next(operation for _, _, operation in self.operations() if operation["operationId"] == wanted)

    def body(self, operation):
        """The schema of the request's body, or None."""
        for media in operation.get("requestBody", {}).get("content", {}).values():
            return self.resolve(media["schema"])
        return None

    def answer(self, operation):
        """The schema of a success: of the item, for a list."""
        for status, response in operation["responses"].items():
            if status in ("200", "201"):
                content = response["content"]
                schema = self.resolve(content.get("application/json", content.get("application/x-ndjson"))["schema"])
                if {"data", "next_cursor"} <= set(schema.get("properties", {})):
                    return self.resolve(schema["properties"]["data"]["items"])
                return schema
        return None

    def settable(self, schema, role):
        """The properties of a body that this role may give."""
        return {name: value for name, value in schema["properties"].items() if role in value.get("x-roles", [role])}

    def examples(self, operation):
        """The examples of its body, by name."""
        return next(iter(operation.get("requestBody", {}).get("content", {}).values()), {}).get("examples", {})

    def example(self, operation, role, find):
        """The example that the document gives this role; `find(resource)` gives the ids of records that are there."""
        schema = self.body(operation)
        for example in self.examples(operation).values():
            if role in example["x-roles"]:
                refers = {name: schema["properties"][name].get("x-refers") for name in example["value"]}
                return {name: find(refers[name]) if refers[name] else value for name, value in example["value"].items()}
        return {}


def wrong_value(schema):
    """A value of another JSON type than the property has."""
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {"a": 1} if "object" not in kinds else 7
