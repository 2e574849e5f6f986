"""An X of two users in this process, as strict as X about whose a token and a media are, with every request noted under
the user of its token."""

import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ground import TOKEN, fresh

USERS = {TOKEN + "-of-42": ("42", "ada"), TOKEN + "-of-43": ("43", "bob"), TOKEN + "-another-of-42": ("42", "ada")}


class TwoUsers:
    """`me`: the status of users/me, or a whole body for a 200. `held`: users whose Create Post is answered with 429.
    `refused`: users whose Create Post is answered with 401."""

    def __init__(self):
        self.me, self.held, self.refused = 200, set(), set()
        self.requests, self.posts, self.media, self.wrongs = [], [], {}, []
        self.lock = threading.Lock()
        self.server = None
        self.port = 0
        self.start()

    def start(self):
        handler = type("Handler", (Handler,), {"x": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.server.handle_error = lambda *_: None  # a program that was killed does not read its answer
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def access(self, token):
        path = f"{fresh('token')}/token"
        with open(path, "w") as file:
            file.write(token + "\n")
        return ["--api-base", f"http://127.0.0.1:{self.port}", "--access-token-file", path]

    def of(self, user):
        """What was asked with tokens of a user, in order."""
        return [path for name, path in self.requests if name == user]

    def texts(self, user):
        return [post["text"] for post in self.posts if post["user"] == user]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    x = None

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.serve(b"")

    def do_POST(self):
        self.serve(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def serve(self, body):
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        user, name = USERS.get(token, ("", ""))
        path = self.path.split("?")[0]
        with self.x.lock:
            self.x.requests.append((user, path))
            status, answer, headers = self.answer(user, name, path, body)
        data = json.dumps(answer).encode() if not isinstance(answer, bytes) else answer
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def answer(self, user, name, path, body):
        if not user:
            return 401, {"title": "Unauthorized"}, {}
        if path == "/2/users/me":
            return self.about(user, name)
        if path == f"/2/users/{user}/tweets":
            return 200, {"data": [], "meta": {"result_count": 0}}, {}
        if path == "/2/tweets":
            return self.create(user, json.loads(body))
        if path == "/2/media/upload/initialize":
            media = str(7_000_000 + len(self.x.media))
            self.x.media[media] = {"user": user, "bytes": json.loads(body)["total_bytes"], "got": {}}
            return 200, {"data": {"id": media, "media_key": "7_" + media, "expires_after_secs": 86400}}, {}
        match = re.fullmatch(r"/2/media/upload/(\d+)/(append|finalize)", path)
        media = self.x.media.get(match.group(1)) if match else None
        if not media:
            return 404, {"title": "Not Found"}, {}
        if media["user"] != user:
            return self.wrong(f"{user} sent {path} of {media['user']}")
        if match.group(2) == "finalize":
            return 200, {"data": {"id": match.group(1), "media_key": "7_" + match.group(1), "size": media["bytes"],
                                  "expires_after_secs": 86400}}, {}
        index = re.search(rb'name="segment_index"\r\n\r\n(\d+)', body).group(1)
        media["got"][int(index)] = True
        return 200, {}, {}

    def about(self, user, name):
        if isinstance(self.x.me, bytes):
            return 200, self.x.me, {}
        if self.x.me != 200:
            return self.x.me, {"title": "no"}, {}
        return 200, {"data": {"id": user, "username": name, "name": name.title()}}, {}

    def create(self, user, post):
        if user in self.x.refused:
            return 401, {"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"}, {}
        if user in self.x.held:
            return 429, {"errors": [{"code": 88, "message": "Rate limit exceeded"}]}, {
                "x-rate-limit-limit": "100", "x-rate-limit-remaining": "0",
                "x-rate-limit-reset": str(int(time.time()) + 600)}
        for media in post.get("media", {}).get("media_ids", []):
            if self.x.media[media]["user"] != user:
                return self.wrong(f"{user} posted media of {self.x.media[media]['user']}")
        self.x.posts.append({"user": user, "text": post["text"], **post})
        return 201, {"data": {"id": str(9_000_000 + len(self.x.posts)), "text": post["text"]}}, {}

    def wrong(self, what):
        self.x.wrongs.append(what)
        return 403, {"title": "Forbidden", "detail": "You are not allowed to do that."}, {}
