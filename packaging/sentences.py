#!/usr/bin/env python3
"""Every sentence that Postreel says to people, as Qt's lupdate reads it from the source, to be read aloud.

    packaging/sentences.py             all of them
    packaging/sentences.py slow down   those with these words in them, in capitals or not
    packaging/sentences.py --update    none: translations/ is brought up to date with the source

Each with its place, its context, whether it has a plural, and what is said to the translator. What lupdate does not
see cannot be translated, so what this does not print is a mistake.
"""

import glob
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections import namedtuple

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# English is the language of the source: its file has the plurals alone.
ENGLISH = ["-pluralonly", "-source-language", "en_US", "-target-language", "en_US"]

Sentence = namedtuple("Sentence", "path line context plural comment text")


def lupdate():
    """Its path: of the environment, of PATH, or where distributions put Qt 6's; None if it is not installed."""
    return os.environ.get("LUPDATE") or shutil.which("lupdate6") or next(
        (found for found in ["/usr/lib/qt6/bin/lupdate", shutil.which("lupdate")] if found and os.path.exists(found)), None)


def read_source(ts_file, *options):
    """Brings a .ts file up to date with the source. Returns lupdate's warnings: texts that nobody could translate."""
    tool = lupdate()
    if not tool:
        raise SystemExit("lupdate is not installed (Debian: qt6-l10n-tools).")
    run = subprocess.run([tool, "-silent", "-no-obsolete", "-I", ROOT, *options, os.path.join(ROOT, "app"),
                          os.path.join(ROOT, "ui"), "-ts", ts_file],
                         cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if run.returncode != 0:
        raise SystemExit(run.stdout)
    return [line for line in run.stdout.splitlines() if line.strip()]


def update(ts_file):
    return read_source(ts_file, "-locations", "none", *(ENGLISH if ts_file.endswith("_en.ts") else []))


def messages(ts_file):
    for context in ET.parse(ts_file).getroot().iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name"), message


def all_sentences():
    with tempfile.TemporaryDirectory() as folder:
        ts_file = os.path.join(folder, "all.ts")
        read_source(ts_file, "-locations", "absolute")
        found = []
        for context, message in messages(ts_file):
            place = message.find("location")
            path = os.path.relpath(os.path.join(folder, place.get("filename")), ROOT).replace(os.sep, "/")
            notes = [message.findtext("extracomment"), message.findtext("comment")]
            found.append(Sentence(path, int(place.get("line")), context, message.get("numerus") == "yes",
                                  "\n".join(note for note in notes if note), message.findtext("source")))
        return sorted(found)


def shown(sentence):
    lines = [f"{sentence.path}:{sentence.line}  [{sentence.context}]" + ("  plural" if sentence.plural else "")]
    lines += [f"    //: {line}" for line in sentence.comment.split("\n") if line]
    return "\n".join(lines + ["    " + line for line in sentence.text.split("\n")])


def main(words):
    if words == ["--update"]:
        for ts_file in glob.glob(os.path.join(ROOT, "translations", "*.ts")):
            print("\n".join(update(ts_file)), end="")
        return
    wanted = " ".join(words).casefold()
    for sentence in all_sentences():
        if wanted in sentence.text.casefold():
            print(shown(sentence) + "\n")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except BrokenPipeError:
        sys.stderr.close()
