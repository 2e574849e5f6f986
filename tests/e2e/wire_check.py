"""A judge of what the program sends: our own schema of every call (wire/calls.json), and beside it X's own document
where that is there. Both need python3-jsonschema; check() is None without it.
"""

import json
import os
import re
import sys

from ground import IS_CI, SKIPPED

try:
    import jsonschema
    import openapi_check
except ImportError:
    jsonschema = None

CALLS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "wire", "calls.json")
# What a browser, or a test itself, asks a sandbox for.
PAGES = re.compile(r"/|/favicon\.ico|/(sandbox|i|media)/.*")
# With these a sandbox may answer before it has read the body.
TURNED_AWAY = (401, 403, 404, 405, 413, 421)
# A JSON body above this stands in no record.
MOST_RECORDED = 64 * 1024
NO_MEMBERS = {"additionalProperties": False}


class CallSchema:
    """Our own schema of the calls."""

    def __init__(self, path=CALLS):
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        self.calls, self.definitions = document["calls"], document["definitions"]

    def call_of(self, request):
        """The name of the call that a request is, None for none; in the older form its body tells which. A path that is written
        out goes before one with an id in it."""
        here = [name for name, call in self.calls.items()
                if call["method"] == request["method"] and self.ids_in(call["path"], request["path"]) is not None]
        here = [name for name in here if self.calls[name]["path"] == request["path"]] or here
        if len(here) < 2:
            return here[0] if here else None
        command = request.get("fields", {}).get("command")
        return next((name for name in here
                     if self.calls[name]["body"]["properties"]["command"]["const"] == command), None)

    def ids_in(self, pattern, path):
        """What stands for {…} in a path, as (definition, value) pairs; None where the path is another one."""
        names = re.findall(r"{(\w+)}", pattern)
        match = re.fullmatch("([^/]+)".join(map(re.escape, re.split(r"{\w+}", pattern))), path)
        return list(zip(names, match.groups())) if match else None

    def problems(self, request):
        """What is wrong with a recorded request; an empty list is a pass."""
        name = self.call_of(request)
        if name is None:
            unread = request["path"] == "/2/media/upload" and request["method"] == "POST" and not is_whole(request)
            return [] if unread else [f"there is no such call: {request['method']} {request['path']}"]
        call = self.calls[name]
        found = []
        for definition, value in self.ids_in(call["path"], request["path"]):
            found += self.wrong(f"{definition} in the path", self.definitions[definition], value)
        found += self.wrong("query", call.get("query", NO_MEMBERS), request["query"])
        if request["content_type"] != call.get("sends", ""):
            return found + [f"content type: {request['content_type']!r} is not {call.get('sends', '')!r}"]
        return found + self.wrong_in_body(call, request)

    def wrong_in_body(self, call, request):
        size = request.get("body_bytes", 0)
        if "body" not in call:
            return [f"body: {size} bytes, but the call has none"] if size or "json" in request or "fields" in request else []
        if call["body"] == "secret":
            return [] if size or not is_whole(request) else ["body: there is none"]
        if not is_whole(request):
            return []
        member = "json" if call["sends"] == "application/json" else "fields"
        if member not in request:
            return [] if size > MOST_RECORDED else [f"body: no {call['sends']} can be read"]
        return self.wrong("body", {"type": "object", **call["body"]}, request[member])

    def wrong(self, where, schema, value):
        validator = jsonschema.Draft7Validator({**schema, "definitions": self.definitions})
        return [": ".join(["/".join([where, *map(str, error.absolute_path)]), error.message[:300]])
                for error in validator.iter_errors(value)]


class Check:
    """Our schema always, X's document where it is there."""

    def __init__(self):
        self.own = CallSchema()
        self.of_x = openapi_check.Api(openapi_check.DOCUMENT) if os.path.exists(openapi_check.DOCUMENT) else None

    def problems(self, request):
        found = self.own.problems(request)
        if self.of_x and is_whole(request) and self.of_x.describes(request):
            found += [f"by X's own document: {problem}" for problem in self.of_x.check(request)]
        return found


def is_whole(request):
    """Whether all of its body was read and recorded: no fault broke it off, and it was not turned away before."""
    if "json" in request:
        return True
    broken_off = request.get("fault") or request["status"] == 0 or request["status"] >= 500
    unread = request["status"] in TURNED_AWAY and "fields" not in request and request.get("content_type")
    return not broken_off and not unread


def check():
    """The check of this machine, or None."""
    return Check() if jsonschema else None


def required_check():
    """The check, or the end of a test that is nothing without it."""
    if jsonschema is None:
        print("skipped: not installed here: python3-jsonschema")
        sys.exit(1 if IS_CI else SKIPPED)
    return Check()


def check_record(judge, path):
    """What is wrong with the requests that a sandbox recorded, and how many there were of each call."""
    problems, counts = [], {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            request = json.loads(line)
            if PAGES.fullmatch(request["path"]):
                continue
            name = judge.own.call_of(request)
            counts[name] = counts.get(name, 0) + 1
            found = judge.problems(request)
            if found:
                problems.append((found, request))
    return problems, counts
