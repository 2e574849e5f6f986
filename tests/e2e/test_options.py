"""Every option of the command line does what PRODUCT.md says, seen from the other side of the wire."""

import datetime
import os
import subprocess
import time
import unittest

from event_rules import check_sentence
from films import copy_of_sample, make_video, padded, sha256
from ground import fresh, main, MIB, require, TOKEN
from program import Postreel, run, run_until_it_waits
from sandbox_process import Sandbox

require("ffmpeg", "ffprobe", "openssl")

SUBTITLES = "1\n00:00:00,000 --> 00:00:01,000\nHello\n"


class PostOptions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox()

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.stop()

    def post(self, *arguments, code=0, **how):
        before = len(self.sandbox.posts())
        result = run(*self.sandbox.access(), "--post", "--quit-when-done", *arguments, **how)
        self.assertEqual(result.code, code, result)
        posts = self.sandbox.posts()[before:]
        return result, posts[0] if posts else None

    def test_text_file(self):
        path = os.path.join(fresh("text"), "post.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write("two\nlines äöü \U0001F600\n")
        self.assertEqual(self.post("--text-file", path)[1]["text"], "two\nlines äöü \U0001F600")

    def test_text_from_standard_input(self):
        reader, writer = os.pipe()
        os.write(writer, "piped ünïcode\n".encode())
        os.close(writer)
        try:
            self.assertEqual(self.post("--text-file", "-", stdin=reader)[1]["text"], "piped ünïcode")
        finally:
            os.close(reader)

    def test_token_from_standard_input(self):
        reader, writer = os.pipe()
        os.write(writer, TOKEN.encode() + b"\n")
        os.close(writer)
        try:
            result = run("--api-base", self.sandbox.base, "--access-token-file", "-", "--text", "by a piped token",
                         "--post", "--quit-when-done", stdin=reader)
        finally:
            os.close(reader)
        self.assertEqual(result.code, 0, result)

    def test_alt(self):
        _, post = self.post("--text", "x", "--alt", "A test picture, ä", copy_of_sample())
        self.assertEqual(post["alt"], ["A test picture, ä"])

    def test_subtitles(self):
        path = os.path.join(fresh("subtitles"), "with:colon.srt")
        with open(path, "w") as file:
            file.write(SUBTITLES)
        _, post = self.post("--text", "x", "--subtitles", path + ":de", copy_of_sample())
        self.assertEqual([track["language"] for track in post["subtitles"]], ["DE"])

    def test_subtitles_that_are_not_there(self):
        result, post = self.post("--text", "x", "--subtitles", "/no/such/lost.srt:EN", copy_of_sample(), code=2)
        self.assertIsNone(post)
        check_sentence(result.err.strip(), ["lost.srt"])

    def late_subtitles(self):
        path = os.path.join(fresh("subtitles"), "late.srt")
        with open(path, "w") as file:
            file.write("1\n00:00:01,000 --> 00:00:09,500\nLong after the film\n")
        return path

    def test_subtitles_that_end_after_the_film(self):
        path = self.late_subtitles()
        result, post = self.post("--text", "x", "--subtitles", path + ":EN", copy_of_sample())
        self.assertEqual([track["language"] for track in post["subtitles"]], ["EN"])
        told = [event for event in result.named("verdict") if event["file"] == path][-1]
        self.assertEqual(told["verdict"], "ready")
        self.assertEqual([problem["value"] for problem in told["problems"]], ["until 9.5 s, but the video ends at 2 s"])
        self.assertEqual(result.err.count("the video ends at 2 s"), 1, result.err)
        check = run("--check", "--subtitles", path + ":EN", copy_of_sample())
        self.assertEqual(check.code, 0, check)
        self.assertIn("until 9.5 s, but the video ends at 2 s", check.out)

    def test_cover(self):
        _, post = self.post("--text", "x", "--cover", "0:01", copy_of_sample())
        cover = [upload for upload in self.sandbox.uploads() if upload["id"] == post["preview_media_id"]]
        self.assertEqual(len(cover), 1, post)
        self.assertTrue(cover[0]["media_type"].startswith("image/"), cover)

    def test_each(self):
        films = [copy_of_sample(f"{number}.mp4") for number in range(3)]
        before = len(self.sandbox.posts())
        result, _ = self.post("--text", "one each", "--each", *films)
        posts = self.sandbox.posts()[before:]
        self.assertEqual([post["text"] for post in posts], ["one each"] * 3)
        self.assertEqual(len(result.out.split()), 3)
        self.assertEqual(result.events[-1]["posted"], 3)

    def test_at(self):
        at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=15)
        result, post = self.post("--text", "later", "--at", at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")[:-4] + "Z", copy_of_sample())
        self.assertIn("Scheduled", [event["to"] for event in result.named("post")])
        created = datetime.datetime.fromisoformat(post["created_at"].replace("Z", "+00:00"))
        self.assertGreaterEqual(created, at - datetime.timedelta(milliseconds=10))

    def test_limit(self):
        path = padded(3 * MIB)
        began = time.monotonic()
        self.post("--text", "slow", "--limit", "1024", path)
        self.assertGreater(time.monotonic() - began, 1.9)  # 3 MiB at 1 MiB/s, the first of them perhaps in a burst

    def test_once(self):
        profile = os.path.join(fresh("profile"), "p")
        film = copy_of_sample()
        call = ["--text", "at most once", "--once", "key-1", film]
        first, post = self.post(*call, profile=profile)
        os.remove(film)  # the key alone decides
        before = len(self.sandbox.requests())
        second, again = self.post(*call, profile=profile)
        self.assertIsNone(again, "a second Post was made")
        self.assertEqual(len(self.sandbox.requests()), before)
        self.assertEqual(second.out, first.out)
        self.assertEqual(second.named("posted")[0]["id"], post["id"])
        self.assertEqual(second.named("created")[0]["post"], first.named("created")[0]["post"])

    def test_without_once_the_same_call_posts_again(self):
        profile = os.path.join(fresh("profile"), "p")
        film = copy_of_sample()
        self.post("--text", "first", film, profile=profile)
        _, again = self.post("--text", "second", film, profile=profile)
        self.assertEqual(again["text"], "second")

    def test_without_post_it_ends_when_the_upload_is_ready(self):
        film = copy_of_sample()
        before = len(self.sandbox.posts())
        result = run(*self.sandbox.access(), "--text", "draft", "--quit-when-done", film)
        self.assertEqual(result.code, 0, result)
        self.assertEqual(result.states()[-1], "Ready")
        self.assertEqual(len(self.sandbox.posts()), before)
        self.assertEqual(self.sandbox.uploads()[-1]["sha256"], sha256(film))
        self.assertEqual(result.events[-1]["waiting"], 1)

    def test_nothing_to_do_ends_at_once(self):
        result = run(*self.sandbox.access(), "--quit-when-done")
        self.assertEqual(result.code, 0, result)
        self.assertEqual([event["event"] for event in result.events], ["hello", "summary"])

    def test_fix(self):
        for value in ("never", "auto"):
            self.post("--text", "x", "--fix", value, copy_of_sample())

    def test_the_profile_is_the_persons_alone(self):
        profile = os.path.join(fresh("profile"), "deeper", "p")
        self.post("--text", "in a new profile", profile=profile)
        self.assertEqual(os.stat(profile).st_mode & 0o777, 0o700)

    def test_an_empty_profile_becomes_the_persons_alone(self):
        profile = fresh("profile")
        os.chmod(profile, 0o755)
        self.post("--text", "in a folder that was made for it", profile=profile)
        self.assertEqual(os.stat(profile).st_mode & 0o777, 0o700)

    def test_a_folder_of_other_things_keeps_its_mode(self):
        profile = fresh("profile")
        with open(os.path.join(profile, "notes.txt"), "w", encoding="utf-8") as notes:
            notes.write("not of Postreel")
        os.chmod(profile, 0o755)
        self.post("--text", "in a folder of other things", profile=profile)
        self.assertEqual(os.stat(profile).st_mode & 0o777, 0o755)
        self.assertEqual(os.stat(os.path.join(profile, "postreel.sqlite")).st_mode & 0o777, 0o600)


class Refused(unittest.TestCase):
    """What X would refuse is said before, and sent only when that is asked for."""

    @classmethod
    def setUpClass(cls):
        cls.large = make_video(os.path.join(fresh("large"), "large.mp4"), size="1920x1440")
        cls.short = make_video(os.path.join(fresh("short"), "short.mp4"), seconds=0.2)

    def test_a_decision_is_needed(self):
        with Sandbox() as sandbox:
            result = run(*sandbox.access(), "--text", "x", "--post", "--quit-when-done", self.short)
            self.assertEqual(result.code, 3, result)
            self.assertEqual(result.named("needs")[0]["action"], "fix")
            self.assertEqual([request["call"] for request in sandbox.requests()], ["me"])  # whose token it is, no more
            said = result.err.strip().split("\n")
            self.assertEqual(len(said), 1, result)
            check_sentence(said[0], ["short.mp4"])
            self.assertEqual(said[0], result.named("needs")[0]["message"])
            problem = result.named("verdict")[0]["problems"][0]
            self.assertIn(problem["value"], said[0])

    def test_a_second_call_sends_it_anyway(self):
        profile = os.path.join(fresh("profile"), "p")
        with Sandbox("probe=off") as sandbox:
            call = [*sandbox.access(), "--text", "x", "--post", "--quit-when-done", self.short]
            first = run(*call, profile=profile)
            self.assertEqual(first.code, 3, first)
            second = run("--send-anyway", *call, profile=profile)
            self.assertEqual(second.code, 0, second)
            self.assertEqual(second.named("created")[0]["post"], first.named("created")[0]["post"])
            self.assertEqual(len(sandbox.posts()), 1)

    def send_anyway(self, spec):
        with Sandbox(spec) as sandbox:
            result = run(*sandbox.access(), "--text", "x", "--post", "--send-anyway", "--quit-when-done", self.short)
            self.assertEqual(sandbox.uploads()[0]["sha256"], sha256(self.short))
            self.assertEqual(len(sandbox.posts()), 1 if result.code == 0 else 0)
            return result

    def test_sent_anyway_to_an_x_that_takes_it(self):
        self.assertEqual(self.send_anyway("probe=off").code, 0)

    def test_sent_anyway_to_an_x_that_refuses_it(self):
        result = self.send_anyway("")
        self.assertEqual(result.code, 1, result)
        failed = result.named("failed")[0]
        self.assertEqual(failed["kind"], "Rejected")
        self.assertIn("Duration too short, minimum:500, actual:200", failed["message"])

    def check(self, *files):
        return run("--check", *files)

    def test_check(self):
        good = copy_of_sample("good.mp4")
        result = self.check(good)
        self.assertEqual(result.code, 0, result)
        self.assertEqual([event["event"] for event in result.events], ["hello", "verdict", "summary"])
        self.assertIn("good.mp4", result.out)
        result = self.check(good, self.short)
        self.assertEqual(result.code, 1, result)
        self.assertEqual([event["verdict"] for event in result.named("verdict")], ["ready", "X will refuse"])
        result = self.check(good, "/no/such/gone.mp4", self.short)
        self.assertEqual(result.code, 2, result)
        check_sentence(result.err.strip(), ["gone.mp4"])
        self.assertEqual(len(result.named("verdict")), 3)

    def test_check_says_what_is_doubtful(self):
        result = self.check(self.large)
        verdict = result.named("verdict")[0]
        self.assertNotEqual(verdict["verdict"], "ready", verdict)
        self.assertTrue(verdict["problems"], verdict)

    def test_check_records_nothing(self):
        profile = os.path.join(fresh("profile"), "p")
        run("--check", copy_of_sample(), profile=profile)
        with Postreel("--text", "x", profile=profile) as program:
            program.wait_event("created")
            program.signal(15)
            self.assertEqual(len(program.result().named("created")), 1)


class ExitCodes(unittest.TestCase):
    def test_no_account(self):
        result = run("--text", "x", "--post", "--quit-when-done", copy_of_sample())
        self.assertEqual(result.code, 3, result)
        self.assertEqual({event["action"] for event in result.named("needs")}, {"signin"})

    def test_a_token_that_is_refused(self):
        path = os.path.join(fresh("token"), "token")
        with open(path, "w") as file:
            file.write("wrong-token\n")
        with Sandbox() as sandbox:
            result = run("--api-base", sandbox.base, "--access-token-file", path, "--text", "x", "--post",
                         "--quit-when-done", "--timeout", "20", copy_of_sample())
            self.assertIn(result.code, (3, 5), result)
            self.assertEqual(sandbox.posts(), [])

    def test_processing_fails(self):
        with Sandbox("processing=pending:1,failed") as sandbox:
            result = run(*sandbox.access(), "--text", "x", "--post", "--quit-when-done", copy_of_sample())
            self.assertEqual(result.code, 1, result)
            self.assertEqual(result.named("failed")[0]["kind"], "Rejected")
            check_sentence(result.err.strip(), ["film.mp4"])
            self.assertEqual(sandbox.posts(), [])

    def test_an_unknown_outcome(self):
        with Sandbox("faults=lost-post-answer+status403@timeline*") as sandbox:
            result = run(*sandbox.access(), "--text", "x", "--post", "--quit-when-done", copy_of_sample(), timeout=240)
            self.assertEqual(result.code, 4, result)
            self.assertEqual(result.named("needs")[0]["action"], "decide")
            self.assertEqual(len(sandbox.posts()), 1)

    def test_a_lost_answer_is_looked_up(self):
        with Sandbox("faults=lost-post-answer") as sandbox:
            result = run(*sandbox.access(), "--text", "x", "--post", "--quit-when-done", copy_of_sample(), timeout=240)
            self.assertEqual(result.code, 0, result)
            self.assertEqual(len(sandbox.posts()), 1)
            self.assertIn("Unconfirmed", [event["to"] for event in result.named("post")])

    def test_timeout_while_an_option_s_file_is_read(self):
        pipe = os.path.join(fresh("text"), "pipe")
        os.mkfifo(pipe)
        begun = time.monotonic()
        result = run("--sandbox", "--text-file", pipe, "--post", "--timeout", "2", "--quit-when-done")
        self.assertEqual(result.code, 5, result)
        self.assertIn("Time is up", result.err)
        self.assertGreaterEqual(time.monotonic() - begun, 2)

    def test_timeout(self):
        profile = os.path.join(fresh("profile"), "p")
        film = padded(8 * MIB)
        with Sandbox("up=1") as sandbox: # the film takes longer than a minute; the Post is made within the time, busy as it is
            call = [*sandbox.access(), "--text", "x", "--post", "--quit-when-done", film]
            began = time.monotonic()
            result = run("--timeout", "15", *call, profile=profile)
            self.assertEqual(result.code, 5, result)
            self.assertLess(time.monotonic() - began, 60)
            check_sentence(result.err.strip())
            self.assertEqual(result.events[-1], {**result.events[-1], "posted": 0, "waiting": 1, "exit": 5})
            sandbox.play("")
            again = run(*call, profile=profile)
            self.assertEqual(again.code, 0, again)
            self.assertEqual(sandbox.uploads()[0]["sha256"], sha256(film))
            self.assertEqual(len(sandbox.posts()), 1)


class Tls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = fresh("tls")
        cls.cert, cls.key = os.path.join(cls.folder, "cert.pem"), os.path.join(cls.folder, "key.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", cls.key, "-out", cls.cert],
                       check=True, capture_output=True)

    def test_a_certificate_of_ones_own(self):
        with TlsSandbox(self.cert, self.key) as sandbox:
            result = run(*sandbox.access(), "--ca-file", self.cert, "--text", "x", "--post", "--quit-when-done",
                         copy_of_sample())
            self.assertEqual(result.code, 0, result)
            self.assertTrue(result.named("posted")[0]["url"].startswith("https://127.0.0.1:"))

    def test_nothing_is_sent_to_a_server_that_is_not_trusted(self):
        with TlsSandbox(self.cert, self.key) as sandbox:
            result = run_until_it_waits(*sandbox.access(), "--text", "x", "--post", "--quit-when-done", copy_of_sample())
            self.assertEqual(result.code, 143, result)
            self.assertEqual({event["reason"] for event in result.named("waiting")}, {"Certificate"}, result)
            self.assertIn("self-signed", result.err)
            self.assertNotIn("network may want you to sign in", result.err)


class TlsSandbox(Sandbox):
    def __init__(self, cert, key):
        self.files = ["--tls-cert", cert, "--tls-key", key]
        super().__init__()

    def command(self, port):
        return super().command(port) + self.files


if __name__ == "__main__":
    main()
