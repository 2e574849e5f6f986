#!/usr/bin/python3
"""What a screen reader would speak by itself: prints a JSON line for every element of a process whose name changed, and for
every notification that appeared. Runs in the interpreter of the system, which has gi; see screen_reader.py.

    screen_reader_ear.py PID
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

RENAMED = "object:property-change:accessible-name"
APPEARED = "object:state-changed:showing"


def hear(event, pid):
    try:
        if event.source.get_process_id() != pid:
            return
        role = event.source.get_role_name()
        if event.type.startswith(APPEARED) and (role != "notification" or event.detail1 != 1):
            return
        kind = "appeared" if event.type.startswith(APPEARED) else "renamed"
        print(json.dumps({"kind": kind, "role": role, "name": event.source.get_name()}), flush=True)
    except GLib.Error:  # it went meanwhile
        pass


def main():
    listener = Atspi.EventListener.new(lambda event: hear(event, int(sys.argv[1])))
    for kind in (RENAMED, APPEARED):
        listener.register(kind)
    print(json.dumps({"kind": "listening"}), flush=True)
    Atspi.event_main()


if __name__ == "__main__":
    main()
