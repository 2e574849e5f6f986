"""Which Qt Test program covers which class of app: every class that a header of app declares, beside the programs that name it,
themselves or in a header of tests that they include.

    class_coverage.py ROOT [WORD…]   prints the table, or those of its lines that have all of these words, then whole
    class_coverage.py ROOT --check   prints the classes that no program names, exit code 1 if there is one

A struct whose functions are all written in its header is a plain value and stands in no table; a class within a class belongs
to it. What stands in worked_through.py counts as covered.
"""

import os
import re
import sys

import architecture_rules
from worked_through import NOT_YET, WORKED_THROUGH

MOST_SHOWN = 3
LITERALS = re.compile(r"""//[^\n]*|/\*.*?\*/|R"(?P<mark>\w*)\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|"""
                      r"(?<!\w)(?:u8|[uUL])?'(?:\\.|[^'\\\n])+'", re.DOTALL)
OPENING = re.compile(r"\b(?P<space>namespace\b[^{};]*)\{|(?<!enum )\b(?P<type>(?:class|struct)\s+[^;{}()=]*)\{|[{}]")
ACCESS = re.compile(r"\b(public|protected|private|Q_SIGNALS)(?: Q_SLOTS)?:(?!:)")
# A word that may be a class: no member, and within no other name than a namespace.
NAME = re.compile(r"(?<![\w.])(?<!->)(?<!::)(?:(?:postreel|sandbox)::)*([A-Z]\w*)")


def code_of(source):
    """Without what is no code: comments, literals, lines of the preprocessor."""
    text = LITERALS.sub(lambda match: " " if match.group().startswith("/") else '""', "\n".join(source.lines))
    return re.sub(r"(?m)^\s*#.*$", "", text)


def end_of_block(code, opening):
    depth = 0
    for match in re.compile(r"[{}]").finditer(code, opening):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.start()
    return len(code)


def types_of(code):
    """(kind, name, body) of every type that is defined within namespaces alone."""
    at = 0
    while match := OPENING.search(code, at):
        at = match.end()
        if match.group("space") or match.group() == "}":
            continue
        end = end_of_block(code, match.start() + len(match.group()) - 1)
        if match.group("type"):
            head = re.match(r"(class|struct)\s+([\w:]+)", match.group("type"))
            yield head.group(1), head.group(2), code[match.end():end]
        at = end + 1


def without_nested(text, opening, closing, instead):
    inner = re.compile(re.escape(opening) + f"[^{re.escape(opening + closing)}]*" + re.escape(closing))
    while inner.search(text):
        text = inner.sub(instead, text)
    return text


def has_behaviour(kind, body):
    """Whether others can call more of it than what its header says in full: a function or signal of a class, a function of a
    struct whose body stands elsewhere."""
    parts = ACCESS.split(without_nested(body, "{", "}", "\0;"))
    access = ["private" if kind == "class" else "public", *parts[1::2]]
    for who, text in zip(access, parts[::2]):
        for statement in without_nested(text, "<", ">", "").split(";"):
            function = re.match(r"\s*(?!friend|using)[^=(]*?([\w~]+)\s*\(", statement)
            if (function and who in ("public", "Q_SIGNALS") and not function.group(1).startswith("Q_")
                    and (kind == "class" or "\0" not in statement)):
                return True
    return False


def classes_of(sources):
    """(header, name), by module, lowest first."""
    order = architecture_rules.MODULES + ["sandbox"]
    found = [(source.path, name) for source in sources if source.path.startswith("app/") and source.path.endswith(".h")
             for kind, name, body in types_of(code_of(source)) if "::" not in name and has_behaviour(kind, body)]
    return sorted(found, key=lambda each: (order.index(each[0].split("/")[1]), *each))


class Programs:
    """The Qt Test programs: what they name, and what they reach."""

    def __init__(self, sources):
        self.sources = {source.path: source for source in sources}
        self.ours = {path: [name for _, name in source.includes() if not name.startswith("<")]
                     for path, source in self.sources.items()}
        self.sources_of = {}  # of a header: what includes it before all others of ours
        for path, ours in self.ours.items():
            if path.startswith("app/") and path.endswith(".cpp") and ours:
                self.sources_of.setdefault(ours[0], []).append(path)
        self.paths = sorted(path for path in self.sources if re.match(r"tests/.*/tst_\w+\.cpp$", path))
        self.names, self.reached = {}, {}
        named = {path: set(NAME.findall(code_of(source))) for path, source in self.sources.items()
                 if path.startswith("tests/") and source.is_cpp}
        for path in self.paths:
            self.reached[path] = self.closure(path)
            self.names[path] = set().union(*(named[each] for each in self.reached[path] if each in named))

    def closure(self, path, with_sources=False):
        """All that a file includes, and what they include; `with_sources`: and what the sources of these headers do."""
        reached, ahead = set(), [path]
        while ahead:
            path = ahead.pop()
            if path in self.sources and path not in reached:
                reached.add(path)
                ahead += self.sources_of.get(path, []) if with_sources else []
                for name in self.ours[path]:
                    ahead += [name, f"{os.path.dirname(path)}/{name}"]
        return reached

    def that_name(self, header, name):
        """Those of its own module first."""
        module = header.split("/")[1]
        return sorted((path for path in self.paths if name in self.names[path] and header in self.reached[path]),
                      key=lambda path: (not path.startswith(f"tests/{module}/"), path))

    def works(self, program, header):
        return header in self.closure(program, with_sources=True)

    def has_case(self, program, case):
        return program in self.sources and bool(re.search(rf"\bvoid {case}\(\)", code_of(self.sources[program])))


def line_of(header, name, programs, whole):
    shown = [f"`{path.removeprefix('tests/')}`" for path in programs]
    if len(shown) > MOST_SHOWN and not whole:
        shown[MOST_SHOWN:] = [f"{len(shown) - MOST_SHOWN} more"]
    if not shown and header in WORKED_THROUGH:
        through, program, case = WORKED_THROUGH[header]
        shown = [f"`{program.removeprefix('tests/')}`: `{case}`, through {through}"]
    if not shown and header in NOT_YET:
        shown = [f"none yet, to show: {NOT_YET[header]}"]
    return f"| `{name}` | `{header.removeprefix('app/')}` | {', '.join(shown) or 'none'} |"


def table(root, words=()):
    sources = architecture_rules.read_tree(root)
    programs = Programs(sources)
    lines = [line_of(header, name, programs.that_name(header, name), bool(words)) for header, name in classes_of(sources)]
    return "\n".join(["| class | header | Qt Test programs |", "|---|---|---|"]
                     + [line for line in lines if all(word in line for word in words)])


def wrong_entry(programs, header):
    """What is wrong with what worked_through.py says of a header."""
    if header in NOT_YET and header in WORKED_THROUGH:
        return "it stands in both tables"
    if header in NOT_YET:
        return ""
    _, program, case = WORKED_THROUGH[header]
    if not programs.has_case(program, case):
        return f"{program} has no {case}()"
    return "" if programs.works(program, header) else f"{program} does not come to it"


def holes(root):
    sources = architecture_rules.read_tree(root)
    programs = Programs(sources)
    unnamed = [(header, name) for header, name in classes_of(sources) if not programs.that_name(header, name)]
    for header, name in unnamed:
        if header not in WORKED_THROUGH and header not in NOT_YET:
            yield f"{header}: no Qt Test program names {name}"
    for header in [*WORKED_THROUGH, *NOT_YET]:
        needed = header in dict(unnamed)
        wrong = wrong_entry(programs, header) if needed else "each of its classes is named by a program, or gone"
        if wrong:
            yield f"worked_through.py: {header}: {wrong}"


if __name__ == "__main__":
    if "--check" not in sys.argv:
        print(table(sys.argv[1], sys.argv[2:]))
        sys.exit()
    found = list(holes(sys.argv[1]))
    print("\n".join(found))
    sys.exit(1 if found else 0)
