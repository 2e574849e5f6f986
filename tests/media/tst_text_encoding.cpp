// Which encoding a text is in, and what it says.
#include "app/media/text_encoding.h"
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

// Windows-1252 and Windows-1251, as far as the texts above need them.
QByteArray western(QString text)
{
    text.replace(QChar(0x2019), QChar(0x92))
        .replace(QChar(0x0153), QChar(0x9C))
        .replace(QChar(0x20AC), QChar(0x80));
    return text.toLatin1();
}

QByteArray cyrillic(const QString &text)
{
    QByteArray bytes;
    for (const QChar c : text) {
        const char16_t code = c.unicode();
        bytes += static_cast<char>(code == 0x0451 ? 0xB8 : code >= 0x0410 ? code - 0x0410 + 0xC0 : code);
    }
    return bytes;
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
    row("Windows-1252", western(french), "Windows-1252", french, false, true);
    row("one letter of Latin-1", "Caf\xE9", "Windows-1252", QStringLiteral("Café"), false, true);
    row("Windows-1251", cyrillic(russian), "Windows-1251", russian, false, true);
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
    QTest::newRow("Greek")
        << times.toLatin1() +
               QByteArray("\xD4\xE7 \xE3\xEB\xFE\xF3\xF3\xE1 \xEC\xEF\xF5 \xDD\xE4\xF9\xF3\xE1\xED");
    QTest::newRow("Polish, where signs stand within words")
        << QByteArray("Za\xBF\xF3\xB3\xE6 g\xEA\x9Cl\xB9 ja\x9F\xF1");
    QTest::newRow("Shift-JIS") << times.toLatin1() + QByteArray("\x82\xB1\x82\xF1\x82\xC9\x82\xBF\x82\xCD");
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
