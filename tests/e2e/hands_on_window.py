"""A file is dragged from the real file manager onto the real window."""

import unittest

from ground import wait_for


def drag_in(test: unittest.TestCase, desktop, program, folder, target=(0.25, 0.5), all_of_them=False):
    """Drags the first file of the folder, or all of them, onto a place of the window, given as fractions of its size, until the program
    tells of it, and answers the window. Where in its cell the file manager paints an icon depends on its theme."""
    manager = desktop.file_manager(folder)
    desktop.place(manager, 10, 40, 420, 500)
    window = desktop.window(pid=program.process.pid)
    desktop.place(window, 450, 40, 800, 820)
    left, top, width, height = desktop.geometry(window)
    end = (left + int(width * target[0]), top + int(height * target[1]))
    x, y, _, _ = desktop.geometry(manager)
    for inside in ((50, 138), (50, 110), (60, 160), (50, 100)):
        if all_of_them:
            desktop.hands("windowactivate", "--sync", manager)
            desktop.hands("key", "ctrl+a")
        desktop.drag((x + inside[0], y + inside[1]), end)
        desktop.drop()
        try:
            wait_for(lambda: any(event["event"] == "created" for event in program.events()), "the drop", 5)
            return window
        except AssertionError:
            continue
    test.fail("no drop arrived: " + str(program.events()) + program.err)
