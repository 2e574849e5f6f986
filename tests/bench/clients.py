"""Who uploads: Postreel, curl after X's guide, the npm client twitter-api-v2, and a bare loop. Each takes a server and a
film, sends it, and answers with the seconds of CPU that it took."""

import os
import resource
import shutil
import subprocess
import time

from ground import MIB, TOKEN, fresh
from program import Postreel
from sandbox_process import token_file

HERE = os.path.dirname(os.path.abspath(__file__))
TIMEOUT = 1800  # seconds that the slowest upload may take


def children_cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def own_cpu(pid):
    """Of a process that has ended and was not waited for yet; what its own children took is not in it."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_for_end(pid):
    deadline = time.monotonic() + TIMEOUT
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
        assert time.monotonic() < deadline, "the upload does not end"
        time.sleep(0.05)


def postreel(server, film, profile=None, text="measured"):
    with Postreel("--post", "--quit-when-done", "--text", text, *server.access(), film, profile=profile) as program:
        wait_for_end(program.process.pid)
        cpu = own_cpu(program.process.pid)
        result = program.result()
    assert result.code == 0, f"Postreel did not post: {result}"
    return cpu


class Curl:
    """Word for word after the guide: one request a chunk, one after another, each a curl of its own."""

    def __init__(self, chunk, at_once=False):
        """`chunk`: bytes. `at_once`: all chunks by one curl that keeps its connection."""
        self.chunk, self.at_once = chunk, at_once

    def __call__(self, server, film):
        folder = fresh("chunks")
        chunks = self.split(film, folder)
        before = children_cpu()
        answer = self.call(server, ["command=INIT", "media_type=video/mp4", f"total_bytes={os.path.getsize(film)}",
                                    "media_category=amplify_video"])
        media = answer.split('"id":"')[1].split('"')[0]
        fields = [["command=APPEND", f"media_id={media}", f"segment_index={index}", f"media=@{chunk}"]
                  for index, chunk in enumerate(chunks)]
        if self.at_once:
            self.call_all(server, fields, folder)
        else:
            for each in fields:
                self.call(server, each)
        self.call(server, ["command=FINALIZE", f"media_id={media}"])
        cpu = children_cpu() - before
        shutil.rmtree(folder)
        return cpu

    def split(self, film, folder):
        paths = []
        with open(film, "rb") as file:
            while block := file.read(self.chunk):
                paths.append(os.path.join(folder, f"{len(paths):04}"))
                with open(paths[-1], "wb") as chunk:
                    chunk.write(block)
        return paths

    def options(self, server, fields):
        options = [("silent", None), ("show-error", None), ("fail", None), ("location", None),
                   ("url", server.base + "/2/media/upload"), ("header", f"Authorization: Bearer {TOKEN}"),
                   ("header", "Content-Type: multipart/form-data")]
        options += [("form", field) for field in fields]
        return options + ([("cacert", server.certificate[0])] if server.certificate else [])

    def call(self, server, fields):
        command = ["curl"]
        for name, value in self.options(server, fields):
            command += [f"--{name}"] + ([value] if value is not None else [])
        return subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
                              timeout=TIMEOUT).stdout

    def call_all(self, server, calls, folder):
        config = os.path.join(folder, "config")
        with open(config, "w") as file:
            for number, fields in enumerate(calls):
                file.write("next\n" if number else "")
                for name, value in self.options(server, fields):
                    file.write(name + (f' = "{value}"' if value is not None else "") + "\n")
        subprocess.run(["curl", "--config", config], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       timeout=TIMEOUT)


class TwitterApiV2:
    """The npm client as it comes; installed into a scratch folder."""

    def __init__(self):
        self.folder = fresh("npm")
        shutil.copy(os.path.join(HERE, "twitter_api_v2_upload.mjs"), self.folder)

    @classmethod
    def found(cls):
        """The client, or None where it cannot be had."""
        if not shutil.which("node") or not shutil.which("npm"):
            return None
        client = cls()
        done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--silent",
                               "twitter-api-v2@1"], cwd=client.folder, stdin=subprocess.DEVNULL)
        return client if done.returncode == 0 else None

    def __call__(self, server, film):
        before = children_cpu()
        subprocess.run(["node", "twitter_api_v2_upload.mjs", server.base, token_file(), film], cwd=self.folder, check=True,
                       stdin=subprocess.DEVNULL, timeout=TIMEOUT)
        return children_cpu() - before


class BareLoop:
    """QNetworkAccessManager with nothing around it: what Qt alone makes of the line."""

    def __init__(self, program):
        self.program = program

    def __call__(self, server, film):
        before = children_cpu()
        command = [self.program, "--bytes", str(os.path.getsize(film)), *server.access()]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, timeout=TIMEOUT)
        return children_cpu() - before


CURLS = {"curl 1 MiB": Curl(MIB), "curl 4 MiB": Curl(4 * MIB)}
