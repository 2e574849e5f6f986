"""A TLS line to a sandbox on which, from a chosen request on, somebody else answers: a certificate that nobody
vouches for, as a captive portal or a listener in the middle shows one."""

import os
import re
import select
import socket
import ssl
import subprocess
import threading
import time

from ground import fresh

_calls = {
    "initialize": rb"POST /2/media/upload/initialize ",
    "first append": rb"POST /2/media/upload/\d+/append ",
    "later append": rb"POST /2/media/upload/\d+/append ",
    "finalize": rb"POST /2/media/upload/\d+/finalize ",
    "status": rb"GET /2/media/upload\?",
    "createpost": rb"POST /2/media/upload/\d+/finalize ",
    "users/me": rb"GET /2/users/me",
    "timeline": rb"GET /2/users/\d+/tweets",
}


def make_certificate(name):
    folder = fresh("certificate")
    cert, key = os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert],
                   check=True, capture_output=True)
    return cert, key


def context_of(cert, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context


class ForeignLine:
    """`call`: the column. The request of that call is not passed on, every connection ends and for `seconds` all new
    ones meet the foreign certificate. A Create Post has a fresh connection of its own: there the strike comes with
    the answer to FINALIZE, so that its handshake is what fails."""

    def __init__(self, target_port, call, seconds, own, foreign, on_strike=None):
        self.target, self.seconds = target_port, seconds
        self.on_strike = on_strike or (lambda: None)
        self.pattern = re.compile(_calls[call])
        self.number = 2 if call in ("later append", "users/me") else 1  # the first users/me asks whose the token is
        self.after_answer = call == "createpost"
        self.own, self.foreign = context_of(*own), context_of(*foreign)
        self.lock = threading.Lock()
        self.seen = 0
        self.foreign_until = 0.0
        self.handshakes_refused = 0
        self.leaked = b""  # what somebody sent to the stranger; it has to stay empty
        self.sockets = set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self.listener.close()
        self._end_all()

    @property
    def struck(self):
        return self.foreign_until > 0

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        if time.monotonic() < self.foreign_until:
            return self._be_foreign(client)
        try:
            client = self.own.wrap_socket(client, server_side=True)
            server = socket.create_connection(("127.0.0.1", self.target))
        except (OSError, ssl.SSLError):
            return client.close()
        with self.lock:
            self.sockets |= {client, server}
        try:
            self._pass_on(client, server)
        except (OSError, ssl.SSLError, ValueError):
            pass  # one side went away
        for each in (client, server):
            each.close()
        with self.lock:
            self.sockets -= {client, server}

    def _pass_on(self, client, server):
        """One thread for both directions, since a TLS socket does not bear two."""
        while True:
            ready = [client] if client.pending() else select.select([client, server], [], [])[0]
            for source in ready:
                data = source.recv(65536)
                if not data:
                    return
                if source is client and self._is_the_request(data) and not self.after_answer:
                    return self._end_all()
                (server if source is client else client).sendall(data)
                if source is server and self.after_answer and self.struck:
                    self.on_strike()
                    return self._end_all()

    def _be_foreign(self, client):
        try:
            client.settimeout(10)
            client = self.foreign.wrap_socket(client, server_side=True)
            self.leaked += client.recv(65536)
        except (OSError, ssl.SSLError):
            self.handshakes_refused += 1
        client.close()

    def _is_the_request(self, data):
        with self.lock:
            self.seen += len(self.pattern.findall(data))
            if self.struck or self.seen < self.number:
                return False
            self.foreign_until = time.monotonic() + self.seconds
        if not self.after_answer:
            self.on_strike()
        return True

    def _end_all(self):
        with self.lock:
            sockets, self.sockets = self.sockets, set()
        for each in sockets:
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
