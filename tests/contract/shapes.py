"""Closed schemas of what each role may send and receive, from /openapi.json.

The document describes an answer for every role at once; here it is narrowed to what one role sees, with the fields and
includes that were asked: every property left is required and no other is allowed.
"""
import datetime
import re
import uuid

import jsonschema

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)")
FORMATS = jsonschema.FormatChecker(formats=())


@FORMATS.checks("uuid")
def is_uuid(value):
    return not isinstance(value, str) or str(uuid.UUID(value)) == value


@FORMATS.checks("date", raises=ValueError)
def is_date(value):
    return not isinstance(value, str) or datetime.date.fromisoformat(value).isoformat() == value


@FORMATS.checks("date-time")
def is_instant(value):
    return not isinstance(value, str) or INSTANT.fullmatch(value) is not None


def validator(schema):
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=FORMATS)


class Shapes:
    def __init__(self, document):
        self.document = document
        self.cache = {}

    def row(self, schema, role, fields, include, top, write):
        """The closed schema of one row for a role."""
        properties, required = {}, []
        for name, value in schema["properties"].items():
            shown = self.shown(name, value, role, include, top, write)
            if shown is None or (fields and name not in fields and name not in include and name != "allowed_moves"):
                continue
            properties[name] = shown
            if "x-include" in value or name == "allowed_moves" or name in schema["required"] or "x-roles" in value:
                required.append(name)
        return {"type": "object", "additionalProperties": False, "properties": properties, "required": required}

    def shown(self, name, value, role, include, top, write):
        """The schema of a property for the role, or None when it does not get it."""
        if name == "warnings":
            return self.document.resolve(value) if top and write else None
        if name == "allowed_moves":
            return value if top else None
        if value.get("x-include"):
            return self.child(value, role) if top and name in include else None
        return value if role in value.get("x-roles", [role]) else None

    def child(self, value, role):
        if "anyOf" in value:
            return {"anyOf": [self.row(self.document.resolve(value["anyOf"][0]), role, None, (), False, False), {"type": "null"}]}
        return {"type": "array", "items": self.row(self.document.resolve(value["items"]), role, None, (), False, False)}

    def answer(self, operation, role, fields, include, listed):
        """The validator of a row, alone or of a list, or of an endpoint's whole answer."""
        key = ("answer", operation["operationId"], role, fields, include, listed)
        if key not in self.cache:
            schema = self.document.answer(operation)
            if "id" in schema.get("properties", {}):
                write = "requestBody" in operation or "Idempotency-Key" in str(operation.get("parameters")) \
                    or "idempotency_key" in str(operation.get("parameters"))
                schema = self.row(schema, role, fields, include, True, write)
                if listed:  # moves are shown by items only
                    schema["properties"].pop("allowed_moves", None)
                    schema["required"] = [name for name in schema["required"] if name != "allowed_moves"]
            else:
                schema = self.narrowed(schema, role)
            self.cache[key] = validator(schema)
        return self.cache[key]

    def narrowed(self, node, role):
        """An endpoint's schema without what the role does not get."""
        if isinstance(node, list):
            return [self.narrowed(one, role) for one in node]
        if not isinstance(node, dict):
            return node
        node = dict(self.document.resolve(node))
        if isinstance(node.get("properties"), dict):
            kept = {name: value for name, value in node["properties"].items() if role in value.get("x-roles", [role])}
            node["required"] = [name for name in node.get("required", []) if name in kept]
            node["properties"] = kept
        return {name: self.narrowed(value, role) if name not in ("enum", "required", "examples") else value
                for name, value in node.items()}

    def body(self, operation, role):
        """The validator of what the role may send; None when the operation has no body."""
        key = ("body", operation["operationId"], role)
        if key not in self.cache:
            schema = self.document.body(operation)
            if schema is not None:
                schema = {**schema, "properties": self.document.settable(schema, role)}
                schema["required"] = [name for name in schema["required"] if name in schema["properties"]]
            self.cache[key] = validator(schema) if schema is not None else None
        return self.cache[key]

    def problem(self):
        if "problem" not in self.cache:
            self.cache["problem"] = validator(self.document.text["components"]["schemas"]["problem"])
        return self.cache["problem"]
