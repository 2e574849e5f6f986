"""A desktop without a screen: Xvfb, openbox, a file manager, and the hands of a person (xdotool)."""

import os
import re
import subprocess

from ground import environment, fresh, wait_for

FILE_MANAGER_SETTINGS = """[FolderView]
Mode=icon
ShowThumbnails=false
[Window]
FixedHeight=500
FixedWidth=420
LastWindowMaximized=false
RememberWindowSize=false
ShowMenuBar=false
SidePaneVisible=false
"""


class Desktop:
    def __enter__(self):
        self.folder = fresh("desktop")
        self.processes = []
        reader, writer = os.pipe()
        self.log = open(os.path.join(self.folder, "log"), "w")
        # Xvfb picks a free number by itself and tells it. Without -noreset it starts over when its last client leaves, such
        # as a look for the window manager, and throws out whoever connects just then: the window manager.
        self.start("Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset",
                   pass_fds=[writer], env=environment())
        os.close(writer)
        with os.fdopen(reader) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        home = os.path.join(self.folder, "home")
        os.makedirs(os.path.join(home, ".config", "pcmanfm-qt", "default"))
        with open(os.path.join(home, ".config", "pcmanfm-qt", "default", "settings.conf"), "w") as file:
            file.write(FILE_MANAGER_SETTINGS)
        self.env = environment(DISPLAY=":" + number, HOME=home)
        self.start("openbox", "--sm-disable")
        try:
            wait_for(lambda: "window id" in self.output("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), "the window manager")
        except AssertionError:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.log.close()

    def start(self, *command, **options):
        options.setdefault("env", getattr(self, "env", None))
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, **options)
        self.processes.append(process)
        return process

    def start_session_bus(self):
        """With it, and what a screen reader needs of the programs that start from now on."""
        reader, writer = os.pipe()
        self.start("dbus-daemon", "--session", "--nofork", f"--print-address={writer}", pass_fds=[writer])
        os.close(writer)
        with os.fdopen(reader) as told:
            self.env["DBUS_SESSION_BUS_ADDRESS"] = told.readline().strip()
        self.env["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"

    def output(self, *command):
        return subprocess.run(command, env=self.env, stdin=subprocess.DEVNULL, capture_output=True, text=True).stdout

    def hands(self, *what):
        subprocess.run(["xdotool", *map(str, what)], env=self.env, stdin=subprocess.DEVNULL, check=True,
                       capture_output=True)

    def window(self, pid=None, kind=None, timeout=None):
        """Waits for the window of a process, or of a class, and answers its id."""
        wanted = ["--pid", str(pid)] if pid else ["--class", kind]

        def largest():
            found = self.output("xdotool", "search", "--onlyvisible", *wanted).split()
            sizes = [(self.geometry(window)[2], window) for window in found]
            return max(sizes)[1] if sizes and max(sizes)[0] > 100 else None
        return wait_for(largest, f"the window of {pid or kind}", timeout)

    def geometry(self, window):
        """Left, top, width and height of what is inside the frame."""
        text = self.output("xwininfo", "-id", window)
        values = [re.search(name + r":\s+(-?\d+)", text) for name in
                  ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")]
        return [int(value.group(1)) if value else 0 for value in values]

    def place(self, window, left, top, width, height):
        self.hands("windowsize", "--sync", window, width, height)
        self.hands("windowmove", window, left, top)
        wait_for(lambda: abs(self.geometry(window)[0] - left) < 30, "the window to be moved")

    def file_manager(self, folder):
        """Opens a folder, on the session bus, and answers the window and the process. The file manager was seen to stand still
        at its start while it was announcing itself to the screen reader: it is not what is tested, so it is started anew then."""
        manager = self.start("pcmanfm-qt", folder)
        try:
            return self.window(kind="pcmanfm-qt", timeout=30), manager.pid
        except AssertionError:
            manager.kill()
            manager.wait()
            manager = self.start("pcmanfm-qt", folder)
        try:
            return self.window(kind="pcmanfm-qt"), manager.pid
        except AssertionError as error:
            with open(self.log.name) as log:
                raise AssertionError(f"{error}; exit code {manager.poll()}, windows "
                                     f"{self.output('xdotool', 'search', '--name', '').split()}, "
                                     f"the last words:\n{log.read()[-2000:]}") from None

    def drag(self, start, end):
        """As a hand does it: press, move a little so that the drag begins, go there, wait for the overlay, let go."""
        self.hands("mousemove", *start)
        self.hands("mousedown", 1)
        for step in range(1, 6):
            self.hands("mousemove", start[0] + 4 * step, start[1] + 2 * step)
        for step in range(1, 21):
            self.hands("mousemove", start[0] + (end[0] - start[0]) * step // 20,
                       start[1] + (end[1] - start[1]) * step // 20)
        self.hands("mousemove", end[0] + 3, end[1] + 3)

    def drop(self):
        self.hands("mouseup", 1)

    def screenshot(self, path):
        subprocess.run(["import", "-window", "root", path], env=self.env, check=True, stdin=subprocess.DEVNULL)
