"""What a person does most in the first hour, in the real window with a real file manager, by mouse, by keyboard, and by what
a screen reader can do alone: thirty files go out at once, a video that X would refuse is fixed, the server goes away and
comes back, what was removed comes back. Pictures of each step go to POSTREEL_PICTURES, where that is set."""

import os
import shutil
import signal
import unittest
from datetime import datetime, timezone

from desktop_session import Desktop
from films import hevc120, make_video, padded
from ground import fresh, main, MIB, require, wait_for
from hands_on_window import drag_in
from program import Postreel
from sandbox_process import Sandbox
from screen_reader import ScreenReader, can_be_had
from ways_to_press import ByKeyboard, ByMouse, ByScreenReader

require("ffmpeg", "ffprobe", "Xvfb", "openbox", "pcmanfm-qt", "xdotool", "xprop", "xwininfo", "dbus-daemon")
FILES = 30
BACK_WITHIN_SECONDS = 20


class Jobs:
    """The jobs; how something is pressed is said by those that inherit them."""

    Way = None

    def setUp(self):
        self.folder = fresh("films")

    def picture(self, name):
        folder = os.environ.get("POSTREEL_PICTURES")
        if folder:
            self.desktop.screenshot(os.path.join(folder, f"{self.id().split('.', 1)[1]}-{name}.png"))

    def play(self, job, *options):
        with Desktop() as desktop:
            desktop.start_session_bus()
            with Postreel(*options, platform=None, env=desktop.env) as program, \
                    ScreenReader(desktop, program.process.pid) as reader:
                self.desktop, self.program, self.reader = desktop, program, reader
                job()
                program.signal(signal.SIGTERM)
                self.assertEqual(program.result().code, 143)

    def drop(self, all_of_them=False):
        self.window = drag_in(self.desktop, self.program, self.folder, all_of_them=all_of_them)
        self.way = self.Way(self.desktop, self.window, self.reader)
        self.desktop.hands("windowactivate", "--sync", self.window)

    def told(self, name):
        return [event for event in self.program.events() if event["event"] == name]

    def rows(self, words):
        return self.reader.elements("list item", words)

    def test_thirty_files_are_posted_at_once(self):
        for number in range(FILES):
            shutil.move(padded(120_000 + number), os.path.join(self.folder, f"clip {number:02}.mp4"))
        self.play(self.thirty_files)

    def thirty_files(self):
        self.reader.do("push button", "Try it in the sandbox")
        self.drop(all_of_them=True)
        wait_for(lambda: len(self.told("created")) == FILES, "a draft of each file")
        self.picture("1-drafts")
        self.way.choose("Queue", "Post all drafts…")
        self.way.press("Post all")
        self.program.wait_event("posted")
        self.picture("2-posting")
        wait_for(lambda: len(self.told("posted")) == FILES, "all Posts")
        wait_for(lambda: not self.rows("Draft"), "no draft to be left")
        self.picture("3-posted")

    def test_a_video_that_x_would_refuse_is_fixed(self):
        hevc120(self.folder)
        self.play(self.fix)

    def fix(self):
        self.reader.do("push button", "Try it in the sandbox")
        self.drop()
        self.reader.find("label", "X won't take this as it is.")
        self.reader.find("list item", "Being written")
        self.picture("1-asks")
        self.way.press("Fix it")
        self.program.wait_event("fixing")
        self.picture("2-fixing")
        wait_for(lambda: any(event["to"] == "Ready" for event in self.told("state")), "the upload")
        self.way.press("Post")
        self.program.wait_event("posted")
        self.reader.find("list item", "Posted in the sandbox")
        self.picture("3-posted")

    def test_the_server_goes_and_comes_back(self):
        shutil.move(padded(24 * MIB), os.path.join(self.folder, "film.mp4"))
        with Sandbox("up=8") as sandbox:
            self.sandbox = sandbox
            self.play(self.server_away, *sandbox.access())

    def server_away(self):
        self.drop()
        self.program.wait_event("segment")
        port = int(self.sandbox.base.rsplit(":", 1)[1])
        self.sandbox.kill()
        self.reader.find("list item", "No network", actions="Try now")
        self.picture("1-away")
        acked = len(self.told("segment"))
        self.sandbox.start(port)
        back = datetime.now(timezone.utc)
        wait_for(lambda: len(self.told("segment")) > acked, "the upload to go on")
        self.assertLessEqual((datetime.fromisoformat(self.told("segment")[acked]["t"].replace("Z", "+00:00")) - back).total_seconds(), BACK_WITHIN_SECONDS)
        self.picture("2-back")

    def test_what_was_removed_comes_back(self):
        make_video(os.path.join(self.folder, "harbour.mp4"))
        self.play(self.remove_and_undo)

    def remove_and_undo(self):
        self.reader.do("push button", "Try it in the sandbox")
        self.drop()
        self.way.ready("Post")
        self.way.press("Discard draft")
        self.reader.find(None, "Draft discarded")
        wait_for(lambda: not self.rows("harbour.mp4"), "the draft to go")
        self.reader.find("label", "Nothing here yet")
        self.reader.find("text", "Post text", states="focused")
        self.picture("1-discarded")
        self.way.press("Undo")
        self.reader.find("list item", "harbour.mp4")
        self.way.ready("Post")
        self.way.press("Post")
        self.program.wait_event("posted")
        self.reader.find("list item", "Posted in the sandbox")
        self.way.on_row("harbour.mp4", "Remove from the list")
        wait_for(lambda: not self.rows("harbour.mp4"), "the row to go")
        self.picture("2-removed")
        self.way.press("Undo")
        self.reader.find("list item", "Posted in the sandbox")
        self.picture("3-undone")


@unittest.skipUnless(can_be_had(), "python3-gi and gir1.2-atspi-2.0 are not installed")
class WithAMouse(Jobs, unittest.TestCase):
    Way = ByMouse


@unittest.skipUnless(can_be_had(), "python3-gi and gir1.2-atspi-2.0 are not installed")
class WithAKeyboard(Jobs, unittest.TestCase):
    Way = ByKeyboard


@unittest.skipUnless(can_be_had(), "python3-gi and gir1.2-atspi-2.0 are not installed")
class WithAScreenReader(Jobs, unittest.TestCase):
    Way = ByScreenReader


if __name__ == "__main__":
    main()
