"""The rows of the queue for somebody who hears them: what they say, and what can be done with them by their own actions. In the
real window, over AT-SPI alone."""

import os
import shutil
import signal
import unittest

from desktop_session import Desktop
from films import padded
from ground import fresh, main, MIB, require, wait_for
from program import Postreel
from screen_reader import Ear, ScreenReader, can_be_had

require("ffmpeg", "ffprobe", "Xvfb", "openbox", "xdotool", "xprop", "xwininfo", "dbus-daemon")
SLOW = "--sandbox=rtt=20,up=8"  # Mbit/s: there is time to pause it


@unittest.skipUnless(can_be_had(), "python3-gi and gir1.2-atspi-2.0 are not installed")
class HeardRows(unittest.TestCase):
    def film(self, size):
        path = os.path.join(fresh("films"), "holiday.mp4")
        shutil.move(padded(size), path)
        return path

    def start(self, desktop, *arguments, profile=None):
        if not profile:
            desktop.start_session_bus()
        return Postreel(*arguments, profile=profile, platform=None, env=desktop.env)

    def end(self, program, whole=True):
        program.signal(signal.SIGTERM)
        self.assertEqual(program.result(whole=whole).code, 143)

    def test_a_draft_is_posted_by_the_action_of_its_row(self):
        with Desktop() as desktop:
            arguments = ("--sandbox", "--account", "sandbox", "--text", "words of it", self.film(MIB))
            with self.start(desktop, *arguments) as program, ScreenReader(desktop, program.process.pid) as reader:
                row = ("list item", "words of it")
                wait_for(lambda: "Post" in reader.find(*row)["actions"], "what can be done with a draft")
                self.assertTrue({"Edit", "Discard draft", "Details", "SetFocus"} <= set(reader.find(*row)["actions"]))
                reader.find("check box", "Drafts 1")
                reader.do(*row, action="Details")
                reader.find("label", "Next: Stays a draft until you post it.")
                reader.do(*row, action="Post")
                reader.find("push button", "Undo")
                program.wait_event("posted")
                posted = reader.find("list item", "Posted in the sandbox")
                self.assertEqual(posted["actions"][:3], ["Open", "Copy link", "Remove from the list"])
                reader.find("check box", "Posted 1")
                reader.find("label", "Next: Nothing more to do.")
                reader.do(*row, action="Remove from the list")
                reader.gone(*row)
                reader.find("notification", "removed")
                self.end(program)

    def test_an_upload_is_paused_and_resumed_by_the_actions_of_its_row(self):
        with Desktop() as desktop:
            arguments = (SLOW, "--account", "sandbox", "--post", "--text", "words of it", self.film(24 * MIB))
            with self.start(desktop, *arguments) as program, ScreenReader(desktop, program.process.pid) as reader:
                row = ("list item", "words of it")
                program.wait_event("state", to="Sending")
                reader.do(*row, action="Pause")
                program.wait_event("state", to="Paused")
                reader.find("list item", "Paused")
                reader.do(*row, action="SetFocus")
                wait_for(lambda: "focused" in reader.find(*row)["states"], "the focus")
                with Ear(desktop, program.process.pid) as ear:
                    reader.do(*row, action="Resume")
                    program.wait_event("posted")
                    ear.wait("renamed", "list item", "Posted in the sandbox")
                    ear.wait("appeared", "notification", "Nothing to upload")
                self.check_what_was_spoken(program, ear)
                self.end(program)

    def test_a_stage_is_told_wherever_the_focus_is(self):
        with Desktop() as desktop:
            arguments = (SLOW, "--account", "sandbox", "--post", "--text", "words of it", self.film(4 * MIB))
            with self.start(desktop, *arguments) as program, ScreenReader(desktop, program.process.pid) as reader:
                program.wait_event("state", to="Sending")
                self.assertNotIn("focused", reader.find("list item", "words of it")["states"])
                with Ear(desktop, program.process.pid) as ear:
                    program.wait_event("posted")
                    ear.wait("renamed", "list item", "Posted in the sandbox")
                self.end(program)

    def test_a_card_of_the_composer_offers_what_its_menu_does(self):
        with Desktop() as desktop:
            arguments = ("--sandbox", "--account", "sandbox", "--text", "words of it", self.film(MIB))
            with self.start(desktop, *arguments) as program, ScreenReader(desktop, program.process.pid) as reader:
                program.wait_event("state", to="Ready")
                reader.do("list item", "words of it", action="Edit")
                card = ("panel", "holiday.mp4")
                wait_for(lambda: "Trim and cover…" in reader.find(*card)["actions"], "what can be done with a film")
                self.assertTrue({"Alt text…", "Subtitles…", "Remove"} <= set(reader.find(*card)["actions"]))
                reader.do(*card, action="Alt text…")
                reader.do("push button", "Cancel")
                reader.do(*card, action="Remove")
                reader.gone(*card)
                self.end(program, whole=False)  # what was removed is told of no more

    def test_the_sandbox_is_there_again_after_a_restart(self):
        with Desktop() as desktop:
            begun = ("--account", "sandbox", "--post", "--text")
            with self.start(desktop, "--sandbox", *begun, "tried", self.film(MIB)) as program:
                program.wait_event("posted")
                self.end(program)
            profile = program.profile
            with self.start(desktop, SLOW, *begun, "on its way", self.film(12 * MIB), profile=profile) as program:
                program.wait_event("segment")
                self.end(program)
            with self.start(desktop, profile=profile) as program, ScreenReader(desktop, program.process.pid) as reader:
                program.wait_event("posted")
                self.assertFalse([event for event in program.events() if event["event"] == "needs"])
                for row in ("tried", "on its way"):
                    wait_for(lambda: "Posted in the sandbox" in reader.find("list item", row)["name"], row)
                self.assertEqual(reader.find("list item", "tried")["actions"][:2], ["Open", "Copy link"])
                reader.do("list item", "tried", action="Details")
                reader.find("label", "Next: Nothing more to do.")
                self.end(program, whole=False)  # its Posts were begun by the starts before

    def check_what_was_spoken(self, program, ear):
        """Each stage once, though its numbers changed all the time."""
        spoken = ear.names("renamed", "list item")
        self.assertEqual(len([name for name in spoken if "Uploading" in name]), 1, spoken)
        self.assertGreater(len([event for event in program.events() if event["event"] == "segment"]), 1)
        self.assertFalse([name for name in ear.names("renamed", "push button") if "all" in name])  # "Pause all" stays what it is
        going_on = [name for name in ear.names("appeared", "notification") if name.startswith("Uploading")]
        self.assertLessEqual(len(going_on), 1, going_on)


if __name__ == "__main__":
    main()
