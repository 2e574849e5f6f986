#include "tests/support/test_main.h"
#include "tests/support/text.h"
#include "ui/line_parts.h"
#include "ui/quantities.h"
#include "ui/translation.h"
#include "ui/window/status_line.h"

#include <QGuiApplication>

using namespace postreel;
using namespace postreel::testing;

class QuantitiesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void texts_data();
    void texts();
    void lines();
    void shortenedBetweenCharacters_data();
    void shortenedBetweenCharacters();
    void unitsStayWithTheirNumbers();
    void quitting();
};

void QuantitiesTest::texts_data()
{
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *tag, const QString &shown, const char *expected) {
        QTest::newRow(tag) << shown << text(expected);
    };
    row("bytesText 0", bytesText(0), "0 bytes");
    row("bytesText 999", bytesText(999), "999 bytes");
    row("bytesText 45300", bytesText(45'300), "45 kB");
    row("bytesText 12340000", bytesText(12'340'000), "12.3 MB");
    row("bytesText 8000000000", bytesText(8'000'000'000), "8.0 GB");
    row("speedText 3200000", speedText(3'200'000), "3.2 MB/s");
    row("speedText 0", speedText(0), "");
    row("speedText -1", speedText(-1), "");
    row("timeLeftText -1", timeLeftText(-1), "");
    row("timeLeftText 1", timeLeftText(1), "1 s left");
    row("timeLeftText 59000", timeLeftText(59'000), "59 s left");
    row("timeLeftText 59001", timeLeftText(59'001), "1 min left");
    row("timeLeftText 61000", timeLeftText(61'000), "2 min left");
    row("timeLeftText 3900000", timeLeftText(3'900'000), "1 h 5 min left");
    row("aboutText -1", aboutText(-1), "");
    row("aboutText 1", aboutText(1), "1 s");
    row("aboutText 9500", aboutText(9'500), "10 s");
    row("aboutText 59001", aboutText(59'001), "about 1 min");
    row("aboutText 200000", aboutText(200'000), "about 4 min");
    row("aboutText 3599000", aboutText(3'599'000), "about 1 h");
    row("aboutText 4800000", aboutText(4'800'000), "about 1 h 20 min");
    row("spanText -1", spanText(-1), "");
    row("spanText 32400", spanText(32'400), "0:32");
    row("spanText 754000", spanText(754'000), "12:34");
    row("spanText 3900000", spanText(3'900'000), "1:05:00");
}

void QuantitiesTest::texts()
{
    QFETCH(QString, shown);
    QTEST(shown, "expected");
}

void QuantitiesTest::lines()
{
    QCOMPARE(lineOf({QStringLiteral("a"), {}, QStringLiteral("b")}), QStringLiteral("a · b"));
    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    QCOMPARE(lineOf({QStringLiteral("@a"), {}, QStringLiteral("b")}),
             QStringLiteral("\u2068@a\u2069 · \u2068b\u2069"));
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    // Words of the other direction stay in their part.
    QCOMPARE(lineOf({QStringLiteral("שלום"), QStringLiteral("2")}), QStringLiteral("\u2068שלום\u2069 · 2"));
}

void QuantitiesTest::shortenedBetweenCharacters_data()
{
    QTest::addColumn<QString>("whole");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *tag, const char *whole, const char *expected) {
        QTest::newRow(tag) << text(whole) << text(expected);
    };
    row("short enough", "12345678", "12345678");
    row("too long", "123456789", "1234567…");
    row("no space before the ellipsis", "123456 89", "123456…");
    row("an emoji where it is cut", "123456🎬9", "123456…");
    row("an emoji before that", "12345🎬89", "12345🎬…");
    row("a letter with its accent", "123456e\u03019", "123456…");
    row("a family", "1234👩‍👩‍👧9", "1234…");
    row("a first character too long", "👩‍👩‍👧‍👦9", "…");
}

// At most eight of them, none of which is torn.
void QuantitiesTest::shortenedBetweenCharacters()
{
    QFETCH(QString, whole);
    QFETCH(QString, expected);
    QCOMPARE(shortened(whole, 8), expected);
}

// "5.3 MB" is not torn into "MB 5.3" by a sentence that is read from the right.
void QuantitiesTest::unitsStayWithTheirNumbers()
{
    const auto isolate = [](const char *words) -> QString { return QChar(0x2068) % QString::fromLatin1(words) % QChar(0x2069); };
    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    QCOMPARE(bytesText(12'340'000), isolate("12.3 MB"));
    QCOMPARE(speedText(3'200'000), isolate("3.2 MB/s"));
    QCOMPARE(speedText(0), QString());
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    QCOMPARE(bytesText(12'340'000), QStringLiteral("12.3 MB")); // nothing in the way of whoever copies it
}

void QuantitiesTest::quitting()
{
    Translation translation;
    QVERIFY(QCoreApplication::installTranslator(&translation));
    StatusView status;
    QCOMPARE(quitText(status), QStringLiteral("Safe to quit"));
    status.waitingPosts = 1;
    QCOMPARE(quitText(status), QStringLiteral("Safe to quit: 1 Post waits until Postreel runs again"));
    status.waitingPosts = 2;
    QCOMPARE(quitText(status), QStringLiteral("Safe to quit: 2 Posts wait until Postreel runs again"));
    status.posting = true;
    QCOMPARE(quitText(status), QStringLiteral("Posting: one moment"));
    QCoreApplication::removeTranslator(&translation);
}

POSTREEL_TEST_MAIN(QuantitiesTest)
#include "tst_quantities.moc"
