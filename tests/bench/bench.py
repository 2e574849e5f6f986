#!/usr/bin/env python3
"""Measures Postreel beside the line itself and other clients, in one run, against postreel-sandbox in another process.

    bench.py [--profiles NAME,…] [--clients NAME,…] [--short] [--runs N] [--out FOLDER] [--fresh | --warm]
             [--program PATH] [--sandbox PATH] [--bare-loop PATH] [--measures FILE]

Prints Markdown tables and writes them to FOLDER/bench.md, and all that was measured to FOLDER/bench.json. What counts as
time is from INIT handled to FINALIZE handled at the server. Ends with 1 when a bar is missed. The short form is for a look:
its files are too small for the bars, so they are not checked.
"""

import argparse
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
for folder in ("../e2e", "../e2e/faults"):
    sys.path.insert(0, os.path.join(HERE, folder))

from links import LINKS  # noqa: E402


def read_options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--profiles", default=",".join(link.name for link in LINKS),
                        help="of %(default)s; empty: none")
    parser.add_argument("--clients", default="curl,twitter-api-v2,bare loop", help="beside Postreel; of %(default)s; empty: none")
    parser.add_argument("--short", action="store_true", help="16 MiB files")
    parser.add_argument("--runs", type=int, default=1, help="of each; the median counts")
    parser.add_argument("--out", default="build/bench", help="folder of bench.md and bench.json (%(default)s)")
    state = parser.add_mutually_exclusive_group()
    state.add_argument("--fresh", action="store_true", help="only with a profile that has never seen the link")
    state.add_argument("--warm", action="store_true", help="every link with a profile that knows it, too")
    parser.add_argument("--program", default=os.environ.get("POSTREEL"), help="postreel")
    parser.add_argument("--sandbox", default=os.environ.get("POSTREEL_SANDBOX"), help="postreel-sandbox")
    parser.add_argument("--bare-loop", help="bare_loop; without it that row is left out")
    parser.add_argument("--measures", help="what the scripts in packaging measured, one measure a line: NAME|VALUE|MOST|UNIT")
    options = parser.parse_args()
    known = {link.name: link for link in LINKS}
    unknown = [name for name in options.profiles.split(",") if name and name not in known]
    if unknown or not options.program or not options.sandbox or options.runs < 1:
        parser.error(f"unknown profiles {unknown}" if unknown else "--program, --sandbox and a --runs above 0 are needed")
    options.clients = [name for name in options.clients.split(",") if name]
    options.links = [known[name] for name in options.profiles.split(",") if name]
    return options


def main():
    options = read_options()
    # The end-to-end tests' own ground takes the programs from there when it is imported.
    os.environ["POSTREEL"], os.environ["POSTREEL_SANDBOX"] = map(os.path.abspath, (options.program, options.sandbox))
    from ground import require
    from measure import Measuring
    from report import Report
    require("ffmpeg", "ffprobe", "curl", "openssl")
    report = Report(options.short)
    measuring = Measuring(options)
    for link in options.links:
        try:
            report.add(link, measuring.measure(link))
        except (AssertionError, subprocess.SubprocessError) as failure:  # the other links are measured all the same
            report.fail(link, failure)
    if options.measures:
        report.add_measures(options.measures)
    os.makedirs(options.out, exist_ok=True)
    with open(os.path.join(options.out, "bench.json"), "w", encoding="utf-8") as file:
        json.dump(report.as_json(), file, indent=1)
    with open(os.path.join(options.out, "bench.md"), "w", encoding="utf-8") as file:
        file.write(report.markdown())
    print(report.markdown(), end="")
    missed = report.missed()
    if missed:
        print("Missed: " + "; ".join(missed), file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
