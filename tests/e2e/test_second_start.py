"""One running program per profile: a second start hands its request over, relays and returns."""

import os
import signal
import unittest

from event_rules import check_sentence
from films import copy_of_sample, padded, sha256
from ground import check_quiet, fresh, main, MIB, require, TOKEN, wait_for
from program import Postreel, run
from sandbox_process import Sandbox

require("ffmpeg", "ffprobe")


class SecondStart(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox()

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.stop()

    def first(self, *arguments, profile=None):
        program = Postreel(*arguments, profile=profile)
        program.wait_event("hello")
        wait_for(lambda: os.path.exists(os.path.join(program.profile, "running")), "the first to listen")
        return program

    def end(self, program):
        program.signal(signal.SIGTERM)
        result = program.result()
        self.assertEqual(result.code, 143, result)
        return result

    def call(self, *arguments, text, sandbox=None):
        return [*(sandbox or self.sandbox).access(), "--text", text, "--post", *arguments]

    def test_it_posts_and_the_events_come_back(self):
        film = copy_of_sample()
        with self.first() as program:
            result = run(*self.call("--quit-when-done", film, text="handed over"), profile=program.profile)
            self.assertEqual(result.code, 0, result)
            self.assertEqual(result.events[0]["pid"], program.process.pid)
            self.assertEqual(result.out, result.named("posted")[0]["url"] + "\n")
            self.assertEqual(self.sandbox.posts()[-1]["text"], "handed over")
            self.assertEqual(self.sandbox.uploads()[-1]["sha256"], sha256(film))
            self.end(program)

    def test_relative_names_count_from_the_second(self):
        film = copy_of_sample("relative.mp4")
        with self.first() as program:
            result = run(*self.call("--quit-when-done", "relative.mp4", text="relative"), profile=program.profile,
                         cwd=os.path.dirname(film))
            self.assertEqual(result.code, 0, result)
            self.assertEqual(result.named("posted")[0]["files"], [film])
            self.end(program)

    def test_every_exit_code_comes_back(self):
        with self.first() as program:
            bad = run(*self.call("--quit-when-done", "/no/such/gone.mp4", text="x"), profile=program.profile)
            self.assertEqual(bad.code, 2, bad)
            check_sentence(bad.err.strip(), ["gone.mp4"])
            slow = run(*self.call("--quit-when-done", "--limit", "64", "--timeout", "1", padded(4 * MIB), text="slow"),
                       profile=program.profile)
            self.assertEqual(slow.code, 5, slow)
            check = run("--check", copy_of_sample("checked.mp4"), profile=program.profile)
            self.assertEqual(check.code, 0, check)
            self.assertIn("checked.mp4", check.out)
            self.end(program)

    def test_without_the_wish_to_wait_it_leaves_when_it_is_recorded(self):
        with Sandbox("up=8") as slow, self.first() as program:
            film = padded(8 * MIB)
            result = run(*self.call(film, text="later", sandbox=slow), profile=program.profile, events=False)
            self.assertEqual(result.code, 0, result)
            self.assertEqual(slow.posts(), [])
            program.wait_event("segment")
            self.end(program)

    def test_several_at_once(self):
        with self.first() as program:
            calls = [Postreel(*self.call("--quit-when-done", copy_of_sample(f"{number}.mp4"), text=f"number {number}"),
                              profile=program.profile) for number in range(4)]
            for number, call in enumerate(calls):
                result = call.result()
                self.assertEqual(result.code, 0, result)
                self.assertEqual(len(result.named("posted")), 1)
                self.assertTrue(result.named("posted")[0]["files"][0].endswith(f"{number}.mp4"))
            self.end(program)

    def test_two_first_starts_race(self):
        profile = os.path.join(fresh("profile"), "p")
        calls = [Postreel(*self.call("--quit-when-done", copy_of_sample(), text=f"race {number}"), profile=profile)
                 for number in range(3)]
        for call in calls:
            result = call.result()
            self.assertEqual(result.code, 0, result)
        texts = [post["text"] for post in self.sandbox.posts()]
        self.assertEqual([texts.count(f"race {number}") for number in range(3)], [1, 1, 1])

    def test_the_first_waits_for_the_second(self):
        with Sandbox("up=16") as slow:
            film, long = copy_of_sample(), padded(6 * MIB)
            with self.first(*self.call("--quit-when-done", film, text="short", sandbox=slow)) as program:
                result = run(*self.call("--quit-when-done", long, text="long", sandbox=slow), profile=program.profile)
                self.assertEqual(result.code, 0, result)
                whole = program.result()
                self.assertEqual(whole.code, 0, whole)
                self.assertEqual(len(whole.named("posted")), 1)  # its own alone
            self.assertEqual({post["text"] for post in slow.posts()}, {"short", "long"})

    def test_ctrl_c_ends_the_second_alone(self):
        with Sandbox("up=16") as slow, self.first() as program:
            film = padded(6 * MIB)
            with Postreel(*self.call("--quit-when-done", film, text="goes on", sandbox=slow),
                          profile=program.profile) as second:
                second.wait_event("segment")
                second.signal(signal.SIGINT)
                self.assertEqual(second.wait(), 130)
                check_quiet(second.err)
            program.wait_event("posted")
            self.assertEqual(slow.posts()[0]["text"], "goes on")
            self.end(program)

    def test_a_first_that_is_killed_leaves_the_outcome_unknown(self):
        with Sandbox("up=16") as slow, self.first() as program:
            film = padded(6 * MIB)
            call = self.call("--quit-when-done", film, text="interrupted", sandbox=slow)
            with Postreel(*call, profile=program.profile) as second:
                second.wait_event("segment")
                program.signal(signal.SIGKILL)
                program.wait()
                result = second.result(whole=False)
                self.assertEqual(result.code, 4, result)
                check_sentence(result.err.strip())
            again = run(*call, profile=program.profile)  # takes the stale lock over, and goes on
            self.assertEqual(again.code, 0, again)
            self.assertEqual(len(slow.posts()), 1)
            self.assertEqual(slow.uploads()[0]["sha256"], sha256(film))

    def test_a_signal_to_the_first_ends_the_second_too(self):
        with Sandbox("up=16") as slow, self.first() as program:
            with Postreel(*self.call("--quit-when-done", padded(6 * MIB), text="stopped", sandbox=slow),
                          profile=program.profile) as second:
                second.wait_event("segment")
                self.end(program)
                result = second.result()
                self.assertEqual(result.code, 143, result)

    def stopped_first(self, text, then):
        """The second start says that the first does not answer, and goes on once that does, or ends."""
        with self.first() as program:
            program.signal(signal.SIGSTOP)
            with Postreel(*self.call("--quit-when-done", text=text), profile=program.profile) as second:
                wait_for(lambda: "does not answer" in second.err, "what is the matter")
                self.assertNotIn(text, [post["text"] for post in self.sandbox.posts()])
                then(program)
                result = second.result()
                self.assertEqual(result.code, 0, result)
                check_sentence(result.err.strip(), [str(program.process.pid)])
            self.assertEqual([post["text"] for post in self.sandbox.posts()].count(text), 1)
            if program.process.poll() is None:
                self.end(program)

    def test_a_stopped_first_goes_on(self):
        self.stopped_first("stopped and gone on", lambda program: program.signal(signal.SIGCONT))

    def test_a_stopped_first_is_killed(self):
        self.stopped_first("stopped and killed", lambda program: program.signal(signal.SIGKILL))

    def test_a_long_profile_path(self):
        profile = os.path.join(fresh("profile"), "a" * 150, "b" * 150)
        with self.first(profile=profile) as program:
            result = run(*self.call("--quit-when-done", text="long path"), profile=profile)
            self.assertEqual(result.code, 0, result)
            self.end(program)

    def test_the_sandbox_of_the_first_is_shared(self):
        with self.first("--sandbox") as program:
            result = run("--sandbox", "--text", "shared", "--post", "--quit-when-done", copy_of_sample(),
                         profile=program.profile)
            self.assertEqual(result.code, 0, result)
            self.end(program)

    def test_a_first_without_a_sandbox_starts_it_for_the_second(self):
        with self.first() as program:
            result = run("--account", "sandbox", "--text", "started", "--post", "--quit-when-done", copy_of_sample(),
                         profile=program.profile)
            self.assertEqual(result.code, 0, result)
            self.end(program)

    def test_the_token_goes_over_the_socket_alone(self):
        with self.first() as program:
            run(*self.call("--quit-when-done", text="secret"), profile=program.profile)
            with open(f"/proc/{program.process.pid}/cmdline", "rb") as file:
                self.assertNotIn(TOKEN.encode(), file.read())
            self.end(program)  # looks for the token in the outputs and the profile


if __name__ == "__main__":
    main()
