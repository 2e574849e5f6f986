"""The ground that the end-to-end tests stand on: what has to be installed, scratch folders, waiting."""

import atexit
import os
import random
import re
import shutil
import socket
import sys
import tempfile
import time
import unittest

PROGRAM = os.environ.get("POSTREEL", "")
SANDBOX = os.environ.get("POSTREEL_SANDBOX", "")
SKIPPED = 77  # what ctest takes for "skipped"
IS_CI = os.environ.get("CI") == "true"
MIB = 1 << 20
TOKEN = "e2e-token-that-nobody-may-see"
# Under sanitizers and on a busy machine everything takes longer; a condition is awaited, never a time.
TIMEOUT = float(os.environ.get("POSTREEL_E2E_TIMEOUT", "240"))


def require(*programs):
    """Ends the test as skipped when a program that it cannot do without is missing."""
    for path in (PROGRAM, SANDBOX):
        if not os.access(path, os.X_OK):
            sys.exit(f"POSTREEL and POSTREEL_SANDBOX have to name the programs; {path!r} is none.")
    missing = [name for name in programs if not shutil.which(name)]
    if missing:
        print("skipped: not installed here:", *missing)
        sys.exit(1 if IS_CI else SKIPPED)


def main():
    """Runs the tests of a file. Where some of them were skipped, ctest shows it; in CI, a missing tool fails them."""
    result = unittest.main(verbosity=2, exit=False).result
    if not result.wasSuccessful():
        sys.exit(1)
    if IS_CI and any("not installed" in reason for _, reason in result.skipped):
        sys.exit("CI=true, and a tool is missing.")
    sys.exit(SKIPPED if result.skipped else 0)


_scratch = None


def scratch():
    """A folder for this test program, removed at its end."""
    global _scratch
    if _scratch is None:
        _scratch = tempfile.mkdtemp(prefix="postreel-e2e.")
        atexit.register(shutil.rmtree, _scratch, ignore_errors=True)
    return _scratch


def fresh(name):
    """A path in the scratch folder that nobody has used."""
    return tempfile.mkdtemp(prefix=name + ".", dir=scratch())


def own_port():
    """A port for a server that starts only later, or again. None that the system gives to whoever asks for any: another
    test's server would sit there by then."""
    with open("/proc/sys/net/ipv4/ip_local_port_range") as file:
        first, last = map(int, file.read().split())
    while True:
        port = random.choice([*range(5000, first), *range(last + 1, 1 << 16)])
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


def wait_for(condition, what, timeout=None):
    """Asks until the condition answers something true, and gives that back."""
    deadline = time.monotonic() + (timeout or TIMEOUT)
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.02)


_complaints = re.compile(r"AddressSanitizer|LeakSanitizer|runtime error:|ThreadSanitizer|ASSERT|"
                         r"^\S+ (?:warning|critical|fatal) postreel\.", re.MULTILINE)


def check_quiet(text):
    """No sanitizer and no warning of ours: a warning stands for a bug."""
    found = _complaints.search(text)
    assert not found, "the program complained:\n" + text


def environment(**changes):
    env = {key: value for key, value in os.environ.items()
           if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM") and not key.lower().endswith("_proxy")}
    env["XDG_RUNTIME_DIR"] = _runtime()
    env["HOME"] = scratch()
    env.update({key: value for key, value in changes.items() if value is not None})
    return env


def _runtime():
    path = os.path.join(scratch(), "runtime")
    os.makedirs(path, mode=0o700, exist_ok=True)
    return path
