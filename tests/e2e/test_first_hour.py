"""The first hour of somebody who knows nothing of it, in the real window with a real file manager: a video is dropped before
any account is chosen, the sandbox is tried, a text written, Post pressed twice by a double click, taken back, posted. By
mouse and keyboard, and by what a screen reader can do alone. Pictures of each step go to POSTREEL_PICTURES, where that is
set."""

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

require("ffmpeg", "ffprobe", "Xvfb", "openbox", "pcmanfm-qt", "xdotool", "xprop", "xwininfo", "dbus-run-session", "dbus-daemon")
WHERE = "Choose where it goes"
SANDBOX = "Try it in the sandbox"


@unittest.skipUnless(can_be_had(), "python3-gi and gir1.2-atspi-2.0 are not installed")
class FirstHour(unittest.TestCase):
    def setUp(self):
        self.folder = fresh("films")
        shutil.move(padded(2 * MIB), os.path.join(self.folder, "holiday.mp4"))

    def picture(self, desktop, name):
        folder = os.environ.get("POSTREEL_PICTURES")
        if folder:
            desktop.screenshot(os.path.join(folder, f"{self.id().rsplit('.', 1)[1]}-{name}.png"))

    def drop_before_any_account(self, desktop, program, reader):
        """The drop, and that both ways on stand in every place that speaks of an account."""
        reader.find("push button", SANDBOX)  # the welcome
        window = drag_in(self, desktop, program, self.folder)
        reader.find("list item", WHERE)
        reader.find("frame", WHERE)  # what is left of the welcome
        reader.find("push button", "Connect X…")
        reader.find("push button", "Post", description="Choose first where it goes")
        self.assertFalse([one for one in reader.elements() if "Sign in again" in one["name"]])
        return window

    def test_by_mouse_and_keyboard(self):
        with Desktop() as desktop:
            desktop.start_session_bus()
            with Postreel(platform=None, env=desktop.env) as program, ScreenReader(desktop, program.process.pid) as reader:
                window = self.drop_before_any_account(desktop, program, reader)
                self.picture(desktop, "1-dropped")
                # The text has the keyboard after the drop, and what is typed goes along into the choice.
                desktop.hands("type", "--delay", "20", "typed before")
                reader.find("text", "Post text", text="typed before")
                reader.do("push button", SANDBOX)
                reader.gone("push button", SANDBOX)
                program.wait_event("segment")
                desktop.hands("type", "--delay", "20", " and after")
                reader.find("text", "Post text", text="typed before and after")
                self.picture(desktop, "2-sandbox")
                self.post_by_double_click(desktop, window, reader)
                self.picture(desktop, "3-posting")
                reader.do("push button", "Undo")
                reader.find("text", "Post text", text="typed before and after")
                reader.find("notification", "Not posted")
                self.picture(desktop, "4-undone")
                self.assertFalse([event for event in program.events() if event["event"] == "posted"])
                desktop.hands("windowactivate", "--sync", window)
                desktop.hands("key", "ctrl+Return")
                program.wait_event("posted")
                reader.find("list item", "Posted in the sandbox")
                self.picture(desktop, "5-posted")
                program.signal(signal.SIGTERM)
                self.assertEqual(program.result().code, 143)

    def post_by_double_click(self, desktop, window, reader):
        """A double click on Post: one Post, nothing under the pointer that takes it back."""
        left, top, width, height = desktop.geometry(window)
        wait_for(lambda: "Press" in reader.find("push button", "Post")["actions"], "Post")
        place = reader.place("push button", "Post")
        self.assertTrue(left <= place[0] <= left + width and top <= place[1] <= top + height, place)
        desktop.hands("mousemove", *place)
        desktop.hands("click", "--repeat", "2", "--delay", "80", "1")
        reader.find("push button", "Undo")
        self.assertEqual(reader.place("push button", "Post"), place)  # it did not move
        self.assertNotEqual(reader.place("push button", "Undo"), place)

    def test_by_a_screen_reader_alone(self):
        with Desktop() as desktop:
            desktop.start_session_bus()
            with Postreel("--text", "from the command line", os.path.join(self.folder, "holiday.mp4"), platform=None,
                          env=desktop.env) as program, ScreenReader(desktop, program.process.pid) as reader:
                reader.find("list item", WHERE)
                reader.do("push button", SANDBOX)
                program.wait_event("segment")
                wait_for(lambda: "Press" in reader.find("push button", "Post")["actions"], "Post")
                reader.do("push button", "Post")
                reader.do("push button", "Undo")
                reader.find("notification", "Not posted")
                wait_for(lambda: "Press" in reader.find("push button", "Post")["actions"], "Post again")
                reader.do("push button", "Post")
                program.wait_event("posted")
                reader.find("list item", "Posted in the sandbox")
                program.signal(signal.SIGTERM)
                self.assertEqual(program.result().code, 143)


if __name__ == "__main__":
    main()
