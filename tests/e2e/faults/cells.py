"""The table as data: which faults strike which calls, and how each cell may end. Nothing here runs anything."""

from dataclasses import dataclass

# column: (the rule's call and number, what has to go wrong before so that the call is made at all)
CALLS = {
    "initialize": ("initialize#1", ""),
    "first append": ("append#1", ""),
    "later append": ("append#2", ""),
    "finalize": ("finalize#1", ""),
    "status": ("status#1", ""),
    "createpost": ("createpost#1", ""),
    # the two calls of a lookup: the Post is made, its answer lost; the first users/me asked whose the token is
    "users/me": ("me#2", "swallow@createpost#1"),
    "timeline": ("timeline#1", "swallow@createpost#1"),
}

# row: (action, byte)
ONCE = {
    "cut before the body": ("cut", "0"),
    "cut in the body": ("cut", "half"),
    "cut after the body": ("cut", "end"),
    "TCP reset in the body": ("reset", "half"),
    "stall in the body": ("stall", "half"),
    "answer swallowed": ("swallow", ""),
    "half an answer": ("half", ""),
    "mute": ("mute", ""),
    "trickling answer": ("slow", ""),
    "endless headers": ("endless", ""),
    "garbage": ("garbage", ""),
    "invalid UTF-8": ("badutf8", ""),
    "ids as numbers": ("numbers", ""),
    "10 MB body": ("huge", ""),
    "redirect": ("redirect", ""),
    "400": ("status400", ""),
    "401": ("status401", ""),
    "403": ("status403", ""),
    "404": ("status404", ""),
    "408": ("status408", ""),
    "413": ("status413", ""),
    "413 and closed early": ("early413", "half"),
    "425": ("status425", ""),
    "429": ("status429", ""),
    "429 without headers": ("bare429", ""),
    "429 with Retry-After": ("later429", "3"),
    "431": ("status431", ""),
    "500": ("status500", ""),
    "502": ("status502", ""),
    "503": ("status503", ""),
    "503 with Retry-After": ("later503", "3"),
    "503 but done": ("done503", ""),
    "504": ("status504", ""),
    "403 with a page": ("page403", ""),
    "200 with a page": ("page200", ""),
    "200 with errors alone": ("errors", ""),
    "lost segment": ("lose", ""),
    "odd redirect, but done": ("moved302", ""),
    "403 page, but done": ("donepage403", ""),
    "403 Unknown is forbidden": ("unknownauth", ""),
}

# Rows that never end, for what may then fail or wait.
EVER = {
    "400, always": ("status400", ""),
    "401, always": ("status401", ""),
    "403, always": ("status403", ""),
    "413, always": ("status413", ""),
    "redirect, always": ("redirect", ""),
    "403 with a page, always": ("page403", ""),
    "503 with Retry-After of ten years": ("later503", "315360000"),
    "usage cap, always": ("capped", ""),
    "not enrolled, always": ("notenrolled", ""),
    "suspended, always": ("suspended", ""),
}
# Some of them say something of one call alone.
CALLS_OF = {"lost segment": ("first append", "later append"), "413, always": ("first append", "later append")}

# Rows of a line on which somebody else answers TLS handshakes from that call on.
FOREIGN = {"foreign certificate for 5 s": 5.0, "foreign certificate, always": 1e9}

# Rows of a tunnel through a proxy (fault_proxy.py) that strikes from that call on.
PROXY = {"proxy away for 5 s": ("away", 5.0), "proxy away, always": ("away", 1e9), "proxy refuses for 5 s": ("refuses", 5.0),
         "proxy refuses, always": ("refuses", 1e9), "proxy wants a password, always": ("407", 1e9)}

# The short form: what does not wait long, and each way to recover at least once.
SHORT = [
    ("cut in the body", "initialize"), ("cut after the body", "finalize"), ("TCP reset in the body", "first append"),
    ("answer swallowed", "initialize"), ("answer swallowed", "later append"), ("answer swallowed", "finalize"),
    ("answer swallowed", "createpost"), ("half an answer", "createpost"), ("endless headers", "later append"),
    ("garbage", "initialize"), ("garbage", "finalize"), ("garbage", "createpost"), ("10 MB body", "status"),
    ("invalid UTF-8", "createpost"), ("ids as numbers", "initialize"), ("redirect", "status"), ("400", "later append"),
    ("400", "createpost"), ("401", "initialize"), ("403", "later append"), ("403", "createpost"), ("404", "status"),
    ("404", "later append"), ("413", "first append"), ("413 and closed early", "later append"), ("425", "status"),
    ("429", "createpost"), ("429 with Retry-After", "later append"), ("429", "timeline"), ("431", "first append"),
    ("500", "users/me"), ("503", "initialize"), ("503", "timeline"), ("503 but done", "createpost"),
    ("502", "finalize"), ("403, always", "initialize"), ("413, always", "later append"),
    ("foreign certificate for 5 s", "later append"), ("403 with a page", "later append"),
    ("200 with errors alone", "later append"), ("200 with errors alone", "initialize"), ("lost segment", "later append"),
    ("odd redirect, but done", "createpost"), ("403 page, but done", "createpost"),
    ("403 Unknown is forbidden", "finalize"), ("503 with Retry-After of ten years", "later append"),
    ("not enrolled, always", "initialize"), ("suspended, always", "createpost"),
    ("proxy away for 5 s", "later append"), ("proxy refuses for 5 s", "createpost"),
    ("proxy wants a password, always", "finalize"),
]


# Without a lookup nobody but a person can tell whether the Post is there.
_ask_a_person = ("400", "403", "400, always", "401, always", "403, always", "not enrolled, always", "suspended, always")

# How a row that never ends may end; all others wait for a network that lets X answer.
_ends_ever = {
    "401, always": {"needs signin"}, "413, always": {"failed TooLarge"},
    "403 with a page, always": {"waits ServerTrouble"},
    "503 with Retry-After of ten years": {"waits ServerTrouble"}, "usage cap, always": {"waits UsageCap"},
    "not enrolled, always": {"failed NotEnrolled"}, "suspended, always": {"failed AccountLocked"},
}
# A Create Post that somebody else answered is looked up, found to be absent, and sent again: not within the time given.
_looks_up = ("redirect, always", "403 with a page, always", "503 with Retry-After of ten years")


@dataclass(frozen=True)
class Cell:
    row: str
    call: str

    @property
    def ever(self):
        return self.row in EVER or (self.row.endswith(", always") and (self.row in FOREIGN or self.row in PROXY))

    @property
    def foreign(self):
        """Seconds for which somebody else answers; None: not a row of that kind."""
        return FOREIGN.get(self.row)

    @property
    def proxy(self):
        """What the proxy does, and for how many seconds; None: not a row of that kind."""
        return PROXY.get(self.row)

    def faults(self):
        """The scene, in the sandbox's grammar."""
        rule, before = CALLS[self.call]
        if self.foreign is not None or self.proxy:
            return before
        action, byte = ONCE.get(self.row) or EVER[self.row]
        if self.ever:
            call, number = rule.split("#")
            rule = f"{call}#{number}-999999999"
        strike = f"{action}@{rule}" + (f":{byte}" if byte else "")
        return "+".join(filter(None, (before, strike)))

    def may_end(self):
        """The ways to end that are right besides `posted`; for rows that never end, those that are right at all."""
        if self.row in _ask_a_person and CALLS[self.call][1]:
            return {"needs decide"}
        if self.row.startswith("400"):
            return {"failed Refused", "failed MediaInvalid"}
        if self.row.startswith("403") and "page" not in self.row:  # a page is somebody else's word
            return {"failed Forbidden"}
        if not self.ever:
            return set()
        if self.call == "createpost" and self.row in _looks_up:
            return {"waits LookingUp"}
        if self.row == "proxy wants a password, always":
            return {"needs signin"}
        if self.foreign is not None:
            return {"waits Certificate"}
        if self.proxy:
            return {"waits Proxy"}
        return _ends_ever.get(self.row, {"waits CaptivePortal"})


def all_cells():
    once = [Cell(row, call) for row in ONCE for call in CALLS if call in CALLS_OF.get(row, CALLS)]
    ever = [Cell(row, call) for row in EVER for call in CALLS if call in CALLS_OF.get(row, CALLS)]
    foreign = [Cell(row, call) for row in FOREIGN for call in CALLS]
    proxy = [Cell(row, call) for row in PROXY for call in CALLS]
    return once + ever + foreign + proxy


def short_cells():
    return [Cell(*each) for each in SHORT]
