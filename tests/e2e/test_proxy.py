"""Through real proxies: what is uploaded arrives, and what a proxy refuses is told as the proxy's."""

import os
import ssl
import subprocess
import unittest

from event_rules import check_sentence
from films import padded, sample, sha256
from ground import MIB, environment, fresh, main, own_port, require
from program import Postreel, run, run_until_it_waits
from proxies import PASSWORD, HttpProxy, SocksProxy
from sandbox_process import Sandbox
from test_options import TlsSandbox

require("ffmpeg", "ffprobe", "openssl", "tinyproxy", "microsocks")


class Proxied(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = fresh("tls")
        cls.cert, cls.key = os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-keyout", cls.key, "-out", cls.cert],
                       check=True, capture_output=True)

    def tls_sandbox(self):
        sandbox = TlsSandbox(self.cert, self.key)
        sandbox.context = ssl.create_default_context(cafile=self.cert)
        return sandbox

    def posting(self, sandbox, film, *options):
        access = sandbox.access()
        if sandbox.base.startswith("https:"):
            access += ["--ca-file", self.cert]
        return [*access, "--text", "through", "--post", "--quit-when-done", *options, film]

    def posted(self, sandbox, film, result):
        self.assertEqual(result.code, 0, result)
        self.assertEqual([upload["sha256"] for upload in sandbox.uploads()], [sha256(film)])
        self.assertEqual(len(sandbox.posts()), 1)

    def no_password_in(self, program, result):
        for text in (result.err, result.out, repr(result.events), " ".join(map(str, program.command))):
            self.assertNotIn(PASSWORD, text)
        for folder, _, names in os.walk(program.profile):
            for name in names:
                path = os.path.join(folder, name)
                if os.path.isfile(path):
                    with open(path, "rb") as file:
                        self.assertNotIn(PASSWORD.encode(), file.read(), path)

    def test_plain_http(self):
        film = padded(3 * MIB)
        with Sandbox() as sandbox, HttpProxy() as proxy:
            self.posted(sandbox, film, run(*self.posting(sandbox, film), env=environment(http_proxy=proxy.address)))
            self.assertIn("/2/tweets", proxy.log())

    def test_a_tunnel_with_a_password(self):
        film = padded(3 * MIB)
        with self.tls_sandbox() as sandbox, HttpProxy(f"BasicAuth anna {PASSWORD}") as proxy:
            with Postreel(*self.posting(sandbox, film),
                          env=environment(HTTPS_PROXY=f"http://anna:{PASSWORD}@{proxy.address}/")) as program:
                result = program.result()
            self.posted(sandbox, film, result)
            self.no_password_in(program, result)
            self.assertIn("CONNECT", proxy.log())

    def test_plain_http_with_a_password(self):
        film = padded(3 * MIB)
        with Sandbox() as sandbox, HttpProxy(f"BasicAuth anna {PASSWORD}") as proxy:
            with Postreel(*self.posting(sandbox, film),
                          env=environment(http_proxy=f"anna:{PASSWORD}@{proxy.address}")) as program:
                result = program.result()
            self.posted(sandbox, film, result)
            self.no_password_in(program, result)

    def test_no_password(self):
        film = sample()
        for sandbox, variable in ((Sandbox(), "http_proxy"), (self.tls_sandbox(), "https_proxy")):
            with self.subTest(variable), sandbox, HttpProxy(f"BasicAuth anna {PASSWORD}") as proxy:
                with Postreel(*self.posting(sandbox, film), env=environment(**{variable: proxy.address})) as program:
                    result = program.result()
                self.assertEqual(result.code, 3, result)
                needs = result.named("needs")[0]
                self.assertEqual(needs["action"], "signin")
                self.assertIn(f"The proxy {proxy.address} asks for a user name and a password", needs["message"])
                self.assertIn("ProxySignIn", [event["reason"] for event in result.named("waiting")])
                check_sentence(needs["message"])
                self.assertEqual(sandbox.posts(), [])
                # With the password, the same command goes on.
                again = run(*self.posting(sandbox, film), profile=program.profile,
                            env=environment(**{variable: f"anna:{PASSWORD}@{proxy.address}"}))
                self.posted(sandbox, film, again)

    def test_a_proxy_that_forbids_it(self):
        film = sample()
        for sandbox, variable, user in ((Sandbox(), "http_proxy", ""), (self.tls_sandbox(), "https_proxy", ""),
                                        (Sandbox(), "http_proxy", f"anna:{PASSWORD}@"),
                                        (self.tls_sandbox(), "https_proxy", f"anna:{PASSWORD}@")):
            with self.subTest(variable, user=user), sandbox, HttpProxy("Deny 127.0.0.1") as proxy:
                result = run_until_it_waits(*self.posting(sandbox, film),
                                            env=environment(**{variable: user + proxy.address}))
                self.assertEqual(result.code, 143, result)
                self.assertEqual({event["reason"] for event in result.named("waiting")}, {"Proxy"}, result)
                self.assertIn(f"The proxy {proxy.address} does not connect to X", result.err)

    def test_socks(self):
        for scheme in ("socks5", "socks5h"):
            for user in ("", "anna"):
                film = padded(3 * MIB)
                with self.subTest(f"{scheme} {user}"), self.tls_sandbox() as sandbox, \
                        SocksProxy(user, PASSWORD) as proxy:
                    sandbox.base = sandbox.base.replace("127.0.0.1", "localhost")
                    credentials = f"{user}:{PASSWORD}@" if user else ""
                    self.posted(sandbox, film, run(*self.posting(sandbox, film), env=environment(
                        all_proxy=f"{scheme}://{credentials}{proxy.address}")))
                    proxy.stop()
                    result = run_until_it_waits(*self.posting(sandbox, sample()),
                                                env=environment(all_proxy=f"{scheme}://{credentials}{proxy.address}"))
                    self.assertEqual(result.code, 143, result)  # so it did go through it
                    self.assertIn(f"The proxy {proxy.address} cannot be reached", result.err)

    def test_plain_http_over_socks(self):
        film = padded(3 * MIB)
        with Sandbox() as sandbox, SocksProxy() as proxy:
            self.posted(sandbox, film, run(*self.posting(sandbox, film), env=environment(ALL_PROXY=f"socks5h://{proxy.address}")))

    def test_a_proxy_that_comes_later(self):
        film = sample()
        port = own_port()
        with self.tls_sandbox() as sandbox:
            with Postreel(*self.posting(sandbox, film), env=environment(https_proxy=f"http://127.0.0.1:{port}")) as program:
                self.assertEqual(program.wait_event("waiting")["reason"], "Proxy")
                with HttpProxy(port=port):
                    result = program.result()
            self.posted(sandbox, film, result)
            self.assertIn(f"The proxy 127.0.0.1:{port} cannot be reached", result.err)

    def test_a_proxy_that_dies_in_mid_upload(self):
        film = padded(12 * MIB)
        with self.tls_sandbox() as sandbox, HttpProxy() as proxy:
            with Postreel(*self.posting(sandbox, film, "--limit", "2000"),
                          env=environment(https_proxy=proxy.address)) as program:
                program.wait_event("segment")
                proxy.stop()
                program.wait_event("waiting", reason="Proxy")
                proxy.start()
                result = program.result()
            self.posted(sandbox, film, result)

    def test_what_goes_without(self):
        film = sample()
        dead = f"http://127.0.0.1:{own_port()}"
        for exempt in ("*", "127.0.0.1", "127.0.0.0/8", "localhost,127.0.0.1"):
            with self.subTest(exempt), Sandbox() as sandbox:
                self.posted(sandbox, film, run(*self.posting(sandbox, film), env=environment(http_proxy=dead, no_proxy=exempt)))

    def test_the_sandbox_goes_through_none(self):
        dead = f"http://127.0.0.1:{own_port()}"
        result = run("--sandbox", "--text", "x", "--post", "--quit-when-done", sample(),
                     env=environment(http_proxy=dead, all_proxy=dead))
        self.assertEqual(result.code, 0, result)

    def test_a_proxy_of_another_kind(self):
        with Sandbox() as sandbox:
            for value in (f"https://anna:{PASSWORD}@127.0.0.1:1", "socks4://127.0.0.1:1"):
                with Postreel(*self.posting(sandbox, sample()), env=environment(http_proxy=value)) as program:
                    result = program.result()
                self.assertEqual(result.code, 3, result)
                self.assertIn("The proxy set by http_proxy cannot be used", result.err)
                self.no_password_in(program, result)
            self.assertEqual(sandbox.requests(), [])


if __name__ == "__main__":
    main()
