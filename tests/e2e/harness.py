"""What the end-to-end tests share: the real program, a sandbox in another process, videos, and the rules
that every stream of events has to keep. Needs nothing but Python's own library, ffmpeg and the programs.

Every run of the program goes through Postreel, which checks the events and that no sanitizer or warning spoke.
"""

import atexit
import hashlib
import json
import os
import random
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request

PROGRAM = os.environ.get("POSTREEL", "")
SANDBOX = os.environ.get("POSTREEL_SANDBOX", "")
SKIPPED = 77  # what ctest takes for "skipped"
MIB = 1 << 20
TOKEN = "e2e-token-that-nobody-may-see"
# Under sanitizers and on a busy machine everything takes longer; a condition is awaited, never a time.
PATIENCE = float(os.environ.get("POSTREEL_E2E_PATIENCE", "90"))


def require(*programs):
    """Ends the test as skipped when a program that it cannot do without is missing."""
    for path in (PROGRAM, SANDBOX):
        if not os.access(path, os.X_OK):
            sys.exit(f"POSTREEL and POSTREEL_SANDBOX have to name the programs; {path!r} is none.")
    missing = [name for name in programs if not shutil.which(name)]
    if missing:
        print("skipped: not installed here:", *missing)
        sys.exit(SKIPPED)


def main():
    unittest.main(verbosity=2)


_scratch = None


def scratch():
    """A folder for this test program, removed at its end."""
    global _scratch
    if _scratch is None:
        _scratch = tempfile.mkdtemp(prefix="postreel-e2e.")
        atexit.register(shutil.rmtree, _scratch, ignore_errors=True)
    return _scratch


def fresh(name):
    """A path in the scratch folder that nobody has used."""
    return tempfile.mkdtemp(prefix=name + ".", dir=scratch())


def wait_for(condition, what, patience=None):
    """Asks until the condition answers something true, and gives that back."""
    deadline = time.monotonic() + (patience or PATIENCE)
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.02)


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(MIB), b""):
            digest.update(block)
    return digest.hexdigest()


# --- files ------------------------------------------------------------------------------------------------------

def make_video(path, seconds=2, size="320x180", codec="libx264", extra=()):
    """A video that X takes, or with other codecs and options one that it does not."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    profile = ["-profile:v", "high", "-g", "60", "-flags", "+cgop"] if codec == "libx264" else []
    subprocess.run(
        ["ffmpeg", "-nostdin", "-loglevel", "error", "-y",
         "-f", "lavfi", "-i", f"testsrc2=size={size}:rate=30", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000",
         "-t", str(seconds), "-c:v", codec, "-preset", "veryfast", *profile, "-pix_fmt", "yuv420p",
         "-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart", *extra, "file:" + path],
        check=True, stdin=subprocess.DEVNULL)
    return path


_sample = None


def sample():
    """One small video that tests copy when they want one of their own."""
    global _sample
    if _sample is None:
        _sample = make_video(os.path.join(scratch(), "made", "sample.mp4"))
    return _sample


def copy_of_sample(name="film.mp4", folder=None):
    path = os.path.join(folder or fresh("film"), name)
    shutil.copyfile(sample(), path)
    return path


def padded(total, name="film.mp4", sparse=False, seed=1):
    """A video of exactly `total` bytes: the sample with a free box at its end, which players skip. Its
    content is random, so that a byte in a wrong place shows; a sparse one holds zeros and takes no disk."""
    path = copy_of_sample(name)
    box = total - os.path.getsize(path)
    assert box >= 16, "too small for a free box"
    header = struct.pack(">I4s", box, b"free") if box < 1 << 32 else struct.pack(">I4sQ", 1, b"free", box)
    with open(path, "ab") as file:
        file.write(header)
        left = box - len(header)
        if sparse:
            file.truncate(total)
            left = 0
        source = random.Random(seed)
        while left > 0:
            block = source.randbytes(min(left, MIB))
            file.write(block)
            left -= len(block)
    assert os.path.getsize(path) == total
    return path


# --- the sandbox ------------------------------------------------------------------------------------------------

class Sandbox:
    """postreel-sandbox in another process, with one valid token."""

    def __init__(self, spec="", folder=None, record=None, port=0):
        self.folder = folder or fresh("sandbox")
        self.record = record
        self.token_file = os.path.join(self.folder, "tokens")
        with open(self.token_file, "w") as file:
            file.write(f"{TOKEN} tester\n")
        self.spec = spec
        self.process = None
        self.base = None
        self.start(port)

    def command(self, port):
        command = [SANDBOX, "--dir", self.folder, "--port", str(port), "--token-file", self.token_file]
        if self.spec:
            command += ["--spec", self.spec]
        if self.record:
            command += ["--record", self.record]
        return command

    def start(self, port=0):
        self.errors = open(os.path.join(self.folder, "stderr"), "a+")
        self.process = subprocess.Popen(self.command(port), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=self.errors, text=True)
        line = self.process.stdout.readline()
        match = re.match(r"listening on (\S+)", line)
        assert match, f"the sandbox did not start: {line!r}{self.said()}"
        self.base = match.group(1)

    def said(self):
        self.errors.flush()
        with open(self.errors.name, errors="replace") as file:
            return file.read()

    def stop(self):
        if self.process is None:
            return
        self.process.terminate()
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.process = None
        said = self.said()
        self.errors.close()
        check_quiet(said)
        assert code in (0, -signal.SIGTERM, 128 + signal.SIGTERM), f"the sandbox ended with {code}: {said}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def access(self):
        """The options that lead the program here."""
        return ["--api-base", self.base, "--access-token-file", _token_file()]

    def get(self, path):
        with urllib.request.urlopen(self.base + path, timeout=PATIENCE) as answer:
            return answer.read()

    def uploads(self):
        return json.loads(self.get("/sandbox/uploads"))["uploads"]

    def posts(self):
        return json.loads(self.get("/sandbox/posts"))["posts"]

    def requests(self, call=None):
        log = json.loads(self.get("/sandbox/log"))["requests"]
        return [request for request in log
                if call in (None, request["call"]) and not request["path"].startswith("/sandbox/")]

    def play(self, spec):
        """Another scene from here on."""
        body = json.dumps({"spec": spec}).encode()
        request = urllib.request.Request(self.base + "/sandbox/scene", data=body, method="POST",
                                         headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            assert answer.status == 200


def _token_file():
    path = os.path.join(scratch(), "token")
    if not os.path.exists(path):
        with open(path, "w") as file:
            file.write(TOKEN + "\n")
        os.chmod(path, 0o600)
    return path


# --- the program ------------------------------------------------------------------------------------------------

_complaints = re.compile(r"AddressSanitizer|LeakSanitizer|runtime error:|ThreadSanitizer|ASSERT|"
                         r"^\S+ (?:warning|critical|fatal) postreel\.", re.MULTILINE)


def check_quiet(text):
    """No sanitizer and no warning of ours: a warning stands for a bug."""
    found = _complaints.search(text)
    assert not found, "the program complained:\n" + text


class Result:
    def __init__(self, code, out, err, events):
        self.code, self.out, self.err, self.events = code, out, err, events

    def named(self, name):
        return [event for event in self.events if event["event"] == name]

    def states(self, upload=None):
        """The states that an upload went through, the first one included."""
        seen = [event for event in self.named("state") if upload in (None, event["upload"])]
        return [seen[0]["from"]] + [event["to"] for event in seen] if seen else []

    def __repr__(self):
        lines = "\n".join(json.dumps(event) for event in self.events)
        return f"exit {self.code}\nout: {self.out}\nerr: {self.err}\n{lines}"


def environment(**changes):
    env = {key: value for key, value in os.environ.items()
           if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    env["XDG_RUNTIME_DIR"] = _runtime()
    env["HOME"] = scratch()
    env.update({key: value for key, value in changes.items() if value is not None})
    return env


def _runtime():
    path = os.path.join(scratch(), "runtime")
    os.makedirs(path, mode=0o700, exist_ok=True)
    return path


class Postreel:
    """One start of the program. Events go to a file, unless the arguments say otherwise."""

    def __init__(self, *arguments, profile=None, platform="offscreen", events=True, stdin=subprocess.DEVNULL,
                 env=None, **popen):
        self.profile = profile or os.path.join(fresh("profile"), "p")
        self.events_file = os.path.join(fresh("events"), "events") if events else None
        command = [PROGRAM]
        if platform:
            command += ["-platform", platform]
        command += ["--profile", self.profile]
        if self.events_file:
            command += ["--events", self.events_file]
        command += [str(argument) for argument in arguments]
        self.command = command
        self.process = subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        env=env or environment(), **popen)
        self._out, self._err = bytearray(), bytearray()
        # Read at once, so that a full pipe never holds the program up.
        self._readers = [self._reading(self.process.stdout, self._out), self._reading(self.process.stderr, self._err)]

    @staticmethod
    def _reading(pipe, into):
        def read():
            for block in iter(lambda: pipe.read1(65536), b""):
                into.extend(block)
            pipe.close()
        thread = threading.Thread(target=read, daemon=True)
        thread.start()
        return thread

    @property
    def out(self):
        return self._out.decode("utf-8", "replace")

    @property
    def err(self):
        return self._err.decode("utf-8", "replace")

    def log(self):
        """The program's own log of this profile."""
        path = os.path.join(self.profile, "logs", "postreel.log")
        if not os.path.exists(path):
            return ""
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()

    def events(self):
        """What has been written so far, whole lines alone."""
        if not self.events_file or not os.path.exists(self.events_file):
            return []
        with open(self.events_file, encoding="utf-8") as file:
            return [json.loads(line) for line in file.read().split("\n")[:-1]]

    def wait_event(self, name, patience=None, **fields):
        def found():
            for event in self.events():
                if event["event"] == name and all(event.get(key) == value for key, value in fields.items()):
                    return event
            if self.process.poll() is not None:
                self.wait()
                raise AssertionError(f"the program ended before {name} {fields}: {self.process.returncode}\n"
                                     f"{self.err}\n{self.events()}")
            return None
        return wait_for(found, f"the event {name} {fields}", patience)

    def signal(self, number):
        self.process.send_signal(number)

    def wait(self, patience=None):
        try:
            code = self.process.wait(patience or PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"the program did not end: {self.command}\n{self.err}\n"
                                 + "\n".join(map(json.dumps, self.events()))) from None
        for reader in self._readers:
            reader.join(PATIENCE)
        return code

    def result(self, patience=None, whole=True):
        """Waits for the end. `whole`: the events have to be a whole stream, from hello to summary."""
        code = self.wait(patience)
        check_quiet(self.err)
        check_quiet(self.log())
        check_no_secret(self)
        events = self.events()
        if self.events_file and events and whole:
            check_events(events, code)
        return Result(code, self.out, self.err, events)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.wait()


def run(*arguments, patience=None, whole=True, **options):
    """Starts the program and waits for its end."""
    return Postreel(*arguments, **options).result(patience, whole)


def check_no_secret(program):
    """The token stands in no output, no event and no file of the profile, the sandbox's own aside."""
    secret = TOKEN.encode()
    assert secret not in program._out and secret not in program._err, "the token was printed"
    if program.events_file and os.path.exists(program.events_file):
        with open(program.events_file, "rb") as file:
            assert secret not in file.read(), "the token is in the events"
    for folder, folders, files in os.walk(program.profile):
        if "sandbox" in folders:
            folders.remove("sandbox")
        for name in files:
            path = os.path.join(folder, name)
            try:
                with open(path, "rb") as file:
                    assert secret not in file.read(), f"the token is in {path}"
            except FileNotFoundError:
                pass  # SQLite removes its journals as it likes


# --- events -----------------------------------------------------------------------------------------------------

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
                assert event[key] in known or name in ("state", "segment", "retry", "finalized", "processing"), event
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
            assert set(problem) == {"field", "value", "limit", "cure"}, event
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
    # A start from the beginning (INIT anew) is the one reason why less may be acknowledged than before.
    assert event["acked"] > before[0] or event["acked"] == event["bytes"], event
    acked[key] = (event["acked"], event["total"])


def check_sentence(text, names=()):
    """One clear text: it ends as a sentence does, is no raw dump, and names what it is about."""
    assert text and text.strip() == text and len(text) > 20, repr(text)
    assert text[-1] in ".”\"", repr(text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202a-\u202e]", text), repr(text)
    for name in names:
        assert name in text, f"{name!r} is not named in {text!r}"
