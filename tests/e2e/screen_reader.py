"""A person who hears the window: what stands on the screen and what can be done with it, by AT-SPI alone."""

import json
import os
import subprocess
import threading

from ground import wait_for
from screen_names import is_named

HERE = os.path.dirname(os.path.abspath(__file__))
AGENT = os.path.join(HERE, "screen_reader_agent.py")
EAR = os.path.join(HERE, "screen_reader_ear.py")
PYTHON = "/usr/bin/python3"  # the system's: gi is a package of the distribution


def can_be_had():
    return subprocess.run([PYTHON, "-c", "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"],
                          stdin=subprocess.DEVNULL, capture_output=True).returncode == 0


class ScreenReader:
    def __init__(self, desktop, pid):
        self.pid = pid
        self.agent = subprocess.Popen([PYTHON, AGENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=desktop.log,
                                      env=desktop.env, text=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.agent.stdin.close()
        self.agent.wait(30)
        self.agent.stdout.close()

    def ask(self, request):
        self.agent.stdin.write(json.dumps(request) + "\n")
        self.agent.stdin.flush()
        answer = self.agent.stdout.readline()
        assert answer, "the screen reader ended"
        return json.loads(answer)

    def elements(self, role=None, name=None):
        """What shows, by role and name as screen_reader_agent.is_named() takes it."""
        seen = self.ask({"see": self.pid})
        if isinstance(seen, dict):
            return []
        return [one for one in seen if role in (None, one["role"]) and (name is None or is_named(one["role"], one["name"], name))]

    def focused(self):
        """What has the keyboard."""
        seen = self.ask({"focused": self.pid})
        return [] if isinstance(seen, dict) else seen

    def find(self, role, name, **more):
        """Waits for an element and answers it."""
        def there():
            for one in self.elements(role, name):
                if all(value in one[key] for key, value in more.items()):
                    return one
            return None
        return wait_for(there, f"{role} “{name}” {more or ''}")

    def place(self, role, name):
        return self.find(role, name)["place"]

    def gone(self, role, name):
        wait_for(lambda: not self.elements(role, name), f"the end of {role} “{name}”")

    def do(self, role, name, action="Press"):
        self.find(role, name)
        wait_for(lambda: self.ask({"act": self.pid, "role": role, "name": name, "action": action}) is True,
                 f"{action} of {role} “{name}”")

    def write(self, role, name, text):
        """Puts the text in the place of what stands there."""
        self.find(role, name)
        wait_for(lambda: self.ask({"write": self.pid, "role": role, "name": name, "text": text}) is True,
                 f"a text in {role} “{name}”")


class Ear:
    """What is spoken without being asked for, from now on."""

    def __init__(self, desktop, pid):
        self.heard = []
        self.process = subprocess.Popen([PYTHON, EAR, str(pid)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=desktop.log, env=desktop.env, text=True)
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()
        wait_for(lambda: self.heard, "somebody who listens")

    def read(self):
        for line in self.process.stdout:
            self.heard.append(json.loads(line))

    def names(self, kind, role):
        return [one["name"] for one in list(self.heard) if one["kind"] == kind and one["role"] == role]

    def wait(self, kind, role, name):
        wait_for(lambda: any(name in one for one in self.names(kind, role)), f"that {role} “{name}” {kind}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)
        self.reader.join(30)
        self.process.stdout.close()
