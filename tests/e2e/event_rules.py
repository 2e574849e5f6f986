"""The rules that every stream of events has to keep, as PRODUCT.md has them."""

import re
import subprocess

from ground import PROGRAM, environment


_lists = None


def closed_lists():
    """The names that --help-events promises, by title."""
    global _lists
    if _lists is None:
        text = subprocess.run([PROGRAM, "-platform", "offscreen", "--help-events"], check=True, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, env=environment()).stdout
        _lists = {}
        title = None
        for line in text.split("\n"):
            if line.endswith(":") and not line.startswith(" "):
                title = line[:-1]
                _lists[title] = []
            elif line.startswith("  ") and title:
                _lists[title].append(line.strip())
    return _lists


# name: fields that have to be there, with their type.
_shapes = {
    "hello": {"v": int, "version": str, "pid": int},
    "created": {"post": str, "account": str, "media": list},
    "verdict": {"upload": str, "file": str, "verdict": str, "problems": list},
    "fixing": {"upload": str, "fix": str, "percent": int, "eta_ms": int},
    "state": {"upload": str, "file": str, "from": str, "to": str},
    "segment": {"upload": str, "index": int, "bytes": int, "acked": int, "total": int, "try": int, "ms": int,
                "inflight": int},
    "retry": {"upload": str, "index": int, "try": int, "reason": str, "wait_ms": int},
    "finalized": {"upload": str, "media_id": str},
    "processing": {"upload": str, "state": str, "percent": int},
    "waiting": {"reason": str, "until": str},
    "needs": {"action": str, "message": str},
    "post": {"post": str, "from": str, "to": str},
    "posted": {"post": str, "id": str, "url": str, "files": list},
    "failed": {"kind": str, "message": str, "http": int},
    "summary": {"posted": int, "failed": int, "waiting": int, "exit": int},
}
_time = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")


def check_events(events, code):
    """The rules of PRODUCT.md for one whole stream of a run that ended with `code`."""
    assert events[0]["event"] == "hello", events[0]
    assert events[-1]["event"] == "summary", events[-1]
    assert events[-1]["exit"] == code, (events[-1], code)
    names = [event["event"] for event in events]
    assert names.count("hello") == 1 and names.count("summary") == 1, names
    known = set()
    acked = {}
    for event in events:
        _check_shape(event)
        name = event["event"]
        if name == "created":
            known.add(event["post"])
            known.update(media["upload"] for media in event["media"])
            assert event["post"] and all(media["upload"] and media["file"] for media in event["media"]), event
        for key in ("post", "upload"):
            # Nothing is told of what was not created before; a refused file has neither id nor Post.
            if event.get(key) and name != "created" and "file" not in event:
                assert event[key] in known or name in ("state", "fixing", "segment", "retry", "finalized", "processing"), event
        if name == "segment":
            _check_segment(event, acked)


def _check_shape(event):
    name = event["event"]
    assert name in _shapes, f"an event that PRODUCT.md does not name: {event}"
    assert _time.match(event["t"]), event
    for key, kind in _shapes[name].items():
        assert type(event.get(key)) is kind, f"{key} of {event}"
    lists = closed_lists()
    if name == "state":
        assert event["from"] in lists["Upload states"] and event["to"] in lists["Upload states"], event
    elif name == "post":
        assert event["from"] in lists["Post states"] and event["to"] in lists["Post states"], event
    elif name == "waiting":
        assert event["reason"] in lists["Wait reasons"], event
        assert event["until"] == "" or _time.match(event["until"]), event
    elif name in ("failed", "retry"):
        assert event["kind" if name == "failed" else "reason"] in lists["Error kinds"], event
    elif name == "verdict":
        assert event["verdict"] in lists["Verdicts"], event
        for problem in event["problems"]:
            assert set(problem) == {"field", "value", "limit", "fix"}, event
    elif name == "fixing":
        assert event["fix"] in lists["Fixes"], event
        assert 0 <= event["percent"] <= 100 and event["eta_ms"] >= -1, event
    elif name == "processing":
        assert event["state"] in ("pending", "in_progress", "succeeded", "failed"), event
        assert -1 <= event["percent"] <= 100, event
    elif name == "needs":
        assert event["action"] in ("fix", "signin", "decide"), event
    if name in ("needs", "failed"):
        check_sentence(event["message"])
        assert event.get("post") or event.get("upload") or event.get("file"), event


def _check_segment(event, acked):
    assert 0 <= event["index"] <= 999 and event["try"] >= 1 and event["inflight"] >= 0, event
    assert 0 < event["bytes"] <= event["acked"] <= event["total"], event
    key = event["upload"]
    before = acked.get(key, (0, None))
    # A start from the beginning (INIT again) is the one reason why less may be acknowledged than before.
    assert event["acked"] > before[0] or event["acked"] == event["bytes"], event
    acked[key] = (event["acked"], event["total"])


def check_sentence(text, names=()):
    """One clear text: it ends as a sentence does, is no raw dump, and names what it is about."""
    assert text and text.strip() == text and len(text) > 20, repr(text)
    assert text[-1] in ".”\"", repr(text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e]", text), repr(text)
    for name in names:
        assert name in text, f"{name!r} is not named in {text!r}"
