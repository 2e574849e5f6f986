"""When the program is killed: at a random time after its start, or a random moment after an event."""

import json
import os
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Moment:
    name: str
    event: str = ""      # empty: the start itself
    to: str = ""         # of `state` and `post`
    number: int = 1      # the how manieth such event
    delay: float = 0.0   # seconds after it

    def __str__(self):
        return f"{self.name}#{self.number}+{self.delay * 1000:.0f}ms"

    def counts(self, event):
        return event["event"] == self.event and self.to in ("", event.get("to"))


# In the order in which a run comes by them: name, event, state, most events to wait for, longest delay in seconds.
# The delays cover what the scene of crash.py makes each stage last.
_stages = [
    ("start", "", "", 1, 0.15),
    ("checking", "state", "Checking", 1, 0.015),
    ("initializing", "state", "Initializing", 1, 0.3),
    ("sending", "segment", "", 16, 0.05),
    ("finalizing", "state", "Finalizing", 1, 0.35),
    ("processing", "state", "Processing", 1, 1.5),
    ("attaching", "post", "Attaching", 1, 0.35),
    ("posting", "post", "Posting", 1, 0.5),
    ("looking", "", "", 1, 0.9),  # after a kill while posting, the next start looks for what that made
    ("any time", "", "", 1, 3.5),
]
STAGES = [stage[0] for stage in _stages]


def moment(chance, name):
    _, event, to, most, longest = _stages[STAGES.index(name)]
    if name == "posting" and chance.random() < 0.3:
        longest = 0.01  # before the request has arrived, or just then
    return Moment(name, event, to, chance.randint(1, most), chance.uniform(0, longest))


def random_moments(chance):
    """One to five kills of one run, in the order in which they can happen."""
    weights = [2, 2, 2, 5, 2, 2, 2, 3, 2, 4]
    names = chance.choices(STAGES, weights, k=chance.choice((1, 2, 2, 3, 4)))
    if "looking" in names and "posting" not in names:
        names.append("posting")
    return [moment(chance, name) for name in sorted(names, key=STAGES.index)]


def await_moment(moment, program, timeout):
    """True when the moment has come, False when the program ended before it."""
    seen, offset, deadline = 0, 0, time.monotonic() + timeout
    while moment.event and seen < moment.number:
        if os.path.exists(program.events_file):
            with open(program.events_file, "rb") as file:
                file.seek(offset)
                whole = file.read().rpartition(b"\n")[0]
            offset += len(whole) + (1 if whole else 0)
            seen += sum(moment.counts(json.loads(line)) for line in whole.splitlines())
        if seen < moment.number:
            if program.process.poll() is not None:
                return False
            if time.monotonic() > deadline:
                raise AssertionError(f"the program neither ended nor came to {moment}")
            time.sleep(0.002)
    return not _ends_within(program, moment.delay)


def _ends_within(program, seconds):
    """Waits that long for the end of the program."""
    deadline = time.monotonic() + seconds
    while program.process.poll() is None:
        left = deadline - time.monotonic()
        if left <= 0:
            return False
        time.sleep(min(0.005, left))
    return True
