"""The real program: started with the options of a test, watched through its events, and checked at its end: the
events have to be a whole stream, no sanitizer and no warning may have spoken, and the token may be nowhere."""

import json
import os
import signal
import subprocess
import sys
import threading
import unittest

from event_rules import check_events
from ground import TIMEOUT, PROGRAM, TOKEN, check_quiet, environment, fresh, wait_for


class Result:
    def __init__(self, code, out, err, events):
        self.code, self.out, self.events = code, out, events
        # On a busy computer, reading any file may take the 2 s after which the program tells of it: said apart.
        self.waits = [line for line in err.splitlines() if line.startswith("Still waiting for ")]
        self.err = "".join(line for line in err.splitlines(keepends=True) if line.rstrip("\n") not in self.waits)

    def named(self, name):
        return [event for event in self.events if event["event"] == name]

    def states(self, upload=None):
        """The states that an upload went through, the first one included."""
        seen = [event for event in self.named("state") if upload in (None, event["upload"])]
        return [seen[0]["from"]] + [event["to"] for event in seen] if seen else []

    def __repr__(self):
        lines = "\n".join(json.dumps(event) for event in self.events)
        return f"exit {self.code}\nout: {self.out}\nerr: {self.err}\n{lines}"


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

    def last_words(self):
        """Where everything stands, for the reader of a failure: the last event of each Post and upload, and the output."""
        last = {}
        for event in self.events():
            last[event.get("post"), event.get("upload")] = json.dumps(event)
        return "\n".join(["where it stood:", *last.values(), self.err, *self.log().splitlines()[-20:]])

    def wait_event(self, name, timeout=None, **fields):
        def found():
            for event in self.events():
                if event["event"] == name and all(event.get(key) == value for key, value in fields.items()):
                    return event
            if self.process.poll() is not None:
                self.wait()
                raise AssertionError(f"the program ended before {name} {fields}: {self.process.returncode}\n"
                                     f"{self.err}\n{self.events()}")
            return None
        return wait_for(found, f"the event {name} {fields}", timeout)

    def signal(self, number):
        self.process.send_signal(number)

    def wait(self, timeout=None):
        try:
            code = self.process.wait(timeout or TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"the program did not end: {self.command}\n{self.err}\n"
                                 + "\n".join(map(json.dumps, self.events()))) from None
        for reader in self._readers:
            reader.join(TIMEOUT)
        return code

    def result(self, timeout=None, whole=True):
        """Waits for the end. `whole`: the events have to be a whole stream, from hello to summary."""
        code = self.wait(timeout)
        check_quiet(self.err)
        check_quiet(self.log())
        check_no_secret(self)
        events = self.events()
        if self.events_file and events and whole:
            check_events(events, code)
        return Result(code, self.out, self.err, events)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is not None and kind is not unittest.SkipTest:
            print(self.last_words(), file=sys.stderr)
        if self.process.poll() is None:
            self.process.kill()
            self.wait()


def run(*arguments, timeout=None, whole=True, **options):
    """Starts the program and waits for its end."""
    return Postreel(*arguments, **options).result(timeout, whole)


def run_until_it_waits(*arguments, **options):
    """Starts the program, and ends it by SIGTERM once it has told what it waits for."""
    with Postreel(*arguments, **options) as program:
        told = program.wait_event("waiting")
        wait_for(lambda: program.err.strip(), f"the sentence of {told}")
        program.signal(signal.SIGTERM)
        return program.result()


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
