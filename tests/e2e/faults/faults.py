#!/usr/bin/env python3
"""Every fault scene on every call: the program posts all the same, or says in the right words why it cannot.

    faults.py [--short] [--jobs N] [--only ROW/CALL …] [--write README.md] [--verbose]

Each cell is a run of the real program against a sandbox of its own. It has to end, with at most one Post, and a posted
one with the file's exact SHA-256; what may end otherwise is in cells.py. Ends with 1 if a cell is not as it has to be.
"""

import argparse
import os
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from cells import CALLS, EVER, FOREIGN, ONCE, PROXY, Cell, all_cells, short_cells  # noqa: E402
from event_rules import check_sentence, closed_lists  # noqa: E402
from films import padded, sha256  # noqa: E402
from fault_proxy import FaultProxy  # noqa: E402
from foreign_line import ForeignLine, make_certificate  # noqa: E402
from ground import MIB, TOKEN, environment, require  # noqa: E402
from program import Postreel  # noqa: E402
from sandbox_process import Sandbox, token_file  # noqa: E402

LIMIT = 420  # seconds in which every cell has to end; longest waits a first APPEND that stalls on an unknown link
WAITS = 45  # seconds after which a cell that never ends is asked to leave
GIVEN_UP = 180  # a 401 is given up after 30; what else it takes is the machine's
BEGIN, END = "<!-- faults table: begin -->", "<!-- faults table: end -->"

# What has to be in the sentence of a failure or a need.
RIGHT_WORDS = {
    "Refused": r"refused", "MediaInvalid": r"but not the Post with it", "Forbidden": r"does not let",
    "NotEnrolled": r"not enrolled.*https://console\.x\.com", "AccountLocked": r"suspended or locked",
    "TooLarge": r"smallest segment", "signin": r"sign in again|The proxy \S+ asks for a user name and a password",
    "decide": r"whether this Post is on X",
}


class Outcome:
    def __init__(self, cell, end, words="", passed=(), wrong=(), seconds=0.0):
        self.cell, self.end, self.words, self.passed, self.wrong, self.seconds = cell, end, words, passed, wrong, seconds

    def text(self):
        """One cell of the table."""
        if self.wrong:
            return "**" + "; ".join(self.wrong) + "**"
        after = f" after {', '.join(self.passed)}" if self.passed and self.end == "posted" else ""
        return self.end + after


def run_cell(cell, film):
    began = time.monotonic()
    spec = "limits=off,processing=pending:0.2:1,succeeded" if cell.call != "createpost" or (cell.foreign is None and not cell.proxy) \
        else "limits=off,processing=instant"
    if cell.faults():
        spec += ",faults=" + cell.faults()
    try:
        with Sandbox(spec) as sandbox:
            outcome = _play(cell, film, sandbox)
    except (AssertionError, OSError) as problem:
        outcome = Outcome(cell, "broken", wrong=[str(problem).split("\n")[0][:160]], words=str(problem))
    outcome.seconds = time.monotonic() - began
    return outcome


def _play(cell, film, sandbox):
    line, proxy, access = None, None, sandbox.access()
    if cell.proxy:
        proxy = FaultProxy(*cell.proxy)
    if cell.foreign is not None or proxy:
        line = ForeignLine(int(sandbox.base.rsplit(":", 1)[1]), cell.call, cell.foreign or 0.0, *_certificates,
                           on_strike=proxy.strike if proxy else None)
        access = ["--api-base", f"https://127.0.0.1:{line.port}", "--ca-file", _certificates[0][0],
                  "--access-token-file", token_file()]
    try:
        limit = ["--timeout", GIVEN_UP if cell.row.startswith("401") else WAITS] if cell.ever else []
        env = environment(https_proxy=f"http://127.0.0.1:{proxy.port}" if proxy else None)
        with Postreel(*access, *limit, "--text", f"{cell.row} × {cell.call}", "--post", "--quit-when-done",
                      film.path, env=env) as program:
            result = program.result(timeout=LIMIT)
    finally:
        for each in filter(None, (line, proxy)):
            each.close()
    outcome = Outcome(cell, *_how_it_ended(result))
    outcome.wrong = _what_is_wrong(cell, outcome, film, sandbox, line) + _what_the_proxy_saw(proxy)
    return outcome


def _how_it_ended(result):
    """(end, words, what it went through)"""
    passed = []
    for event in result.events:
        if event["event"] in ("retry", "waiting") and event["reason"] not in (*passed, "LookingUp"):
            passed.append(event["reason"])
    if result.code == 0:
        return "posted", "", passed
    if result.code == 1:
        told = result.named("failed")[-1]
        return f"failed {told['kind']}", told["message"], passed
    if result.code in (3, 4):  # 4: nobody but a person can say whether it was posted
        told = result.named("needs")[-1]
        return f"needs {told['action']}", told["message"], passed
    if result.code == 5:
        return f"waits {passed[-1] if passed else 'LookingUp'}", "", passed
    return f"exit {result.code}", result.err, passed


def _what_is_wrong(cell, outcome, film, sandbox, line):
    wrong = []
    posted = outcome.end == "posted"
    right = outcome.end in cell.may_end() or (posted and not cell.ever)
    if not right:
        wrong.append(outcome.end)
    key = outcome.end.split(" ")[-1]
    if not posted and right and not outcome.end.startswith("waits"):
        check_sentence(outcome.words)
        if not re.search(RIGHT_WORDS[key], outcome.words):
            wrong.append(f"the wrong words: {outcome.words}")
    posts = sandbox.posts()
    made_before = CALLS[cell.call][1] != ""
    if len(posts) != int(posted or made_before):
        wrong.append(f"{len(posts)} Posts")
    if posted:
        uploads = {upload["id"]: upload["sha256"] for upload in sandbox.uploads()}
        if [uploads.get(media) for media in posts[0]["media_ids"]] != [film.sha256]:
            wrong.append("other bytes than the file's")
    if any(not request["host"].startswith("127.0.0.1") for request in sandbox.requests()):
        wrong.append("a redirect was followed")
    if not cell.foreign and not cell.proxy and not any(request["fault"] for request in sandbox.requests()):
        wrong.append("the fault never struck")
    if line and not cell.proxy and not (line.struck and line.handshakes_refused):
        wrong.append("the foreign certificate was never met")
    if line and line.leaked:
        wrong.append("something was sent to the stranger")
    return wrong


def _what_the_proxy_saw(proxy):
    if not proxy:
        return []
    wrong = [] if proxy.struck and (proxy.refused or proxy.strikes == "away") else ["the proxy never struck"]
    return wrong + (["the token was shown to the proxy"] if TOKEN.encode() in proxy.seen else [])


def table(outcomes):
    """Markdown; the words of the failures below it."""
    notes, by_cell = [], {outcome.cell: outcome for outcome in outcomes}
    lines = ["| | " + " | ".join(CALLS) + " |", "|---|" + "---|" * len(CALLS)]
    for row in [*ONCE, *EVER, *FOREIGN, *PROXY]:
        texts = []
        for call in CALLS:
            outcome = by_cell.get(Cell(row, call))
            texts.append(_noted(outcome, notes) if outcome else "–")
        if set(texts) != {"–"}:
            lines.append(f"| {row} | " + " | ".join(texts) + " |")
    lines += ["", *[f"{number}. “{words}”" for number, words in enumerate(notes, 1)]]
    return "\n".join(lines)


def _noted(outcome, notes):
    if not outcome.words or outcome.wrong:
        return outcome.text().replace("|", "/")
    words = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:PORT", re.sub(r"[\u2066-\u2069]", "", outcome.words))
    if words not in notes:
        notes.append(words)
    return f"{outcome.text()} [{notes.index(words) + 1}]"


def write_into(path, text):
    with open(path, encoding="utf-8") as file:
        old = file.read()
    before, rest = old.split(BEGIN)
    after = rest.split(END)[1]
    with open(path, "w", encoding="utf-8") as file:
        file.write(before + BEGIN + "\n" + text + "\n" + END + after)


class Film:
    def __init__(self):
        self.path = padded(5 * MIB)  # with chunks of 4 MiB there is a first APPEND and a later one
        self.sha256 = sha256(self.path)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="the cells that do not wait long")
    parser.add_argument("--jobs", type=int, default=6, help="cells at a time (6): they mostly wait")
    parser.add_argument("--only", nargs="+", default=[], metavar="ROW/CALL", help="regular expressions")
    parser.add_argument("--write", metavar="FILE", help="write the table between the marks of this file")
    parser.add_argument("--verbose", action="store_true", help="say all of what went wrong")
    return parser.parse_args()


def main():
    global _certificates
    options = arguments()
    require("ffmpeg", "ffprobe", "openssl")
    cells = short_cells() if options.short else all_cells()
    if options.only:
        cells = [cell for cell in all_cells()
                 if any(re.fullmatch(each, f"{cell.row}/{cell.call}") for each in options.only)]
    film = Film()
    _certificates = (make_certificate("127.0.0.1"), make_certificate("portal"))
    token_file(), closed_lists()  # made once, before the threads
    began = time.monotonic()
    outcomes = []
    with ThreadPoolExecutor(options.jobs) as pool:
        for outcome in pool.map(lambda cell: run_cell(cell, film), cells):
            outcomes.append(outcome)
            print(f"{'WRONG' if outcome.wrong else 'ok':5} {outcome.seconds:5.1f} s  {outcome.cell.row} × "
                  f"{outcome.cell.call}: {outcome.text()}", flush=True)
            if outcome.wrong and options.verbose:
                print(outcome.words)
    wrong = [outcome for outcome in outcomes if outcome.wrong]
    text = table(outcomes)
    print(f"\n{text}\n\n{len(outcomes)} cells in {time.monotonic() - began:.0f} s, {len(wrong)} not as they have to be")
    if options.write:
        write_into(options.write, text)
    return 1 if wrong or not outcomes else 0


_certificates = ()

if __name__ == "__main__":
    sys.exit(main())
