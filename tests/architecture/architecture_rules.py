"""The architecture rules: which module may include which, how long a file may be, what it may be called, how a
header begins. Each rule is a function that is given the whole tree and yields its violations.

    architecture_rules.py ROOT    prints every violation, exit code 1 if there is one
"""

import os
import re
import sys

# Lowest first: a module may include only modules named before it. The sandbox stands apart: base alone.
MODULES = ["base", "store", "text", "media", "x", "auth", "upload", "post", "desktop", "engine"]
UI_MAY = {"app/engine/", "app/base/", "app/store/records.h", "app/text/", "ui/"}
# Modules in folders, and the rank of each folder: a file may include those of its own folder and of lower ranks; what stands
# in the module itself may include all of them.
FOLDER_RANKS = {
    "app/media": {"files": 0, "subtitles": 1, "probe": 1, "rules": 2, "frames": 3, "fix": 3},
    "ui/window": {"parts": 0, "limits": 1, "trim": 1, "queue": 2, "connect": 2, "compose": 2},
}
MAIN_MAY = UI_MAY | {"app/desktop/", "app/sandbox/"}
GUI = re.compile(
    r"^(Qt(Gui|Widgets|OpenGL|Svg)\b|Q\w*(Widget|Window|Dialog|Layout|Button|Menu|Action|Application|Painter|Pixmap|Image|"
    r"Icon|Font|Color|Palette|Cursor|Clipboard|Screen|Style|Brush|Bitmap|Label|LineEdit|TextEdit|Validator|Shortcut|"
    r"TextDocument|Drag|Movie)(|Reader|Writer|Metrics|MetricsF|Engine|Option|Event)$|QDesktopServices$|QAccessible)")
MAX_LINES = 400
MAX_FUNCTION = 40
VAGUE = re.compile(r"(^|_)(utils?|helpers?|managers?|commons?)(_|\.|$)", re.IGNORECASE)
SOURCES = (".h", ".cpp", ".py", ".sh")


class Source:
    def __init__(self, root, path):
        self.path = path
        with open(os.path.join(root, path), encoding="utf-8") as file:
            self.lines = file.read().split("\n")

    def includes(self):
        """Line number and name of every include; names in <> keep their brackets."""
        for number, line in enumerate(self.lines, 1):
            match = re.match(r'\s*#\s*include\s*("[^"]+"|<[^>]+>)', line)
            if match:
                yield number, match.group(1).strip('"')

    @property
    def is_cpp(self):
        return self.path.endswith((".h", ".cpp"))


def read_tree(root):
    sources = []
    for top in ("app", "ui", "tests", "packaging"):
        for folder, folders, files in os.walk(os.path.join(root, top)):
            folders[:] = [name for name in folders if name not in ("node_modules", "__pycache__")]
            for name in sorted(files):
                if name.endswith(SOURCES):
                    sources.append(Source(root, os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")))
    return sources


def may_include(path, name):
    """Whether a file may include one of ours."""
    if path.startswith("tests/"):
        return True
    if name.startswith("tests/"):
        return False
    if path == "ui/main.cpp":
        return any(name.startswith(allowed) for allowed in MAIN_MAY)
    if path.startswith("ui/"):
        return any(name.startswith(allowed) for allowed in UI_MAY)
    module, other = path.split("/")[1], name.split("/")[1]
    if not name.startswith("app/"):
        return False
    if module == other:
        return True
    if module == "sandbox" or other == "sandbox" or module not in MODULES or other not in MODULES:
        return module == "sandbox" and other == "base"
    return MODULES.index(other) < MODULES.index(module)


def folder_of(path):
    """The module in folders that a file is in, and the folder, which is empty for the module itself; else None twice."""
    for module in FOLDER_RANKS:
        match = re.match(rf"{module}/(?:(.+)/)?[^/]+$", path)
        if match:
            return module, match.group(1) or ""
    return None, None


def folders_in_order(sources):
    for source in filter(lambda each: each.is_cpp, sources):
        module, folder = folder_of(source.path)
        if not folder:
            continue
        ranks = FOLDER_RANKS[module]
        if folder not in ranks:
            yield f"{source.path}: {folder} is no folder of {module} that FOLDER_RANKS knows"
            continue
        for number, name in source.includes():
            inside, other = folder_of(name)
            if inside == module and other != folder and ranks.get(other, 9) >= ranks[folder]:
                yield f"{source.path}:{number}: {folder} may not include {name}"


def modules_in_order(sources):
    for source in filter(lambda each: each.is_cpp, sources):
        for number, name in source.includes():
            if name.startswith("<"):
                continue
            if not name.startswith(("app/", "ui/", "tests/")):
                # A fixture may lie beside its tests; all else is found from the root.
                beside = source.path.startswith("tests/") and "/" not in name
                if not beside:
                    yield f"{source.path}:{number}: {name} is not written from the root of the repository"
            elif not may_include(source.path, name):
                yield f"{source.path}:{number}: this module may not include {name}"


def app_without_gui(sources):
    for source in sources:
        if source.is_cpp and source.path.startswith("app/"):
            for number, name in source.includes():
                if name.startswith("<") and GUI.match(name.strip("<>")) and name != "<QCoreApplication>":
                    yield f"{source.path}:{number}: app includes {name} of Qt Gui or Widgets"


def files_are_short(sources):
    for source in sources:
        length = len(source.lines) - (source.lines[-1] == "")
        if length > MAX_LINES:
            yield f"{source.path}: {length} lines, a file may have at most {MAX_LINES}"


def functions_are_short(sources):
    for source in sources:
        if not source.path.endswith(".cpp") or source.path.startswith("tests/"):
            continue
        begin = None
        for number, line in enumerate(source.lines):
            if line == "{" and number and not re.match(r"(class|struct|enum|union|namespace)\b", source.lines[number - 1]):
                begin = number
            elif line.startswith("}") and begin is not None:
                if number - begin - 1 > MAX_FUNCTION:
                    yield f"{source.path}:{begin}: {number - begin - 1} lines in one function, a file may have {MAX_FUNCTION}"
                begin = None


def names_say_something(sources):
    for source in sources:
        if VAGUE.search(os.path.basename(source.path)):
            yield f"{source.path}: its name does not say what it holds"


def headers_say_what_they_are(sources):
    for source in sources:
        if not source.path.endswith(".h"):
            continue
        if not source.lines or not source.lines[0].startswith("// "):
            yield f"{source.path}:1: the header does not open with what it is for"


def nothing_is_left_undone(sources):
    for source in sources:
        if source.path.startswith("tests/architecture/"):
            continue
        for number, line in enumerate(source.lines, 1):
            if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", line):
                yield f"{source.path}:{number}: left undone: {line.strip()}"


def types_have_one_meaning(sources):
    """All modules are linked into one program: two types of one name would silently become one."""
    seen = {}
    for source in sources:
        if not source.is_cpp or not source.path.startswith(("app/", "ui/")):
            continue
        for number, name in types_of(source):
            # The same type for several platforms lies beside itself: signals_unix.cpp, signals_windows.cpp.
            key = re.sub(r"_(unix|windows|mac)\.", ".", source.path)
            first = seen.setdefault(name, (key, f"{source.path}:{number}"))
            if first[0] != key:
                yield f"{source.path}:{number}: {name} is defined in {first[1]} as well"


def types_of(source):
    """Types at the outermost level of a named namespace, with the namespace."""
    spaces = []
    for number, line in enumerate(source.lines, 1):
        opening = re.match(r"(?:inline )?namespace ?([\w:]*) ?{(.*)", line)
        if opening:
            if not opening.group(2).rstrip().endswith("}"):
                spaces.append(opening.group(1))
        elif re.match(r"} ?// namespace", line):
            if spaces:
                spaces.pop()
        elif spaces and "" not in spaces:
            match = re.match(r"(?:class|struct|enum class|enum) (\w+)(?: final)?(?: ?:(?!:).*)?(?: ?{.*)?$", line)
            if match and not line.endswith(";"):
                yield number, "::".join(spaces + [match.group(1)])


def slots_without_conditions(sources):
    """moc of a test reads no header, so that a slot behind an #if of Q_OS_… would silently not be there."""
    for source in sources:
        if not re.search(r"/tst_\w+\.cpp$", source.path):
            continue
        for number, (line, following) in enumerate(zip(source.lines, source.lines[1:]), 1):
            if re.match(r"\s*#\s*if", line) and re.match(r"    void \w+\(", following):
                yield f"{source.path}:{number}: the condition belongs into the function, moc may not know it"


RULES = [slots_without_conditions, modules_in_order, folders_in_order, app_without_gui, files_are_short, functions_are_short, names_say_something,
         headers_say_what_they_are, nothing_is_left_undone, types_have_one_meaning]


def violations(root):
    sources = read_tree(root)
    return [violation for rule in RULES for violation in rule(sources)]


if __name__ == "__main__":
    found = violations(sys.argv[1])
    print("\n".join(found))
    sys.exit(1 if found else 0)
