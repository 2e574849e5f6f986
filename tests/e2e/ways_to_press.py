"""Three people at the same window: one with a mouse, one with a keyboard, one who hears it. Each presses by what they have;
what stands on the screen is asked of the screen reader in all three cases."""

from ground import wait_for

MOST_TABS = 120
KEYS = {"Queue": "alt+q"}


class Way:
    def __init__(self, desktop, window, reader):
        self.desktop = desktop
        self.window = window
        self.reader = reader

    def ready(self, name):
        """Waits until it can be pressed."""
        wait_for(lambda: "Press" in self.reader.find("push button", name)["actions"], f"“{name}” to be on")


class ByMouse(Way):
    def press(self, name):
        self.ready(name)
        self.desktop.hands("mousemove", *self.reader.place("push button", name))
        self.desktop.hands("click", 1)

    def choose(self, menu, entry):
        self.desktop.hands("mousemove", *self.reader.place("menu item", menu))
        self.desktop.hands("click", 1)
        self.desktop.hands("mousemove", *self.reader.place("menu item", entry))
        self.desktop.hands("click", 1)

    def select(self, row):
        self.desktop.hands("mousemove", *self.reader.place("list item", row))
        self.desktop.hands("click", 1)
        self.reader.find("list item", row, states="selected")

    def on_row(self, row, action):
        """What the row offers stands in its details, too."""
        self.select(row)
        self.press(action)


class ByKeyboard(Way):
    ROW_KEYS = {"Pause": "space", "Fix": "x", "Remove from the list": "Delete", "Discard draft": "Delete"}

    def tab_to(self, role, name):
        for _ in range(MOST_TABS):
            if any(one["role"] == role and name in one["name"] for one in self.reader.focused()):
                return
            self.desktop.hands("key", "Tab")
        raise AssertionError(f"{role} “{name}” is not reached by Tab")

    def press(self, name):
        self.ready(name)
        self.tab_to("push button", name)
        self.desktop.hands("key", "space")

    def choose(self, menu, entry):
        self.desktop.hands("key", KEYS[menu])
        self.reader.find("menu item", entry)
        for _ in range(20):
            if any(entry == one["name"] for one in self.reader.focused()):
                break
            self.desktop.hands("key", "Down")
        self.desktop.hands("key", "Return")

    def on_row(self, row, action):
        self.tab_to("list item", "")
        self.desktop.hands("key", "Home")
        for _ in range(40):
            if any(one["role"] == "list item" and row in one["name"] for one in self.reader.focused()):
                break
            self.desktop.hands("key", "Down")
        self.desktop.hands("key", self.ROW_KEYS[action])


class ByScreenReader(Way):
    def press(self, name):
        self.ready(name)
        self.reader.do("push button", name)

    def choose(self, menu, entry):
        self.reader.do("menu item", menu, action="ShowMenu")
        self.reader.do("menu item", entry)

    def on_row(self, row, action):
        self.reader.do("list item", row, action=action)
