"""A recording in progress is posted whole, once; what somebody edits meanwhile is never posted part-way."""

import os
import signal
import subprocess
import sys
import unittest

from films import padded, sha256
from ground import MIB, TIMEOUT, fresh, main, require, wait_for
from program import Postreel, run
from sandbox_process import Sandbox

require("ffmpeg", "ffprobe")


def recorder(path, seconds=3600):
    """Writes a film at the speed at which it plays, as a recorder does, until its time is over or it is interrupted."""
    return subprocess.Popen(
        ["ffmpeg", "-v", "error", "-re", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=25", "-re", "-f", "lavfi", "-i", "sine",
         "-t", str(seconds), "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-flush_packets", "1",
         "-f", "mpegts", path], stdin=subprocess.DEVNULL)


# Adds empty packets of a transport stream, thousands a second, until its input is closed.
BUSY_WRITER = """
import select, sys, time
packet = bytes([0x47, 0x1F, 0xFF, 0x10]) + bytes([0xFF]) * 184
with open(sys.argv[1], "ab", buffering=0) as film:
    while not select.select([sys.stdin], [], [], 0)[0]:
        film.write(packet)
        time.sleep(0.0002)
"""


class Growing(unittest.TestCase):
    def posted_whole(self, sandbox, film):
        self.assertEqual(len(sandbox.posts()), 1)
        media = sandbox.posts()[0]["media_ids"]
        uploads = {upload["id"]: upload for upload in sandbox.uploads()}
        self.assertEqual(uploads[media[0]]["sha256"], sha256(film))

    def test_a_recording_in_progress(self):
        film = os.path.join(fresh("films"), "recording.ts")
        with Sandbox("limits=off") as sandbox:
            recording = recorder(film)
            self.addCleanup(recording.kill)
            wait_for(lambda: os.path.exists(film) and os.path.getsize(film) > 50_000, "the recording to begin")
            with Postreel(*sandbox.access(), "--text", "live", "--post", "--quit-when-done", film) as program:
                told = program.wait_event("waiting", reason="StillWritten")
                self.assertEqual(told["until"], "")
                recording.send_signal(signal.SIGINT)  # ffmpeg writes the end of the film
                self.assertIn(recording.wait(TIMEOUT), (0, 255))
                result = program.result()
            self.assertEqual(result.code, 0, result)
            self.assertEqual(len(result.named("waiting")), 1, result)
            self.assertIn("still being written", result.err)
            self.assertEqual(len(sandbox.requests("initialize")), 1)
            self.posted_whole(sandbox, film)

    def test_a_recording_that_has_only_just_begun(self):
        """There is not a byte of it yet, or nothing that tells what it is."""
        film = padded(3 * MIB)
        with open(film, "rb") as whole:
            content = whole.read()
        for begun in (b"", b"\0" * 4096):
            with self.subTest(bytes=len(begun)), Sandbox("limits=off") as sandbox:
                path = os.path.join(fresh("films"), "recording.mp4")
                with open(path, "wb", buffering=0) as recording:
                    recording.write(begun)
                    with Postreel(*sandbox.access(), "--text", "live", "--post", "--quit-when-done", path) as program:
                        program.wait_event("waiting", reason="StillWritten")
                        recording.seek(0)
                        recording.write(content)
                        recording.close()
                        result = program.result()
                self.assertEqual(result.code, 0, result)
                self.posted_whole(sandbox, path)

    def test_one_that_changes_at_every_look(self):
        """No two looks at it see the same: it is no bad file, but one that is still being written."""
        film = os.path.join(fresh("films"), "busy.ts")
        self.assertEqual(recorder(film, 1).wait(TIMEOUT), 0)
        with Sandbox("limits=off") as sandbox:
            writer = subprocess.Popen([sys.executable, "-c", BUSY_WRITER, film], stdin=subprocess.PIPE)
            with Postreel(*sandbox.access(), "--text", "live", "--post", "--quit-when-done", film) as program:
                program.wait_event("waiting", reason="StillWritten")
                writer.stdin.close()  # the writer ends with it
                self.assertEqual(writer.wait(TIMEOUT), 0)
                result = program.result()
            self.assertEqual(result.code, 0, result)
            self.posted_whole(sandbox, film)

    def test_a_finished_export_is_not_held_up(self):
        film = os.path.join(fresh("films"), "export.ts")
        self.assertEqual(recorder(film, 1).wait(TIMEOUT), 0)
        with Sandbox("limits=off") as sandbox:
            result = run(*sandbox.access(), "--text", "done", "--post", "--quit-when-done", film)
            self.assertEqual(result.code, 0, result)
            self.assertEqual(result.named("waiting"), [])
            self.posted_whole(sandbox, film)

    def test_one_that_grows_after_its_last_segment(self):
        """It was closed when it was looked at; the recorder went on while X was thinking."""
        film = os.path.join(fresh("films"), "goes_on.ts")
        more = os.path.join(fresh("films"), "more.ts")
        for path in (film, more):
            self.assertEqual(recorder(path, 1).wait(TIMEOUT), 0)
        with Sandbox("limits=off,processing=pending:3,succeeded") as sandbox:
            with Postreel(*sandbox.access(), "--text", "more", "--post", "--send-anyway", "--quit-when-done", film) as program:
                program.wait_event("state", to="Processing")
                with open(film, "ab") as file, open(more, "rb") as rest:
                    file.write(rest.read())
                result = program.result()
            self.assertEqual(result.code, 0, result)
            self.assertEqual(len(sandbox.requests("initialize")), 2)
            self.posted_whole(sandbox, film)


if __name__ == "__main__":
    main()
