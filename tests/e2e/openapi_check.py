"""X's own OpenAPI document as a judge of requests, by python3-jsonschema. The document is no part of this repository: it may
lie beside it, and wire_check.py asks it where it does."""

import json
import os
import re

import jsonschema

DOCUMENT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "shared", "x-api",
                        "openapi-media.json")


class Api:
    """X's description of its own calls."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        self.paths = document["paths"]
        # The file keeps the schemas at its top; its references say where the whole document has them.
        self.components = {"components": {"schemas": document["schemas"]}}
        self.resolver = jsonschema.RefResolver.from_schema(self.components)

    def operation(self, method, path):
        for pattern, operations in self.paths.items():
            expression = re.sub(r"\\\{\w+\\\}", "([^/]+)", re.escape(pattern))
            match = re.fullmatch(expression, path)
            if match and method.lower() in operations:
                return operations[method.lower()], match.groups()
        return None, ()

    def describes(self, request):
        """The older form of the media calls is none of its, nor are users and OAuth."""
        return (self.operation(request["method"], request["path"])[0] is not None
                and (request["method"], request["path"]) != ("POST", "/2/media/upload"))

    def problems(self, schema, value):
        validator = jsonschema.Draft7Validator(schema, resolver=self.resolver)
        return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in validator.iter_errors(value)]

    def check(self, request):
        """What is wrong with a recorded request; an empty list is a pass."""
        operation, identifiers = self.operation(request["method"], request["path"])
        if operation is None:
            return [f"X has no {request['method']} {request['path']}"]
        found = []
        for parameter in operation.get("parameters", []):
            if parameter["in"] == "query":
                given = request["query"].get(parameter["name"])
                if given is None:
                    found += [f"the parameter {parameter['name']} is missing"] if parameter.get("required") else []
                else:
                    found += self.problems(parameter["schema"], given)
            elif parameter["in"] == "path":
                found += self.problems(parameter["schema"], identifiers[0])
        known = {parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "query"}
        found += [f"X knows no parameter {name}" for name in request["query"].keys() - known]
        return found + self.check_body(operation, request)

    def check_body(self, operation, request):
        content = operation.get("requestBody", {}).get("content", {})
        kind = request["content_type"].split(";")[0].strip().lower()
        if not content:
            empty = request.get("json") in (None, {}) and not request.get("fields")
            return [] if empty else ["X expects no body"]
        if kind not in content:
            return [f"X takes no {kind!r} here, only {sorted(content)}"]
        body = request.get("json", {}) if kind == "application/json" else form(request.get("fields", {}))
        schema = content[kind]["schema"]
        return self.problems(schema, body) + self.unknown(schema, body)

    def unknown(self, schema, body):
        """Members that X's schema does not name: X tolerates none in these calls."""
        while "$ref" in schema:
            schema = self.components["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        options = schema.get("oneOf") or schema.get("anyOf") or [schema]
        known = set()
        for option in options:
            while "$ref" in option:
                option = self.components["components"]["schemas"][option["$ref"].rsplit("/", 1)[1]]
            known |= set(option.get("properties", {}))
        return [f"X knows no member {name}" for name in body if known and name not in known]


def form(fields):
    """The fields of a multipart body as their schema has them: a number is written out, a file is its bytes."""
    values = {}
    for name, value in fields.items():
        if isinstance(value, dict):
            values[name] = "bytes"
        elif re.fullmatch(r"\d{1,4}", value):
            values[name] = int(value)
        else:
            values[name] = value
    return values
