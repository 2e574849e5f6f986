"""Every call that the program makes is one that X describes. The sandboxes of all the other tests are checked in
the same way when they stop; here all the calls are made on purpose, and the check shows that it can say no."""

import os
import sys
import unittest

from films import copy_of_sample, padded
from ground import fresh, main, MIB, require, SKIPPED
from program import run
from sandbox_process import Sandbox
from openapi_check import check, check_record

require("ffmpeg", "ffprobe")
API = check()
if API is None:
    print("skipped: python3-jsonschema or ../shared/x-api/openapi-media.json is not here")
    sys.exit(SKIPPED)


class Recorded(unittest.TestCase):
    def test_every_request_is_one_that_x_describes(self):
        record = os.path.join(fresh("record"), "requests")
        with Sandbox("forms=resource,limits=off,faults=503", record=record) as sandbox:
            self.make_requests(sandbox)
        problems, checked = check_record(API, record)
        self.assertEqual(problems, [])
        # All calls of an upload and a Post were among them.
        for call in ("initialize", "append", "finalize", "status", "createpost", "metadata", "subtitles"):
            self.assertIn(call, checked, checked)

    def make_requests(self, sandbox):
        subtitles = os.path.join(fresh("subtitles"), "film.srt")
        with open(subtitles, "w") as file:
            file.write("1\n00:00:00,000 --> 00:00:01,000\nHello\n")
        for arguments in (
            ["--text", "small äöü \U0001F600", copy_of_sample()],
            ["--text", "many segments", padded(21 * MIB)],
            ["--text", "everything", "--alt", "what one sees", "--subtitles", subtitles + ":EN", "--cover", "1",
             copy_of_sample("an \"odd\"\nname.mp4")],
            ["--text", "text alone"],
        ):
            result = run(*sandbox.access(), "--post", "--quit-when-done", *arguments)
            self.assertEqual(result.code, 0, result)


class CheckCanSayNo(unittest.TestCase):
    """The check is no good if it lets everything pass."""

    good = {"method": "POST", "path": "/2/media/upload/initialize", "query": {}, "content_type": "application/json",
            "json": {"media_type": "video/mp4", "total_bytes": 1024, "media_category": "tweet_video"}}

    def test_a_good_request_passes(self):
        self.assertEqual(API.check(self.good), [])

    def test_bad_ones_do_not(self):
        for change in (
            {"path": "/2/media/upload/initialise"},
            {"method": "PUT"},
            {"content_type": "text/plain"},
            {"json": {**self.good["json"], "media_type": "video/x-unknown"}},
            {"json": {**self.good["json"], "total_bytes": "1024"}},
            {"json": {**self.good["json"], "surprise": 1}},
            {"query": {"surprise": "1"}},
        ):
            with self.subTest(str(change)):
                self.assertNotEqual(API.check({**self.good, **change}), [])
        append = {"method": "POST", "path": "/2/media/upload/123/append", "query": {},
                  "content_type": "multipart/form-data; boundary=x", "fields": {"segment_index": "0", "media": {"bytes": 1}}}
        self.assertEqual(API.check(append), [])
        for change in ({"fields": {"segment_index": "1000", "media": {}}}, {"fields": {"media": {}}},
                       {"path": "/2/media/upload/abc/append"}, {"fields": {**append["fields"], "command": "APPEND"}}):
            with self.subTest(str(change)):
                self.assertNotEqual(API.check({**append, **change}), [])


if __name__ == "__main__":
    main()
