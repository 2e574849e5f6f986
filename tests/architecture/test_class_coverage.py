"""Every class of app is named by a Qt Test program, or stands in worked_through.py; and class_coverage.py can say no."""

import os
import sys
import tempfile
import unittest
from unittest import mock

import class_coverage

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
METER = "namespace postreel {\nclass Meter\n{\npublic:\n    int rate() const;\n};\n} // namespace postreel\n"
NAMES_METER = '#include "app/upload/meter.h"\nvoid rates()\n{\n    Meter meter;\n}\n'
HOLE = "app/upload/meter.h: no Qt Test program names Meter"


class TheTree(unittest.TestCase):
    def test_no_class_is_missed(self):
        self.assertEqual(list(class_coverage.holes(ROOT)), [])

    def test_it_is_read_at_all(self):
        lines = class_coverage.table(ROOT).split("\n")
        self.assertGreater(len(lines), 100)
        self.assertIn("| `QueuedCalls` | `base/queued_calls.h` | `base/tst_queued_calls.cpp` |", lines)
        for name in ("Transport", "Engine", "Sandbox", "RateLimitTracker", "TokenSource", "CreatePostCall", "EngineCore"):
            self.assertTrue(any(line.startswith(f"| `{name}` |") for line in lines), name)
        for name in ("Segment", "OAuthApp", "RateWindow", "Receiver", "Done"):
            self.assertFalse(any(line.startswith(f"| `{name}` |") for line in lines), name)


class Tree(unittest.TestCase):
    """A tree of these files, in which nothing is worked through another but what `through` and `not_yet` say."""

    def of(self, look, files, through=(), not_yet=()):
        with tempfile.TemporaryDirectory() as root, \
                mock.patch.dict(class_coverage.WORKED_THROUGH, dict(through), clear=True), \
                mock.patch.dict(class_coverage.NOT_YET, dict(not_yet), clear=True):
            for path, text in files.items():
                path = os.path.join(root, path)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
            return look(root)

    def holes(self, files, **tables):
        return self.of(lambda root: list(class_coverage.holes(root)), files, **tables)

    def of_meter(self, **files):
        """The holes of a tree with Meter and these files of tests/upload, `tst_a` for tst_a.cpp, `ground` for ground.h."""
        return self.holes({"app/upload/meter.h": METER, **{
            f"tests/upload/{name}.{'cpp' if name.startswith('tst_') else 'h'}": text for name, text in files.items()}})


class Naming(Tree):
    def test_nobody(self):
        self.assertEqual(self.of_meter(), [HOLE])
        self.assertEqual(self.of_meter(tst_a="void rates() {}\n"), [HOLE])

    def test_a_program(self):
        self.assertEqual(self.of_meter(tst_a=NAMES_METER), [])
        self.assertEqual(self.of_meter(tst_a=NAMES_METER.replace("Meter ", "postreel::Meter ")), [])

    def test_a_header_of_tests_that_it_includes(self):
        self.assertEqual(self.of_meter(ground=NAMES_METER, tst_a='#include "tests/upload/ground.h"\n'), [])
        self.assertEqual(self.of_meter(ground=NAMES_METER, tst_a='#include "ground.h"\n'), [])
        self.assertEqual(self.of_meter(ground=NAMES_METER, tst_a="\n"), [HOLE])

    def test_a_header_of_app_names_nothing(self):
        user = {"app/upload/user.h": '#include "app/upload/meter.h"\nMeter &meter();\n'}
        found = self.holes({"app/upload/meter.h": METER, **user, "tests/upload/tst_a.cpp": '#include "app/upload/user.h"\n'})
        self.assertEqual(found, [HOLE])

    def test_no_code(self):
        for text in ("// Meter\n", "/* Meter\n Meter */\n", 'auto a = "Meter";\n', 'auto a = R"(Meter)";\n', "auto a = 'Meter';\n",
                     "#define METER Meter\n", "meter.Meter();\n", "meter->Meter();\n", "auto a = Kind::Meter;\n", "Metered a;\n"):
            with self.subTest(text):
                self.assertEqual(self.of_meter(tst_a='#include "app/upload/meter.h"\n' + text), [HOLE])

    def test_a_class_of_the_same_name(self):
        self.assertEqual(self.of_meter(tst_a="class Meter\n{\n};\n"), [HOLE])

    def test_what_is_no_qt_test_program(self):
        self.assertEqual(self.holes({"app/upload/meter.h": METER, "tests/bench/meter.cpp": NAMES_METER}), [HOLE])


class Declared(Tree):
    def classes(self, code):
        return [line.split("`")[1] for line in self.of(class_coverage.table, {"app/x/a.h": code}).split("\n")[2:]]

    def test_classes_and_structs_that_do_something(self):
        for code in ("class A\n{\npublic:\n    int f();\n};",
                     "class A final : public QObject\n{\n    Q_OBJECT\nQ_SIGNALS:\n    void f();\n};",
                     "class A { public: int f() const { return 1; } };", "struct A\n{\n    int a = 0;\n    int f() const;\n};",
                     "class A\n{\npublic:\n    virtual ~A() = default;\n    virtual void f() = 0;\n};",
                     "template <typename T>\nclass A\n{\npublic:\n    std::function<void(T)> get() const;\n};"):
            with self.subTest(code):
                self.assertEqual(self.classes(f"namespace postreel {{\n{code}\n}} // namespace postreel\n"), ["A"])
                self.assertEqual(self.classes(code + "\n"), ["A"])

    def test_plain_values(self):
        for code in ("struct A\n{\n    int a = f();\n    std::function<void(int)> b;\n};",
                     "enum class A { B };", "class A;", "struct A;",
                     "struct A\n{\n    int a = 0;\n    friend bool operator==(const A &, const A &) = default;\n};",
                     "struct A\n{\n    int from = 0;\n    int length() const { return from; }\n};",
                     "struct A\n{\n    using B = std::function<void(int)>;\n    Q_DECLARE_TR_FUNCTIONS(A)\n};",
                     "class A\n{\nprivate:\n    int f();\n};", "class A\n{\n    int f();\n};"):
            with self.subTest(code):
                self.assertEqual(self.classes(f"namespace postreel {{\n{code}\n}}\n"), [])

    def test_what_lies_within_another(self):
        inner = "class B\n{\npublic:\n    int g();\n};\n"
        self.assertEqual(self.classes(f"class A\n{{\npublic:\n    int f();\n{inner}}};\n"), ["A"])
        outside = "class A\n{\npublic:\n    int f();\n    class B;\n};\n" + inner.replace("class B", "class A::B")
        self.assertEqual(self.classes(outside), ["A"])
        self.assertEqual(self.classes(f"inline void f()\n{{\n{inner}}}\n"), [])

    def test_braces_in_what_is_no_code(self):
        code = "// {\nconst char a = '{'; const QChar d = u'{'; const char *b = \"{\"; int c = 1'000;\n"
        self.assertEqual(self.classes(code + METER), ["Meter"])


class WorkedThrough(Tree):
    FILES = {"app/upload/meter.h": METER, "app/upload/meter.cpp": '#include "app/upload/meter.h"\n',
             "app/upload/uploader.h": "\n",
             "app/upload/uploader.cpp": '#include "app/upload/uploader.h"\n#include "app/upload/meter.h"\n',
             "tests/upload/tst_a.cpp": '#include "app/upload/uploader.h"\nvoid rates()\n{\n}\n',
             "tests/upload/tst_b.cpp": "void rates()\n{\n}\n"}

    def entry(self, program="tests/upload/tst_a.cpp", case="rates", **files):
        return self.holes({**self.FILES, **files}, through={"app/upload/meter.h": ("Uploader", program, case)})

    def test_a_true_entry(self):
        self.assertEqual(self.entry(), [])

    def test_an_untrue_one(self):
        self.assertIn("has no speeds()", self.entry(case="speeds")[0])
        self.assertIn("has no rates()", self.entry("tests/upload/tst_none.cpp")[0])
        self.assertIn("does not come to it", self.entry("tests/upload/tst_b.cpp")[0])

    def test_one_that_is_no_longer_needed(self):
        self.assertIn("named by a program", self.entry(**{"tests/upload/tst_c.cpp": NAMES_METER})[0])
        self.assertIn("or gone", self.entry(**{"app/upload/meter.h": "\n"})[0])

    def test_what_nobody_shows_yet(self):
        words = {"app/upload/meter.h": "that it counts"}
        self.assertEqual(self.holes(self.FILES, not_yet=words), [])
        self.assertEqual(len(self.holes({**self.FILES, "tests/upload/tst_c.cpp": NAMES_METER}, not_yet=words)), 1)
        through = {"app/upload/meter.h": ("Uploader", "tests/upload/tst_a.cpp", "rates")}
        both = self.holes(self.FILES, not_yet=words, through=through)
        self.assertTrue(all("both tables" in hole for hole in both) and both, both)


class TheTable(Tree):
    def test_programs_of_the_own_module_come_first(self):
        files = {"app/upload/meter.h": METER, **{f"tests/{name}.cpp": NAMES_METER for name in (
            "base/tst_a", "engine/tst_b", "upload/tst_c", "x/tst_d")}}
        self.assertEqual(self.of(class_coverage.table, files).split("\n")[2],
                         "| `Meter` | `upload/meter.h` | `upload/tst_c.cpp`, `base/tst_a.cpp`, `engine/tst_b.cpp`, 1 more |")
        self.assertIn("`x/tst_d.cpp`", self.of(lambda root: class_coverage.table(root, ["Meter"]), files))
        self.assertEqual(len(self.of(lambda root: class_coverage.table(root, ["Meters"]), files).split("\n")), 2)

    def test_what_is_worked_through_another_says_so(self):
        through = {"app/upload/meter.h": ("Uploader", "tests/upload/tst_a.cpp", "rates")}
        self.assertIn("| `Meter` | `upload/meter.h` | `upload/tst_a.cpp`: `rates`, through Uploader |",
                      self.of(class_coverage.table, WorkedThrough.FILES, through=through))
        self.assertIn("| `Meter` | `upload/meter.h` | none yet, to show: that it counts |",
                      self.of(class_coverage.table, WorkedThrough.FILES, not_yet={"app/upload/meter.h": "that it counts"}))
        self.assertIn("| none |", self.of(class_coverage.table, WorkedThrough.FILES))


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    unittest.main(verbosity=2)
