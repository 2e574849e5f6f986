// Which encoding a text is in, and what it says.
#include "app/media/subtitles/text_encoding.h"
#include "tests/support/test_main.h"

#include <QStringEncoder>
#include <QTest>

using namespace postreel;

namespace {

const QString times = QStringLiteral("1\n00:00:01,000 --> 00:00:02,000\n");
const QString french = times + QStringLiteral("Une crème brûlée à l’œuf : 5 €\n");
const QString russian = times + QStringLiteral("Съешь же ещё этих мягких французских булок, да выпей чаю.\n"
                                               "Мама мыла раму, а папа читал газету.\n");
const QString chinese = times + QStringLiteral("你好，世界。\n");

QByteArray encoded(const QString &text, QStringConverter::Encoding encoding, bool mark = false)
{
    QStringEncoder encoder(encoding,
                           mark ? QStringConverter::Flag::WriteBom : QStringConverter::Flag::Default);
    return encoder(text);
}

QByteArray encodedAs(const char *charset, const QString &text)
{
    QStringEncoder encoder(charset);
    return encoder(times + text);
}

} // namespace

class TextEncodingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void texts_data();
    void texts();
    void brokenTexts_data();
    void brokenTexts();
    void whatCannotBeTold_data();
    void whatCannotBeTold();
};

void TextEncodingTest::texts_data()
{
    using Encoding = QStringConverter::Encoding;
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("hasMark");
    QTest::addColumn<bool>("assumed");
    const auto row = [](const char *tag, const QByteArray &bytes, const char *encoding, const QString &text,
                        bool hasMark, bool assumed = false) {
        QTest::newRow(tag) << bytes << QString::fromLatin1(encoding) << text << hasMark << assumed;
    };
    row("nothing", {}, "UTF-8", {}, false);
    row("ASCII", times.toUtf8(), "UTF-8", times, false);
    row("UTF-8", french.toUtf8(), "UTF-8", french, false);
    row("UTF-8 with a mark", "\xEF\xBB\xBF" + french.toUtf8(), "UTF-8", french, true);
    row("a mark alone", "\xEF\xBB\xBF", "UTF-8", {}, true);
    row("UTF-16 LE", encoded(chinese, Encoding::Utf16LE, true), "UTF-16 LE", chinese, true);
    row("UTF-16 BE", encoded(chinese, Encoding::Utf16BE, true), "UTF-16 BE", chinese, true);
    row("UTF-16 LE without a mark", encoded(chinese, Encoding::Utf16LE), "UTF-16 LE", chinese, false);
    row("UTF-16 BE without a mark", encoded(french, Encoding::Utf16BE), "UTF-16 BE", french, false);
    row("UTF-32 LE", encoded(chinese, Encoding::Utf32LE, true), "UTF-32 LE", chinese, true);
    row("UTF-32 BE", encoded(chinese, Encoding::Utf32BE, true), "UTF-32 BE", chinese, true);
    row("beyond the BMP", encoded(QStringLiteral("🎬"), Encoding::Utf16LE, true), "UTF-16 LE",
        QStringLiteral("🎬"), true);
    row("one letter of Latin-1", "Caf\xE9", "Windows-1252", QStringLiteral("Café"), false, true);
    const auto guessed = [&row](const char *charset, const char *name, const QString &text) {
        QStringEncoder encoder(charset);
        const QByteArray bytes = encoder(text);
        QVERIFY2(encoder.isValid() && !encoder.hasError(), charset);
        row(qPrintable(QLatin1String(charset) % u' ' % text.section(u'\n', 2)), bytes, name, text, false, true);
    };
    guessed("windows-1252", "Windows-1252", french);
    guessed("windows-1252", "Windows-1252", times % QStringLiteral("“Well,” she said — it’s fine…\n"));
    guessed("windows-1252", "Windows-1252", times % QStringLiteral("Hello, naïve world\n"));
    guessed("windows-1251", "Windows-1251", russian);
    guessed("koi8-r", "KOI8-R", russian);
    guessed("windows-1250", "Windows-1250", times % QStringLiteral("Zażółć gęślą jaźń. Dzień dobry, jak się masz?\n"));
    guessed("iso-8859-7", "ISO-8859-7", times % QStringLiteral("Τη γλώσσα μου έδωσαν ελληνική\n"));
    guessed("shift_jis", "SHIFT_JIS", times % QStringLiteral("こんにちは、世界。\n"));
    guessed("euc-kr", "UHC", times % QStringLiteral("안녕하세요, 세계. 한국어 자막입니다.\n"));
    guessed("gb18030", "GB18030", times % QStringLiteral("你好，世界。这是中文字幕。\n"));
}

void TextEncodingTest::texts()
{
    QFETCH(QByteArray, bytes);
    const DecodedText decoded = decodeText(bytes);
    QTEST(decoded.encoding, "encoding");
    QTEST(decoded.text, "text");
    QTEST(decoded.hasMark, "hasMark");
    QTEST(decoded.assumed, "assumed");
    QCOMPARE(decoded.brokenLine, 0);
}

void TextEncodingTest::brokenTexts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<int>("line");
    const QByteArray many = QStringLiteral("äöü\nßÄÖ\n").toUtf8();
    QTest::newRow("a stray byte among UTF-8") << many + "a\xFF" << QStringLiteral("UTF-8") << 3;
    QTest::newRow("UTF-8 that was cut off") << many.chopped(2) << QStringLiteral("UTF-8") << 2;
    QTest::newRow("a stray byte behind a mark") << QByteArray("\xEF\xBB\xBF"
                                                              "a\r\nb\rc\xFF")
                                                << QStringLiteral("UTF-8") << 3;
    QTest::newRow("half a character of UTF-16") << QByteArray("\xFF\xFE"
                                                              "a\0\n\0b",
                                                              7)
                                                << QStringLiteral("UTF-16 LE") << 2;
    QTest::newRow("half a pair of UTF-16") << QByteArray("\xFF\xFE"
                                                         "a\0\x3C\xD8"
                                                         "b\0",
                                                         8)
                                           << QStringLiteral("UTF-16 LE") << 1;
    QTest::newRow("no character of UTF-32")
        << QByteArray("\xFF\xFE\0\0\0\0\0\x7F", 8) << QStringLiteral("UTF-32 LE") << 1;
}

void TextEncodingTest::brokenTexts()
{
    QFETCH(QByteArray, bytes);
    const DecodedText decoded = decodeText(bytes);
    QTEST(decoded.encoding, "encoding");
    QTEST(decoded.brokenLine, "line");
}

// A wrong guess would show nonsense to everybody who watches: rather none.
void TextEncodingTest::whatCannotBeTold_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("Polish in ISO-8859-2, where signs would stand within words")
        << encodedAs("iso-8859-2", QStringLiteral("Zażółć gęślą jaźń. Dzień dobry, jak się masz?"));
    QTest::newRow("Greek with a stray byte") << encodedAs("windows-1253", QStringLiteral("Ο γέρος και η θάλασσα. Καλημέρα σας")) + "\xFF\xD2";
    QTest::newRow("noise") << times.toLatin1() + QByteArray("\xE1\xF7\xEA\xFA\xC9\xD6\xEF\xB2\xC3 \xF4\xEE\xF9\xE9\xD8\xDD");
    QTest::newRow("a byte that Windows-1252 does not use") << QByteArray("Hello, \x81 wide world");
}

void TextEncodingTest::whatCannotBeTold()
{
    QFETCH(QByteArray, bytes);
    const DecodedText decoded = decodeText(bytes);
    QCOMPARE(decoded.encoding, QString());
    QCOMPARE(decoded.text, QString());
}

POSTREEL_TEST_MAIN(TextEncodingTest)
#include "tst_text_encoding.moc"
