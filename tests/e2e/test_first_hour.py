"""The first hour of somebody who knows nothing of it, in the real window: a video is brought in before any account is chosen,
the sandbox is tried, a text written, Post pressed twice in a moment, taken back, posted. By mouse with a real file manager, by
keyboard alone, and by what a screen reader can do alone. Pictures of each step go to POSTREEL_PICTURES, where that is set."""

import os
import shutil
import signal
import unittest

from desktop_session import Desktop
from films import padded
from ground import fresh, main, MIB, require, wait_for
from hands_on_window import drag_in
from program import Postreel
from screen_reader import ScreenReader, can_be_had
from ways_to_press import ByKeyboard, ByMouse, ByScreenReader

require("ffmpeg", "ffprobe", "Xvfb", "openbox", "pcmanfm-qt", "xdotool", "xprop", "xwininfo", "dbus-daemon")
WHERE = "Choose where it goes"
SANDBOX = "Try it in the sandbox"
UNDO_SECONDS = 60  # a person who listens, or goes from button to button, takes their time


class FirstHour:
    """What happens; how it is done is said by those that inherit it."""

    Way = None

    def setUp(self):
        self.folder = fresh("films")
        self.film = os.path.join(self.folder, "holiday.mp4")
        shutil.move(padded(2 * MIB), self.film)

    def picture(self, name):
        folder = os.environ.get("POSTREEL_PICTURES")
        if folder:
            self.desktop.screenshot(os.path.join(folder, f"{self.id().split('.', 1)[1]}-{name}.png"))

    def profile(self):
        """One in which Undo stands for longer, as the settings allow."""
        folder = os.path.join(fresh("profile"), "p")
        os.mkdir(folder, 0o700)
        with open(os.path.join(folder, "settings.ini"), "w", encoding="utf-8") as file:
            file.write(f"[composer]\nundoSeconds={UNDO_SECONDS}\n")
        return folder

    def test_first_hour(self):
        with Desktop() as desktop:
            desktop.start_session_bus()
            with Postreel(platform=None, env=desktop.env, profile=self.profile()) as program, \
                    ScreenReader(desktop, program.process.pid) as reader:
                self.desktop, self.program, self.reader = desktop, program, reader
                self.hour()
                program.signal(signal.SIGTERM)
                self.assertEqual(program.result().code, 143)

    def hour(self):
        self.reader.find("push button", SANDBOX)  # the welcome
        self.window = self.desktop.window(pid=self.program.process.pid)
        self.way = self.Way(self.desktop, self.window, self.reader)
        self.bring_in()
        self.check_both_ways_on()
        self.picture("1-brought")
        # What is written goes along into the choice.
        self.write("written before")
        self.way.press(SANDBOX)
        self.reader.gone("push button", SANDBOX)
        self.program.wait_event("segment")
        self.write("written before and after", so_far="written before")
        self.picture("2-sandbox")
        self.way.ready("Post")
        self.post_twice()
        self.picture("3-posting")
        self.undo()
        self.reader.find("text", "Post text", text="written before and after")
        self.reader.find("notification", "Not posted")
        self.picture("4-undone")
        self.assertFalse([event for event in self.program.events() if event["event"] == "posted"])
        self.way.press("Post")
        self.program.wait_event("posted", UNDO_SECONDS + 120)
        self.reader.find("list item", "Posted in the sandbox")
        self.assertEqual(len([event for event in self.program.events() if event["event"] == "posted"]), 1)
        self.picture("5-posted")

    def check_both_ways_on(self):
        """They stand in every place that speaks of an account, and the text has the keyboard."""
        self.reader.find("list item", WHERE)
        self.reader.find("frame", WHERE)  # what is left of the welcome
        self.reader.find("push button", "Connect X…")
        self.reader.find("push button", "Post", description="Choose first where it goes")
        self.reader.find("text", "Post text", states="focused")
        self.assertFalse([one for one in self.reader.elements() if "Sign in again" in one["name"]])

    def write(self, text, so_far=""):
        self.desktop.hands("type", "--delay", "20", text[len(so_far):])
        self.reader.find("text", "Post text", text=text)

    def undo(self):
        self.way.press("Undo")


@unittest.skipUnless(can_be_had(), "python3-gi and gir1.2-atspi-2.0 are not installed")
class WithAMouse(FirstHour, unittest.TestCase):
    Way = ByMouse

    def bring_in(self):
        self.window = drag_in(self.desktop, self.program, self.folder)

    def post_twice(self):
        """A double click on Post: one Post, nothing under the pointer that takes it back."""
        left, top, width, height = self.desktop.geometry(self.window)
        place = self.reader.place("push button", "Post")
        self.assertTrue(left <= place[0] <= left + width and top <= place[1] <= top + height, place)
        self.desktop.hands("mousemove", *place)
        self.desktop.hands("click", "--repeat", "2", "--delay", "80", "1")
        self.reader.find("push button", "Undo")
        self.assertEqual(self.reader.place("push button", "Post"), place)  # it did not move
        self.assertNotEqual(self.reader.place("push button", "Undo"), place)


@unittest.skipUnless(can_be_had(), "python3-gi and gir1.2-atspi-2.0 are not installed")
class WithAKeyboard(FirstHour, unittest.TestCase):
    Way = ByKeyboard

    def bring_in(self):
        self.desktop.hands("windowactivate", "--sync", self.window)
        self.desktop.hands("key", "ctrl+o")
        self.reader.find("text", "File name:", states="focused")
        self.desktop.hands("type", "--delay", "20", self.film)
        self.reader.find("text", "File name:", text=self.film)
        self.desktop.hands("key", "Return")
        self.program.wait_event("created")

    def post_twice(self):
        self.desktop.hands("key", "ctrl+Return", "ctrl+Return")
        self.reader.find("push button", "Undo")


@unittest.skipUnless(can_be_had(), "python3-gi and gir1.2-atspi-2.0 are not installed")
class WithAScreenReader(FirstHour, unittest.TestCase):
    Way = ByScreenReader

    def bring_in(self):
        self.reader.do("push button", "Add media")
        self.reader.write("text", "File name:", self.film)
        self.reader.do("push button", "Open")
        self.program.wait_event("created")

    def write(self, text, so_far=""):
        self.reader.write("text", "Post text", text)
        self.reader.find("text", "Post text", text=text)

    def post_twice(self):
        self.reader.do("push button", "Post")
        self.reader.ask({"act": self.program.process.pid, "role": "push button", "name": "Post", "action": "Press"})
        self.reader.find("push button", "Undo")


if __name__ == "__main__":
    main()
