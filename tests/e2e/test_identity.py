"""Two users' tokens on one API and one profile: what is recorded for one never leaves with the other's token."""

import os
import signal
import sqlite3
import time
import unittest

from films import copy_of_sample, padded
from ground import MIB, TOKEN, fresh, main, require, wait_for
from program import Postreel, run
from scheduled_posts import bring_due
from two_users import TwoUsers

require("ffmpeg", "ffprobe")

ADA, BOB, ADA_AGAIN = TOKEN + "-of-42", TOKEN + "-of-43", TOKEN + "-another-of-42"


def profile():
    return os.path.join(fresh("profile"), "p")


def in_an_hour():
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3600))


def rows(where, sql):
    with sqlite3.connect(f"file:{os.path.join(where, 'postreel.sqlite')}?mode=ro", uri=True) as db:
        return db.execute(sql).fetchall()


class Identity(unittest.TestCase):
    def post(self, x, token, text, *arguments, where, **options):
        return run(*x.access(token), "--text", text, "--post", "--quit-when-done", *arguments, profile=where, **options)

    def leave_due(self, x, token, text, where):
        """Recorded, and the program killed before the Post's time came; it has come now."""
        with Postreel(*x.access(token), "--text", text, "--post", "--quit-when-done", "--at", in_an_hour(),
                      profile=where) as program:
            program.wait_event("post", to="Scheduled")
            program.signal(signal.SIGKILL)
            program.wait()
        bring_due(where)

    def check_first(self, x, user, asked=1):
        """X was asked who it is, once, and before anything else."""
        self.assertEqual(x.of(user)[0], "/2/users/me", x.requests)
        self.assertEqual(x.of(user).count("/2/users/me"), asked, x.requests)

    def test_a_scheduled_post_waits_for_its_user(self):
        where = profile()
        with TwoUsers() as x:
            self.leave_due(x, ADA, "of ada", where)
            other = self.post(x, BOB, "of bob", where=where)
            self.assertEqual(other.code, 0, other)
            self.assertEqual((x.texts("42"), x.texts("43")), ([], ["of bob"]))
            self.assertEqual(x.of("43"), ["/2/users/me", "/2/tweets"])
            own = self.post(x, ADA, "of ada", where=where)
            self.assertEqual(own.code, 0, own)
            self.assertEqual((x.texts("42"), x.texts("43"), x.wrongs), (["of ada"], ["of bob"], []))
            self.check_first(x, "42")
            self.check_first(x, "43")
            self.assertEqual([account.split("/")[1] for account, in rows(where, "SELECT account FROM posts ORDER BY 1")],
                             ["42", "43"])

    def test_it_says_whose_it_is(self):
        where = profile()
        with TwoUsers() as x:
            self.leave_due(x, ADA, "of ada", where)
            with Postreel(*x.access(BOB), profile=where, platform="offscreen") as window:
                needs = window.wait_event("needs", action="signin")
                self.assertIn("This Post belongs to @ada, but this token belongs to @bob", needs["message"])
                window.signal(signal.SIGTERM)
                self.assertEqual(window.result(whole=False).code, 143)  # it tells of a Post of an earlier start
            self.assertEqual((x.texts("42"), x.texts("43")), ([], []))
            self.assertEqual(x.of("43"), ["/2/users/me"])

    def test_films_of_two_users(self):
        where = profile()
        film, other = padded(6 * MIB), copy_of_sample("other.mp4")
        with TwoUsers() as x:
            with Postreel(*x.access(ADA), "--text", "film", "--post", "--quit-when-done", "--limit", "256", film,
                          profile=where) as first:
                first.wait_event("segment")
                first.signal(signal.SIGKILL)
                first.wait()
            result = self.post(x, BOB, "film", film, where=where)  # the same file and text: another user's all the same
            self.assertEqual(result.code, 0, result)
            result = self.post(x, BOB, "other", other, where=where)
            self.assertEqual(result.code, 0, result)
            result = self.post(x, ADA, "film", film, where=where)
            self.assertEqual(result.code, 0, result)
            self.assertEqual((x.texts("42"), x.texts("43"), x.wrongs), (["film"], ["film", "other"], []))

    def test_a_limit_of_one_holds_the_other_not(self):
        where = profile()
        with TwoUsers() as x:
            x.held = {"42"}
            with Postreel(*x.access(ADA), "--text", "of ada", "--post", "--quit-when-done", profile=where) as held:
                held.wait_event("waiting", reason="RateLimit")
                held.signal(signal.SIGTERM)
                held.result()
            result = self.post(x, BOB, "of bob", where=where)
            self.assertEqual(result.code, 0, result)
            self.assertEqual((x.texts("42"), x.texts("43")), ([], ["of bob"]))

    def test_a_key_is_of_its_user(self):
        where = profile()
        with TwoUsers() as x:
            for token, user in ((ADA, "42"), (BOB, "43")):
                for _ in range(2):
                    result = self.post(x, token, "daily", "--once", "monday", where=where)
                    self.assertEqual(result.code, 0, result)
                self.assertEqual(x.texts(user), ["daily"])

    def test_a_token_that_is_handed_over(self):
        where = profile()
        with TwoUsers() as x, Postreel(*x.access(ADA), profile=where) as first:
            first.wait_event("hello")
            wait_for(lambda: os.path.exists(os.path.join(where, "running")), "the first to listen")
            handed = self.post(x, BOB, "of bob", copy_of_sample("bob.mp4"), where=where)
            self.assertEqual(handed.code, 0, handed)
            own = self.post(x, ADA, "of ada", copy_of_sample("ada.mp4"), where=where)
            self.assertEqual(own.code, 0, own)
            again = self.post(x, ADA_AGAIN, "with another token", where=where)
            self.assertEqual(again.code, 0, again)
            self.assertEqual(x.texts("42"), ["of ada", "with another token"])
            self.assertEqual((x.texts("43"), x.wrongs), (["of bob"], []))
            first.signal(signal.SIGTERM)
            self.assertEqual(first.result().code, 143)

    def test_the_same_token_again_resumes_what_was_refused(self):
        with TwoUsers() as x:
            x.refused = {"42"}
            with Postreel(*x.access(ADA), "--text", "refused", "--post", profile=profile(), platform="offscreen") as first:
                first.wait_event("needs", action="signin")
                x.refused = set()
                again = self.post(x, ADA, "accepted", where=first.profile)
                self.assertEqual(again.code, 0, again)
                first.wait_event("posted")
                self.assertEqual(sorted(x.texts("42")), ["accepted", "refused"])
                first.signal(signal.SIGTERM)
                self.assertEqual(first.result().code, 143)

    def test_where_x_does_not_say_who_it_is(self):
        for me in (404, 403, b'{"data":{"username":"ada"}}', b"<html>"):
            with self.subTest(me=me), TwoUsers() as x:
                x.me = me
                where = profile()
                self.leave_due(x, ADA, "of ada", where)
                result = self.post(x, BOB, "of bob", where=where)
                self.assertEqual(result.code, 0, result)
                self.assertEqual((x.texts("42"), x.texts("43")), ([], ["of bob"]))
                result = self.post(x, ADA, "of ada", where=where)
                self.assertEqual(result.code, 0, result)
                self.assertEqual((x.texts("42"), x.texts("43"), x.wrongs), (["of ada"], ["of bob"], []))

    def test_an_x_in_trouble_is_asked_again(self):
        for me in (503, 429):
            with self.subTest(me=me), TwoUsers() as x:
                x.me = me
                where = profile()
                self.leave_due(x, ADA, "of ada", where)
                self.assertEqual(set(x.of("42")), {"/2/users/me"})
                x.me = 200
                result = self.post(x, BOB, "of bob", where=where)
                self.assertEqual(result.code, 0, result)
                result = self.post(x, ADA, "of ada", where=where)
                self.assertEqual(result.code, 0, result)
                self.assertEqual((x.texts("42"), x.texts("43"), x.wrongs), (["of ada"], ["of bob"], []))
                if me == 503:
                    self.assertEqual(rows(where, "SELECT count(*) FROM posts WHERE account LIKE '%/42'"), [(1,)])

    def test_without_a_network_the_work_is_recorded(self):
        where = profile()
        film = copy_of_sample("later.mp4")
        with TwoUsers() as x:
            x.stop()
            with Postreel(*x.access(ADA), "--text", "later", "--post", "--quit-when-done", film, profile=where) as first:
                first.wait_event("waiting", reason="Offline")
                first.signal(signal.SIGKILL)
                first.wait()
            self.assertEqual(x.requests, [])
            x.start()
            other = self.post(x, BOB, "of bob", where=where)
            self.assertEqual(other.code, 0, other)
            result = self.post(x, ADA, "later", film, where=where)
            self.assertEqual(result.code, 0, result)
            self.assertEqual((x.texts("42"), x.texts("43"), x.wrongs), (["later"], ["of bob"], []))
            self.check_first(x, "42")

    def test_it_goes_on_once_the_network_is_there(self):
        where = profile()
        with TwoUsers() as x:
            self.leave_due(x, ADA, "once only", where)
            x.stop()
            with Postreel(*x.access(ADA_AGAIN), "--text", "once only", "--post", "--quit-when-done",
                          profile=where) as later:
                later.wait_event("waiting", reason="Offline")
                x.start()
                result = later.result(timeout=180)
                self.assertEqual(result.code, 0, result)
            self.assertEqual((x.texts("42"), x.wrongs), (["once only"], []))
            self.assertEqual(len(rows(where, "SELECT id FROM posts")), 1)


if __name__ == "__main__":
    main()
