"""Every call of the program is made here on purpose, and each looks as X takes it. The sandboxes of all the other tests are
judged in the same way when they stop; that the judge can say no is shown by test_wire.py."""

import os
import unittest

from films import copy_of_sample, padded
from ground import fresh, main, MIB, require
from program import run
from sandbox_process import Sandbox
from wire_check import check_record, required_check

require("ffmpeg", "ffprobe")
JUDGE = required_check()
BY_COMMAND = {name for name in JUDGE.own.calls if name.endswith(" as a command")}
# Calls of a sign-in: test_sign_in.py makes them in a browser.
OF_SIGN_IN = {"tokens", "end of a token"}


class Recorded(unittest.TestCase):
    def recorded(self, spec, *starts):
        """The names of the calls that these starts made, all of which are as they should be."""
        record = os.path.join(fresh("record"), "requests")
        with Sandbox(spec, record=record) as sandbox:
            for arguments in starts:
                result = run(*sandbox.access(), "--post", "--quit-when-done", *arguments)
                self.assertEqual(result.code, 0, result)
        problems, counts = check_record(JUDGE, record)
        self.assertEqual(problems, [])
        return set(counts)

    def test_every_call(self):
        subtitles = os.path.join(fresh("subtitles"), "film.srt")
        with open(subtitles, "w") as file:
            file.write("1\n00:00:00,000 --> 00:00:01,000\nHello\n")
        calls = self.recorded(
            "forms=resource,limits=off,faults=503+lost-post-answer",
            ["--text", "small äöü \U0001F600", copy_of_sample()],
            ["--text", "many segments", padded(21 * MIB)],
            ["--text", "everything", "--alt", "what one sees", "--subtitles", subtitles + ":EN", "--cover", "1",
             copy_of_sample("an \"odd\"\nname.mp4")],
            ["--text", "text alone"])
        self.assertEqual(calls, set(JUDGE.own.calls) - BY_COMMAND - OF_SIGN_IN)

    def test_the_older_form(self):
        calls = self.recorded("forms=command", ["--text", "by commands", padded(9 * MIB)])
        self.assertEqual(calls & BY_COMMAND, BY_COMMAND)


if __name__ == "__main__":
    main()
