#include "tests/support/test_main.h"
#include "ui/english_plurals.h"
#include "ui/line_parts.h"
#include "ui/quantities.h"
#include "ui/window/status_line.h"

#include <QDirIterator>
#include <QFile>
#include <QGuiApplication>
#include <QRegularExpression>

using namespace postreel;

class QuantitiesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bytes();
    void speeds();
    void timesLeft();
    void lengthsOfWork();
    void spans();
    void lines();
    void unitsStayWithTheirNumbers();
    void quitting();
    void everyPluralHasItsEnglishForms();
};

void QuantitiesTest::bytes()
{
    QCOMPARE(bytesText(0), QStringLiteral("0 bytes"));
    QCOMPARE(bytesText(999), QStringLiteral("999 bytes"));
    QCOMPARE(bytesText(45'300), QStringLiteral("45 kB"));
    QCOMPARE(bytesText(12'340'000), QStringLiteral("12.3 MB"));
    QCOMPARE(bytesText(8'000'000'000), QStringLiteral("8.0 GB"));
}

void QuantitiesTest::speeds()
{
    QCOMPARE(speedText(3'200'000), QStringLiteral("3.2 MB/s"));
    QCOMPARE(speedText(0), QString());
    QCOMPARE(speedText(-1), QString());
}

void QuantitiesTest::timesLeft()
{
    QCOMPARE(timeLeftText(-1), QString());
    QCOMPARE(timeLeftText(1), QStringLiteral("1 s left"));
    QCOMPARE(timeLeftText(59'000), QStringLiteral("59 s left"));
    QCOMPARE(timeLeftText(59'001), QStringLiteral("1 min left"));
    QCOMPARE(timeLeftText(61'000), QStringLiteral("2 min left"));
    QCOMPARE(timeLeftText(3'900'000), QStringLiteral("1 h 5 min left"));
}

void QuantitiesTest::lengthsOfWork()
{
    QCOMPARE(aboutText(-1), QString());
    QCOMPARE(aboutText(1), QStringLiteral("1 s"));
    QCOMPARE(aboutText(9'500), QStringLiteral("10 s"));
    QCOMPARE(aboutText(59'001), QStringLiteral("about 1 min"));
    QCOMPARE(aboutText(200'000), QStringLiteral("about 4 min"));
    QCOMPARE(aboutText(3'599'000), QStringLiteral("about 1 h"));
    QCOMPARE(aboutText(4'800'000), QStringLiteral("about 1 h 20 min"));
}

void QuantitiesTest::spans()
{
    QCOMPARE(spanText(-1), QString());
    QCOMPARE(spanText(32'400), QStringLiteral("0:32"));
    QCOMPARE(spanText(754'000), QStringLiteral("12:34"));
    QCOMPARE(spanText(3'900'000), QStringLiteral("1:05:00"));
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
    EnglishPlurals plurals;
    QVERIFY(QCoreApplication::installTranslator(&plurals));
    StatusView status;
    QCOMPARE(quitText(status), QStringLiteral("Safe to quit"));
    status.waitingPosts = 1;
    QCOMPARE(quitText(status), QStringLiteral("Safe to quit: 1 Post waits until Postreel runs again"));
    status.waitingPosts = 2;
    QCOMPARE(quitText(status), QStringLiteral("Safe to quit: 2 Posts wait until Postreel runs again"));
    status.posting = true;
    QCOMPARE(quitText(status), QStringLiteral("Posting: one moment"));
    QCoreApplication::removeTranslator(&plurals);
}

void QuantitiesTest::everyPluralHasItsEnglishForms()
{
    const EnglishPlurals plurals;
    static const QRegularExpression text(QStringLiteral("\"([^\"]*%n[^\"]*)\""));
    QDirIterator sources(QStringLiteral(POSTREEL_UI_SOURCES),
                         {QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
    int found = 0;
    while (sources.hasNext()) {
        if (sources.next().endsWith(QStringLiteral("english_plurals.cpp")))
            continue;
        QFile source(sources.filePath());
        QVERIFY(source.open(QIODevice::ReadOnly));
        QRegularExpressionMatchIterator matches = text.globalMatch(QString::fromUtf8(source.readAll()));
        while (matches.hasNext()) {
            const QByteArray words = matches.next().captured(1).toUtf8();
            for (const int n : {1, 2})
                QVERIFY2(!plurals.translate("", words.constData(), nullptr, n).contains(u'('),
                         words.constData());
            QVERIFY2(!plurals.translate("", words.constData(), nullptr, 2).isEmpty(), words.constData());
            ++found;
        }
    }
    QVERIFY(found >= 4);
}

POSTREEL_TEST_MAIN(QuantitiesTest)
#include "tst_quantities.moc"
