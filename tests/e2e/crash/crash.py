#!/usr/bin/env python3
"""kill -9 at random moments of real runs: nothing is lost, nothing is sent or posted twice.

    crash.py [--kills N] [--seed N] [--jobs N] [--short]

Every run has a profile and a sandbox of its own; the sandbox outlives the kills. The same command is started again until
it ends by itself. Then the sandbox has to hold the files' exact SHA-256 and exactly one Post, the exit code is 0, and

  * what the program said to be acknowledged stood in its database before it said so,
  * no segment that stood there as acknowledged at a kill was sent again,
  * a segment was sent once, and once more for each kill at which it was in flight,
  * the bytes of a file went to one media id alone.

Ends with 1 if that fails in any run; the seed and the moments printed with it make that run again (--seed S --run N).
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import replace

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from event_rules import closed_lists  # noqa: E402
from films import padded, sha256  # noqa: E402
from ground import MIB, check_quiet, fresh, require  # noqa: E402
from journal import saved  # noqa: E402
from moments import await_moment, moment, random_moments  # noqa: E402
from program import Postreel  # noqa: E402
from sandbox_process import Sandbox, token_file  # noqa: E402

# Each stage lasts long enough to be hit: many small segments on a slow line, late answers, a processing of its own.
SCENE = ("up=40,rtt=10,limits=off,processing=pending:0.3,in_progress:50:1,succeeded,faults=chunk-limit-1m"
         "+delay@initialize*:250+delay@finalize*:300+delay@metadata*:150+delay@createpost*:400"
         "+delay@me*:300+delay@timeline*:400")
LONGEST = 240  # seconds to the end of a run: looks at the timeline take more than a minute


class Run:
    """One upload and Post, killed at some moments of its life."""

    def __init__(self, number, moments, files, form):
        self.number, self.moments, self.files, self.form = number, moments, files, form
        self.profile = os.path.join(fresh("profile"), "p")
        self.stages = []       # at each kill
        self.frozen = {}       # (media, index) → APPENDs at the first kill that found it acknowledged
        self.allowed = Counter()  # (media, index) → kills that found it in flight
        self.stage_of = {}     # (media, index) → stage of the first of these kills
        self.repeated = Counter()  # stage → segments sent again
        self.problem = ""

    def __str__(self):
        return f"run {self.number} ({self.form}, {len(self.files)} files): " + ", ".join(map(str, self.moments))

    def play(self):
        try:
            with Sandbox(f"{SCENE},forms={self.form},seed={self.number}") as sandbox:
                call = [*sandbox.access(), "--text", f"run {self.number}", "--once", "crash", "--post", "--quit-when-done"]
                if len(self.files) > 1:
                    call += [word for number in range(len(self.files)) for word in ("--alt", f"picture {number}")]
                call += self.files
                for each in self.moments:
                    if not self._kill(sandbox, call, each):
                        break
                result = Postreel(*call, profile=self.profile).result(timeout=LONGEST)
                assert result.code == 0, f"exit {result.code}: {result.err}"
                self._check(sandbox)
        except (AssertionError, OSError) as problem:
            self.problem = str(problem) or repr(problem)
        return self

    def _kill(self, sandbox, call, when):
        """False: the program came to its end before that moment."""
        with Postreel(*call, profile=self.profile) as program:
            killed = await_moment(when, program, LONGEST)
            if killed:
                program.signal(signal.SIGKILL)
            code = program.wait()
            check_quiet(program.err)
        if not killed or code != -signal.SIGKILL:
            assert code == 0, f"exit {code} before {when}: {program.err}"
            return False
        self._note(saved(self.profile), program.events(), sandbox.uploads())
        return True

    def _note(self, journal, events, uploads):
        self.stages.append(journal.stage())
        appends = {(upload["id"], int(index)): segment["appends"]
                   for upload in uploads for index, segment in upload["segments"].items()}
        for upload in journal.uploads:
            told = {event["index"] for event in events if event["event"] == "segment" and event["upload"] == upload.id}
            assert told <= upload.acked, f"told as acknowledged but not saved: {told - upload.acked}"
            for index in upload.acked:
                key = (upload.media_id, index)
                assert key in appends, f"segment {key} is taken for acknowledged, and the sandbox does not have it"
                self.frozen.setdefault(key, appends[key])
            for index in upload.in_flight:
                key = (upload.media_id, index)
                self.allowed[key] += 1
                self.stage_of.setdefault(key, self.stages[-1])

    def _check(self, sandbox):
        posts, uploads = sandbox.posts(), sandbox.uploads()
        assert len(posts) == 1, f"{len(posts)} Posts"
        created = [request for request in sandbox.requests("createpost") if request["status"] == 201]
        assert len(created) <= 1, "more than one Create Post was answered 201"
        by_id = {upload["id"]: upload for upload in uploads}
        sums = [by_id[media]["sha256"] for media in posts[0]["media_ids"]]
        assert sums == [sha256(file) for file in self.files], "other bytes than the files'"
        begun = [upload["id"] for upload in uploads if upload["segments"]]
        assert sorted(begun) == sorted(posts[0]["media_ids"]), f"bytes went to media that was not used: {begun}"
        for upload in uploads:
            for index, segment in upload["segments"].items():
                self._check_segment((upload["id"], int(index)), segment["appends"])

    def _check_segment(self, key, appends):
        assert appends == self.frozen.get(key, appends), f"segment {key} was acknowledged and sent again"
        assert appends <= 1 + self.allowed[key], \
            f"segment {key} was sent {appends} times and was in flight at {self.allowed[key]} kills"
        if appends > 1:
            self.repeated[self.stage_of[key]] += appends - 1


class Material:
    """The files that the runs send; made once, never changed."""

    def __init__(self):
        self.films = [padded(size, seed=size) for size in (5 * MIB, 3 * MIB + 17)]
        folder = fresh("pictures")
        self.pictures = [self._picture(os.path.join(folder, f"{number}.png"), number) for number in range(2)]

    @staticmethod
    def _picture(path, seed):
        subprocess.run(["ffmpeg", "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc2=size=64x64",
                        "-frames:v", "1", path], check=True)
        with open(path, "ab") as file:
            file.write(random.Random(seed).randbytes(MIB))  # viewers end at IEND
        return path

    def random_run(self, seed, number):
        chance = random.Random(f"{seed}/{number}")
        moments = random_moments(chance)
        pictures = any(each.name == "attaching" for each in moments) or chance.random() < 0.15
        return Run(number, moments, self.pictures if pictures else [chance.choice(self.films)],
                   chance.choice(("both", "both", "command")))

    def short_runs(self, seed):
        """Fourteen kills, none of which leaves the program with a minute of looking at the timeline."""
        chance = random.Random(seed)
        plans = [["start", "initializing", "sending", "finalizing"], ["checking", "sending", "sending", "processing"],
                 ["initializing", "sending", "posting", "looking"], ["sending", "attaching"]]
        for number, names in enumerate(plans):
            moments = [moment(chance, name) for name in names]
            # Early enough for the kills that follow, and so late that the first look finds the Post.
            delays = {"start": 0.02, "posting": 0.25, "looking": 0.3, "attaching": 0.05}
            moments = [replace(each, number=min(each.number, 4), delay=delays.get(each.name, each.delay))
                       for each in moments]
            yield Run(number, moments, self.pictures if "attaching" in names else [self.films[0]], "both")


def play_all(runs, kills, jobs):
    """Plays runs until that many kills have hit; answers those that were played."""
    played, hit, going = [], 0, set()
    with ThreadPoolExecutor(jobs) as pool:
        while True:
            while len(going) < jobs and hit < kills and (run := next(runs, None)):
                going.add(pool.submit(run.play))
            if not going:
                return played
            done, going = wait(going, return_when=FIRST_COMPLETED)
            for run in (each.result() for each in done):
                played.append(run)
                hit += len(run.stages)
                verdict = "WRONG" if run.problem else "ok"
                print(f"{verdict:5} {hit:4} kills  {run} → {', '.join(run.stages) or 'no kill'}", flush=True)
                if run.problem:
                    print("      " + run.problem, flush=True)


def print_table(played):
    order = ("Starting", "Queued", "Checking", "Initializing", "Sending", "Finalizing", "Processing", "Ready", "Waiting",
             "Attaching", "Posting", "Unconfirmed", "Posted")
    kills = Counter(stage for run in played for stage in run.stages)
    flying = Counter(stage for run in played for stage in run.stage_of.values())
    repeated = sum((run.repeated for run in played), Counter())
    wrong = Counter(stage for run in played if run.problem for stage in set(run.stages))
    print("\n| stage at the kill | kills | segments in flight | of them sent again | verdict |\n|---|---|---|---|---|")
    for stage in sorted(kills, key=lambda name: order.index(name) if name in order else len(order)):
        verdict = f"{wrong[stage]} runs wrong" if wrong[stage] else "right"
        print(f"| {stage} | {kills[stage]} | {flying[stage]} | {repeated[stage]} | {verdict} |")
    print(f"| all | {sum(kills.values())} | {sum(flying.values())} | {sum(repeated.values())} | "
          f"{sum(1 for run in played if run.problem)} of {len(played)} runs wrong |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--jobs", type=int, default=4, help="runs at a time (4)")
    parser.add_argument("--run", type=int, help="this run of the seed alone")
    parser.add_argument("--short", action="store_true", help="fourteen kills in less than a minute")
    options = parser.parse_args()
    require("ffmpeg", "ffprobe")
    print(f"seed {options.seed}", flush=True)
    material = Material()
    token_file(), closed_lists()  # made once, before the threads
    began = time.monotonic()
    if options.short:
        runs, kills = material.short_runs(options.seed), 1 << 30
    elif options.run is not None:
        runs, kills = iter([material.random_run(options.seed, options.run)]), 1
    else:
        runs, kills = (material.random_run(options.seed, number) for number in range(options.kills * 4)), options.kills
    played = play_all(runs, kills, options.jobs)
    print_table(played)
    hit = sum(len(run.stages) for run in played)
    print(f"\n{hit} kills in {time.monotonic() - began:.0f} s, seed {options.seed}")
    enough = hit >= (11 if options.short else kills if options.run is None else 0)
    return 0 if enough and not any(run.problem for run in played) else 1


if __name__ == "__main__":
    sys.exit(main())
