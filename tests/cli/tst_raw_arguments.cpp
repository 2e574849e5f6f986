// Arguments that are no UTF-8 are told before Qt replaces their bytes.
#include "tests/support/test_main.h"
#include "ui/cli/raw_arguments.h"

#include <QTest>

using namespace postreel;

class TestRawArguments : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goodOnesAreLeftAlone()
    {
        QCOMPARE(notUtf8Among({}), QString());
        QCOMPARE(notUtf8Among({"--text", "caf\xc3\xa9 \xf0\x9f\x8e\xac", "a.mp4", "\xef\xbf\xbd.mp4"}), QString());
    }

    void others_data()
    {
        QTest::addColumn<QByteArrayList>("arguments");
        QTest::addColumn<bool>("isText");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, const QByteArrayList &arguments, bool isText, const char *shown) {
            QTest::newRow(name) << arguments << isText << QString::fromLatin1(shown);
        };
        row("file", {"caf\xe9.mp4"}, false, "(caf\\xe9.mp4)");
        row("second file", {"a.mp4", "caf\xe9.mp4"}, false, "(caf\\xe9.mp4)");
        row("behind --", {"--", "caf\xe9.mp4"}, false, "(caf\\xe9.mp4)");
        row("half a character", {"a\xc3"}, false, "(a\\xc3)");
        row("surrogate", {"a\xed\xa0\x80"}, false, "(a\\xed\\xa0\\x80)");
        row("overlong", {"a\xc0\xaf"}, false, "(a\\xc0\\xaf)");
        row("control", {"a\x1b\xff"}, false, "(a\\x1b\\xff)");
        row("text", {"--text", "caf\xe9"}, true, "(caf\\xe9)");
        row("text with =", {"--text=caf\xe9"}, true, "(--text=caf\\xe9)");
        row("alt", {"--alt", "caf\xe9"}, true, "(caf\\xe9)");
        row("file of the text", {"--text-file", "caf\xe9"}, false, "(caf\\xe9)");
        row("file of the text with =", {"--text-file=caf\xe9"}, false, "(--text-file=caf\\xe9)");
        row("subtitles", {"--subtitles", "caf\xe9.srt:EN"}, false, "(caf\\xe9.srt:EN)");
    }

    void others()
    {
        QFETCH(QByteArrayList, arguments);
        QFETCH(bool, isText);
        QFETCH(QString, shown);
        const QString words = notUtf8Among(arguments);
        QVERIFY2(words.contains(shown), qPrintable(words));
        QCOMPARE(words.startsWith(QStringLiteral("Text")), isText);
        QCOMPARE(words.startsWith(QStringLiteral("The name of a file")), !isText);
    }
};

POSTREEL_TEST_MAIN(TestRawArguments)
#include "tst_raw_arguments.moc"
