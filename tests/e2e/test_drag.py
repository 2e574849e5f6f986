"""A video is dragged from a real file manager onto the real window, a text is typed, Post is pressed: the bytes and
the text arrive."""

import os
import shutil
import signal
import unittest

from desktop_session import Desktop
from films import padded, sha256
from ground import fresh, main, MIB, require
from hands_on_window import drag_in
from program import Postreel
from sandbox_process import Sandbox
from screen_reader import can_be_had

require("ffmpeg", "ffprobe", "Xvfb", "openbox", "pcmanfm-qt", "xdotool", "xprop", "xwininfo", "dbus-daemon")


class Drag(unittest.TestCase):
    def setUp(self):
        self.folder = fresh("films")
        self.film = os.path.join(self.folder, "film.mp4")
        shutil.move(padded(5 * MIB), self.film)

    @unittest.skipUnless(can_be_had(), "python3-gi and gir1.2-atspi-2.0 are not installed")
    def test_a_video_from_the_file_manager(self):
        with Desktop() as desktop, Sandbox() as sandbox:
            desktop.start_session_bus()
            with Postreel(*sandbox.access(), platform=None, env=desktop.env) as program:
                window = drag_in(desktop, program, self.folder)
                # The upload starts at the drop, before a word is written.
                program.wait_event("state", to="Sending")
                desktop.hands("windowactivate", "--sync", window)
                desktop.hands("type", "--delay", "20", "Dragged and typed, with 2 numbers!")
                desktop.hands("key", "ctrl+Return")
                program.wait_event("posted")
                program.signal(signal.SIGTERM)
                result = program.result()
            self.assertEqual(result.code, 143, result)
            self.assertEqual(result.named("created")[0]["media"][0]["file"], self.film)
            posts = sandbox.posts()
            self.assertEqual(len(posts), 1)
            self.assertEqual(posts[0]["text"], "Dragged and typed, with 2 numbers!")
            upload = sandbox.uploads()[0]
            self.assertEqual(posts[0]["media_ids"], [upload["id"]])
            self.assertEqual(upload["sha256"], sha256(self.film))


if __name__ == "__main__":
    main()
