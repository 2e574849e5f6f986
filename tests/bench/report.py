"""What was measured, as tables for people, as JSON, and against its bars."""

from clients import CURLS
from links import MIB

COLUMNS = ["Postreel", "Postreel, warm", *CURLS, "twitter-api-v2", "curl 4 MiB at once", "bare loop"]
FASTER_THAN_TWITTER = 3.3  # on the link "100"
AGAINST_BARE_LOOP = 1.0    # throughput
CPU_AGAINST_CURL = 2.0     # CPU seconds of the same bytes


class Bar:
    def __init__(self, name, value, limit, unit="", least=False):
        self.name, self.value, self.limit, self.unit, self.least = name, value, limit, unit, least

    def met(self):
        return self.value >= self.limit if self.least else self.value <= self.limit

    def row(self, checked):
        bound = f"{'at least' if self.least else 'at most'} {self.limit:g}{self.unit}"
        verdict = ("yes" if self.met() else "**no**") if checked else "not checked"
        return f"| {self.name} | {self.value:.3g}{self.unit} | {bound} | {verdict} |"

    def as_json(self):
        return {"name": self.name, "value": self.value, "limit": self.limit, "least": self.least, "met": self.met()}


class Report:
    def __init__(self, short):
        self.short = short
        self.links = []     # (Link, name → Run)
        self.failed = []    # sentences
        self.bars = []
        self.measured = []  # bars of other scripts: they know nothing of a short form

    def add(self, link, runs):
        self.links.append((link, runs))
        for name in ("Postreel", "Postreel, warm"):
            if link.most and name in runs:
                limit = link.most
                self.bars.append(Bar(f"{link.title}: {name}, time against the line", runs[name].transfer.ratio(link), limit, " ×"))
        if link.resent:
            self.bars.append(Bar(f"{link.title}: sent again", 100 * runs["Postreel"].transfer.resent, 100 * link.resent, " %"))
        if link.name == "100" and "twitter-api-v2" in runs:
            faster = runs["twitter-api-v2"].transfer.seconds / runs["Postreel"].transfer.seconds
            self.bars.append(Bar(f"{link.title}: speed against twitter-api-v2", faster, FASTER_THAN_TWITTER, " ×", True))
        if link.tls:
            self.add_tls(link, runs)

    def add_tls(self, link, runs):
        ours = runs["Postreel"]
        if "bare loop" in runs:
            against = runs["bare loop"].transfer.seconds / ours.transfer.seconds
            self.bars.append(Bar(f"{link.title}: throughput against a bare loop", against, AGAINST_BARE_LOOP, " ×", True))
        if "curl 4 MiB at once" in runs:
            against = ours.cpu / runs["curl 4 MiB at once"].cpu
            self.bars.append(Bar(f"{link.title}: CPU seconds against one curl", against, CPU_AGAINST_CURL, " ×"))

    def add_measures(self, path):
        with open(path, encoding="utf-8") as file:
            for line in file:
                name, value, most, unit = line.rstrip("\n").split("|")
                self.measured.append(Bar(name, float(value), float(most), f" {unit}"))

    def fail(self, link, failure):
        self.failed.append(f"{link.title}: could not be measured: {failure}")

    def missed(self):
        checked = self.measured + ([] if self.short else self.bars)
        return self.failed + [f"{bar.name}: {bar.value:.3g}{bar.unit}, the bar is {bar.limit:g}{bar.unit}" for bar in checked if not bar.met()]

    def cell(self, link, run):
        if run is None:
            return "–"
        transfer = run.transfer
        if link.mbit:
            return f"{transfer.seconds:.2f} s, {transfer.ratio(link):.3f} ×"
        return f"{transfer.size / transfer.seconds / 1e6:.0f} MB/s, {run.cpu / transfer.size * 1e9:.2f} CPU s/GB"

    def markdown(self):
        used = [name for name in COLUMNS if any(name in runs for _, runs in self.links)]
        lines = ["| link | file | line rate, least | " + " | ".join(used) + " |", "|---" * (3 + len(used)) + "|"]
        for link, runs in self.links:
            transfer = runs["Postreel"].transfer
            line = "–" if not link.mbit else "changes" if link.steps else f"{transfer.ideal(link):.2f} s, {transfer.least(link):.3f} ×"
            cells = [self.cell(link, runs.get(name)) for name in used]
            lines.append(f"| {link.title} | {transfer.size // MIB} MiB | {line} | " + " | ".join(cells) + " |")
        lines = lines + [""] if self.links else []
        lines += ["| bar | measured | bar | met |", "|---|---|---|---|"]
        lines += [bar.row(not self.short) for bar in self.bars] + [bar.row(True) for bar in self.measured]
        return "\n".join(lines) + "\n"

    def as_json(self):
        links = {}
        for link, runs in self.links:
            links[link.name] = {
                name: {"seconds": run.transfer.seconds, "ratio": run.transfer.ratio(link) if link.mbit else None,
                       "bytes": run.transfer.size, "stages": run.transfer.stages, "appends": run.transfer.appends,
                       "resent": run.transfer.resent,
                       "cpu_seconds": run.cpu}
                for name, run in runs.items()}
        return {"short": self.short, "links": links, "bars": [bar.as_json() for bar in self.bars + self.measured]}
