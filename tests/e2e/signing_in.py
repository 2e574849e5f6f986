"""A person who connects X: the window under a desktop of its own with a keychain of its own, the browser that the window
opens, and what must stay secret on the way."""

import json
import os
import re
import subprocess
import threading

import secret_scan
from desktop_session import Desktop
from ground import check_quiet, environment, fresh, own_port, wait_for
from keyring_session import Keyring
from program import Postreel

HERE = os.path.dirname(os.path.abspath(__file__))


class Person:
    """At a desktop whose browser is whoever asks for the addresses that it was to open."""

    def __enter__(self):
        self.port = own_port()
        self.callback = f"http://127.0.0.1:{self.port}/callback"
        self.profile = os.path.join(fresh("profile"), "p")
        self.keyring = Keyring().__enter__()
        self.desktop = Desktop().__enter__()
        folder = fresh("bin")
        self.opened = os.path.join(folder, "opened")
        with open(os.path.join(folder, "xdg-open"), "w") as file:
            file.write(f'#!/bin/sh\nprintf "%s\\n" "$1" >>"{self.opened}"\n')
        os.chmod(os.path.join(folder, "xdg-open"), 0o755)
        self.env = {**self.desktop.env, **self.keyring.env, "PATH": folder + os.pathsep + os.environ["PATH"]}
        self.shown = []  # (name, text): what processes showed of themselves
        return self

    def __exit__(self, *_):
        self.desktop.__exit__()
        self.keyring.__exit__()

    def start(self, *arguments, **options):
        options.setdefault("platform", None)
        program = Postreel(*arguments, profile=self.profile, env=self.env, **options)
        self.shown += secret_scan.shown_by(program.process.pid)
        return program

    def knows_the_app(self, base, client="native-app"):
        """As if the person had come as far as the keys of the app with "Connect X" before."""
        os.makedirs(self.profile, mode=0o700, exist_ok=True)
        with open(os.path.join(self.profile, "settings.ini"), "w") as file:
            file.write(f"[connect]\nstep=keys\nclientId={client}\nport={self.port}\napiBase={base}\n")

    def connect(self, program, secret=""):
        """Goes through "Connect X" by keyboard, with the client secret; answers the address that the browser is to open."""
        window = self.desktop.window(pid=program.process.pid)
        self.desktop.hands("windowactivate", "--sync", window)
        before = len(self.addresses())
        self.desktop.hands("key", "alt+a")
        self.desktop.hands("key", "c")
        wait_for(lambda: self.desktop.output("xdotool", "search", "--onlyvisible", "--name", "^Connect X$").split(),
                 "the assistant")
        if secret:
            self.desktop.hands("key", "alt+e")
            self.desktop.hands("type", "--delay", "20", secret)
        self.desktop.hands("key", "alt+o")
        return wait_for(lambda: self.addresses()[before:], "the browser to be opened")[0]

    def addresses(self):
        if not os.path.exists(self.opened):
            return []
        with open(self.opened) as file:
            return file.read().splitlines()

    def stored(self):
        """What the keychain holds: one entry per account, as it is."""
        return [json.loads(line.partition("=")[2]) for line in self.keyring.secrets().splitlines()
                if re.match(r"secret\s*=\s*\{", line)]


class OidcServer:
    """oidc-provider from npm in front of a sandbox; None where it cannot be had."""

    @staticmethod
    def installed():
        folder = fresh("npm")
        done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--silent",
                               "--prefix", folder, "oidc-provider@9"], stdin=subprocess.DEVNULL, capture_output=True)
        return folder if done.returncode == 0 else None

    def __init__(self, folder, sandbox, token, callback, seconds):
        self.errors = open(os.path.join(fresh("oidc"), "errors"), "w+")
        self.process = subprocess.Popen(["node", os.path.join(HERE, "oauth", "oidc_server.mjs"), sandbox.base, token,
                                         callback, str(seconds)], cwd=folder, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=self.errors, text=True, env=environment())
        self.base = None
        for line in self.process.stdout:
            if match := re.match(r"listening on (\S+)", line):
                self.base = match.group(1)
                break
        assert self.base, "oidc-provider did not start"
        # Read on, so that a full pipe never holds it up.
        self.reader = threading.Thread(target=self.process.stdout.read, daemon=True)
        self.reader.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.reader.join()
        self.process.stdout.close()
        self.errors.close()


def quiet(result):
    check_quiet(result.err)
    return result
