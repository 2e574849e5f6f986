"""The tree keeps the architecture rules, and each rule can say no."""

import os
import sys
import tempfile
import unittest

import architecture_rules
import module_map

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
HEADER = "// What it is for.\n#pragma once\n"


class TheMap(unittest.TestCase):
    def test_it_is_true(self):
        self.assertEqual(module_map.split(ROOT)[1], module_map.table(ROOT), "python3 tests/architecture/module_map.py . --write")

    def test_it_tells_what_is_included(self):
        rows = {module: others for module, _, others in module_map.rows(ROOT)}
        self.assertEqual(rows["app/base"], [])
        self.assertIn("app/x", rows["app/upload"])
        self.assertNotIn("ui/cli", rows["ui/window/connect"])


class TheTree(unittest.TestCase):
    def test_it_keeps_the_rules(self):
        self.assertEqual(architecture_rules.violations(ROOT), [])

    def test_it_is_read_at_all(self):
        paths = {source.path for source in architecture_rules.read_tree(ROOT)}
        self.assertIn("app/base/error.h", paths)
        self.assertIn("tests/architecture/test_architecture.py", paths)
        self.assertGreater(len(paths), 50)


class TheRules(unittest.TestCase):
    def found(self, **files):
        """The violations of a tree of these files; __ stands for / in a name, and the last _ for its dot."""
        with tempfile.TemporaryDirectory() as root:
            for name, text in files.items():
                folder, _, ending = name.replace("__", "/").rpartition("_")
                path = os.path.join(root, f"{folder}.{ending}")
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
            return architecture_rules.violations(root)

    def one(self, what, **files):
        found = self.found(**files)
        self.assertEqual(len(found), 1, found)
        self.assertIn(what, found[0])

    def test_what_is_right_passes(self):
        self.assertEqual(self.found(
            app__x__call_h=HEADER + '#include "app/base/error.h"\n#include "app/x/other.h"\n#include <QObject>\n',
            app__sandbox__world_cpp='#include "app/base/log.h"\n#include "app/sandbox/world.h"\n#include <QCoreApplication>\n',
            ui__main_cpp='#include "app/sandbox/sandbox.h"\n#include "app/desktop/signals.h"\n#include <QApplication>\n',
            ui__window__row_cpp='#include "app/engine/engine.h"\n#include "app/store/records.h"\n#include <QWidget>\n',
            tests__x__tst_call_cpp='#include "app/engine/engine.h"\n#include "ui/window/row.h"\n#include "tst_call.moc"\n'), [])

    def test_modules(self):
        for path, name in [("app__base__a_cpp", "app/store/records.h"), ("app__x__a_cpp", "app/upload/uploader.h"),
                           ("app__upload__a_h", "app/post/publisher.h"), ("app__post__a_cpp", "app/engine/engine.h"),
                           ("app__sandbox__a_cpp", "app/x/transport.h"), ("app__sandbox__a_cpp", "app/store/records.h"),
                           ("app__engine__a_cpp", "app/sandbox/sandbox.h"), ("app__engine__a_cpp", "ui/error_text.h"),
                           ("ui__cli__a_cpp", "app/x/transport.h"), ("ui__window__a_cpp", "app/upload/uploader.h"),
                           ("ui__window__a_cpp", "app/store/database.h"), ("ui__window__a_cpp", "app/sandbox/sandbox.h"),
                           ("ui__main_cpp", "app/post/publisher.h"), ("app__base__a_cpp", "tests/support/fake_clock.h")]:
            with self.subTest(f"{path} {name}"):
                text = f'#include "{name}"\n'
                self.one("may not include", **{path: HEADER + text if path.endswith("_h") else text})

    def test_folders(self):
        for path, name in [("ui__window__parts__a_cpp", "ui/window/queue/details.h"),
                           ("ui__window__trim__a_cpp", "ui/window/limits/speed_box.h"),
                           ("ui__window__compose__a_cpp", "ui/window/queue/details.h"),
                           ("ui__window__queue__a_cpp", "ui/window/main_window.h"),
                           ("app__media__probe__a_cpp", "app/media/rules/limits.h"),
                           ("app__media__frames__a_cpp", "app/media/fix/fix_plan.h")]:
            with self.subTest(f"{path} {name}"):
                self.one("may not include", **{path: f'#include "{name}"\n'})
        self.one("no folder", ui__window__odds__a_cpp="\n")
        self.one("no folder", app__media__fix__odds__a_cpp="\n")
        self.assertEqual(self.found(ui__window__compose__a_cpp='#include "ui/window/parts/sizes.h"\n'
                                                               '#include "ui/window/trim/filmstrip.h"\n',
                                    ui__window__a_cpp='#include "ui/window/compose/composer.h"\n',
                                    app__media__fix__a_cpp='#include "app/media/rules/limits.h"\n'), [])

    def test_slots_without_conditions(self):
        self.one("into the function", tests__x__tst_a_cpp="#ifdef Q_OS_UNIX\n    void works()\n")
        self.assertEqual(self.found(tests__x__tst_a_cpp="    void works()\n    {\n#ifdef Q_OS_UNIX\n        g();\n#endif\n    }\n"), [])

    def test_includes_start_at_the_root(self):
        self.one("root", app__base__a_cpp='#include "error.h"\n')
        self.one("root", app__base__a_cpp='#include "../base/error.h"\n')

    def test_no_gui_in_the_app(self):
        for name in ("QWidget", "QtGui/QImage", "QImage", "QPixmap", "QGuiApplication", "QApplication", "QDesktopServices",
                     "QIcon", "QMainWindow", "QImageReader", "QtWidgets"):
            with self.subTest(name):
                self.one("Gui or Widgets", app__media__a_cpp=f"#include <{name}>\n")

    def test_long_files(self):
        self.one("401 lines", app__base__a_cpp="\n" * 401)
        self.assertEqual(self.found(app__base__a_cpp="\n" * 400), [])

    def test_long_functions(self):
        self.one("41 lines", app__base__a_cpp="void f()\n{\n" + "    g();\n" * 41 + "}\n")
        self.assertEqual(self.found(app__base__a_cpp="void f()\n{\n" + "    g();\n" * 40 + "}\n"), [])

    def test_vague_names(self):
        for name in ("utils", "string_util", "upload_helper", "manager", "common"):
            with self.subTest(name):
                self.one("name", **{f"app__base__{name}_cpp": "\n"})
        self.assertEqual(self.found(app__base__commonplace_cpp="\n"), [])

    def test_headers(self):
        self.one("what it is for", app__base__a_h="#pragma once\n")
        self.one("what it is for", tests__support__a_h="#pragma once\n")

    def test_marks(self):
        self.one("undone", ui__a_cpp="// TO" + "DO: later\n")

    def test_types_of_one_name(self):
        post = "namespace postreel {\nstruct Post\n{\n};\n} // namespace postreel\n"
        self.one("as well", app__store__a_cpp=post, app__sandbox__b_cpp=post)
        self.assertEqual(self.found(app__store__a_cpp=post, app__sandbox__b_cpp=post.replace(
            "namespace postreel", "namespace postreel::sandbox")), [])
        hidden = "namespace postreel {\nnamespace {\nstruct Post\n{\n};\n} // namespace\n} // namespace postreel\n"
        self.assertEqual(self.found(app__store__a_cpp=post, app__x__b_cpp=hidden), [])
        inner = post.replace("struct Post", "struct Post::Inner")
        self.assertEqual(self.found(app__store__a_cpp=post, app__store__b_cpp=inner), [])
        self.assertEqual(self.found(app__x__a_unix_cpp=post, app__x__a_windows_cpp=post), [])


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    unittest.main(verbosity=2)
