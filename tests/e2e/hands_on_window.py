"""A file is dragged from the real file manager onto the real window."""

import os

from ground import wait_for
from screen_reader import ScreenReader


def drag_in(desktop, program, folder, target=(0.25, 0.5), all_of_them=False):
    """Drags the first file of the folder, or all of them, onto a place of the window, given as fractions of its size, until
    the program tells of it, and answers the window. Needs the desktop's session bus: where the icon lies, whether it is
    selected and whether the window takes the drop is heard, not guessed."""
    manager, manager_pid = desktop.file_manager(folder)
    desktop.place(manager, 10, 40, 420, 500)
    window = desktop.window(pid=program.process.pid)
    desktop.place(window, 450, 40, 800, 820)
    left, top, width, height = desktop.geometry(window)
    names = sorted(os.listdir(folder))
    with ScreenReader(desktop, manager_pid) as files, ScreenReader(desktop, program.process.pid) as reader:
        start = files.find("list item", names[0])["place"]
        if all_of_them:
            desktop.hands("windowactivate", "--sync", manager)
            desktop.hands("key", "ctrl+a")
            wait_for(lambda: all("selected" in one["states"] for one in files.elements("list item") if one["name"] in names),
                     "all to be selected")
        desktop.drag(start, (left + int(width * target[0]), top + int(height * target[1])))
        reader.find(None, "Drop here")
        desktop.drop()
    program.wait_event("created")
    return window
