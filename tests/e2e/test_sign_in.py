"""A person connects X in the real window, allows it in Chromium, and stays signed in: over restarts, over the end of a
token in mid-upload, without a keychain, and without a secret in any place but the keychain."""

import json
import os
import shutil
import signal
import unittest
import urllib.error
import urllib.parse
import urllib.request

import secret_scan
from browser import Browser
from films import padded, sha256
from ground import fresh, main, MIB, require, TOKEN, wait_for
from sandbox_process import Sandbox
from signing_in import OidcServer, Person, quiet

require("Xvfb", "openbox", "xdotool", "xprop", "xwininfo", "dbus-daemon", "dbus-send", "gnome-keyring-daemon",
        "secret-tool", "chromium", "chromedriver")


class OAuthSandbox(Sandbox):
    """With one public app that is registered for the callback."""

    def __init__(self, callback, spec=""):
        self.callback = callback
        super().__init__(spec)

    def command(self, port):
        return super().command(port) + ["--client", "native-app:" + self.callback]


class SignIn(unittest.TestCase):
    def setUp(self):
        self.film = os.path.join(fresh("films"), "film.mp4")
        shutil.move(padded(12 * MIB), self.film)

    def allow(self, person, browser, address):
        browser.open(address)
        browser.type("input[name=user]", "ada")
        browser.click("button[value=allow]")
        wait_for(lambda: browser.url().startswith(person.callback), "the browser to come back")
        return browser.url()

    def nothing_leaks(self, person, secrets, *results):
        """The scan first finds what was planted for it."""
        texts = [(name, text) for result in results
                 for name, text in (("out", result.out), ("err", result.err), ("events", json.dumps(result.events)))]
        planted = "planted-secret-0123456789"
        with open(os.path.join(person.profile, "planted"), "w") as file:
            file.write("x" + urllib.parse.quote(planted, safe=""))
        self.assertTrue(secret_scan.scan([planted], [person.profile]), "the scan is blind")
        os.remove(os.path.join(person.profile, "planted"))
        self.assertTrue(secret_scan.scan([planted], texts=[("arguments", f"a\0--x={planted}\0")]), "the scan is blind")
        self.assertGreater(len(secrets), 3)
        self.assertEqual(secret_scan.scan(secrets, [person.profile], texts + person.shown), [])

    def test_connect_post_and_come_back(self):
        with Person() as person, OAuthSandbox(person.callback) as sandbox, Browser() as browser:
            person.knows_the_app(sandbox.base)
            with person.start() as program:
                address = person.connect(program)
                ended = self.allow(person, browser, address)
                [entry] = wait_for(person.stored, "the keychain to hold the sign-in")
                self.assertIn("You can close this page", browser.text())
                # A second start posts for the one account there is.
                again = person.start("--post", "--quit-when-done", "--text", "first", self.film, platform="offscreen")
                with again:
                    first = quiet(again.result())
                self.assertEqual(first.code, 0, first)
                program.signal(signal.SIGTERM)
                window = quiet(program.result())
            # Without a word the next run is signed in, from the keychain alone.
            with person.start("--post", "--quit-when-done", "--text", "second", "--account", "@ada",
                              platform="offscreen") as later:
                second = quiet(later.result())
            self.assertEqual(second.code, 0, second)
            self.assertEqual([post["text"] for post in sandbox.posts()], ["first", "second"])
            self.assertEqual([upload["sha256"] for upload in sandbox.uploads()], [sha256(self.film)])
            query = urllib.parse.parse_qs(urllib.parse.urlparse(ended).query)
            state = urllib.parse.parse_qs(urllib.parse.urlparse(address).query)["state"][0]
            self.nothing_leaks(person, [entry["access_token"], entry["refresh_token"], query["code"][0], state],
                               window, first, second)

    def post(self, person, text, *more):
        with person.start("--post", "--quit-when-done", "--text", text, *more, platform="offscreen") as program:
            return quiet(program.result())

    def test_a_keychain_that_comes_and_goes(self):
        with Person() as person, OAuthSandbox(person.callback) as sandbox, Browser() as browser:
            person.knows_the_app(sandbox.base)
            with person.start() as program:
                self.allow(person, browser, person.connect(program))
                wait_for(person.stored, "the keychain to hold the sign-in")
                person.keyring.kill()
                # What this run has read or made, it goes on with.
                self.assertEqual(self.post(person, "killed").code, 0)
                program.signal(signal.SIGTERM)
                quiet(program.result())
            # Nothing is taken for signed out, and nothing for lost: it waits, and says so.
            waits = self.post(person, "waits", "--once", "w", "--timeout", "8")
            self.assertEqual(waits.code, 5, waits)
            self.assertFalse(waits.named("failed"), waits)
            person.keyring.start()
            wait_for(person.stored, "the keychain to open again")
            self.assertEqual(self.post(person, "waits", "--once", "w").code, 0)
            self.assertEqual([post["text"] for post in sandbox.posts()], ["killed", "waits"])

    def test_denied_and_wrong_state(self):
        with Person() as person, OAuthSandbox(person.callback) as sandbox, Browser() as browser:
            person.knows_the_app(sandbox.base)
            with person.start() as program:
                address = person.connect(program)
                # Somebody else's answer does not end the try.
                with self.assertRaises(urllib.error.HTTPError) as stray:
                    urllib.request.urlopen(person.callback + "?state=wrong&code=stolen")
                with stray.exception:
                    self.assertNotIn("stolen", stray.exception.read().decode())
                browser.open(address)
                browser.click("button[value=deny]")
                wait_for(lambda: browser.url().startswith(person.callback), "the browser to come back")
                self.assertIn("You chose not to allow it", browser.text())
                wait_for(lambda: "Denied" in program.log(), "the try to end")
                self.assertEqual(person.stored(), [])
                program.signal(signal.SIGTERM)
                quiet(program.result())

    def test_a_certified_server_and_short_tokens(self):
        folder = shutil.which("npm") and OidcServer.installed()
        if not folder:
            self.skipTest("oidc-provider cannot be had")
        for client, secret in (("native-app", ""), ("web-app", "the secret of the web app")):
            with self.subTest(client):
                self.by_a_certified_server(folder, client, secret)

    def grants(self, server):
        with urllib.request.urlopen(server.base + "/test/grants") as answer:
            return json.load(answer)

    def by_a_certified_server(self, folder, client, secret):
        with Person() as person, Sandbox("up=16") as sandbox, Browser() as browser, \
                OidcServer(folder, sandbox, TOKEN, person.callback, 4) as server:
            person.knows_the_app(server.base, client)
            with person.start() as program:
                browser.open(person.connect(program, secret))
                browser.type("input[name=login]", "ada")
                browser.type("input[name=password]", "any")
                browser.click("button[type=submit]")
                browser.find("input[name=prompt][value=consent]")  # the next page, not the one that goes
                browser.click("button[type=submit]")
                wait_for(lambda: browser.url().startswith(person.callback), "the browser to come back")
                [entry] = wait_for(person.stored, "the keychain to hold the sign-in")
                again = person.start("--post", "--quit-when-done", "--text", "long", self.film, platform="offscreen")
                with again:
                    again.wait_event("segment")
                    before = len(self.grants(server))
                    posted = quiet(again.result())
                self.assertEqual(posted.code, 0, posted)
                program.signal(signal.SIGTERM)
                window = quiet(program.result())
            grants = self.grants(server)
            self.assertGreater(len(grants), before, "nothing was renewed in mid-upload")
            # Nothing was sent twice, and each refresh token was shown once.
            shown = [each[2] if len(each) == 5 else each[0] for each in grants[1:]]
            self.assertEqual(len(set(shown)), len(shown))
            [upload] = sandbox.uploads()  # a segment whose token ended on its way is sent again; X takes each once
            self.assertEqual({segment["appends"] for segment in upload["segments"].values()}, {1})
            self.assertEqual(upload["sha256"], sha256(self.film))
            self.nothing_leaks(person, [each for grant in grants for each in grant] +
                               [entry["access_token"], secret, secret_scan.basic(client, secret)], window, posted)


if __name__ == "__main__":
    main()
