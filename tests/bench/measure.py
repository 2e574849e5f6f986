"""Runs every client over one link and gives back what the server saw of each."""

import os
import sys
import threading
from statistics import median_low

from clients import CURLS, BareLoop, Curl, TwitterApiV2, postreel
from films import padded, sha256
from foreign_line import make_certificate
from ground import MIB, fresh, wait_for
from server import Server, Transfer

INIT_WITHIN = 60  # seconds


class Run:
    """One upload of one client: the transfer, and the CPU seconds of the client."""

    def __init__(self, transfer, cpu):
        self.transfer, self.cpu = transfer, cpu


class Measuring:
    def __init__(self, options):
        self.options = options
        self.films = {}  # size -> (path, sha256)
        wanted = "twitter-api-v2" in options.clients and any(link.others for link in options.links)
        self.twitter = TwitterApiV2.found() if wanted else None

    def film(self, link):
        size = link.short if self.options.short else link.size
        if size not in self.films:
            path = padded(size, name=f"{size // MIB}.mp4")
            self.films[size] = path, sha256(path)
        return self.films[size]

    def clients(self, link, server):
        """Name → the call that uploads."""
        film, _ = self.film(link)
        clients = {"Postreel": lambda: postreel(server, film)}
        if (link.warm or self.options.warm) and not self.options.fresh:
            profile = os.path.join(fresh("profile"), "p")
            postreel(server, film, profile, "the first")  # what makes it warm
            server.recorded()
            clients["Postreel, warm"] = lambda: postreel(server, film, profile, "the next")
        if link.others:
            for name, curl in CURLS.items():
                clients[name] = lambda curl=curl: curl(server, film)
            if self.twitter:
                clients["twitter-api-v2"] = lambda: self.twitter(server, film)
        if link.tls:
            clients["curl 4 MiB at once"] = lambda: Curl(4 * MIB, at_once=True)(server, film)
        if self.options.bare_loop and not link.faults:  # it tries nothing again
            clients["bare loop"] = lambda: BareLoop(self.options.bare_loop)(server, film)
        return {name: upload for name, upload in clients.items() if name.startswith(("Postreel", *self.options.clients))}

    def measure(self, link):
        """Name of a client → its run of median time. The clients take turns, so that all meet the same machine."""
        runs = {}
        certificate = make_certificate("127.0.0.1") if link.tls else None
        with Server(link.spec(), certificate) as server:
            clients = self.clients(link, server)
            for _ in range(self.options.runs):
                for name, upload in clients.items():
                    print(f"{link.title}: {name}", file=sys.stderr, flush=True)
                    # The bare loop sends bytes of its own.
                    runs.setdefault(name, []).append(self.run(link, server, upload, name != "bare loop"))
        return {name: median_low_of(some) for name, some in runs.items()}

    def run(self, link, server, upload, same_bytes):
        film, digest = self.film(link)
        if link.steps or link.faults:
            server.play(link.spec())  # the scene from its beginning
        known = {each["id"] for each in server.uploads()}
        server.recorded()
        changes = Changes(link, server)
        cpu = upload()
        requests = changes.end() + server.recorded()
        sent = [each for each in server.uploads() if each["id"] not in known]
        assert [each["bytes"] for each in sent] == [os.path.getsize(film)], "another number of bytes arrived"
        assert not same_bytes or sent[0]["sha256"] == digest, "other bytes arrived"
        return Run(Transfer(requests, os.path.getsize(film)), cpu)


def median_low_of(runs):
    middle = median_low(run.transfer.seconds for run in runs)
    return next(run for run in runs if run.transfer.seconds == middle)


class Changes:
    """Changes the link at its times, counted from INIT."""

    def __init__(self, link, server):
        self.link, self.server = link, server
        self.over = threading.Event()
        self.requests = []  # what was read of the record meanwhile
        self.failure = None
        self.thread = threading.Thread(target=self.play, daemon=True)
        if link.steps:
            self.thread.start()

    def begun(self):
        self.requests += self.server.recorded()
        return self.over.is_set() or any(each["call"] == "initialize" for each in self.requests)

    def play(self):
        try:
            wait_for(self.begun, "INIT", INIT_WITHIN)
            past = 0
            for at, mbit in self.link.steps:
                if self.over.wait(at - past):
                    return
                past = at
                self.server.play(self.link.spec(mbit))
        except Exception as failure:  # told by end(): a thread has nobody to tell
            self.failure = failure

    def end(self):
        self.over.set()
        if self.link.steps:
            self.thread.join()
        if self.failure:
            raise self.failure
        return self.requests
