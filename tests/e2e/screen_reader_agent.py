#!/usr/bin/python3
"""What a screen reader sees and does, over AT-SPI: reads requests as JSON lines, answers each with one. Runs in the
interpreter of the system, which has gi; see screen_reader.py.

    {"see": PID}                                      every element that shows: role, name, description, states, actions, text, place
    {"focused": PID}                                  the same of those that have the keyboard alone, which is quicker
    {"act": PID, "role": R, "name": N, "action": A}   does it with the first that is_named(); true when there was one
    {"write": PID, "role": R, "name": N, "text": T}   the same, with what stands in it
"""

import json
import sys

import gi

from screen_names import is_named

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

STATES = {name: getattr(Atspi.StateType, name.upper()) for name in ("focused", "enabled", "checked", "selected", "showing")}
MOST = 3000  # elements; a tree that goes on for ever is an error


def applications(pid):
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(index)
        if application and application.get_process_id() == pid:
            yield application


def shown(root):
    """The root's descendants that are on the screen, in their order."""
    waiting, seen = [root], 0
    while waiting:
        element = waiting.pop()
        seen += 1
        assert seen < MOST, "the tree does not end"
        if element is not root and element.get_state_set().contains(Atspi.StateType.SHOWING):
            yield element
        children = []
        for index in range(element.get_child_count()):
            child = element.get_child_at_index(index)
            if child:
                children.append(child)
        waiting += reversed(children)


def actions(element):
    face = element.get_action_iface()
    return [Atspi.Action.get_action_name(face, index) for index in range(Atspi.Action.get_n_actions(face))] if face else []


def text(element):
    face = element.get_text_iface()
    return Atspi.Text.get_text(face, 0, Atspi.Text.get_character_count(face)) if face else ""


def place(element):
    """The middle of it on the screen."""
    face = element.get_component_iface()
    if not face:
        return None
    box = Atspi.Component.get_extents(face, Atspi.CoordType.SCREEN)
    return [box.x + box.width // 2, box.y + box.height // 2]


def told(element):
    states = element.get_state_set()
    return {"role": element.get_role_name(), "name": element.get_name(), "description": element.get_description(),
            "states": [name for name, state in STATES.items() if states.contains(state)], "actions": actions(element),
            "text": text(element), "place": place(element)}


def see(pid, only=None):
    elements = []
    for application in applications(pid):
        for element in shown(application):
            try:
                if only and not element.get_state_set().contains(only):
                    continue
                elements.append(told(element))
            except GLib.Error:  # it went meanwhile
                continue
    return elements


def asked(pid, request):
    for application in applications(pid):
        for element in shown(application):
            if element.get_role_name() == request["role"] and is_named(request["role"], element.get_name(), request["name"]):
                yield element


def act(request):
    for element in asked(request["act"], request):
        names = actions(element)
        if request["action"] in names:
            return Atspi.Action.do_action(element.get_action_iface(), names.index(request["action"]))
    return False


def write(request):
    for element in asked(request["write"], request):
        face = element.get_editable_text_iface()
        if face:
            return Atspi.EditableText.set_text_contents(face, request["text"])
    return False


def respond(request):
    if "see" in request:
        return see(request["see"])
    if "focused" in request:
        return see(request["focused"], STATES["focused"])
    return write(request) if "write" in request else act(request)


def main():
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = respond(request)
        except GLib.Error as problem:  # the tree changed under the reader: asked again
            answer = {"again": str(problem)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
