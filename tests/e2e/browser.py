"""Headless Chromium, driven by chromedriver over WebDriver, as a person's browser."""

import json
import os
import re
import subprocess
import urllib.error
import urllib.request

from ground import environment, fresh, wait_for


class Browser:
    def __enter__(self):
        self.folder = fresh("browser")
        self.log = open(os.path.join(self.folder, "log"), "w+")
        self.process = subprocess.Popen(["chromedriver", "--port=0"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=self.log, text=True, env=environment(HOME=self.folder))
        for line in self.process.stdout:
            if started := re.search(r"started successfully on port (\d+)", line):
                break
        assert started, "chromedriver did not start"
        self.base = f"http://127.0.0.1:{started.group(1)}"
        options = {"args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                            "--no-first-run", "--user-data-dir=" + os.path.join(self.folder, "data")]}
        answer = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}})
        self.session = "/session/" + answer["sessionId"]
        return self

    def __exit__(self, *_):
        try:
            self.ask("DELETE", self.session)
        except OSError:
            pass
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
        self.log.close()

    def ask(self, method, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def open(self, url):
        self.ask("POST", self.session + "/url", {"url": url})

    def url(self):
        return self.ask("GET", self.session + "/url")

    def text(self):
        return self.ask("POST", self.session + "/execute/sync", {"script": "return document.body.innerText", "args": []})

    def find(self, css):
        """The element, once it is there."""
        def look():
            try:
                return next(iter(self.ask("POST", self.session + "/element", {"using": "css selector", "value": css}).values()))
            except urllib.error.HTTPError as error:
                error.close()
                return None
        return self.session + "/element/" + wait_for(look, f"{css} on the page")

    def click(self, css):
        self.ask("POST", self.find(css) + "/click", {})

    def type(self, css, text):
        """In place of what stands in the field."""
        field = self.find(css)
        self.ask("POST", field + "/clear", {})
        self.ask("POST", field + "/value", {"text": text})
