"""--quit-when-done without files and text carries every unfinished submitted Post of the profile to its end, and ends with
the outcome of all of them."""

import os
import signal
import unittest
from datetime import datetime, timedelta, timezone

from event_rules import check_sentence
from films import copy_of_sample, make_video, padded, sha256
from ground import fresh, main, require, wait_for
from program import Postreel, run
from sandbox_process import Sandbox
from scheduled_posts import bring_due

require("ffmpeg", "ffprobe")


class WhatIsLeft(unittest.TestCase):
    def setUp(self):
        self.profile = os.path.join(fresh("profile"), "p")

    def leave(self, sandbox, *arguments, text, when="state", **fields):
        """A Post that is submitted, and left in the midst of it."""
        with Postreel(*sandbox.access(), "--text", text, "--post", "--quit-when-done", *arguments,
                      profile=self.profile) as program:
            program.wait_event(when, **fields)
            program.signal(signal.SIGTERM)
            result = program.result()
            self.assertEqual(result.code, 143, result)
            return result.named("created")[0]["post"]

    def leave_film(self, sandbox, text, film=None):
        return self.leave(sandbox, "--limit", "32", film or padded(600_000), text=text, to="Sending")

    def leave_for_later(self, sandbox, text):
        at = datetime.now(timezone.utc) + timedelta(hours=1)
        return self.leave(sandbox, "--at", at.strftime("%Y-%m-%dT%H:%M:%SZ"), text=text, when="post", to="Scheduled")

    def finish(self, *arguments, profile=None, **options):
        return run(*arguments, "--quit-when-done", profile=profile or self.profile, **options)

    def check(self, result, code, posted=0, failed=0, waiting=0, ids=()):
        self.assertEqual(result.code, code, result)
        summary = result.events[-1]
        self.assertEqual([summary[key] for key in ("posted", "failed", "waiting")], [posted, failed, waiting], result)
        self.assertEqual({event["post"] for event in result.named("created")}, set(ids), result)

    def test_all_of_them_are_posted(self):
        with Sandbox() as sandbox:
            films = [padded(600_000, seed=1), padded(700_000, seed=2)]
            ids = [self.leave_film(sandbox, f"film {number}", film) for number, film in enumerate(films)]
            ids.append(self.leave_for_later(sandbox, "a text for later"))
            bring_due(self.profile)
            result = self.finish(*sandbox.access())
            self.check(result, 0, posted=3, ids=ids)
            self.assertEqual({event["post"] for event in result.named("posted")}, set(ids))
            self.assertEqual(sorted(post["text"] for post in sandbox.posts()), ["a text for later", "film 0", "film 1"])
            self.assertEqual({upload["sha256"] for upload in sandbox.uploads()}, {sha256(film) for film in films})
            self.assertEqual(sorted(result.out.split()), sorted(event["url"] for event in result.named("posted")))
            again = self.finish(*sandbox.access())
            self.check(again, 0)

    def test_drafts_are_left_alone(self):
        with Sandbox() as sandbox:
            draft = run(*sandbox.access(), "--text", "a draft", "--quit-when-done", copy_of_sample(), profile=self.profile)
            self.assertEqual(draft.code, 0, draft)
            self.check(self.finish(*sandbox.access()), 0)
            self.assertEqual(sandbox.posts(), [])

    def test_a_check_sends_nothing(self):
        with Sandbox() as sandbox:
            left = self.leave_film(sandbox, "left")
            before = len(sandbox.requests())
            checked = run("--check", *sandbox.access(), copy_of_sample(), profile=self.profile)
            self.assertEqual(checked.code, 0, checked)
            self.assertEqual(len(sandbox.requests()), before)
            self.check(self.finish(*sandbox.access()), 0, posted=1, ids=[left])

    def test_one_that_fails(self):
        with Sandbox() as sandbox:
            ids = [self.leave_for_later(sandbox, "refused"), self.leave_film(sandbox, "posted")]
            bring_due(self.profile)
            sandbox.play("faults=status400@createpost#1")
            result = self.finish(*sandbox.access())
            self.check(result, 1, posted=1, failed=1, ids=ids)
            self.assertEqual(len(result.named("failed")), 1)
            self.check(self.finish(*sandbox.access()), 0)  # what failed has its end, until somebody retries it

    def test_one_that_needs_a_person(self):
        with Sandbox() as sandbox:
            film = make_video(os.path.join(fresh("film"), "film.mkv"))
            first = run(*sandbox.access(), "--text", "not as it is", "--post", "--quit-when-done", film, profile=self.profile)
            self.assertEqual(first.code, 3, first)
            ids = [first.named("created")[0]["post"], self.leave_film(sandbox, "posted")]
            result = self.finish(*sandbox.access())
            self.check(result, 3, posted=1, waiting=1, ids=ids)
            needs = result.named("needs")
            self.assertEqual([event["action"] for event in needs], ["fix"])
            check_sentence(needs[0]["message"], ["film.mkv"])
            self.assertIn(needs[0]["message"], result.err)

    def test_one_whose_account_is_not_here(self):
        with Sandbox() as sandbox:
            left = self.leave_film(sandbox, "whose?")
            result = self.finish()
            self.check(result, 3, waiting=1, ids=[left])
            self.assertEqual({event["action"] for event in result.named("needs")}, {"signin"})
            self.check(self.finish(*sandbox.access()), 0, posted=1, ids=[left])

    def test_one_that_cannot_be_looked_for_without_its_token(self):
        with Sandbox("faults=mute@createpost+status503@timeline#1-2") as sandbox:
            with Postreel(*sandbox.access(), "--text", "lost?", "--post", "--quit-when-done", profile=self.profile) as program:
                program.wait_event("post", to="Posting")
                wait_for(lambda: sandbox.posts(), "X to have it")
                program.signal(signal.SIGKILL)
                program.wait()
                left = program.events()[1]["post"]
            for _ in range(2):  # also where the run before found it like that
                result = self.finish()
                self.check(result, 3, waiting=1, ids=[left])
                needs = result.named("needs")
                self.assertEqual([event["action"] for event in needs], ["signin"])
                check_sentence(needs[0]["message"], ["sign-in", "token"])
                self.assertNotIn("trying again soon", result.err)
            self.check(self.finish(*sandbox.access()), 0, posted=1, ids=[left])
            self.assertEqual(len(sandbox.posts()), 1)

    def test_one_of_which_nobody_knows_whether_x_has_it(self):
        with Sandbox("faults=lost-post-answer+status403@timeline*") as sandbox:
            ids = [self.leave_film(sandbox, "posted"), self.leave_for_later(sandbox, "had it?")]
            bring_due(self.profile)
            sandbox.play("faults=lost-post-answer+status403@timeline*")  # lost: the answer to the first of both
            result = self.finish(*sandbox.access(), timeout=240)
            self.check(result, 4, posted=1, waiting=1, ids=ids)
            self.assertEqual([event["action"] for event in result.named("needs")], ["decide"])
            self.assertEqual(len(sandbox.posts()), 2)

    def test_out_of_time(self):
        with Sandbox() as sandbox:
            left = self.leave_for_later(sandbox, "in an hour")
            self.check(self.finish(*sandbox.access(), "--timeout", "2"), 5, waiting=1, ids=[left])

    def test_a_file_that_is_gone(self):
        with Sandbox() as sandbox:
            film = padded(600_000)
            left = self.leave_film(sandbox, "gone", film)
            os.remove(film)
            self.check(self.finish(*sandbox.access()), 2, failed=1, ids=[left])

    def test_handed_to_the_program_that_runs(self):
        with Sandbox() as sandbox:
            left = self.leave_film(sandbox, "handed over")
            with Postreel(*sandbox.access(), "--limit", "64", profile=self.profile) as program:
                program.wait_event("hello")
                wait_for(lambda: os.path.exists(os.path.join(self.profile, "running")), "the first to listen")
                result = self.finish(*sandbox.access())
                self.check(result, 0, posted=1, ids=[left])
                self.assertEqual(result.events[0]["pid"], program.process.pid)
                self.check(self.finish(*sandbox.access()), 0)
                program.signal(signal.SIGTERM)
                self.assertEqual(program.wait(), 143)


if __name__ == "__main__":
    main()
