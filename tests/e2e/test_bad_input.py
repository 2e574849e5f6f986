"""Whatever cannot be sent gets one clear sentence that names it and the next step, and exit code 2; nothing
else in the queue suffers."""

import os
import socket
import subprocess
import unittest

from event_rules import check_sentence
from films import copy_of_sample, make_picture, padded, sample, sha256
from ground import environment, fresh, main, MIB, TIMEOUT, PROGRAM, require, scratch, wait_for
from program import Postreel, run
from sandbox_process import Sandbox, token_file

require("ffmpeg", "ffprobe")

NOBODY = 65534


def lines(text):
    return [line for line in text.split("\n") if line]


class BadFiles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox()

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.stop()

    def sent(self):
        return len([request for request in self.sandbox.requests() if request["call"] != "me"])

    def refused(self, *files, named, options=(), **how):
        """The call is refused: one sentence, exit code 2, nothing recorded, nothing sent but the question whose token it is."""
        before = self.sent()
        result = run(*self.sandbox.access(), "--text", "x", "--post", "--quit-when-done", *options, "--", *files, **how)
        self.assertEqual(result.code, 2, result)
        self.assertEqual(result.out, "", result)
        said = lines(result.err)
        self.assertEqual(len(said), 1, result)
        check_sentence(said[0], [named])
        self.assertEqual(result.named("created"), [], result)
        self.assertEqual(self.sent(), before, result)
        if result.events:
            failed = result.named("failed")
            self.assertEqual(len(failed), 1, result)
            self.assertEqual(failed[0]["message"], said[0])
            self.assertEqual(failed[0]["file"], files[0])
            return failed[0]["kind"]
        return None

    def file(self, name, content=b""):
        path = os.path.join(fresh("bad"), name)
        with open(path, "wb") as file:
            file.write(content)
        return path

    def test_missing(self):
        path = os.path.join(fresh("bad"), "missing.mp4")
        self.assertEqual(self.refused(path, named="missing.mp4"), "Missing")

    def test_empty(self):
        self.assertEqual(self.refused(self.file("empty.mp4"), named="empty.mp4"), "Empty")

    def test_a_directory(self):
        path = os.path.join(fresh("bad"), "folder.mp4")
        os.mkdir(path)
        self.assertEqual(self.refused(path, named="folder.mp4"), "NotAFile")

    def test_a_fifo(self):
        path = os.path.join(fresh("bad"), "fifo.mp4")
        os.mkfifo(path)
        self.assertEqual(self.refused(path, named="fifo.mp4"), "NotAFile")

    def test_a_socket(self):
        path = os.path.join(fresh("bad"), "socket.mp4")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path)
            self.assertEqual(self.refused(path, named="socket.mp4"), "NotAFile")

    def test_a_device(self):
        self.assertEqual(self.refused("/dev/null", named="null"), "NotAFile")

    def test_unreadable(self):
        path = copy_of_sample("secret.mp4")
        os.chmod(path, 0)
        how = {}
        if os.geteuid() == 0:  # who is root reads everything: somebody else has to try
            if not self.nobody_can_run():
                self.skipTest("this runs as root and nobody else can reach the program")
            home = self.folder_for_nobody()
            os.chown(path, NOBODY, NOBODY)
            for folder in (os.path.dirname(path), scratch()):
                os.chmod(folder, 0o711)
            how = {"user": NOBODY, "group": NOBODY, "extra_groups": [],
                   "profile": os.path.join(home, "profile"), "events": False,
                   "env": environment(HOME=home, XDG_RUNTIME_DIR=home)}
            os.chmod(token_file(), 0o644)
        self.assertIn(self.refused(path, named="secret.mp4", **how), ("Unreadable", None))

    def folder_for_nobody(self):
        home = fresh("nobody")
        os.chown(home, NOBODY, NOBODY)
        return home

    def nobody_can_run(self):
        try:
            subprocess.run([PROGRAM, "--version"], user=NOBODY, group=NOBODY, extra_groups=[], check=True,
                           env=environment(), stdin=subprocess.DEVNULL, capture_output=True)
            return True
        except (subprocess.CalledProcessError, PermissionError):
            return False

    def test_wrong_type(self):
        path = self.file("notes.mp4", b"These are notes and no video.\n" * 100)
        self.assertEqual(self.refused(path, named="notes.mp4"), "UnsupportedType")

    def test_a_wrong_type_with_a_right_name_among_good_ones(self):
        path = self.file("music.mov", b"ID3\x03\x00" + bytes(2000))
        self.assertEqual(self.refused(path, copy_of_sample(), named="music.mov"), "UnsupportedType")

    def test_20_gb(self):
        path = padded(20_000_000_000, "huge.mp4", sparse=True)
        try:
            result = run("--check", path)
            self.assertEqual(result.code, 1, result)
            fields = [problem["field"] for problem in result.named("verdict")[0]["problems"]]
            self.assertEqual(fields, ["bytes"], result)
        finally:
            os.remove(path)

    def test_a_broken_link(self):
        path = os.path.join(fresh("bad"), "link.mp4")
        os.symlink("/nowhere/at/all", path)
        self.assertEqual(self.refused(path, named="link.mp4"), "Missing")

    def test_a_name_with_control_characters_is_shown_harmless(self):
        folder = fresh("bad")
        path = os.path.join(folder, "a\nb\x1b[31m\u202egpj.mp4")
        self.refused(path, named="gpj.mp4")

    def test_a_bad_file_among_others_without_each_stops_all(self):
        self.refused(os.path.join(fresh("bad"), "gone.mp4"), copy_of_sample(), named="gone.mp4")


class OddNames(unittest.TestCase):
    def test_every_name_arrives(self):
        names = ['quote".mp4', "single'quote.mp4", "new\nline.mp4", "emoji \U0001F600\U0001F468‍\U0001F469‍\U0001F467.mp4",
                 "\u05e9\u05dc\u05d5\u05dd \u202eabc.mp4", "semi;colon=x.mp4", "back\\slash.mp4", "per%20cent%.mp4",
                 "-dash.mp4", "--post", "CR\rLF\n--boundary\r\n\r\n.mp4", "x" * 240 + ".mp4"]
        with Sandbox() as sandbox:
            files = [copy_of_sample(name) for name in names]
            result = run(*sandbox.access(), "--text", "odd names", "--post", "--each", "--quit-when-done", "--", *files)
            self.assertEqual(result.code, 0, result)
            self.assertEqual(len(sandbox.posts()), len(names))
            self.assertEqual({upload["sha256"] for upload in sandbox.uploads()}, {sha256(sample())})
            self.assertEqual(sorted(event["files"][0] for event in result.named("posted")), sorted(files))
            # No header ever held a name raw: the sandbox read every part as one.
            for request in sandbox.requests("append"):
                self.assertEqual(set(request["fields"]), {"segment_index", "media"}, request)
                self.assertRegex(request["fields"]["media"].get("filename", ""), r"^[ -~]*$")


class Changing(unittest.TestCase):
    """A file that changes under way; a good one beside it is posted all the same."""

    def beside(self, change, spec="up=40,limits=off"):
        """Starts a good and a changing upload, and calls `change` when the latter has a segment."""
        path, good = padded(24 * MIB, "changing.mp4"), copy_of_sample("good.mp4")
        with Sandbox(spec) as sandbox:
            with Postreel(*sandbox.access(), "--text", "x", "--post", "--each", "--quit-when-done", path, good) as program:
                upload = wait_for(lambda: self.upload_of(program, path), "the upload to be recorded")
                program.wait_event("segment", upload=upload)
                change(path)
                result = program.result()
            self.assertEqual(result.code, 2, result)
            self.assertEqual([event["files"] for event in result.named("posted")], [[good]])
            self.assertEqual(len(sandbox.posts()), 1)
            said = [line for line in lines(result.err) if "changing.mp4" in line]
            self.assertEqual(len(said), 1, result)
            check_sentence(said[0])
            return result

    @staticmethod
    def upload_of(program, path):
        for event in program.events():
            for media in event.get("media", []) if event["event"] == "created" else []:
                if media["file"] == path:
                    return media["upload"]
        return None

    def test_shrinking(self):
        result = self.beside(lambda path: os.truncate(path, 5 * MIB))
        self.assertEqual(result.named("failed")[0]["kind"], "FileChanged")

    def test_vanishing(self):
        result = self.beside(os.remove)
        waits = [event for event in result.named("waiting") if event["reason"] == "FileAway"]
        self.assertTrue(waits or result.named("failed"), result)

    def test_a_file_that_comes_back_goes_on(self):
        path = padded(24 * MIB, "moved.mp4")
        with Sandbox("up=40,limits=off") as sandbox:
            with Postreel(*sandbox.access(), "--text", "x", "--post", "--quit-when-done", path) as program:
                program.wait_event("segment")
                os.rename(path, path + ".away")
                program.wait_event("waiting", reason="FileAway")
                os.rename(path + ".away", path)
                result = program.result()
            self.assertEqual(result.code, 0, result)
            self.assertEqual(sandbox.uploads()[0]["sha256"], sha256(path))


class Each(unittest.TestCase):
    def test_bad_files_do_not_stop_the_good_ones(self):
        folder = fresh("mixed")
        bad = [os.path.join(folder, "missing.mp4"), os.path.join(folder, "empty.mp4"), os.path.join(folder, "text.mp4")]
        open(bad[1], "w").close()
        with open(bad[2], "w") as file:
            file.write("no video at all\n" * 50)
        good = [copy_of_sample("one.mp4", folder), copy_of_sample("two.mp4", folder)]
        with Sandbox() as sandbox:
            result = run(*sandbox.access(), "--text", "x", "--post", "--each", "--quit-when-done",
                         bad[0], good[0], bad[1], good[1], bad[2])
            self.assertEqual(result.code, 2, result)
            self.assertEqual(sorted(event["files"][0] for event in result.named("posted")), sorted(good))
            self.assertEqual([event["kind"] for event in result.named("failed")], ["Missing", "Empty", "UnsupportedType"])
            self.assertEqual(result.events[-1]["failed"], 3)
            self.assertEqual(len(sandbox.posts()), 2)
            for name in ("missing.mp4", "empty.mp4", "text.mp4"):
                self.assertEqual(sum(name in line for line in lines(result.err)), 1, result)


class WrongUsage(unittest.TestCase):
    """Sentence and exit code of calls that make no sense; the parser's own tests have the whole table."""

    def refused(self, *arguments, named, stdin=subprocess.DEVNULL):
        done = subprocess.run([PROGRAM, "-platform", "offscreen", *arguments], stdin=stdin, capture_output=True,
                              text=True, env=environment(), timeout=TIMEOUT)
        self.assertEqual(done.returncode, 2, done)
        self.assertEqual(done.stdout, "", done)
        said = [line for line in lines(done.stderr) if not line.startswith("Still waiting for ")]  # on a busy computer
        self.assertEqual(len(said), 1, done)
        check_sentence(said[0], [named])

    def test_the_calls(self):
        film = copy_of_sample()
        folder = fresh("usage")
        # Named as videos: their content counts.
        pictures = [make_picture(os.path.join(folder, f"{number}.mp4")) for number in range(5)]
        for arguments, named in [
            (["--nonsense", film], "--nonsense"),
            (["--quit-when-don", film], "--quit-when-done"),
            (["--api-base", "http://api.example.org", film], "--api-base"),
            (["--api-base", "http://192.168.1.1", film], "--api-base"),
            (["--api-base", "nonsense", film], "--api-base"),
            (["--access-token-file", folder + "/none", film], "none"),
            (["--text-file", folder + "/none", film], "none"),
            (["--text", "a", "--text-file", film, film], "--text-file"),
            (["--at", "soon", film], "--at"),
            (["--limit", "x", film], "--limit"),
            (["--timeout", "0", film], "--timeout"),
            (["--sandbox=nonsense=1", film], "--sandbox"),
            (["--sandbox=faults=nonsense", film], "--sandbox"),
            (["--post"], "--post"),
            (["--check"], "--check"),
            (["--account", "@nobody", "--quit-when-done", "--profile", folder + "/p", film], "@nobody"),
            (["--events", folder + "/no/such", "--quit-when-done", "--profile", folder + "/q", film], "--events"),
            (["--profile", film, "--quit-when-done", film], "film.mp4"),
            (["--sandbox", "--post", "--quit-when-done", "--profile", folder + "/r", film, copy_of_sample("b.mp4")], "--each"),
            (["--sandbox", "--post", "--quit-when-done", "--profile", folder + "/s", *pictures], "--each"),
            (["--sandbox", "--post", "--quit-when-done", "--profile", folder + "/t", film, pictures[0]], "together with pictures"),
        ]:
            with self.subTest(" ".join(arguments)):
                self.refused(*arguments, named=named)


if __name__ == "__main__":
    main()
