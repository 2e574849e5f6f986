#!/usr/bin/env python3
"""Many small uploads in one run of the program while 2 % of all requests meet a fault: each file is posted once, with
its exact bytes, and the memory at the end is what it was after the first ten Posts.

    soak.py [--files N] [--seed N]

Ends with 1 if a Post is missing or doubled, a byte is wrong, or the memory has grown by more than 10 MB.
"""

import argparse
import os
import random
import re
import struct
import subprocess
import sys
import time
from collections import Counter

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from films import sample, sha256  # noqa: E402
from ground import PROGRAM, fresh, require, wait_for  # noqa: E402
from program import Postreel  # noqa: E402
from sandbox_process import Sandbox  # noqa: E402

GROWTH = 10_000_000  # bytes
FIRST = 10  # Posts after which the memory counts
SECONDS_A_FILE = 4  # far more than one takes; a look at the timeline takes a minute


def make_files(count, seed):
    """Pictures and, one in five, videos; each made once and told apart by what viewers skip at its end."""
    folder, chance, files = fresh("soak"), random.Random(seed), []
    picture = os.path.join(folder, "picture")
    subprocess.run(["ffmpeg", "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc2=size=64x64", "-frames:v", "1",
                    "-f", "image2", "-c:v", "png", picture], check=True)
    with open(picture, "rb") as png, open(sample(), "rb") as mp4:
        contents = {"png": png.read(), "mp4": mp4.read()}
    for number in range(count):
        ending = "mp4" if number % 5 == 4 else "png"
        padding = chance.randbytes(chance.randint(1, 60_000))
        if ending == "mp4":
            padding = struct.pack(">I4s", 8 + len(padding), b"free") + padding
        files.append(os.path.join(folder, f"{number}.{ending}"))
        with open(files[-1], "wb") as file:
            file.write(contents[ending] + padding)
    return files


class Watch:
    """Memory and time as the Posts are made. They are counted at the sandbox, which knows of them at once."""

    def __init__(self, program, record):
        self.program, self.record, self.began = program, record, time.monotonic()
        self.offset, self.made = 0, 0  # of the record that was read
        self.rows = []                 # (Posts, bytes, seconds)

    def rss(self):
        """Bytes; 0 when the program has ended."""
        try:
            with open(f"/proc/{self.program.process.pid}/status") as file:
                found = re.search(r"VmRSS:\s+(\d+) kB", file.read())
        except FileNotFoundError:
            return 0
        return int(found.group(1)) * 1024 if found else 0

    def look(self):
        """One row more; True at the end of the program."""
        rss = self.rss()
        if rss:
            self.rows.append((self.count(), rss, time.monotonic() - self.began))
        return self.program.process.poll() is not None

    def count(self):
        with open(self.record, "rb") as file:
            file.seek(self.offset)
            whole = file.read().rpartition(b"\n")[0]
        self.offset += len(whole) + (1 if whole else 0)
        self.made += len(re.findall(rb'"call":"createpost".*"status":201', whole))
        return self.made

    def growth(self):
        after_ten = next(rss for made, rss, _ in self.rows if made >= FIRST)
        return self.rows[-1][1] - after_ten

    def print_rows(self):
        print("| Posts | MB | s |\n|---|---|---|")
        wanted, step = FIRST, max(1, self.rows[-1][0] // 10)
        for row in self.rows:
            if row[0] >= wanted or row is self.rows[-1]:
                print(f"| {row[0]} | {row[1] / 1e6:.1f} | {row[2]:.1f} |")
                wanted = row[0] + step


def check(sandbox, files, result):
    """What is not as it has to be, in words."""
    wrong = []
    if result.code != 0:
        wrong.append(f"exit {result.code}: {result.err[-2000:]}")
    uploads = {upload["id"]: upload["sha256"] for upload in sandbox.uploads()}
    posted = Counter(uploads[media] for post in sandbox.posts() for media in post["media_ids"])
    expected = Counter(sha256(file) for file in files)
    if expected - posted:
        wrong.append(f"{(expected - posted).total()} files were not posted with their bytes")
    if posted - expected:
        wrong.append(f"{(posted - expected).total()} Posts too many")
    if any(len(post["media_ids"]) != 1 for post in sandbox.posts()):
        wrong.append("a Post without its file, or with two")
    return wrong


def sanitized():
    """A sanitizer keeps what was freed for a while, so that the memory says nothing."""
    with open(PROGRAM, "rb") as file:
        return re.search(rb"__[at]san_init", file.read()) is not None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    options = parser.parse_args()
    require("ffmpeg", "ffprobe")
    print(f"seed {options.seed}", flush=True)
    files = make_files(options.files, options.seed)
    with Sandbox(f"limits=off,faults=random-2pct,seed={options.seed}") as sandbox:
        with Postreel(*sandbox.access(), "--text", "soak", "--each", "--post", "--quit-when-done", *files) as program:
            watch = Watch(program, sandbox.record)
            wait_for(watch.look, "the end of the run", 300 + SECONDS_A_FILE * options.files)
            result = program.result()
        wrong = check(sandbox, files, result)
        struck = sum(1 for request in sandbox.requests() if request["fault"])
    watch.print_rows()
    if watch.growth() > GROWTH and not sanitized():
        wrong.append(f"the memory grew by {watch.growth() / 1e6:.1f} MB")
    print(f"\n{options.files} files, {struck} of the last requests met a fault, memory {watch.growth() / 1e6:+.1f} MB after the "
          f"first {FIRST}, {watch.rows[-1][2]:.0f} s, seed {options.seed}")
    for each in wrong:
        print("WRONG:", each)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
