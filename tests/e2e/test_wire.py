"""The judge of what the program sends knows each of its calls and lets nothing else pass: every way to be wrong is tried on
every call, and what is only wrong by its value has a case of its own."""

import copy
import json
import os
import unittest

from ground import fresh, main
from wire_check import CallSchema, check_record, required_check

JUDGE = required_check()
ID = "1880028106020515840"
PART = {"bytes": 4194304, "filename": "media", "content_type": "application/octet-stream"}
FILM = {"media_type": "video/mp4", "total_bytes": 1024, "media_category": "tweet_video"}
LOOK = {"max_results": "100", "start_time": "2026-09-01T10:00:00Z", "expansions": "attachments.media_keys",
        "tweet.fields": "attachments,created_at,entities,note_tweet,referenced_tweets"}


def get(path, query):
    return {"method": "GET", "path": path, "query": query, "content_type": "", "status": 200, "body_bytes": 0}


def by_json(path, body):
    return {"method": "POST", "path": path, "query": {}, "content_type": "application/json", "status": 200,
            "body_bytes": len(json.dumps(body)), "json": body}


def by_form(path, fields):
    return {"method": "POST", "path": path, "query": {}, "content_type": "multipart/form-data", "status": 200,
            "body_bytes": 500, "fields": fields}


def of_sign_in(path):
    return {"method": "POST", "path": path, "query": {}, "content_type": "application/x-www-form-urlencoded", "status": 200,
            "body_bytes": 80}


# A request of every call, with what has to be there alone.
GOOD = {
    "initialize": by_json("/2/media/upload/initialize", FILM),
    "append": by_form(f"/2/media/upload/{ID}/append", {"segment_index": "0", "media": PART}),
    "finalize": by_json(f"/2/media/upload/{ID}/finalize", {}),
    "initialize as a command": by_form("/2/media/upload", {**FILM, "total_bytes": "1024", "command": "INIT"}),
    "append as a command": by_form("/2/media/upload", {"command": "APPEND", "media_id": ID, "segment_index": "0", "media": PART}),
    "finalize as a command": by_form("/2/media/upload", {"command": "FINALIZE", "media_id": ID}),
    "status": get("/2/media/upload", {"command": "STATUS", "media_id": ID}),
    "alt text": by_json("/2/media/metadata", {"id": ID, "metadata": {"alt_text": {"text": "what one sees"}}}),
    "subtitles": by_json("/2/media/subtitles", {"id": ID, "media_category": "TweetVideo", "subtitles": {
        "id": "7", "language_code": "EN", "display_name": "English"}}),
    "create Post": by_json("/2/tweets", {"text": "Hello"}),
    "own user": get("/2/users/me", {"user.fields": "subscription_type,verified,verified_type,profile_image_url"}),
    "own Posts": get(f"/2/users/{ID}/tweets", LOOK),
    "tokens": of_sign_in("/2/oauth2/token"),
    "end of a token": of_sign_in("/2/oauth2/revoke"),
}
# Whole Posts: one that begins a thread, with all that a video may have, and one that continues it.
POST_OF_VIDEO = by_json("/2/tweets", {"text": "", "reply_settings": "following", "media": {
    "media_ids": [ID], "preview_media_id": "7", "title": "T", "description": "D"}})
PART_OF_THREAD = by_json("/2/tweets", {"text": "and on", "reply": {"in_reply_to_tweet_id": ID}})
# Members that a request is as good without: where they stand.
MAY_BE_MISSING = {("json", "media"), ("json", "media", "preview_media_id"), ("json", "media", "title"),
                  ("json", "media", "description"), ("json", "reply"), ("json", "reply_settings")}
# What may be there besides, and the ends of what may be: (call, change)
GOOD_AS_WELL = [
    *[("initialize", {"json": {"media_type": kind, "media_category": category}}) for category, kinds in {
        "tweet_video": ["video/mp4", "video/quicktime", "video/webm", "video/mp2t"], "amplify_video": ["video/mp4"],
        "tweet_image": ["image/jpeg", "image/png", "image/webp", "image/bmp", "image/tiff"],
        "tweet_gif": ["image/gif"], "subtitles": ["text/srt", "text/vtt"]}.items() for kind in kinds],
    ("initialize", {"json": {"total_bytes": 8_000_000_000}}),
    ("append", {"fields": {"segment_index": "999", "media": {"bytes": 8_000_000}}}),
    ("append as a command", {"fields": {"segment_index": "999", "media": {"bytes": 1}}}),
    ("initialize as a command", {"fields": {"total_bytes": "8000000000"}}),
    ("alt text", {"json": {"metadata": {"alt_text": {"text": "\U0001F600" * 1000}}}}),
    ("subtitles", {"json": {"media_category": "AmplifyVideo"}}),
    ("create Post", {"json": {"text": "", "media": {"media_ids": ["1", "2", "3", "4"]}}}),
    *[("create Post", {"json": {"reply_settings": who}}) for who in ("following", "mentionedUsers", "subscribers", "verified")],
    ("own Posts", {"query": {"pagination_token": "p1x"}}),
]
# What is wrong by its value: (call, change, what the judge says)
SPOILT = [
    ("initialize", {"json": {"total_bytes": 0}}, "body/total_bytes"),
    ("initialize", {"json": {"total_bytes": -1}}, "body/total_bytes"),
    ("initialize", {"json": {"total_bytes": 8_000_000_001}}, "body/total_bytes"),
    ("initialize", {"json": {"total_bytes": "1024"}}, "body/total_bytes"),
    ("initialize", {"json": {"total_bytes": 10.5}}, "body/total_bytes"),
    ("initialize", {"json": {"media_type": "video/x-matroska"}}, "body/media_type"),
    ("initialize", {"json": {"media_type": "image/png"}}, "body/media_type"),
    ("initialize", {"json": {"media_category": "tweet_gif"}}, "body/media_type"),
    ("initialize", {"json": {"media_type": "image/gif", "media_category": "tweet_image"}}, "body/media_type"),
    ("initialize", {"json": {"media_category": "subtitles"}}, "body/media_type"),
    ("initialize", {"json": {"media_category": "TweetVideo"}}, "body/media_category"),
    ("initialize as a command", {"fields": {"total_bytes": "0"}}, "body/total_bytes"),
    ("initialize as a command", {"fields": {"total_bytes": "8000000001"}}, "body/total_bytes"),
    ("initialize as a command", {"fields": {"total_bytes": "1024\n"}}, "body/total_bytes"),
    ("initialize as a command", {"fields": {"media_type": "image/png"}}, "body/media_type"),
    ("initialize as a command", {"fields": {"command": "Init"}}, "no such call"),
    ("append", {"fields": {"segment_index": "1000"}}, "body/segment_index"),
    ("append", {"fields": {"segment_index": "-1"}}, "body/segment_index"),
    ("append", {"fields": {"segment_index": "01"}}, "body/segment_index"),
    ("append", {"fields": {"media": {"bytes": 0}}}, "body/media/bytes"),
    ("append", {"fields": {"media": {"bytes": 8_000_001}}}, "body/media/bytes"),
    ("append", {"fields": {"media": {"filename": "my holidays.mp4"}}}, "body/media/filename"),
    ("append", {"fields": {"media": {"content_type": "video/mp4"}}}, "body/media/content_type"),
    ("append", {"fields": {"media": "text"}}, "body/media"),
    ("append", {"fields": {"command": "APPEND"}}, "'command' was unexpected"),
    ("append", {"path": "/2/media/upload/abc/append"}, "decimalId in the path"),
    ("append", {"path": f"/2/media/upload/{ID}0/append"}, "decimalId in the path"),
    ("append", {"path": f"/2/media/upload/7_{ID}/append"}, "decimalId in the path"),
    ("append as a command", {"fields": {"segment_index": "1000"}}, "body/segment_index"),
    ("append as a command", {"fields": {"media_id": f"7_{ID}"}}, "body/media_id"),
    ("finalize", {"path": "/2/media/upload//finalize"}, "no such call"),
    ("finalize as a command", {"fields": {"media_id": ""}}, "body/media_id"),
    ("status", {"query": {"command": "status"}}, "query/command"),
    ("status", {"query": {"media_id": ID + "\n"}}, "query/media_id"),
    ("status", {"body_bytes": 2}, "body: 2 bytes"),
    ("alt text", {"json": {"metadata": {"alt_text": {"text": ""}}}}, "body/metadata/alt_text/text"),
    ("alt text", {"json": {"metadata": {"alt_text": {"text": "x" * 1001}}}}, "body/metadata/alt_text/text"),
    ("alt text", {"json": {"id": 1880028106020515840}}, "body/id"),
    ("subtitles", {"json": {"id": ""}}, "body/id"),
    ("subtitles", {"json": {"subtitles": {"id": "7_1"}}}, "body/subtitles/id"),
    ("subtitles", {"json": {"media_category": "tweet_video"}}, "body/media_category"),
    ("subtitles", {"json": {"subtitles": {"language_code": "en"}}}, "body/subtitles/language_code"),
    ("subtitles", {"json": {"subtitles": {"display_name": ""}}}, "body/subtitles/display_name"),
    ("create Post", {"json": {"text": ""}}, "body/text"),
    ("create Post", {"json": {"text": " \n"}}, "body/text"),
    ("create Post", {"json": {"text": None}}, "body/text"),
    ("create Post", {"json": {"media": {"media_ids": []}}}, "body/media/media_ids"),
    ("create Post", {"json": {"media": {"media_ids": ["1", "2", "3", "4", "5"]}}}, "body/media/media_ids"),
    ("create Post", {"json": {"media": {"media_ids": ["1", "1"]}}}, "body/media/media_ids"),
    ("create Post", {"json": {"media": {"media_ids": [7]}}}, "body/media/media_ids/0"),
    ("create Post", {"json": {"media": {"media_ids": ["7"], "preview_media_id": ""}}}, "body/media/preview_media_id"),
    ("create Post", {"json": {"media": {"media_ids": ["7"], "title": ""}}}, "body/media/title"),
    ("create Post", {"json": {"media": {"media_ids": ["7"], "description": ""}}}, "body/media/description"),
    ("create Post", {"json": {"media": {"title": "of nothing"}}}, "'media_ids' is a required property"),
    ("create Post", {"json": {"reply": {"in_reply_to_tweet_id": ""}}}, "body/reply/in_reply_to_tweet_id"),
    ("create Post", {"json": {"reply_settings": "everyone"}}, "body/reply_settings"),
    ("create Post", {"json": {"quote_tweet_id": ID}}, "'quote_tweet_id' was unexpected"),
    ("own user", {"query": {"user.fields": "verified"}}, "query/user.fields"),
    ("own user", {"path": "/2/users/by/me"}, "no such call"),
    ("own Posts", {"path": "/2/users/me/tweets"}, "decimalId in the path"),
    ("own Posts", {"query": {"start_time": "2026-09-01T10:00:00+02:00"}}, "query/start_time"),
    ("own Posts", {"query": {"max_results": "10"}}, "query/max_results"),
    ("own Posts", {"query": {"tweet.fields": "created_at"}}, "query/tweet.fields"),
    ("own Posts", {"query": {"expansions": "author_id"}}, "query/expansions"),
    ("own Posts", {"query": {"pagination_token": ""}}, "query/pagination_token"),
    ("tokens", {"content_type": "application/json"}, "content type"),
    ("tokens", {"body_bytes": 0}, "body: there is none"),
]


def changed(call, change):
    def merged(value, by):
        if not isinstance(by, dict) or not isinstance(value, dict):
            return copy.deepcopy(by)
        return {**value, **{name: merged(value.get(name), each) for name, each in by.items()}}
    return merged(GOOD[call], change)


def objects_in(value, path=()):
    """The paths of all JSON objects, the outermost included."""
    if isinstance(value, dict):
        yield path
        for name, each in value.items():
            yield from objects_in(each, (*path, name))


def object_at(request, path):
    for name in path:
        request = request[name]
    return request


class Judged(unittest.TestCase):
    def says(self, request, what):
        found = JUDGE.own.problems(request)
        self.assertTrue(any(what in problem for problem in found), (found, request))

    def each_object(self):
        """(request, where an object is in it) of all queries and bodies; the test may change the request."""
        for request in (*GOOD.values(), POST_OF_VIDEO, PART_OF_THREAD):
            for part in ("query", "json", "fields"):
                for path in objects_in(request.get(part), (part,)):
                    yield copy.deepcopy(request), path

    def test_good_ones_pass(self):
        self.assertEqual(set(GOOD), set(JUDGE.own.calls), "each call has its good request")
        for call, request in GOOD.items():
            with self.subTest(call):
                self.assertEqual(JUDGE.own.call_of(request), call)
                self.assertEqual(JUDGE.problems(request), [])
        for request in [POST_OF_VIDEO, PART_OF_THREAD] + [changed(*each) for each in GOOD_AS_WELL]:
            with self.subTest(str(request)):
                self.assertEqual(JUDGE.problems(request), [])

    def test_a_path_that_is_written_out_goes_before_one_with_an_id(self):
        schema = CallSchema()
        schema.calls["by id"] = {"method": "GET", "path": "/2/users/{decimalId}"}
        self.assertEqual(schema.call_of(get("/2/users/me", {})), JUDGE.own.call_of(get("/2/users/me", {})))
        self.assertEqual(schema.call_of(get("/2/users/42", {})), "by id")

    def test_values(self):
        for call, change, what in SPOILT:
            with self.subTest(f"{call} {change}"):
                self.says(changed(call, change), what)

    def test_no_other_member_at_any_depth(self):
        for request, path in self.each_object():
            object_at(request, path)["surprise"] = "1"
            self.says(request, "'surprise' was unexpected")

    def test_every_member_is_needed(self):
        for request, path in self.each_object():
            for name in object_at(request, path):
                lacking = copy.deepcopy(request)
                del object_at(lacking, path)[name]
                if (*path, name) not in MAY_BE_MISSING:
                    self.says(lacking, "no such call" if (*path, name) == ("fields", "command")
                              else f"'{name}' is a required property")
                elif name != "media":
                    self.assertEqual(JUDGE.own.problems(lacking), [])

    def test_every_member_has_its_type(self):
        for request, path in self.each_object():
            for name, value in object_at(request, path).items():
                for other in (7, "7", 1.5, None, True, [], {}):
                    if isinstance(other, type(value)) or (*path, name) == ("fields", "command"):
                        continue
                    wrong = copy.deepcopy(request)
                    object_at(wrong, path)[name] = other
                    self.says(wrong, "/".join(["body" if path[0] != "query" else "query", *path[1:], name]))

    def test_method_and_path_are_exact(self):
        for call, request in GOOD.items():
            for method in {"GET", "POST", "PUT", "DELETE", "HEAD", "post"} - {request["method"]}:
                other = {**request, "method": method}
                if JUDGE.own.call_of(other) is None:  # GET and POST share a path
                    self.says(other, "no such call")
            for path in (request["path"] + "/", request["path"] + "/x", "/" + request["path"], request["path"].upper(),
                         request["path"].replace("/2/", "/1.1/"), request["path"][:-1]):
                with self.subTest(f"{call} {path}"):
                    self.says({**request, "path": path}, "no such call")

    def test_the_other_method_of_a_path_has_other_needs(self):
        self.says({**GOOD["status"], "method": "POST"}, "no such call")
        self.says({**GOOD["append as a command"], "method": "GET"}, "content type")

    def test_the_content_type_is_exact(self):
        for call, request in GOOD.items():
            for kind in {"", "text/plain", "application/json", "multipart/form-data", "application/x-www-form-urlencoded"}:
                if kind != request["content_type"]:
                    with self.subTest(f"{call} {kind}"):
                        self.says({**request, "content_type": kind}, "content type")

    def test_a_body_that_cannot_be_read(self):
        for call, request in GOOD.items():
            body = {"json", "fields"} & set(request)
            if body and "as a command" not in call:
                with self.subTest(call):
                    self.says({name: value for name, value in request.items() if name not in body}, "can be read")


class Records(unittest.TestCase):
    """What a sandbox recorded: not all of it is the program's, and not all of it is whole."""

    def checked(self, *requests):
        path = os.path.join(fresh("record"), "requests")
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(request) + "\n" for request in requests)
        return check_record(JUDGE, path)

    def test_pages_are_for_browsers_and_tests(self):
        pages = [get(path, {"x": "1"}) for path in ("/", "/favicon.ico", "/sandbox/log", "/i/status/7", "/media/7/file")]
        self.assertEqual(self.checked(*pages), ([], {}))

    def test_what_is_no_page_is_judged(self):
        problems, counts = self.checked(GOOD["status"], GOOD["status"], get("/2/sandbox/log", {}), get("/status", {}))
        self.assertEqual([request["path"] for _, request in problems], ["/2/sandbox/log", "/status"])
        self.assertEqual(counts, {"status": 2, None: 2})

    def test_a_body_that_was_broken_off(self):
        half = {**GOOD["append"], "fields": {"segment_index": "0"}}
        for change in ({"fault": "cut"}, {"status": 0}, {"status": 503}):
            with self.subTest(str(change)):
                self.assertEqual(self.checked({**half, **change})[0], [])
                self.assertEqual(len(self.checked({**half, **change, "query": {"surprise": "1"}})[0]), 1)
        self.assertEqual(len(self.checked(half)[0]), 1)

    def test_a_body_that_was_turned_away_unread(self):
        for call in ("initialize", "append", "append as a command", "create Post"):
            unread = {name: value for name, value in GOOD[call].items() if name not in ("json", "fields")}
            for status in (401, 403, 404, 405, 413, 421):
                with self.subTest(f"{call} {status}"):
                    self.assertEqual(self.checked({**unread, "status": status})[0], [])
            self.assertEqual(len(self.checked({**unread, "status": 400})[0]), 1)

    def test_an_answer_without_a_media_is_a_status_all_the_same(self):
        self.assertEqual(self.checked({**GOOD["status"], "status": 404}), ([], {"status": 1}))
        self.assertEqual(len(self.checked({**GOOD["status"], "status": 404, "query": {}})[0]), 1)

    def test_a_text_too_long_for_the_record(self):
        long = {name: value for name, value in GOOD["create Post"].items() if name != "json"}
        self.assertEqual(self.checked({**long, "body_bytes": 100_000})[0], [])


if JUDGE.of_x:
    class ByTheDocumentOfX(unittest.TestCase):
        """Where X's own document is there, it judges as well."""

        def problems(self, call, change):
            return JUDGE.of_x.check(changed(call, change))

        def test_good_ones_pass(self):
            described = [call for call, request in GOOD.items() if JUDGE.of_x.describes(request)]
            self.assertEqual(len(described), 7, described)
            for call in described:
                self.assertEqual(self.problems(call, {}), [])

        def test_spoilt_ones_do_not(self):
            for call, change in (
                ("initialize", {"path": "/2/media/upload/initialise"}), ("initialize", {"method": "PUT"}),
                ("initialize", {"content_type": "text/plain"}), ("initialize", {"json": {"media_type": "video/x-unknown"}}),
                ("initialize", {"json": {"total_bytes": "1024"}}), ("initialize", {"json": {"surprise": 1}}),
                ("initialize", {"query": {"surprise": "1"}}), ("append", {"fields": {"segment_index": "1000"}}),
                ("append", {"path": "/2/media/upload/abc/append"}), ("append", {"fields": {"command": "APPEND"}}),
            ):
                with self.subTest(f"{call} {change}"):
                    self.assertNotEqual(self.problems(call, change), [])
                    self.assertNotEqual(JUDGE.own.problems(changed(call, change)), [], "and so does ours")

        def test_both_are_asked(self):
            found = JUDGE.problems(changed("initialize", {"json": {"surprise": 1}}))
            self.assertTrue(any(problem.startswith("by X's own document") for problem in found), found)
            self.assertTrue(any(problem.startswith("body: ") for problem in found), found)


if __name__ == "__main__":
    main()
