"""packaging/sentences.py shows every sentence: none is missed, and each is whole, however the source splits it."""

import os
import re
import sys
import unittest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "packaging"))
sys.dont_write_bytecode = True

import sentences  # noqa: E402

CALLS = ("tr", "QT_TR_NOOP", "QT_TRANSLATE_NOOP", "QT_TRANSLATE_N_NOOP", "HELP")
WRITTEN = re.compile(r"(?<!define )\b(?:tr|QT_TR_NOOP|QT_TRANSLATE_NOOP|QT_TRANSLATE_N_NOOP|HELP)\(")


def code_of(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


class TheTree(unittest.TestCase):
    def test_no_call_is_missed(self):
        nameless = set()
        for path in sentences.sources(ROOT):
            code = code_of(path)
            found, others = sentences.read(path, code)
            others = [call for call in others if call[2] != "translate"]
            with self.subTest(path):
                read = len([each for each in found if each.call in CALLS]) + len(others)
                self.assertEqual(read, len(WRITTEN.findall(re.sub(r"(?m)^\s*//.*", "", code))))
            lines = code.split("\n")
            nameless |= {(path, lines[line - 1].strip()) for _, line, _ in others}
        # What has only a name of a text is the function or macro itself, and the options' help, which has its HELP().
        self.assertEqual({each for each in nameless if not each[1].startswith(("QString tr(", "#define "))},
                         {("ui/cli/help_text.cpp", "text += paragraph(usageOf(option), tr(option.help));")})

    def test_known_ones_are_there(self):
        found = {each.text: each for each in sentences.all_sentences(ROOT)}
        split = [each for text, each in found.items() if text.startswith("Your Posts and drafts are kept there")]
        self.assertEqual([each.path for each in split], ["ui/window/profile_error_dialog.cpp"])
        self.assertTrue(split[0].text.endswith("."), split[0].text)
        self.assertTrue(found["%n frame(s)"].plural)
        self.assertEqual(found["Sandbox"].context, "postreel::CommandLine")  # by say() of main.cpp

    def test_each_has_its_context(self):
        every = list(sentences.all_sentences(ROOT))
        self.assertGreater(len(every), 800)
        self.assertEqual([each for each in every if not each.context or not each.text], [])

    def test_every_plural_has_its_english(self):
        known = code_of("ui/english_plurals.cpp")
        known = re.sub(r'"\s*\n\s*"', "", known)
        for each in sentences.all_sentences(ROOT):
            if each.plural:
                self.assertIn(f'{{"{each.text}"', known)


class OneFile(unittest.TestCase):
    CODE = '''
struct Row
{
    Q_DECLARE_TR_FUNCTIONS(QueueRow)
};
#define HELP(text) QT_TRANSLATE_NOOP("Options", text)
const char *limit = HELP("At most this.");
// tr("of a comment")
QString Window::words(int count)
{
    const char quote = '"'; // keeps the next one whole
    //: %1 is a file
    //: and this goes with it
    return tr("It says \\"%1\\", "
              "and goes on",
              "of a film") + Row::tr("in a row") + tr("%n file(s)", nullptr, count);
}
'''

    def test_it_is_read_whole(self):
        found, others = sentences.read("a.cpp", self.CODE)
        self.assertEqual([(each.line, each.context, each.plural, each.comment, each.text) for each in found], [
            (7, "Options", False, "", "At most this."),
            (14, "Window", False, "%1 is a file\nand this goes with it\nof a film", 'It says "%1", and goes on'),
            (16, "QueueRow", False, "", "in a row"),
            (16, "Window", True, "", "%n file(s)")])
        self.assertEqual([(line, call) for _, line, call in others], [(6, "QT_TRANSLATE_NOOP")])

    def test_a_file_with_its_own_tr(self):
        found, _ = sentences.read("a.cpp", 'QString tr(const char *text)\n{\n    return QCoreApplication::translate('
                                           '"Sandbox", text);\n}\nQString Other::f()\n{\n    return tr("x");\n}\n')
        self.assertEqual([(each.context, each.text) for each in found], [("Sandbox", "x")])

    def test_how_it_is_shown(self):
        found, _ = sentences.read("a.cpp", self.CODE)
        self.assertEqual(sentences.shown(found[1]),
                         'a.cpp:14  [Window]\n    //: %1 is a file\n    //: and this goes with it\n    //: of a film\n'
                         '    It says "%1", and goes on')


if __name__ == "__main__":
    unittest.main(verbosity=2)
