"""No room: a full disk before the start and a limit on the size of files are told, and nothing dies of them."""

import os
import resource
import subprocess
import unittest

from event_rules import check_sentence
from films import copy_of_sample, sha256
from ground import environment, fresh, main, require
from program import Postreel, run
from sandbox_process import Sandbox

require("ffmpeg", "ffprobe")


def limited_to(size):
    """ulimit -f, in bytes, as a shell sets it before it starts the program."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@unittest.skipIf(os.geteuid() != 0, "a disk of its own takes a mount")
class FullDisk(unittest.TestCase):
    def setUp(self):
        self.disk = fresh("disk")
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", self.disk], capture_output=True)
        if done.returncode != 0:
            self.skipTest("mounting is not allowed here")
        self.addCleanup(subprocess.run, ["umount", "-l", self.disk])

    def fill(self):
        try:
            with open(os.path.join(self.disk, "filler"), "wb", buffering=0) as file:
                while True:
                    file.write(bytes(1024))
        except OSError:
            pass

    def told(self, result):
        self.assertEqual(result.code, 1, result)
        self.assertEqual(result.err.count("\n"), 1, result)
        self.assertIn("The disk is full", result.err)
        self.assertNotIn("X says", result.err)
        check_sentence(result.err.strip())

    def test_a_profile_that_is_to_be_made(self):
        self.fill()
        with Sandbox() as sandbox:
            self.told(run(*sandbox.access(), "--text", "x", "--post", "--quit-when-done", copy_of_sample(), whole=False,
                          profile=os.path.join(self.disk, "p")))
            self.assertEqual(sandbox.requests(), [])

    def test_a_profile_that_is_there(self):
        profile = os.path.join(self.disk, "p")
        os.mkdir(profile, 0o700)
        self.fill()
        with Sandbox() as sandbox:
            self.told(run(*sandbox.access(), "--text", "x", "--post", "--quit-when-done", copy_of_sample(), whole=False,
                          profile=profile))
            self.assertEqual(sandbox.requests(), [])

    def test_events_on_a_full_disk(self):
        self.fill()
        film = copy_of_sample()
        with Sandbox() as sandbox:
            result = run(*sandbox.access(), "--events", os.path.join(self.disk, "events"), "--text", "x", "--post",
                         "--quit-when-done", film, events=False)
            self.assertEqual(result.code, 0, result)
            self.assertIn("No space left on device", result.err)
            self.assertEqual([upload["sha256"] for upload in sandbox.uploads()], [sha256(film)])


class FileSizeLimit(unittest.TestCase):
    def told(self, result):
        self.assertEqual(result.code, 1, result)
        self.assertIn("ulimit -f", result.err)
        self.assertNotIn("X says", result.err)

    def test_nothing_may_be_written(self):
        with Sandbox() as sandbox:
            self.told(run(*sandbox.access(), "--text", "x", "--post", "--quit-when-done", copy_of_sample(), whole=False,
                          events=False, preexec_fn=limited_to(0)))

    def test_the_database_does_not_fit(self):
        with Sandbox() as sandbox:
            self.told(run(*sandbox.access(), "--text", "x", "--post", "--quit-when-done", copy_of_sample(), whole=False,
                          events=False, preexec_fn=limited_to(16 * 1024)))

    def test_the_database_does_not_fit_any_more(self):
        """It is opened and begun; then no longer file may be written. Nothing dies, and it says why it stands still."""
        with Sandbox() as sandbox:
            with Postreel(*sandbox.access(), "--text", "x" * 200, "--post", "--quit-when-done", "--timeout", "20",
                          copy_of_sample(), preexec_fn=limited_to(128 * 1024)) as program:
                code = program.wait()  # what could not be recorded stands in the log as a warning, too
            self.assertIn(code, (1, 5), program.err)
            self.assertIn("ulimit -f", program.err)

    def test_events_that_do_not_fit(self):
        film = copy_of_sample()
        with Sandbox() as sandbox:
            result = run(*sandbox.access(), "--events", "/dev/full", "--text", "x", "--post", "--quit-when-done", film,
                         events=False)
            self.assertEqual(result.code, 0, result)
            self.assertIn("could not finish writing", result.err)
            self.assertEqual([upload["sha256"] for upload in sandbox.uploads()], [sha256(film)])

    def test_a_fix_that_does_not_fit(self):
        film = os.path.join(fresh("films"), "wide.mkv")
        subprocess.run(["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=30", "-t", "20", "-c:v",
                        "libx264", "-b:v", "2M", "-pix_fmt", "yuv444p", film], check=True)
        with Sandbox() as sandbox:
            result = run(*sandbox.access(), "--text", "x", "--post", "--fix", "auto", "--quit-when-done", film, whole=False,
                         preexec_fn=limited_to(600 * 1024))
            self.assertIn(result.code, (1, 3), result)
            self.assertIn("ulimit -f", result.err)


class Names(unittest.TestCase):
    """Names that are no UTF-8 are told as that; the file with the name that Qt makes of it is never taken."""

    def named(self, name):
        path = os.path.join(os.fsencode(fresh("names")), name)
        with open(copy_of_sample(), "rb") as source, open(path, "wb") as copy:
            copy.write(source.read())
        return path

    def refused(self, *arguments):
        profile = os.path.join(fresh("profile"), "p")
        result = subprocess.run([os.environ["POSTREEL"], "-platform", "offscreen", "--profile", profile, *arguments],
                                capture_output=True, env=environment(), timeout=120)
        self.assertEqual(result.returncode, 2, result)
        said = result.stderr.decode()
        self.assertIn("not valid UTF-8", said)
        self.assertEqual(said.count("\n"), 1, said)
        return said

    def test_a_file(self):
        path = self.named(b"caf\xe9.mp4")
        twin = os.path.join(os.path.dirname(path), "caf\ufffd.mp4".encode())
        with open(twin, "wb") as file:
            file.write(b"another file")
        for options in (["--sandbox", "--post", "--text", "x", "--quit-when-done"], ["--check"]):
            self.assertIn("caf\\xe9.mp4", self.refused(*options, path))

    def test_other_files(self):
        path = self.named(b"t\xe9xt.srt")
        for options in (["--text-file", path], [b"--text-file=" + path], ["--subtitles", path + b":EN"],
                        ["--access-token-file", path], ["--ca-file", path], ["--events", path], ["--profile", path]):
            self.assertIn("The name of a file", self.refused("--sandbox", "--quit-when-done", *options))

    def test_a_text(self):
        self.assertIn("Text on this command line", self.refused("--sandbox", "--quit-when-done", "--post", "--text", b"caf\xe9"))
        self.assertIn("Text on this command line", self.refused("--sandbox", "--quit-when-done", "--post", b"--text=caf\xe9"))

    def test_utf8_of_every_kind(self):
        path = self.named("caf\u00e9 \U0001f3ac \ufffd.mp4".encode())
        result = subprocess.run([os.environ["POSTREEL"], "-platform", "offscreen", "--profile", fresh("profile"), "--check", path],
                                capture_output=True, env=environment(), timeout=120)
        self.assertIn(result.returncode, (0, 1), result)


if __name__ == "__main__":
    main()
