"""How a test names what stands on the screen; read by both sides of the screen reader."""


def is_named(role, name, wanted):
    """What can be pressed by the whole of its name, but for how long it takes and of which file; else by a part of it."""
    if role in ("push button", "text", "menu item"):
        return name == wanted or name.startswith((wanted + " (", wanted + ": "))
    return wanted in name
