"""The program ends in time and with the right exit code, whatever hangs: a bus that is stopped, a database that another
process holds, a terminal that takes nothing, and any one of its own threads."""

import ctypes
import json
import os
import signal
import sqlite3
import subprocess
import threading
import unittest
from pathlib import Path

from films import padded
from ground import PROGRAM, environment, fresh, main, require, wait_for
from keyring_session import Keyring
from leaving.leaving import Bus
from program import Postreel
from sandbox_process import Sandbox

require("ffmpeg", "dbus-daemon", "gnome-keyring-daemon", "dbus-send")

WITHIN = 60  # seconds, on a busy machine; what hangs here would hang for ever
PTRACE_ATTACH = 16
WALL = 0x40000000


def hold(program, name):
    """Stops one thread of the program for good, as a disk or a share does that does not answer. An empty name: main."""
    def thread():
        for tid in os.listdir(f"/proc/{program.process.pid}/task"):
            with open(f"/proc/{program.process.pid}/task/{tid}/comm") as comm:
                if (not name and int(tid) == program.process.pid) or comm.read().strip() == name:
                    return int(tid)
        return None
    tid = wait_for(thread, f"the thread {name}")
    attached = ctypes.CDLL(None, use_errno=True).ptrace(PTRACE_ATTACH, tid, None, None)
    if attached != 0:
        raise unittest.SkipTest(f"threads cannot be held here: {os.strerror(ctypes.get_errno())}")
    os.waitpid(tid, WALL)
    if name:  # its end is told to who holds it, too, and the process is not gone before that was heard
        threading.Thread(target=os.waitpid, args=(tid, WALL), daemon=True).start()


class Hangs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.film = padded(600_000)

    def start(self, *arguments, **options):
        """In the midst of sending a film."""
        program = Postreel("--limit", "32", "--text", "leaving", "--post", "--quit-when-done", *arguments, self.film, **options)
        program.wait_event("state", to="Sending")
        return program

    def ends(self, program, code=143):
        self.assertEqual(program.wait(WITHIN), code, program.err)

    def signalled(self, program):
        program.signal(signal.SIGTERM)
        self.ends(program)
        summary = program.events()[-1]
        self.assertEqual((summary["event"], summary["exit"]), ("summary", 143))

    def test_a_thread_that_hangs(self):
        for name in ("engine", "sandbox", "assembler"):
            with self.subTest(name), self.start("--sandbox") as program:
                hold(program, name)
                self.signalled(program)

    def test_the_window_s_thread_hangs(self):
        with self.start("--sandbox") as program:
            hold(program, "")
            program.signal(signal.SIGTERM)
            self.ends(program)

    def test_it_hangs_after_the_summary(self):
        with self.start("--sandbox") as program:
            hold(program, "engine")
            program.signal(signal.SIGTERM)
            program.wait_event("summary")
            hold(program, "")  # while it waits for the other one
            self.ends(program)

    def test_a_bus_that_is_stopped(self):
        with Bus() as bus, Sandbox() as sandbox:
            env = environment(DBUS_SESSION_BUS_ADDRESS=bus.address, DBUS_SYSTEM_BUS_ADDRESS="unix:path=/nowhere")
            with self.start(*sandbox.access(), env=env) as program:
                bus.process.send_signal(signal.SIGSTOP)
                self.signalled(program)
            with self.start(*sandbox.access(), env=env) as program:  # which finds it stopped
                self.signalled(program)

    def test_a_system_s_bus_that_is_stopped(self):
        with Bus() as bus, Sandbox() as sandbox:
            bus.process.send_signal(signal.SIGSTOP)
            env = environment(DBUS_SYSTEM_BUS_ADDRESS=bus.address, DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere")
            with Postreel("--quit-when-done", env=env) as program:
                self.ends(program, 0)
            with self.start(*sandbox.access(), env=env) as program:
                self.signalled(program)

    def test_the_thread_of_the_bus_hangs(self):
        with Bus() as bus, Sandbox() as sandbox:
            env = environment(DBUS_SESSION_BUS_ADDRESS=bus.address, DBUS_SYSTEM_BUS_ADDRESS="unix:path=/nowhere")
            with self.start(*sandbox.access(), env=env) as program:
                hold(program, "QDBusConnection")
                self.signalled(program)

    def test_a_database_that_another_process_holds(self):
        with Sandbox() as sandbox, self.start(*sandbox.access()) as program:
            database = sqlite3.connect(os.path.join(program.profile, "postreel.sqlite"), isolation_level=None)
            database.execute("BEGIN IMMEDIATE")
            self.signalled(program)
            database.execute("ROLLBACK")
            database.close()

    def test_a_keychain_that_is_stopped(self):
        with Keyring() as keyring, Sandbox() as sandbox:
            env = environment(**keyring.env)
            with Postreel("--quit-when-done", env=env) as program:
                self.ends(program, 0)
            account = {"key": "here/1", "userId": "1", "handle": "tester", "apiBase": sandbox.base, "state": "SignedIn"}
            database = sqlite3.connect(os.path.join(program.profile, "postreel.sqlite"), isolation_level=None)
            database.execute("INSERT INTO accounts(key, added_at, body) VALUES(?, 1, ?)", (account["key"], json.dumps(account)))
            database.close()
            keyring.daemon.send_signal(signal.SIGSTOP)
            with Postreel("--account", "@tester", "--text", "leaving", "--post", "--quit-when-done", self.film,
                          profile=program.profile, env=env) as program:
                program.wait_event("state", to="Initializing")  # which asks for the token
                self.signalled(program)

    def test_a_terminal_that_takes_nothing(self):
        reading, writing = os.pipe()
        os.set_blocking(writing, False)
        try:
            while True:
                os.write(writing, bytes(65536))
        except BlockingIOError:
            os.set_blocking(writing, True)
        events = os.path.join(fresh("events"), "events")
        command = [PROGRAM, "-platform", "offscreen", "--profile", fresh("profile"), "--events", events, "--quit-when-done",
                   "--post", "/no/such/film.mp4"]
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=writing, env=environment()) as process:
            self.assertEqual(process.wait(WITHIN), 2)
        self.assertIn(b"summary", Path(events).read_bytes())
        os.close(reading)
        os.close(writing)


if __name__ == "__main__":
    main()
