"""A share that does not answer: a file system of the kernel's FUSE whose files are there, and whose reads wait until they are let
go. Mounting takes root; where that is not to be had, the test is skipped."""

import ctypes
import os
import struct
import subprocess
import sys
import threading

from ground import SKIPPED, fresh

_LOOKUP, _FORGET, _GETATTR, _OPEN, _READ, _RELEASE, _FLUSH, _INIT, _OPENDIR, _INTERRUPT, _BATCH_FORGET = (
    1, 2, 3, 14, 15, 18, 25, 26, 27, 36, 42)
_ROOT = 1
_ENOENT, _EINTR, _ENOSYS = 2, 4, 38


class StalledShare:
    """`files`: names and what is in them."""

    def __init__(self, files):
        self.folder = fresh("share")
        self.files = list(files.items())
        self.device = os.open("/dev/fuse", os.O_RDWR | os.O_CLOEXEC) if os.access("/dev/fuse", os.R_OK | os.W_OK) else -1
        options = f"fd={self.device},rootmode=40000,user_id={os.getuid()},group_id={os.getgid()},allow_other".encode()
        libc = ctypes.CDLL(None, use_errno=True)
        if self.device < 0 or libc.mount(b"stalled", self.folder.encode(), b"fuse", 6, options) != 0:
            print("skipped: no file system can be mounted here")
            sys.exit(SKIPPED)
        self.lock = threading.Lock()
        self.waiting = []  # reads: (unique, node, offset, size)
        self.answers = False
        threading.Thread(target=self.serve, daemon=True).start()

    def path(self, name):
        return os.path.join(self.folder, name)

    def let_go(self):
        with self.lock:
            self.answers = True
            waiting, self.waiting = self.waiting, []
        for read in waiting:
            self.read(*read)

    def close(self):
        subprocess.run(["umount", "-l", self.folder], check=False)
        self.let_go()

    def serve(self):
        while True:
            try:
                request = os.read(self.device, 1 << 20)
            except OSError:  # unmounted
                return
            _, opcode, unique, node = struct.unpack_from("<IIQQ", request)
            self.answer(opcode, unique, node, request[40:])

    def reply(self, unique, data=b"", error=0):
        try:
            os.write(self.device, struct.pack("<IiQ", 16 + len(data), -error, unique) + data)
        except OSError:  # nobody waits for it any more
            pass

    def attributes(self, node):
        size = 0 if node == _ROOT else len(self.files[node - 2][1])
        mode = 0o040755 if node == _ROOT else 0o100644
        return struct.pack("<6Q10I", node, size, (size + 511) // 512, 1_700_000_000, 1_700_000_000, 1_700_000_000, 0, 0, 0,
                           mode, 1, os.getuid(), os.getgid(), 0, 4096, 0)

    def read(self, unique, node, offset, size):
        self.reply(unique, self.files[node - 2][1][offset:offset + size])

    def answer(self, opcode, unique, node, body):
        if opcode == _INIT:
            self.reply(unique, struct.pack("<4I2H2I2HI28x", 7, 31, 1 << 17, 0, 12, 9, 1 << 17, 1, 32, 0, 0))
        elif opcode == _LOOKUP:
            names = [name for name, _ in self.files]
            name = body.split(b"\0")[0].decode()
            if name not in names:
                return self.reply(unique, error=_ENOENT)
            found = names.index(name) + 2
            self.reply(unique, struct.pack("<4Q2I", found, 0, 60, 60, 0, 0) + self.attributes(found))
        elif opcode == _GETATTR:
            self.reply(unique, struct.pack("<Q2I", 60, 0, 0) + self.attributes(node))
        elif opcode in (_OPEN, _OPENDIR):
            self.reply(unique, struct.pack("<Q2I", 0, 0, 0))
        elif opcode == _READ:
            _, offset, size = struct.unpack_from("<QQI", body)
            with self.lock:
                if not self.answers:
                    return self.waiting.append((unique, node, offset, size))
            self.read(unique, node, offset, size)
        elif opcode in (_FLUSH, _RELEASE):
            self.reply(unique)
        elif opcode == _INTERRUPT:  # whoever read it ends: the kernel would not let go of it otherwise
            with self.lock:
                ended = [each for each in self.waiting if each[0] == struct.unpack_from("<Q", body)[0]]
                self.waiting = [each for each in self.waiting if each not in ended]
            for each in ended:
                self.reply(each[0], error=_EINTR)
        elif opcode not in (_FORGET, _BATCH_FORGET):  # those take no answer
            self.reply(unique, error=_ENOSYS)
        return None
