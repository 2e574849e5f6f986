"""Nothing is lost and nothing is posted twice: kill -9, signals and dead servers at every stage."""

import os
import random
import signal
import unittest
from datetime import datetime, timezone

from films import copy_of_sample, padded, sha256
from ground import check_quiet, fresh, main, MIB, require, wait_for
from program import Postreel, run
from sandbox_process import Sandbox

require("ffmpeg", "ffprobe")


def moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def long_pause(program):
    """The first wait of more than 14 s that was told."""
    for event in program.events():
        if event["event"] == "waiting" and (moment(event["until"]) - moment(event["t"])).total_seconds() > 14:
            return event
    return None


class Resume(unittest.TestCase):
    def setUp(self):
        self.profile = os.path.join(fresh("profile"), "p")

    def call(self, sandbox, film, text="resumed"):
        return [*sandbox.access(), "--text", text, "--post", "--quit-when-done", film]

    def kill_at(self, sandbox, film, name, number=1, until=None, **fields):
        """Starts, waits for the numbered event of that name and for `until`, kills; answers what was told by then."""
        with Postreel(*self.call(sandbox, film), profile=self.profile) as program:
            wait_for(lambda: self.count(program, name, fields) >= number, f"{number} times {name}")
            if until:
                wait_for(until, "what the kill waits for")
            program.signal(signal.SIGKILL)
            program.wait()
            check_quiet(program.err)
            return program.events()

    @staticmethod
    def count(program, name, fields):
        return len([event for event in program.events() if event["event"] == name
                    and all(event[key] == value for key, value in fields.items())])

    def finish(self, sandbox, film, before, timeout=None):
        """The same call again: the same Post goes on, once, with every byte in its place."""
        result = run(*self.call(sandbox, film), profile=self.profile, timeout=timeout)
        self.assertEqual(result.code, 0, result)
        created = [event["post"] for event in before if event["event"] == "created"]
        self.assertEqual([event["post"] for event in result.named("created")], created)
        self.assertEqual(len(sandbox.posts()), 1)
        media = sandbox.posts()[0]["media_ids"]
        uploads = {upload["id"]: upload for upload in sandbox.uploads()}
        self.assertEqual(uploads[media[0]]["sha256"], sha256(film))
        return result, uploads[media[0]]

    def test_killed_while_sending(self):
        film = padded(40 * MIB)
        with Sandbox("up=80,limits=off") as sandbox:
            before = self.kill_at(sandbox, film, "segment", 3)
            acked = {event["index"] for event in before if event["event"] == "segment"}
            result, upload = self.finish(sandbox, film, before)
            # What was acknowledged is never sent again; only what was in flight may be.
            for index in acked:
                self.assertEqual(upload["segments"][str(index)]["appends"], 1, upload["segments"])
            self.assertFalse(acked & {event["index"] for event in result.named("segment")})
            self.assertEqual(len(sandbox.requests("initialize")), 1)

    def test_killed_again_and_again(self):
        film = padded(60 * MIB)
        chance = random.Random(7)
        with Sandbox("up=120,limits=off") as sandbox:
            appends = {}  # of each acknowledged segment, at the moment of the kill
            for _ in range(4):
                before = self.kill_at(sandbox, film, "segment", chance.randint(1, 2))
                again = {event["index"] for event in before if event["event"] == "segment"}
                self.assertFalse(appends.keys() & again, "an acknowledged segment was acknowledged again")
                seen = sandbox.uploads()[0]["segments"]
                appends.update({index: seen[str(index)]["appends"] for index in again})
            _, upload = self.finish(sandbox, film, before)
            # One in flight at a kill may have been sent twice before its acknowledgement, but never after it.
            self.assertEqual({index: upload["segments"][str(index)]["appends"] for index in appends}, appends)

    def test_a_second_run_tells_what_the_post_waits_for(self):
        film = padded(5 * MIB)
        with Sandbox("limits=off,faults=later503@append#1-99:315360000") as sandbox:
            call = [*self.call(sandbox, film), "--timeout", 8]
            for _ in range(2):
                result = run(*call, profile=self.profile)
                self.assertEqual(result.code, 5, result)
                told = [event for event in result.events if event["event"] in ("created", "waiting")]
                self.assertEqual([event["event"] for event in told[:2]], ["created", "waiting"])
                self.assertEqual(told[1]["reason"], "ServerTrouble")
                self.assertTrue(told[1]["until"])
                self.assertIn("X is having problems, trying again at", result.err)

    def test_media_that_x_refuses_are_sent_anew_at_the_second_retry(self):
        film = copy_of_sample()
        with Sandbox("limits=off,processing=pending:0.2:1,succeeded,faults=media-refused-long") as sandbox:
            first = run(*self.call(sandbox, film), profile=self.profile)
            self.assertEqual((first.code, first.named("failed")[-1]["kind"]), (1, "MediaInvalid"), first)
            self.assertIn("expired or belong to another user", first.named("failed")[-1]["message"])
            old = sandbox.uploads()[0]["id"]
            asked = len(sandbox.requests("status"))
            result, upload = self.finish(sandbox, film, first.events)  # the same call again is a retry
            self.assertGreater(len(sandbox.requests("status")), asked)
            self.assertNotEqual(upload["id"], old)
            self.assertEqual([request["status"] for request in sandbox.requests("createpost")], [400, 400, 400, 201])

    def test_killed_before_anything_was_sent(self):
        film = copy_of_sample()
        with Sandbox("think=1500") as sandbox:
            before = self.kill_at(sandbox, film, "state", to="Initializing")
            self.finish(sandbox, film, before)

    def test_killed_while_finalizing(self):
        film = copy_of_sample()
        with Sandbox("faults=delay@finalize#1:3000") as sandbox:
            before = self.kill_at(sandbox, film, "state", to="Finalizing")
            self.finish(sandbox, film, before)

    def test_killed_while_processing(self):
        film = copy_of_sample()
        with Sandbox("processing=pending:2,in_progress:50:2,succeeded") as sandbox:
            before = self.kill_at(sandbox, film, "state", to="Processing")
            _, upload = self.finish(sandbox, film, before)
            self.assertEqual({segment["appends"] for segment in upload["segments"].values()}, {1})

    def test_killed_while_posting(self):
        # The Post is created, its answer comes too late: the next start looks instead of posting again.
        film = copy_of_sample()
        with Sandbox("faults=delay@createpost#1:4000") as sandbox:
            before = self.kill_at(sandbox, film, "post", to="Posting", until=lambda: len(sandbox.posts()) == 1)
            result, _ = self.finish(sandbox, film, before, timeout=240)
            self.assertIn("Unconfirmed", [event["from"] for event in result.named("post")])
            self.assertEqual(len(sandbox.requests("createpost")), 1)

    def test_killed_while_posting_before_it_was_received(self):
        # The request never arrived; only complete looks at the timeline allow to send it again.
        film = copy_of_sample()
        with Sandbox("faults=stall@createpost#1:0") as sandbox:
            # As soon as it is said: whether the request left or not, the server never has it whole.
            before = self.kill_at(sandbox, film, "post", to="Posting")
            result, _ = self.finish(sandbox, film, before, timeout=300)
            self.assertEqual([event["to"] for event in result.named("post")][-1], "Posted")
            self.assertGreaterEqual(len(sandbox.requests("timeline")), 3)

    def test_a_signal_saves(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            with self.subTest(number.name):
                self.profile = os.path.join(fresh("profile"), "p")
                film = padded(24 * MIB)
                with Sandbox("up=80,limits=off") as sandbox:
                    with Postreel(*self.call(sandbox, film), profile=self.profile) as program:
                        program.wait_event("segment")
                        program.signal(number)
                        first = program.result()
                    self.assertEqual(first.code, 128 + number, first)
                    self.assertEqual(first.events[-1]["waiting"], 1)
                    acked = {event["index"] for event in first.named("segment")}
                    _, upload = self.finish(sandbox, film, first.events)
                    for index in acked:
                        self.assertEqual(upload["segments"][str(index)]["appends"], 1)

    # The server dies in the middle of an upload; `meanwhile(program, start)` starts it again on its port.
    def outlives_its_server(self, meanwhile):
        film = padded(24 * MIB)
        with Sandbox("up=80,limits=off") as sandbox:
            port = int(sandbox.base.rsplit(":", 1)[1])
            with Postreel(*self.call(sandbox, film), profile=self.profile) as program:
                program.wait_event("segment")
                sandbox.stop()
                meanwhile(program, lambda: sandbox.start(port))
                result = program.result(timeout=240)
            self.assertEqual(result.code, 0, result)
            self.assertEqual(sandbox.uploads()[0]["sha256"], sha256(film))
            self.assertEqual(len(sandbox.posts()), 1)

    def test_a_server_that_goes_away_and_comes_back(self):
        def meanwhile(program, start):
            program.wait_event("waiting", reason="Offline")
            start()

        self.outlives_its_server(meanwhile)

    def test_what_waits_for_a_server_goes_on_once_it_is_back(self):
        # By then the pauses between tries are long ones: the server itself is looked at meanwhile.
        def meanwhile(program, start):
            wait = wait_for(lambda: long_pause(program), "a pause between tries that is a long one")
            start()
            back = datetime.now(timezone.utc)
            self.assertGreater((moment(wait["until"]) - back).total_seconds(), 10)
            goes_on = wait_for(lambda: next((event for event in program.events() if event["event"] == "state"
                                             and event["to"] == "Sending" and moment(event["t"]) >= back), None),
                               "the upload to go on")
            self.assertLess(moment(goes_on["t"]), moment(wait["until"]))

        self.outlives_its_server(meanwhile)

    def test_a_start_without_the_call_goes_on_by_itself(self):
        film = padded(24 * MIB)
        with Sandbox("up=80,limits=off") as sandbox:
            before = self.kill_at(sandbox, film, "segment")
            post = [event["post"] for event in before if event["event"] == "created"][0]
            with Postreel(*sandbox.access(), profile=self.profile) as program:
                program.wait_event("posted", post=post)
                program.signal(signal.SIGTERM)
                program.result(whole=False)
            self.assertEqual(sandbox.uploads()[0]["sha256"], sha256(film))
            self.assertEqual(len(sandbox.posts()), 1)


if __name__ == "__main__":
    main()
