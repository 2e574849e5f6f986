"""How fast files are fixed: a copy into another container against cp, a transcode against ffmpeg alone.

    measure_fixes.py --fix BUILD/bin/fix_file [--gigabytes 1] [--runs 5] [--folder DIR]

Prints the ratios and ends with 1 when a bar is missed. A copy is measured with the file in the system's cache, as cp is;
the transcode's bar is the time of the same ffmpeg with the same options and nothing around it, plus 10 %.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time

COPY_BAR = 0.5        # of cp's speed
TRANSCODE_BAR = 1.10  # of ffmpeg's time
FFMPEG = ["ffmpeg", "-nostdin", "-loglevel", "error", "-y"]


def ffmpeg(*arguments):
    subprocess.run([*FFMPEG, *arguments], check=True, stdin=subprocess.DEVNULL)


def large_film(folder, size):
    """An MKV of about that size, of one short film again and again."""
    short, long = os.path.join(folder, "short.mkv"), os.path.join(folder, "long.mkv")
    ffmpeg("-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=30,noise=alls=30:allf=t", "-f", "lavfi", "-i", "sine=r=48000", "-t",
           "10", "-c:v", "libx264", "-preset", "ultrafast", "-b:v", "30M", "-maxrate", "30M", "-bufsize", "30M", "-g", "60",
           "-pix_fmt", "yuv420p", "-c:a", "aac", short)
    times = max(1, round(size / os.path.getsize(short)))
    ffmpeg("-stream_loop", str(times - 1), "-i", short, "-map", "0", "-c", "copy", long)
    os.remove(short)
    return long


def foreign_film(folder):
    """What has to be encoded, long enough for chunks."""
    path = os.path.join(folder, "foreign.mkv")
    ffmpeg("-f", "lavfi", "-i", "mandelbrot=size=1280x720:rate=30", "-f", "lavfi", "-i", "sine=r=48000", "-t", "45", "-c:v", "mpeg4",
           "-q:v", "3", "-c:a", "aac", path)
    return path


def stand_back():
    """As a fix does; it makes a difference where the machine does something else as well."""
    os.nice(10)


def timed(call):
    os.sync()  # what the one before has left to be written would be paid for by this one
    begin = time.monotonic()
    call()
    return time.monotonic() - begin


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder

    def fixed(self, film):
        """Seconds that a fix takes, from the order to the file in its place."""
        target = os.path.join(self.folder, "fixes")
        shutil.rmtree(target, ignore_errors=True)
        os.sync()
        said = subprocess.run([self.options.fix, film, target], check=True, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL).stdout.split("\n")
        shutil.rmtree(target)
        return int(said[1]) / 1000

    def copied(self, film):
        target = os.path.join(self.folder, "copy.mkv")
        seconds = timed(lambda: subprocess.run(["cp", "--reflink=never", film, target], check=True))
        os.remove(target)
        return seconds

    def plainly_encoded(self, film):
        target = os.path.join(self.folder, "plain.mp4")
        arguments = subprocess.run([self.options.fix, "--plain", film, target], check=True, capture_output=True,
                                   text=True).stdout.splitlines()
        return timed(lambda: subprocess.run(["ffmpeg", *arguments], check=True, stdout=subprocess.DEVNULL, preexec_fn=stand_back))

    def compare(self, film, ours, theirs):
        """The least of each; both take turns, so that they meet the same machine. What disturbs a run makes it longer, never
        shorter, and a disk that writes back what it has cached disturbs by a factor of five."""
        runs = [(theirs(film), ours(film)) for _ in range(self.options.runs)]
        return min(run[0] for run in runs), min(run[1] for run in runs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fix", required=True)
    parser.add_argument("--gigabytes", type=float, default=1)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", default=None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        bench = Bench(options, folder)
        film = large_film(folder, options.gigabytes * 1e9)
        size = os.path.getsize(film) / 1e6
        cp, copy = bench.compare(film, bench.fixed, bench.copied)
        os.remove(film)
        print(f"copy: {size / copy:.0f} MB/s, cp {size / cp:.0f} MB/s, ratio {cp / copy:.2f} (bar {COPY_BAR})")
        plain, encode = bench.compare(foreign_film(folder), bench.fixed, bench.plainly_encoded)
        print(f"transcode: {encode:.2f} s, ffmpeg alone {plain:.2f} s, ratio {encode / plain:.3f} (bar {TRANSCODE_BAR})")
    return 0 if cp / copy >= COPY_BAR and encode / plain <= TRANSCODE_BAR else 1


if __name__ == "__main__":
    sys.exit(main())
