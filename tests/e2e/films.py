"""Videos and other files, made by ffmpeg and byte by byte, so that the repository holds none."""

import hashlib
import os
import random
import shutil
import struct
import subprocess

from ground import MIB, fresh, scratch


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(MIB), b""):
            digest.update(block)
    return digest.hexdigest()


def make_video(path, seconds=2, size="320x180", codec="libx264", extra=()):
    """A video that X takes, or with other codecs and options one that it does not."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    profile = ["-profile:v", "high", "-g", "60", "-flags", "+cgop"] if codec == "libx264" else []
    subprocess.run(
        ["ffmpeg", "-nostdin", "-loglevel", "error", "-y",
         "-f", "lavfi", "-i", f"testsrc2=size={size}:rate=30", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000",
         "-t", str(seconds), "-c:v", codec, "-preset", "veryfast", *profile, "-pix_fmt", "yuv420p",
         "-c:a", "aac", "-b:a", "128k", "-movflags", "+faststart", *extra, "file:" + path],
        check=True, stdin=subprocess.DEVNULL)
    return path


def hevc120(folder, seconds=2):
    """A MOV as a phone makes it in slow motion: HEVC, 120 frames a second."""
    path = os.path.join(folder, "slow-motion.mov")
    subprocess.run(["ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=120",
                    "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000", "-t", str(seconds), "-c:v", "libx265",
                    "-preset", "ultrafast", "-x265-params", "log-level=error", "-tag:v", "hvc1", "-c:a", "aac",
                    "file:" + path], check=True, stdin=subprocess.DEVNULL)
    return path


def make_picture(path):
    """A PNG of 64 pixels by 48, whatever its name says."""
    subprocess.run(["ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=64x48",
                    "-frames:v", "1", "-c:v", "png", "-f", "image2pipe", "file:" + path],
                   check=True, stdin=subprocess.DEVNULL)
    return path


_sample = None


def sample():
    """One small video that tests copy when they want one of their own."""
    global _sample
    if _sample is None:
        _sample = make_video(os.path.join(scratch(), "made", "sample.mp4"))
    return _sample


def copy_of_sample(name="film.mp4", folder=None):
    path = os.path.join(folder or fresh("film"), name)
    shutil.copyfile(sample(), path)
    return path


def padded(total, name="film.mp4", sparse=False, seed=1):
    """A video of exactly `total` bytes: the sample with a free box at its end, which players skip. Its
    content is random, so that a byte in a wrong place shows; a sparse one holds zeros and takes no disk."""
    path = copy_of_sample(name)
    box = total - os.path.getsize(path)
    assert box >= 16, "too small for a free box"
    header = struct.pack(">I4s", box, b"free") if box < 1 << 32 else struct.pack(">I4sQ", 1, b"free", box)
    with open(path, "ab") as file:
        file.write(header)
        left = box - len(header)
        if sparse:
            file.truncate(total)
            left = 0
        source = random.Random(seed)
        while left > 0:
            block = source.randbytes(min(left, MIB))
            file.write(block)
            left -= len(block)
    assert os.path.getsize(path) == total
    return path
