"""A clock that was set between two runs: what waits goes on in its time, and nothing is sent twice. Times in the records
that lie in the future are what a clock leaves behind that was set back."""

import json
import os
import signal
import sqlite3
import unittest

from films import copy_of_sample
from ground import fresh, main, require, wait_for
from program import Postreel, run
from sandbox_process import Sandbox

require("ffmpeg", "ffprobe")

HOUR = 3600 * 1000
TIMES = {"until", "waitSince", "created", "activity", "scheduled", "sent", "lastSent", "expires", "heldUntil", "resetsAt",
         "processingSince"}
SENT = ("sent", "lastSent")


def moved(value, by):
    if isinstance(value, list):
        return [moved(one, by) for one in value]
    if not isinstance(value, dict):
        return value
    by_x = SENT if value.get("byXClock") else ()  # X's clock was not set
    return {key: one + by if key in TIMES and key not in by_x and isinstance(one, (int, float)) and one > 0 else moved(one, by)
            for key, one in value.items()}


class Clock(unittest.TestCase):
    def setUp(self):
        self.profile = os.path.join(fresh("profile"), "p")

    def call(self, sandbox, *files):
        return [*sandbox.access(), "--text", "on time", "--post", "--quit-when-done", *files]

    def run_until(self, sandbox, files, name, until=None, **fields):
        with Postreel(*self.call(sandbox, *files), profile=self.profile) as program:
            program.wait_event(name, **fields)
            if until:
                wait_for(until, "what the kill waits for")
            program.signal(signal.SIGKILL)
            program.wait()

    def set_clock(self, by):
        """As if the clock of the run before had been ahead by that."""
        with sqlite3.connect(os.path.join(self.profile, "postreel.sqlite")) as database:
            for table in ("posts", "uploads"):
                rows = database.execute(f"SELECT id, body FROM {table}").fetchall()
                self.assertTrue(rows or table == "uploads")
                for row, body in rows:
                    database.execute(f"UPDATE {table} SET body=? WHERE id=?",
                                     (json.dumps(moved(json.loads(body), by)), row))
            for name, value in database.execute("SELECT name, value FROM settings WHERE name LIKE '%rate%'").fetchall():
                database.execute("UPDATE settings SET value=? WHERE name=?",
                                 (json.dumps(moved(json.loads(value), by)), name))
        database.close()

    def finish(self, sandbox, *files, timeout=None):
        result = run(*self.call(sandbox, *files), "--timeout", str(timeout or 60), profile=self.profile)
        self.assertEqual(result.code, 0, result)
        self.assertEqual(len(sandbox.posts()), 1)
        return result

    def test_a_limit_that_an_upload_waits_for(self):
        film = copy_of_sample()
        for hours in (5, 24 * 40, -5):
            self.setUp()
            with Sandbox("faults=later429@initialize#1:3") as sandbox:
                self.run_until(sandbox, [film], "waiting", reason="RateLimit")
                self.set_clock(hours * HOUR)
                self.finish(sandbox, film)

    def test_a_limit_that_a_post_waits_for(self):
        for hours in (5, -5):
            self.setUp()
            with Sandbox("faults=later429@createpost#1:3") as sandbox:
                self.run_until(sandbox, [], "waiting", reason="RateLimit")
                self.set_clock(hours * HOUR)
                self.finish(sandbox)

    def test_an_answer_that_was_lost(self):
        """It stands on X: it is found, though it seems to have been sent hours from now, or hours ago."""
        for hours in (5, -5):
            self.setUp()
            with Sandbox("faults=mute@createpost#1") as sandbox:
                self.run_until(sandbox, [], "post", until=sandbox.posts, to="Posting")
                self.set_clock(hours * HOUR)
                result = self.finish(sandbox)
                self.assertEqual(len(sandbox.requests("createpost")), 1, result)

    def test_a_request_that_never_came_through(self):
        """Absent is believed after a minute by X's clock, not after hours by one that was set."""
        with Sandbox("faults=status503@createpost#1") as sandbox:
            self.run_until(sandbox, [], "post", to="Unconfirmed")
            self.set_clock(5 * HOUR)
            result = self.finish(sandbox, timeout=200)
            self.assertEqual(len(sandbox.requests("createpost")), 2, result)


if __name__ == "__main__":
    main()
