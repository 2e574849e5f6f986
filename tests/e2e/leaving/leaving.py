#!/usr/bin/env python3
"""Starts the program again and again under a session bus of its own, with and without work, and lets it end in every way
that it has: done, out of time, by a signal, with nothing to do. Each end comes in time, with the right exit code.

    leaving.py [--starts N] [--within SECONDS] [--without-bus]

Prints how many starts ended with which exit code, and how long after `summary`. Ends with 1 if one did not end within
10 s (a machine that is busy with other tests wants more), with another code than it should, or said a word of trouble.
"""

import argparse
import os
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from datetime import datetime, timezone

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from films import padded  # noqa: E402
from ground import environment, fresh, require  # noqa: E402
from keyring_session import BUS  # noqa: E402
from program import Postreel  # noqa: E402
from sandbox_process import Sandbox  # noqa: E402

WITHIN = 10  # seconds, from what ends the program to its end
FILM = 600_000  # bytes: more than half a minute at the least limit


class Bus:
    """A session bus with nobody on it."""

    def __enter__(self):
        folder = fresh("bus")
        config = os.path.join(folder, "bus.conf")
        with open(config, "w") as file:
            file.write(BUS.format(folder=folder))
        self.process = subprocess.Popen(["dbus-daemon", "--config-file", config, "--nofork", "--print-address=1"],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.address = self.process.stdout.readline().strip()
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGCONT)
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


class Ends:
    def __init__(self, env, within):
        self.env, self.within, self.codes, self.after, self.wrong = env, within, Counter(), [], []

    def start(self, profile, *arguments):
        return Postreel(*arguments, profile=profile, env=self.env)

    def end(self, program, code, what, **summary):
        """What ends the program has happened."""
        try:
            result = program.result(timeout=self.within, whole=code != 130)
            ended = datetime.now(timezone.utc)
        except AssertionError as error:
            self.codes["wrong"] += 1
            self.wrong.append(f"WRONG: {what}: {error}")
            return
        told = result.events[-1]
        self.codes[result.code] += 1
        self.after.append((ended - datetime.fromisoformat(told["t"].replace("Z", "+00:00"))).total_seconds())
        if result.code != code or any(told[key] != value for key, value in summary.items()):
            self.wrong.append(f"WRONG: {what} should end with {code} {summary}\n{result}")

    def until_it_ends(self, program, seconds):
        """Waits for as long as the work may take, so that only the rest counts."""
        deadline = time.monotonic() + seconds
        while program.process.poll() is None and time.monotonic() < deadline:
            if any(event["event"] == "summary" for event in program.events()):
                return
            time.sleep(0.01)

    def round(self, sandbox, film, number):
        """Six starts on one profile."""
        profile = os.path.join(fresh("profile"), "p")
        access = sandbox.access()
        slow = ["--limit", "32"]
        with self.start(profile, "--quit-when-done") as program:
            self.end(program, 0, "nothing to do, a fresh profile", posted=0, waiting=0)
        with self.start(profile, *access, *slow, "--text", f"left {number}", "--post", "--quit-when-done", film) as program:
            program.wait_event("state", to="Sending")
            program.signal(signal.SIGTERM)
            self.end(program, 143, "a signal in the midst of work", posted=0, waiting=1)
        with self.start(profile, *access, *slow, "--quit-when-done", "--timeout", "1") as program:
            self.until_it_ends(program, 60)
            self.end(program, 5, "out of time in the midst of work", posted=0, waiting=1)
        with self.start(profile, *access, *slow) as program:
            program.wait_event("hello")
            program.signal(signal.SIGINT)
            self.end(program, 130, "a program that stays, in the midst of its start")
        with self.start(profile, *access, "--quit-when-done") as program:
            self.until_it_ends(program, 60)
            self.end(program, 0, "what was left is finished", posted=1, failed=0, waiting=0)
        with self.start(profile, *access, "--quit-when-done") as program:
            self.end(program, 0, "nothing is left", posted=0, failed=0, waiting=0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--starts", type=int, default=500)
    parser.add_argument("--within", type=float, default=WITHIN)
    parser.add_argument("--without-bus", action="store_true")
    options = parser.parse_args()
    require("ffmpeg", "dbus-daemon")
    film = padded(FILM)
    with Bus() as bus, Sandbox() as sandbox:
        address = "unix:path=/nowhere" if options.without_bus else bus.address
        ends = Ends(environment(DBUS_SESSION_BUS_ADDRESS=address), options.within)
        number = 0
        while sum(ends.codes.values()) < options.starts:
            ends.round(sandbox, film, number)
            number += 1
    print("\n".join(ends.wrong))
    codes = ", ".join(f"{count} with {code}" for code, count in sorted(ends.codes.items(), key=str))
    print(f"{sum(ends.codes.values())} starts, {len(ends.wrong)} wrong: {codes}; the end came "
          f"{statistics.median(ends.after):.2f} s after summary in the median, {max(ends.after):.2f} s at the latest")
    return 1 if ends.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
