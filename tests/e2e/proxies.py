"""Real proxies on loopback: tinyproxy for HTTP, microsocks for SOCKS5."""

import os
import signal
import socket
import subprocess

from ground import TIMEOUT, fresh, own_port, wait_for

PASSWORD = "pr0xy-passw0rd"


def _listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class _Proxy:
    def __init__(self, port=0):
        self.port = port or own_port()
        self.process = None
        self.start()

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def start(self):
        self.process = subprocess.Popen(self.command(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        wait_for(lambda: _listens(self.port), f"a proxy at port {self.port}")

    def stop(self):
        """At once, with all its connections."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(TIMEOUT)
            self.process = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class HttpProxy(_Proxy):
    """`settings`: further lines of tinyproxy.conf."""

    def __init__(self, *settings, port=0):
        self.folder = fresh("tinyproxy")
        self.settings = settings
        super().__init__(port)

    def command(self):
        path = os.path.join(self.folder, "tinyproxy.conf")
        with open(path, "w") as file:
            file.write("\n".join([f"Port {self.port}", "Listen 127.0.0.1", "Timeout 60", "MaxClients 100",
                                  f'LogFile "{self.log_file}"', "LogLevel Connect", *self.settings, ""]))
        return ["tinyproxy", "-d", "-c", path]

    @property
    def log_file(self):
        return os.path.join(self.folder, "log")

    def log(self):
        with open(self.log_file, errors="replace") as file:
            return file.read()


class SocksProxy(_Proxy):
    def __init__(self, user="", password="", port=0):
        self.credentials = ["-u", user, "-P", password] if user else []
        super().__init__(port)

    def command(self):
        return ["microsocks", "-i", "127.0.0.1", "-p", str(self.port), *self.credentials]
