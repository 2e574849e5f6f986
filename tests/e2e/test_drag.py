"""A video is dragged from a real file manager onto the real window, a text is typed, Post is pressed: the bytes and
the text arrive."""

import os
import shutil
import signal
import unittest

from desktop_session import Desktop
from films import padded, sha256
from ground import fresh, main, MIB, require, wait_for
from program import Postreel
from sandbox_process import Sandbox

require("ffmpeg", "ffprobe", "Xvfb", "openbox", "pcmanfm-qt", "xdotool", "xprop", "xwininfo", "dbus-run-session")


class Drag(unittest.TestCase):
    def setUp(self):
        self.folder = fresh("films")
        self.film = os.path.join(self.folder, "film.mp4")
        shutil.move(padded(5 * MIB), self.film)

    def drag_in(self, desktop, program, folder, target):
        """Drags the first file of the folder onto a place of the window, given as fractions of its size, until the
        program tells of it. Where in its cell the file manager paints an icon depends on its theme."""
        manager = desktop.file_manager(folder)
        desktop.place(manager, 10, 40, 420, 500)
        window = desktop.window(pid=program.process.pid)
        desktop.place(window, 450, 40, 800, 820)
        left, top, width, height = desktop.geometry(window)
        end = (left + int(width * target[0]), top + int(height * target[1]))
        x, y, _, _ = desktop.geometry(manager)
        for inside in ((50, 138), (50, 110), (60, 160), (50, 100)):
            desktop.drag((x + inside[0], y + inside[1]), end)
            desktop.drop()
            try:
                wait_for(lambda: any(event["event"] == "created" for event in program.events()), "the drop", 5)
                return window
            except AssertionError:
                continue
        self.fail("no drop arrived: " + str(program.events()) + program.err)

    def test_a_video_from_the_file_manager(self):
        with Desktop() as desktop, Sandbox() as sandbox:
            with Postreel(*sandbox.access(), platform=None, env=desktop.env) as program:
                window = self.drag_in(desktop, program, self.folder, (0.25, 0.5))
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
