"""Videos of every interesting size reach the sandbox byte for byte and are posted, in both wire forms."""

import subprocess
import unittest

from films import copy_of_sample, padded, sha256
from ground import fresh, main, MIB, require
from program import run
from sandbox_process import Sandbox

require("ffmpeg", "ffprobe")


class Upload(unittest.TestCase):
    def post(self, path, *options, spec="", text="Hello from the test: äöü \U0001F600"):
        with Sandbox(spec) as sandbox:
            result = run(*sandbox.access(), "--text", text, "--post", "--quit-when-done", *options, path)
            self.assertEqual(result.code, 0, result)
            uploads, posts = sandbox.uploads(), sandbox.posts()
            self.assertEqual(len(posts), 1, posts)
            self.assertEqual(posts[0]["text"], text)
            self.assertEqual(posts[0]["media_ids"], [uploads[-1]["id"]])
            self.assertEqual(uploads[-1]["sha256"], sha256(path))
            posted = result.named("posted")[0]
            self.assertEqual(posted["id"], posts[0]["id"])
            self.assertEqual(posted["url"], f"{sandbox.base}/i/status/{posts[0]['id']}")
            self.assertEqual(posted["files"], [path])
            self.assertEqual(result.out.strip(), posted["url"])
            self.assertEqual(result.events[-1]["posted"], 1)
            return result, uploads[-1]

    def acked_once(self, result, upload):
        """Every segment was acknowledged once, and together they are the file."""
        indexes = [event["index"] for event in result.named("segment")]
        self.assertEqual(sorted(indexes), list(range(len(upload["segments"]))))
        self.assertEqual(sum(event["bytes"] for event in result.named("segment")), upload["total"])
        self.assertEqual(result.named("segment")[-1]["acked"], upload["total"])

    def test_a_small_video(self):
        result, upload = self.post(copy_of_sample())
        self.assertEqual(upload["form"], "resource")
        self.assertEqual(upload["category"], "tweet_video")
        self.assertEqual(upload["media_type"], "video/mp4")
        self.acked_once(result, upload)
        self.assertEqual(result.states()[:4], ["Queued", "Checking", "Initializing", "Sending"])
        self.assertEqual(result.states()[-1], "Ready")
        self.assertEqual(result.named("post")[-1]["to"], "Posted")
        self.assertEqual(result.named("verdict")[0]["verdict"], "ready")
        self.assertEqual(result.named("finalized")[0]["media_id"], upload["id"])

    def test_the_command_form(self):
        _, upload = self.post(copy_of_sample(), spec="forms=command")
        self.assertEqual(upload["form"], "command")

    def test_exactly_one_chunk(self):
        result, upload = self.post(padded(4 * MIB))
        self.assertEqual(upload["total"], 4 * MIB)
        self.acked_once(result, upload)

    def test_one_chunk_and_a_byte(self):
        result, upload = self.post(padded(4 * MIB + 1))
        self.assertGreaterEqual(len(upload["segments"]), 2)
        self.acked_once(result, upload)

    def test_many_chunks(self):
        result, upload = self.post(padded(33 * MIB + 7), spec="limits=off")
        self.acked_once(result, upload)
        self.assertGreater(max(event["inflight"] for event in result.named("segment")), 0)

    def test_many_chunks_in_the_command_form(self):
        result, upload = self.post(padded(9 * MIB + 7), spec="forms=command")
        self.acked_once(result, upload)

    def test_a_thousand_segments(self):
        # The server takes no more than 256 KiB at a time, so this is the largest file that fits.
        path = padded(1000 * 256 * 1024)
        result, upload = self.post(path, spec="limits=off,faults=chunk-limit-256k")
        self.assertEqual(len(upload["segments"]), 1000)
        self.assertEqual({segment["bytes"] for segment in upload["segments"].values()}, {256 * 1024})
        acked = [event["index"] for event in result.named("segment")]
        self.assertEqual(max(acked), 999)

    def test_one_byte_sent_anyway(self):
        path = copy_of_sample("one.mp4")
        with open(path, "wb") as file:
            file.write(b"x")
        with Sandbox() as sandbox:
            result = run(*sandbox.access(), "--text", "one byte", "--send-anyway", "--quit-when-done", path)
            upload = sandbox.uploads()[0]
            self.assertEqual(upload["total"], 1)
            self.assertEqual(upload["sha256"], sha256(path))
            self.assertEqual(len(result.named("segment")), 1)
            # X's processing finds that it is no video: its own words reach the person.
            self.assertIn(result.code, (0, 1), result)
            if result.code == 1:
                self.assertEqual(result.named("failed")[0]["kind"], "Rejected")

    def test_one_byte_posted_anyway(self):
        path = copy_of_sample("one.mp4")
        with open(path, "wb") as file:
            file.write(b"x")
        self.post(path, "--send-anyway", spec="processing=none")

    def test_several_pictures(self):
        folder = fresh("pictures")
        pictures = []
        for number, ending in enumerate(("png", "jpg", "webp")):
            picture = f"{folder}/{number}.{ending}"
            subprocess.run(["ffmpeg", "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc2=size=64x64",
                            "-frames:v", "1", picture], check=True)
            pictures.append(picture)
        with Sandbox() as sandbox:
            result = run(*sandbox.access(), "--text", "three", "--alt", "first", "--alt", "second", "--alt", "third",
                         "--post", "--quit-when-done", *pictures)
            self.assertEqual(result.code, 0, result)
            post = sandbox.posts()[0]
            self.assertEqual(post["alt"], ["first", "second", "third"])
            by_id = {upload["id"]: upload["sha256"] for upload in sandbox.uploads()}
            self.assertEqual([by_id[id] for id in post["media_ids"]], [sha256(picture) for picture in pictures])

    def test_text_alone(self):
        with Sandbox() as sandbox:
            result = run(*sandbox.access(), "--text", "no media", "--post", "--quit-when-done")
            self.assertEqual(result.code, 0, result)
            self.assertEqual(sandbox.posts()[0]["text"], "no media")
            self.assertEqual(sandbox.uploads(), [])

    def test_the_sandbox_inside_the_program(self):
        path = copy_of_sample()
        result = run("--sandbox=rtt=5", "--text", "inside", "--post", "--quit-when-done", path)
        self.assertEqual(result.code, 0, result)
        self.assertIn("Posted in the sandbox, not on X", result.err)
        self.assertEqual(result.named("created")[0]["account"], "Sandbox")
        self.assertRegex(result.named("posted")[0]["url"], r"^http://127\.0\.0\.1:\d+/i/status/\d+$")


if __name__ == "__main__":
    main()
