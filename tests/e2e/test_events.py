"""The stream of events: its places, its order, and readers that go away or stall."""

import json
import os
import signal
import subprocess
import unittest

from event_rules import check_events, check_sentence
from films import copy_of_sample, padded
from ground import check_quiet, environment, fresh, main, TIMEOUT, PROGRAM, require
from program import Postreel, run
from sandbox_process import Sandbox

require("ffmpeg", "ffprobe")


class Events(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox()

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.stop()

    def call(self, *options, film=None):
        return [*self.sandbox.access(), "--text", "events", "--post", "--quit-when-done", *options,
                film or copy_of_sample()]

    def start(self, events, stdout):
        command = [PROGRAM, "-platform", "offscreen", "--profile", os.path.join(fresh("profile"), "p"),
                   "--events", events, *map(str, self.call())]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE,
                                env=environment())

    def end(self, process):
        said = process.stderr.read().decode()
        process.stderr.close()
        code = process.wait(TIMEOUT)
        check_quiet(said)
        return code

    def test_on_standard_output_there_is_nothing_else(self):
        result = run("--events", "-", *self.call(), events=False)
        self.assertEqual(result.code, 0, result)
        lines = [json.loads(line) for line in result.out.split("\n")[:-1]]
        check_events(lines, 0)
        self.assertEqual(lines[0]["v"], 1)
        posted = [line for line in lines if line["event"] == "posted"]
        self.assertEqual(len(posted), 1)

    def test_in_a_file_and_the_link_on_standard_output(self):
        result = run(*self.call())
        self.assertEqual(result.out, result.named("posted")[0]["url"] + "\n")

    def test_a_file_that_is_there_is_made_anew(self):
        path = os.path.join(fresh("events"), "events")
        with open(path, "w") as file:
            file.write("something old\n" * 1000)
        self.assertEqual(run("--events", path, *self.call(), events=False).code, 0)
        with open(path) as file:
            check_events([json.loads(line) for line in file], 0)

    def test_the_whole_order_of_one_post(self):
        result = run(*self.call())
        names = [event["event"] for event in result.events]
        order = ["hello", "created", "verdict", "segment", "finalized", "posted", "summary"]
        places = [names.index(name) for name in order]
        self.assertEqual(places, sorted(places), names)
        posts = [(event["from"], event["to"]) for event in result.named("post")]
        self.assertEqual([to for _, to in posts], ["Waiting for media", "Attaching", "Posting", "Posted"])
        # Each change starts where the one before it ended.
        states = [(event["from"], event["to"]) for event in result.named("state")]
        for changes in (posts, states):
            for before, after in zip(changes, changes[1:]):
                self.assertEqual(before[1], after[0], changes)

    def test_ids_are_strings_that_no_double_can_hold(self):
        result = run(*self.call())
        self.assertRegex(result.named("finalized")[0]["media_id"], r"^\d{15,19}$")
        self.assertRegex(result.named("posted")[0]["id"], r"^\d{15,19}$")

    def test_tries_start_at_one_and_retries_are_told(self):
        with Sandbox("faults=503") as sandbox:
            result = run(*sandbox.access(), "--text", "x", "--post", "--quit-when-done", padded(9 << 20))
            self.assertEqual(result.code, 0, result)
            retries = result.named("retry")
            self.assertEqual(len(retries), 1, result)
            self.assertEqual(retries[0]["reason"], "ServerError")
            self.assertEqual(retries[0]["try"], 2)
            tried = {event["index"]: event["try"] for event in result.named("segment")}
            self.assertEqual(tried.pop(retries[0]["index"]), 2)
            self.assertEqual(set(tried.values()), {1})

    def test_processing_is_told(self):
        with Sandbox("processing=pending:1,in_progress:50:1,succeeded") as sandbox:
            result = run(*sandbox.access(), "--text", "x", "--post", "--quit-when-done", copy_of_sample())
            self.assertEqual(result.code, 0, result)
            self.assertEqual(result.named("processing")[-1]["state"], "succeeded")

    def test_a_pipe_whose_reader_goes_away(self):
        reader, writer = os.pipe()
        process = self.start("-", writer)
        os.close(writer)
        os.read(reader, 1)
        os.close(reader)
        self.assertEqual(self.end(process), 0)

    def test_a_pipe_whose_reader_stalls(self):
        reader, writer = os.pipe()
        process = self.start("-", writer)
        os.close(writer)
        self.assertEqual(self.end(process), 0)  # it ends although nobody has read a byte
        os.close(reader)

    def test_a_fifo(self):
        path = os.path.join(fresh("fifo"), "events")
        os.mkfifo(path)
        process = self.start(path, subprocess.DEVNULL)
        with open(path, encoding="utf-8") as file:
            events = [json.loads(line) for line in file]
        self.assertEqual(self.end(process), 0)
        check_events(events, 0)

    def test_a_fifo_that_nobody_reads(self):
        path = os.path.join(fresh("fifo"), "events")
        os.mkfifo(path)
        self.assertEqual(self.end(self.start(path, subprocess.DEVNULL)), 0)

    def test_a_full_disk_stops_nothing(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full here")
        process = self.start("/dev/full", subprocess.DEVNULL)
        said = process.stderr.read().decode()
        process.stderr.close()
        self.assertEqual(process.wait(TIMEOUT), 0)
        self.assertIn("--events", said)
        check_sentence(said.strip(), ["full"])

    def test_without_the_wish_to_quit_every_post_is_told(self):
        # The first program tells of Posts of other calls as well; a person at the window makes some, too.
        with Postreel(*self.sandbox.access(), "--text", "mine") as program:
            program.wait_event("created")
            result = run(*self.call(), profile=program.profile)
            self.assertEqual(result.code, 0, result)
            program.wait_event("posted", id=result.named("posted")[0]["id"])
            program.signal(signal.SIGTERM)
            whole = program.result()
        self.assertEqual(whole.code, 143, whole)
        self.assertEqual(len(whole.named("created")), 2)


if __name__ == "__main__":
    main()
