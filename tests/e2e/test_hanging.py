"""Files that do not answer, as on a share that stalls, are named after two seconds and keep nothing else from going on, the end
of the program least of all."""

import os
import signal
import unittest

from films import copy_of_sample, sample
from ground import fresh, main, require, wait_for
from program import Postreel
from sandbox_process import Sandbox
from stalled_share import StalledShare

require("ffmpeg", "ffprobe", "umount")


class Hanging(unittest.TestCase):
    def setUp(self):
        with open(sample(), "rb") as file:
            film = file.read()
        self.share = StalledShare({name: film for name in ("one.mp4", "two.mp4", "three.mp4")})
        self.addCleanup(self.share.close)
        self.sandbox = Sandbox()
        self.addCleanup(self.sandbox.stop)

    def begin(self, name, *options):
        program = Postreel(*self.sandbox.access(), "--text", name, "--post", "--quit-when-done", *options, "--",
                           self.share.path(name))
        self.hangs(program, name)
        return program

    def hangs(self, program, name):
        wait_for(lambda: "Still waiting for" in program.err or program.process.poll() is not None, "its words")
        self.assertIsNone(program.process.poll(), program.err)
        self.assertIn(name, program.err)

    def test_goes_on_when_it_answers(self):
        with self.begin("one.mp4") as program:
            self.share.let_go()
            result = program.result()
            self.assertEqual(result.code, 0, result)
            self.assertEqual(len(result.waits), 1, result)
            self.assertEqual(len(self.sandbox.posts()), 1)

    def test_quits_at_once(self):
        with self.begin("one.mp4") as program:
            program.signal(signal.SIGTERM)
            self.assertEqual(program.wait(30), 128 + signal.SIGTERM, program.err)

    def test_holds_up_no_other(self):
        profile = os.path.join(fresh("profile"), "p")
        with Postreel(*self.sandbox.access(), "--text", "one", "--post", "--", self.share.path("one.mp4"), profile=profile) as program:
            self.hangs(program, "one.mp4")
            # As many more from there as would have filled its places, and one from elsewhere: that one goes out.
            waiting = [Postreel(*self.sandbox.access(), "--text", name, "--post", "--quit-when-done", "--", self.share.path(name),
                                profile=profile) for name in ("two.mp4", "three.mp4")]
            with Postreel(*self.sandbox.access(), "--text", "elsewhere", "--post", "--quit-when-done", "--",
                          copy_of_sample("fine.mp4"), profile=profile) as other:
                self.assertEqual(other.wait(), 0, other.err)
            self.assertEqual([post["text"][:9] for post in self.sandbox.posts()], ["elsewhere"])
            for each in waiting:
                self.hangs(each, "mp4")
            self.share.let_go()
            for each in waiting:
                self.assertEqual(each.wait(), 0, each.err)
            program.signal(signal.SIGTERM)
            program.wait()

    def test_each_holds_up_no_other(self):
        with Postreel(*self.sandbox.access(), "--text", "each", "--post", "--each", "--quit-when-done", "--",
                      self.share.path("one.mp4"), copy_of_sample("fine.mp4"), self.share.path("two.mp4")) as program:
            posted = program.wait_event("posted")
            self.assertEqual([os.path.basename(file) for file in posted["files"]], ["fine.mp4"])
            self.hangs(program, "one.mp4")
            self.share.let_go()
            self.assertEqual(program.wait(), 0, program.err)
            self.assertEqual(len(self.sandbox.posts()), 3)

    def test_a_check_tells_of_the_others(self):
        with Postreel("--check", "--", copy_of_sample("fine.mp4"), self.share.path("one.mp4")) as program:
            wait_for(lambda: "fine.mp4" in program.out, "the verdict of the other")
            self.hangs(program, "one.mp4")
            self.share.let_go()
            program.wait()
            self.assertIn("one.mp4", program.out)


if __name__ == "__main__":
    main()
