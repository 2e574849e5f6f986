"""A token goes to X alone. A server that repeats it, in any shape and at any call, does not get it into a file of the profile,
an event, the log or the output."""

import base64
import json
import os
import signal
import threading
import unittest
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from films import copy_of_sample
from ground import fresh, main, require, wait_for
from program import Postreel
from secret_scan import escapes, scan

require("ffmpeg", "ffprobe")

TOKEN = "Qz7-e2e_Token.that~nobody/May+See=="


def shapes():
    """The token in the shapes that servers have been seen to repeat what they were sent."""
    plain = TOKEN.encode()
    yield from (TOKEN, TOKEN.lower(), TOKEN.upper(), urllib.parse.quote(TOKEN, safe=""), urllib.parse.quote(TOKEN, safe="").lower())
    yield from escapes(TOKEN)
    for before in ("", "i", "id"):
        whole = before.encode() + plain + b":end"
        yield from (base64.b64encode(whole).decode(), base64.urlsafe_b64encode(whole).decode())
    yield plain.hex()


def words():
    return [f"you sent {shape} here" for shape in shapes()]


FORMATS = {
    "problem": lambda: ("application/json", json.dumps({"title": TOKEN, "type": "https://api.x.com/2/problems/" + TOKEN,
                                                        "detail": " ".join(words()),
                                                        "errors": [{"message": each} for each in words()]})),
    "bare errors": lambda: ("application/json", json.dumps({"errors": [each[:400] for each in words()], TOKEN: TOKEN})),
    "escaped": lambda: ("application/json", '{"detail":"%s"}' % "".join(f"\\u{ord(each):04X}" for each in TOKEN)),
    "text": lambda: ("text/plain", "\n".join(words())),
    "page": lambda: ("text/html", "<html><body>" + "<p>".join(words()) + "</body></html>"),
}


class Echo(BaseHTTPRequestHandler):
    """An X that takes everything until one call, at which it answers a refusal with the token in it."""
    protocol_version = "HTTP/1.1"

    def answer(self, status, body, kind="application/json"):
        data = body.encode()
        self.send_response(status, "Echo " + TOKEN)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("X-Echo", TOKEN)
        self.send_header("X-" + "".join(each for each in TOKEN if each.isalnum() or each in "-_.~"), "1")
        self.end_headers()
        self.wfile.write(data)

    def call(self):
        path = self.path.partition("?")[0]
        for name, ending in (("me", "/users/me"), ("initialize", "/initialize"), ("append", "/append"),
                             ("finalize", "/finalize"), ("metadata", "/metadata"), ("post", "/2/tweets")):
            if path.endswith(ending):
                return name
        return "status"

    def handle_call(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        call = self.call()
        self.server.later = self.server.asked > 0
        assert self.headers.get("Authorization") == "Bearer " + TOKEN
        if call == self.server.call:
            self.server.asked += 1
            kind, body = FORMATS[self.server.format]()
            return self.answer(self.server.status, body, kind)
        good = {"me": {"data": {"id": "42", "name": TOKEN, "username": self.server.username}},
                "initialize": {"data": {"id": "1880028106020515840", "media_key": "7_" + TOKEN, TOKEN: 1}},
                "finalize": {"data": {"id": "1880028106020515840", "media_key": "7_" + TOKEN}},
                "post": {"data": {"id": "1880028106020515841", "text": TOKEN}}}.get(call, {})
        return self.answer(201 if call == "post" else 200, json.dumps(good))

    do_GET = do_POST = handle_call

    def log_message(self, *_):
        pass


class Repeated(unittest.TestCase):
    def serve(self, call, form="problem", status=400, username="ada"):
        server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
        server.call, server.format, server.status, server.username, server.asked = call, form, status, username, 0
        server.later = False
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return server

    def run_against(self, server):
        token_file = os.path.join(fresh("token"), "token")
        with open(token_file, "w") as file:
            file.write(TOKEN)
        film = copy_of_sample("film.mp4")
        with Postreel("--api-base", f"http://127.0.0.1:{server.server_port}", "--access-token-file", token_file, "--alt", "a film",
                      "--text", "hello", "--post", "--quit-when-done", "--", film) as program:
            # What it takes for X's own refusal ends it; the page of somebody else is waited for, and asked about again.
            wait_for(lambda: server.later or program.process.poll() is not None, "an end, or a second try")
            program.process.terminate()
            code = program.wait()
            with open(program.events_file, "rb") as file:
                events = file.read()
            found = scan([TOKEN], [program.profile], [("stdout", program.out), ("stderr", program.err), ("events", events)])
            self.assertEqual(found, [], f"{server.call} {server.format}: {program.err}")
            return code, program, events

    def test_refusals(self):
        for call in ("initialize", "append", "finalize", "post"):
            for form in FORMATS:
                with self.subTest(call=call, format=form):
                    server = self.serve(call, form)
                    code, program, events = self.run_against(server)
                    self.assertIn(code, (1, 128 + signal.SIGTERM), program.err)
                    self.assertTrue(server.asked)
                    if form == "problem":
                        self.assertIn(b"[redacted]", events)  # X's words came through, without it

    def test_success(self):
        server = self.serve(None, username=TOKEN)
        code, program, _ = self.run_against(server)
        self.assertEqual(code, 0, program.err)

    def test_other_calls(self):
        for call, status in (("metadata", 400), ("me", 403), ("post", 403), ("post", 302)):
            with self.subTest(call=call, status=status):
                self.run_against(self.serve(call, "problem", status))


class OwnSandbox(unittest.TestCase):
    """The sandbox inside the program answers the program alone."""

    def status(self, url, **headers):
        request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def test_nobody_else_reads_it(self):
        with Postreel("--sandbox", "--post", "--text", "mine alone", platform="offscreen") as program:
            url = program.wait_event("posted")["url"]
            base = url[:url.index("/i/status/")]
            for path, refused in ((url[len(base):], 403), ("/", 403), ("/i/oauth2/authorize", 403), ("/sandbox/posts", 401),
                                  ("/sandbox/log", 401), ("/2/users/me", 401), ("/media/1/file", 403)):
                with self.subTest(path=path):
                    code, body = self.status(base + path)
                    self.assertEqual(code, refused)
                    self.assertNotIn("mine alone", body)
                    self.assertEqual(self.status(base + path, Authorization="Bearer anything")[0], refused)
                    self.assertEqual(self.status(base + path, Origin="https://evil.example")[0], 403)
                    self.assertEqual(self.status(base + path, Host="evil.example")[0], 421)
            code, body = self.status(url)
            self.assertIn("Choose Open on the Post in Postreel", body)
            program.signal(signal.SIGTERM)
            program.wait()


if __name__ == "__main__":
    main()
