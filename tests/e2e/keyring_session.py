"""A session bus and a gnome-keyring-daemon of the test's own, unlocked, with a home of the test's own."""

import os
import signal
import subprocess

from ground import environment, fresh, wait_for


# Without services, so that nobody starts another daemon, a locked one, in place of one that was killed.
BUS = """<busconfig><type>session</type><listen>unix:dir={folder}</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""


class Keyring:
    def __enter__(self):
        self.folder = fresh("keyring")
        runtime = os.path.join(self.folder, "runtime")
        os.makedirs(runtime, mode=0o700)
        self.log = open(os.path.join(self.folder, "log"), "w")
        config = os.path.join(self.folder, "bus.conf")
        with open(config, "w") as file:
            file.write(BUS.format(folder=self.folder))
        base = environment(HOME=self.folder, XDG_RUNTIME_DIR=runtime)
        self.bus = subprocess.Popen(["dbus-daemon", "--config-file", config, "--nofork", "--print-address=1"], env=base,
                                    stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self.log, text=True)
        address = self.bus.stdout.readline().strip()
        assert address, "dbus-daemon did not start"
        self.env = {"HOME": self.folder, "XDG_RUNTIME_DIR": runtime, "DBUS_SESSION_BUS_ADDRESS": address}
        self.daemon = None
        self.start()
        return self

    def __exit__(self, *_):
        self.kill()
        self.bus.terminate()
        self.bus.wait()
        self.bus.stdout.close()
        self.log.close()

    def start(self):
        self.daemon = subprocess.Popen(["gnome-keyring-daemon", "--unlock", "--foreground", "--components=secrets"],
                                       env=environment(**self.env), stdin=subprocess.PIPE, stdout=self.log, stderr=self.log)
        self.daemon.stdin.write(b"pw")
        self.daemon.stdin.close()
        wait_for(lambda: self.has_service(), "the keyring")

    def has_service(self):
        return subprocess.run(["dbus-send", "--session", "--dest=org.freedesktop.secrets", "--print-reply",
                               "/org/freedesktop/secrets", "org.freedesktop.DBus.Peer.Ping"], env=environment(**self.env),
                              stdin=subprocess.DEVNULL, capture_output=True).returncode == 0

    def kill(self):
        if self.daemon:
            self.daemon.send_signal(signal.SIGKILL)
            self.daemon.wait()
            self.daemon = None

    def secrets(self):
        """All that the keyring holds for Postreel, as secret-tool shows it."""
        done = subprocess.run(["secret-tool", "search", "--all", "server", "postreel"], env=environment(**self.env),
                              stdin=subprocess.DEVNULL, capture_output=True, text=True)
        return done.stdout
