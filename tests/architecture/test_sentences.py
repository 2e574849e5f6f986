"""Every sentence for people can be translated, and translations/ is up to date with the source (packaging/sentences.py)."""

import glob
import os
import re
import shutil
import sys
import tempfile
import unittest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "packaging"))
sys.dont_write_bytecode = True

import sentences  # noqa: E402

TRANSLATIONS = sorted(glob.glob(os.path.join(ROOT, "translations", "*.ts")))


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def sources():
    for top in ("app", "ui"):
        for path in glob.glob(os.path.join(ROOT, top, "**", "*.*"), recursive=True):
            if path.endswith((".cpp", ".h")):
                yield path


class TheSource(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.every = sentences.all_sentences()

    def test_lupdate_understands_each_call(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(sentences.read_source(os.path.join(folder, "all.ts")), [])

    def test_no_function_of_its_own_hides_a_sentence(self):
        # lupdate would give what a free function tr() is called with the wrong context, and not see another name at all.
        own = re.compile(r'^\w+ \w+\(const char \*\w+[^)]*\)\n\{\n[^}]*?translate\("', re.MULTILINE)
        known = {each.text for each in self.every}
        for path in sources():
            code = read(path)
            for function in own.finditer(code):
                name = re.match(r"\w+ (\w+)", function.group()).group(1)
                for text in re.findall(rf'(?<!\w){name}\("((?:[^"\\]|\\.)*)"\)', code):
                    self.assertIn(text, known, f"{path}: {name}()")

    def test_known_ones_are_there(self):
        found = {each.text: each for each in self.every}
        split = [each for text, each in found.items() if text.startswith("Your Posts and drafts are kept there")]
        self.assertEqual([each.path for each in split], ["ui/window/profile_error_dialog.cpp"])
        self.assertTrue(split[0].text.endswith("."), split[0].text)
        self.assertTrue(found["%n frame(s)"].plural)
        self.assertEqual(found["Sandbox"].context, "CliText")
        self.assertTrue(any(each.path == "app/sandbox/http_server.cpp" for each in self.every))
        self.assertGreater(len(self.every), 1000)

    def test_how_it_is_shown(self):
        shown = sentences.shown(sentences.Sentence("a.cpp", 14, "Window", True, "%1 is a file\nof a film", "%1:\n%n file(s)"))
        self.assertEqual(shown, "a.cpp:14  [Window]  plural\n    //: %1 is a file\n    //: of a film\n    %1:\n    %n file(s)")


class TheTranslations(unittest.TestCase):
    def test_they_are_up_to_date(self):
        self.assertIn("postreel_en.ts", [os.path.basename(path) for path in TRANSLATIONS])
        with tempfile.TemporaryDirectory() as folder:
            for path in TRANSLATIONS:
                fresh = shutil.copy(path, folder)
                sentences.update(fresh)
                self.assertEqual(read(fresh), read(path), "run: cmake --build build/asan --target update_translations")

    def test_they_are_complete(self):
        for path in TRANSLATIONS:
            for context, message in sentences.messages(path):
                translation = message.find("translation")
                texts = [form.text for form in translation.iter("numerusform")] or [translation.text]
                with self.subTest(path=os.path.basename(path), context=context, source=message.findtext("source")):
                    self.assertIsNone(translation.get("type"))
                    self.assertTrue(all(texts))
                    self.assertFalse([text for text in texts if "(s)" in text])
                    places = set(re.findall(r"%\d", message.findtext("source")))
                    for text in texts:
                        self.assertEqual(set(re.findall(r"%\d", text)), places)


if __name__ == "__main__":
    if not sentences.lupdate():
        print("Skipped: lupdate is not installed (Debian: qt6-l10n-tools).")
        sys.exit(1 if os.environ.get("CI") == "true" else 77)
    unittest.main(verbosity=2)
