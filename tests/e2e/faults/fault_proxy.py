"""A proxy for CONNECT that, from a chosen request on, goes away, refuses, or wants a password. What goes through the tunnels
is private, so it stands behind a TLS line (foreign_line.py) that tells which request has come."""

import socket
import threading
import time

_answers = {"refuses": b"HTTP/1.1 403 Filtered\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
            "407": b"HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n"
                   b"Connection: close\r\n\r\n"}


class FaultProxy:
    """`strikes`: away, refuses or 407, for `seconds` from strike() on; all tunnels end then."""

    def __init__(self, strikes, seconds):
        self.strikes, self.seconds = strikes, seconds
        self.until = 0.0
        self.refused = 0
        self.seen = b""  # what came outside of the tunnels
        self.lock = threading.Lock()
        self.sockets = set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self.listener,), daemon=True).start()

    @property
    def struck(self):
        return self.until > 0

    def strike(self):
        with self.lock:
            if self.struck:
                return
            self.until = time.monotonic() + self.seconds
            sockets, self.sockets = self.sockets, set()
        if self.strikes == "away":
            self._go_away()
        for each in sockets:
            _end(each)

    def close(self):
        _end(self.listener)
        self.listener.close()

    def _go_away(self):
        _end(self.listener)  # wakes accept()
        self.listener.close()
        threading.Timer(min(self.seconds, 1e6), self._come_back).start() if self.seconds < 1e6 else None

    def _come_back(self):
        self.listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, args=(self.listener,), daemon=True).start()

    def _accept(self, listener):
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        try:
            head = b""
            while b"\r\n\r\n" not in head:
                head += client.recv(4096) or b"\r\n\r\n"
            self.seen += head
            if time.monotonic() < self.until:
                self.refused += 1
                client.sendall(_answers.get(self.strikes, b""))
                return client.close()
            host, port = head.split(b" ")[1].rsplit(b":", 1)
            server = socket.create_connection((host.decode(), int(port)))
            client.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
        except (OSError, ValueError, IndexError):
            return client.close()
        with self.lock:
            self.sockets |= {client, server}
        for source, target in ((client, server), (server, client)):
            threading.Thread(target=_pass_on, args=(source, target), daemon=True).start()


def _pass_on(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:
        pass
    _end(source)
    _end(target)


def _end(each):
    try:
        each.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
