"""What X would refuse is told at the drop, fixed when that is wanted, and then taken: from the command line, after a kill
in the midst, and by hand in the real window. The sandbox checks what arrives by itself, with ffprobe."""

import glob
import json
import os
import signal
import subprocess
import unittest

from desktop_session import Desktop
from films import hevc120, make_video, sha256
from ground import TIMEOUT, fresh, main, require, wait_for
from hands_on_window import drag_in
from program import Postreel, run
from sandbox_process import Sandbox
from screen_reader import can_be_had

require("ffmpeg", "ffprobe", "Xvfb", "openbox", "pcmanfm-qt", "xdotool", "xprop", "xwininfo", "dbus-daemon")


LONG_SECONDS = 95 # long enough to be encoded in chunks


def long120(folder):
    path = os.path.join(folder, "long.mp4")
    subprocess.run(["ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=120",
                    "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000", "-t", str(LONG_SECONDS), "-c:v", "libx264",
                    "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "file:" + path],
                   check=True, stdin=subprocess.DEVNULL)
    return path


def streams(path):
    told = subprocess.run(["ffprobe", "-v", "error", "-print_format", "json", "-show_streams", "-show_format",
                           "file:" + path], check=True, capture_output=True, stdin=subprocess.DEVNULL).stdout
    found = json.loads(told)
    return {stream["codec_type"]: stream for stream in found["streams"]}, float(found["format"]["duration"])


def rate(stream):
    top, below = stream["avg_frame_rate"].split("/")
    return int(top) / int(below)


class Fixing(unittest.TestCase):
    def setUp(self):
        self.folder = fresh("films")

    def check_arrived(self, sandbox, original):
        """What arrived is what X takes, as long as the original, and stands in one Post."""
        self.assertEqual(len(sandbox.posts()), 1)
        uploads = sandbox.uploads()
        self.assertEqual(len(uploads), 1, uploads)
        self.assertEqual(sandbox.posts()[0]["media_ids"], [uploads[0]["id"]])
        arrived, seconds = streams(uploads[0]["file"])
        self.assertEqual((arrived["video"]["codec_name"], arrived["video"]["pix_fmt"]), ("h264", "yuv420p"))
        self.assertEqual((arrived["audio"]["codec_name"], arrived["audio"]["profile"]), ("aac", "LC"))
        self.assertLessEqual(rate(arrived["video"]), 60.1)
        self.assertAlmostEqual(seconds, streams(original)[1], delta=0.1)

    def test_by_itself(self):
        film = hevc120(self.folder)
        before = sha256(film)
        with Sandbox() as sandbox:
            result = run(*sandbox.access(), "--text", "Fixed", "--post", "--fix", "auto", "--quit-when-done", film)
            self.assertEqual(result.code, 0, result)
            verdicts = result.named("verdict")
            self.assertEqual([verdict["verdict"] for verdict in verdicts], ["X will refuse", "ready"], result)
            self.assertIn("frame rate", [problem["field"] for problem in verdicts[0]["problems"]])
            self.assertTrue(all(verdict["file"] == film for verdict in verdicts))
            fixing = result.named("fixing")
            self.assertTrue(fixing and all(event["fix"] == "video" for event in fixing), result)
            percents = [event["percent"] for event in fixing]
            self.assertEqual(percents, sorted(percents))
            self.assertEqual(result.states()[:4], ["Queued", "Checking", "Fixing", "Checking"])
            self.assertEqual(result.named("posted")[0]["files"], [film])
            self.check_arrived(sandbox, film)
        self.assertEqual(sha256(film), before)

    def test_a_stray_time_stamp_is_put_right(self):
        whole = make_video(os.path.join(self.folder, "whole.mp4"), seconds=4)
        film = os.path.join(self.folder, "stray.mp4")
        subprocess.run(["ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-i", "file:" + whole, "-c", "copy", "-bsf:v",
                        "setts=pts=if(eq(N\\,60)\\,PTS+3000/TB\\,PTS):dts=DTS", "file:" + film],
                       check=True, stdin=subprocess.DEVNULL)
        self.assertGreater(streams(film)[1], 3000)
        checked = run("--check", film)
        fields = [problem["field"] for verdict in checked.named("verdict") for problem in verdict["problems"]]
        self.assertEqual((checked.code, fields), (0, ["time stamps"]), checked)
        with Sandbox() as sandbox:
            result = run(*sandbox.access(), "--text", "x", "--post", "--fix", "auto", "--quit-when-done", film)
            self.assertEqual(result.code, 0, result)
            self.check_arrived(sandbox, whole)

    def test_half_a_film_is_not_posted_by_itself(self):
        film = make_video(os.path.join(self.folder, "half.mp4"), seconds=4)
        with open(film, "r+b") as file:
            content = file.read()
            begin = content.index(b"mdat") + 4
            end = begin - 8 + int.from_bytes(content[begin - 8:begin - 4], "big")
            half = (begin + end) // 2
            file.seek(half)
            file.write(bytes(end - half))
        checked = run("--check", film)
        self.assertEqual(checked.code, 1, checked)
        with Sandbox() as sandbox:
            result = run(*sandbox.access(), "--text", "x", "--post", "--fix", "auto", "--quit-when-done", film)
            self.assertEqual(result.code, 3, result)
            self.assertIn("The picture cannot be read from", result.named("needs")[0]["message"])
            self.assertEqual(sandbox.requests("initialize"), [])
            self.assertEqual(sandbox.posts(), [])

    def test_nothing_is_sent_until_it_is_decided(self):
        film = hevc120(self.folder, 1)
        with Sandbox() as sandbox:
            result = run(*sandbox.access(), "--text", "x", "--post", "--quit-when-done", film)
            self.assertEqual(result.code, 3, result)
            self.assertEqual([event["action"] for event in result.named("needs")], ["fix"], result)
            self.assertIn("120 frames a second; X takes 60", result.named("needs")[0]["message"])
            self.assertIn("--fix auto", result.named("needs")[0]["message"])
            self.assertEqual(sandbox.requests("initialize"), [])

    def test_sent_anyway_x_refuses_it(self):
        film = hevc120(self.folder, 1)
        with Sandbox() as sandbox:
            result = run(*sandbox.access(), "--text", "x", "--post", "--send-anyway", "--quit-when-done", film)
            self.assertEqual(result.code, 1, result)
            self.assertTrue(any("media IDs are invalid" in event["message"] for event in result.named("failed")), result)
            self.assertEqual(sandbox.posts(), [])
            self.assertEqual(sandbox.uploads()[0]["sha256"], sha256(film)) # as it is

    def test_a_kill_in_the_midst_costs_a_chunk_at_most(self):
        film = long120(self.folder)
        profile = os.path.join(fresh("profile"), "p")
        call = ["--text", "Killed", "--post", "--fix", "auto", "--quit-when-done", film]
        with Sandbox() as sandbox:
            with Postreel(*sandbox.access(), *call, profile=profile) as program:
                program.wait_event("fixing")
                fixes = os.path.join(profile, "cache", "fixes", "*.work")
                chunks = wait_for(lambda: len(glob.glob(os.path.join(fixes, "chunk-*.ts"))) > 1
                                  and sorted(glob.glob(os.path.join(fixes, "chunk-*.ts"))), "a second chunk", 4 * TIMEOUT)
                program.signal(signal.SIGKILL)
                program.wait()
            self.assertEqual(sandbox.uploads(), [])
            begun = os.stat(chunks[0])
            with Postreel(*sandbox.access(), *call, profile=profile) as program:
                first = program.wait_event("fixing")
                self.assertGreater(first["percent"], 40) # it goes on where it was
                self.assertEqual((os.stat(chunks[0]).st_mtime_ns, os.stat(chunks[0]).st_size),
                                 (begun.st_mtime_ns, begun.st_size))
                self.assertEqual(program.wait(4 * TIMEOUT), 0)
            self.check_arrived(sandbox, film)
            arrived, _ = streams(sandbox.uploads()[0]["file"])
            self.assertAlmostEqual(int(arrived["video"]["nb_frames"]), 60 * LONG_SECONDS, delta=1)
            # Nothing of a fix outlives its Post.
            left = [name for _, _, names in os.walk(os.path.join(profile, "cache", "fixes")) for name in names]
            self.assertEqual(left, [])

    def test_a_limit_of_an_older_server_is_applied(self):
        film = make_video(os.path.join(self.folder, "long.mp4"), seconds=40)
        with Sandbox("limits=off,longest=30") as sandbox:
            profile = os.path.join(fresh("profile"), "p")
            result = run(*sandbox.access(), "--text", "x", "--post", "--quit-when-done", film, profile=profile)
            self.assertEqual(result.code, 1, result)
            self.assertTrue(any("longer than 30 seconds" in event["message"] for event in result.named("failed")), result)
            # The same once more: now the limit is known, and the video is fitted to it.
            result = run(*sandbox.access(), "--text", "x", "--post", "--fix", "auto", "--quit-when-done", film, profile=profile)
            self.assertEqual(result.code, 0, result)
            self.assertEqual(len(sandbox.posts()), 1)
            sent = [upload for upload in sandbox.uploads() if upload["id"] == sandbox.posts()[0]["media_ids"][0]]
            self.assertLessEqual(streams(sent[0]["file"])[1], 30.0)

    def test_subtitles_arrive_as_utf8(self):
        film = make_video(os.path.join(self.folder, "film.mp4"))
        track = os.path.join(self.folder, "film.srt")
        with open(track, "wb") as file:
            file.write("1\r\n00:00:00,200 --> 00:00:01,000\r\nÜber den Dächern\r\n".encode("latin-1"))
        with Sandbox() as sandbox:
            result = run(*sandbox.access(), "--text", "x", "--post", "--subtitles", track + ":DE", "--quit-when-done", film)
            self.assertEqual(result.code, 0, result)
            tracks = [upload for upload in sandbox.uploads() if upload["category"] == "subtitles"]
            self.assertEqual(len(tracks), 1)
            with open(tracks[0]["file"], encoding="utf-8") as file:
                self.assertIn("Über den Dächern", file.read())
            self.assertEqual(sandbox.posts()[0]["subtitles"][0]["language"], "DE")

    @unittest.skipUnless(can_be_had(), "python3-gi and gir1.2-atspi-2.0 are not installed")
    def test_by_hand_in_the_window(self):
        film = hevc120(self.folder)
        with Desktop() as desktop, Sandbox() as sandbox:
            desktop.start_session_bus()
            with Postreel(*sandbox.access(), platform=None, env=desktop.env) as program:
                window = drag_in(desktop, program, self.folder)
                verdict = program.wait_event("verdict")
                self.assertEqual(verdict["verdict"], "X will refuse")
                program.wait_event("needs", action="fix")
                self.assertEqual(sandbox.uploads(), [])
                desktop.hands("windowactivate", "--sync", window)
                desktop.hands("type", "--delay", "20", "Fixed by one click")
                # From the text to the first button of the card, which is Fix.
                desktop.hands("key", "Tab")
                desktop.hands("key", "space")
                program.wait_event("fixing")
                desktop.hands("key", "ctrl+Return")
                program.wait_event("posted")
                program.signal(signal.SIGTERM)
                result = program.result()
            self.assertEqual(result.code, 143, result)
            self.check_arrived(sandbox, film)
            self.assertEqual(sandbox.posts()[0]["text"], "Fixed by one click")


if __name__ == "__main__":
    main()
