"""The map of the modules: how long each is, and which others it includes.

    module_map.py ROOT            prints it
    module_map.py ROOT --write    puts it where it stands in docs/architecture.md
"""

import os
import re
import sys

import architecture_rules

BEGIN = "<!-- map: tests/architecture/module_map.py . --write -->"
END = "<!-- end of the map -->"
MODULES = [f"app/{name}" for name in architecture_rules.MODULES] + ["app/sandbox", "ui", "ui/window", "ui/cli"]


def module_of(path):
    """The module that a file of app or ui belongs to, None for main.cpp and what is no source of them."""
    folder = os.path.dirname(path)
    return folder if re.match(r"(app|ui)(/|$)", folder) and path != "ui/main.cpp" else None


def in_order():
    """Every module, lowest first, and its folders before it."""
    for module in MODULES:
        ranks = architecture_rules.FOLDER_RANKS.get(module, {})
        yield from (f"{module}/{folder}" for folder in sorted(ranks, key=ranks.get))
        yield module


def rows(root):
    lines, depends = {}, {}
    for source in architecture_rules.read_tree(root):
        module = module_of(source.path) if source.is_cpp else None
        if not module:
            continue
        lines[module] = lines.get(module, 0) + len(source.lines)
        others = {module_of(name) for _, name in source.includes() if not name.startswith("<")}
        depends.setdefault(module, set()).update(others - {module, None})
    order = {name: place for place, name in enumerate(in_order())}
    for module in sorted(lines, key=lambda name: order.get(name, len(order))):
        yield module, lines[module], sorted(depends[module], key=lambda name: order.get(name, len(order)))


def table(root):
    """Lines are rounded to hundreds, so that the map changes when the program does."""
    text = ["| module | lines | includes |", "|---|---|---|"]
    for module, count, others in rows(root):
        rounded = max(100, round(count, -2))
        text.append(f"| `{module}` | {rounded:,} | {', '.join(f'`{name}`' for name in others) or '–'} |")
    return "\n".join(text)


def split(root):
    """What stands before, in and after the map in docs/architecture.md."""
    with open(os.path.join(root, "docs/architecture.md"), encoding="utf-8") as file:
        before, rest = file.read().split(BEGIN, 1)
    written, after = rest.split(END, 1)
    return before, written.strip(), after


def main(root, *options):
    if "--write" not in options:
        print(table(root))
        return
    before, _, after = split(root)
    with open(os.path.join(root, "docs/architecture.md"), "w", encoding="utf-8") as file:
        file.write(f"{before}{BEGIN}\n{table(root)}\n{END}{after}")


if __name__ == "__main__":
    main(*sys.argv[1:])
