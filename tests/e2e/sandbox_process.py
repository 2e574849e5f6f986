"""postreel-sandbox in another process. What the program sent to it is judged by wire_check.py when it stops."""

import json
import os
import re
import signal
import subprocess
import urllib.request

import wire_check
from ground import TIMEOUT, SANDBOX, TOKEN, check_quiet, fresh, own_port, scratch


class Sandbox:
    """postreel-sandbox in another process, with one valid token."""

    checked = True  # by wire_check.py, when it stops
    context = None  # of TLS, for our own looks at a sandbox that speaks it

    def __init__(self, spec="", folder=None, record=None, port=0):
        self.folder = folder or fresh("sandbox")
        self.record = record or os.path.join(self.folder, "requests")
        self.token_file = os.path.join(self.folder, "tokens")
        with open(self.token_file, "w") as file:
            file.write(f"{TOKEN} tester\n")
        self.spec = spec
        self.process = None
        self.base = None
        self.start(port)

    def command(self, port):
        command = [SANDBOX, "--dir", self.folder, "--port", str(port), "--token-file", self.token_file, "--open"]
        if self.spec:
            command += ["--spec", self.spec]
        return command + ["--record", self.record]

    def start(self, port=0):
        self.errors = open(os.path.join(self.folder, "stderr"), "a+")
        self.process = subprocess.Popen(self.command(port or own_port()), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
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
        code = self.process.wait(TIMEOUT)
        self.process.stdout.close()
        self.process = None
        said = self.said()
        self.errors.close()
        check_quiet(said)
        if self.checked:
            check_record(self.record)
        assert code in (0, -signal.SIGTERM, 128 + signal.SIGTERM), f"the sandbox ended with {code}: {said}"

    def kill(self):
        """As a server dies: what it was told stays, and start() brings it back."""
        self.process.kill()
        self.process.wait(TIMEOUT)
        self.process.stdout.close()
        self.errors.close()
        self.process = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def access(self):
        """The options that lead the program here."""
        return ["--api-base", self.base, "--access-token-file", token_file()]

    def get(self, path):
        with urllib.request.urlopen(self.base + path, timeout=TIMEOUT, context=self.context) as answer:
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
        with urllib.request.urlopen(request, timeout=TIMEOUT, context=self.context) as answer:
            assert answer.status == 200


_judge = wire_check.check()


def check_record(path):
    """Every request that reached a sandbox is a call as X takes it."""
    if _judge:
        problems, _ = wire_check.check_record(_judge, path)
        assert not problems, f"{len(problems)} requests are none that X knows, first: {problems[0]}"


def token_file():
    path = os.path.join(scratch(), "token")
    if not os.path.exists(path):
        with open(path, "w") as file:
            file.write(TOKEN + "\n")
        os.chmod(path, 0o600)
    return path
