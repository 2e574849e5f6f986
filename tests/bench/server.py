"""The sandbox as a measure needs it: over TLS when asked, and with the times of the requests that reached it."""

import json
import ssl

from links import THINK
from sandbox_process import Sandbox


class Server(Sandbox):
    checked = False  # other clients speak in their own ways

    def __init__(self, spec, certificate=None):
        """`certificate`: (cert, key) as files, for TLS."""
        self.certificate = certificate
        if certificate:
            self.context = ssl.create_default_context(cafile=certificate[0])
        self.read = 0  # bytes of the record
        super().__init__(spec)

    def command(self, port):
        command = super().command(port)
        if self.certificate:
            command += ["--tls-cert", self.certificate[0], "--tls-key", self.certificate[1]]
        return command

    def access(self):
        return super().access() + (["--ca-file", self.certificate[0]] if self.certificate else [])

    def recorded(self):
        """The requests since the last call of this."""
        try:
            file = open(self.record, "rb")
        except FileNotFoundError:  # none has come yet
            return []
        with file:
            file.seek(self.read)
            whole = file.read()
        whole = whole[:whole.rfind(b"\n") + 1]
        self.read += len(whole)
        return [json.loads(line) for line in whole.splitlines()]


def handled(request):
    """When its answer left, ms since the epoch."""
    return request["t"] + request["ms"]


class Transfer:
    """One upload as the server saw it: from INIT handled to FINALIZE handled."""

    def __init__(self, requests, size):
        done = [request for request in requests if 200 <= request["status"] < 300]
        begins = [handled(request) for request in done if request["call"] == "initialize"]
        ends = [handled(request) for request in done if request["call"] == "finalize"]
        assert begins and ends, "no whole upload reached the server"
        appends = [request for request in requests if request["call"] == "append"]
        self.size = size
        self.begin, self.end = begins[0], ends[-1]
        self.seconds = (self.end - self.begin) / 1000
        self.appends = len(appends)
        # Where the time went: until bytes came, while they came, until it was finalized.
        came, gone = min(each["t"] for each in appends), max(handled(each) for each in appends)
        self.stages = [(until - since) / 1000 for since, until in ((self.begin, came), (came, gone), (gone, self.end))]
        self.resent = max(0, sum(request["body_bytes"] for request in appends) - size) / size
        self.scenes = [handled(request) for request in requests if request["path"] == "/sandbox/scene"]

    def ideal(self, link):
        """Seconds that the bytes of the file alone would take on that link."""
        return self.size * 8 / (link.mbit * 1e6)

    def least(self, link):
        """The best ratio that a client can reach whose connections are open beforehand: after the answer to INIT and
        after the last segment a round trip each, and the server's time for that segment and for FINALIZE."""
        return 1 + 2 * (link.rtt + THINK) / 1000 / self.ideal(link)

    def ratio(self, link):
        """Time against the ideal; on a link that changes, the bits it could have carried against those of the file."""
        if not link.steps:
            return self.seconds / self.ideal(link)
        assert len(self.scenes) == len(link.steps), "the link did not change as often as it should"
        marks = [self.begin, *(min(scene, self.end) for scene in self.scenes), self.end]
        rates = [link.mbit, *(mbit for _, mbit in link.steps)]
        carried = sum(rate * 1e3 * (until - since) for rate, since, until in zip(rates, marks, marks[1:]))
        return carried / (self.size * 8)
