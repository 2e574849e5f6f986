// What the status line says of the whole engine.
#include "tests/support/test_main.h"
#include "ui/translation.h"
#include "ui/window/parts/elided_label.h"
#include "ui/window/status_line.h"

#include <QAction>
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace postreel;

class StatusLineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_translation); }
    void says_data();
    void says();
    void saysWhichLimit_data();
    void saysWhichLimit();
    void slowsDownByAButton();
    void theButtonStaysInItsPlace();

private:
    Translation m_translation;
};

void StatusLineTest::says_data()
{
    QTest::addColumn<StatusView>("status");
    QTest::addColumn<QString>("pace");
    QTest::addColumn<QString>("quit");
    const auto row = [](const char *name, const StatusView &status, const char *pace, const char *quit) {
        QTest::newRow(name) << status << QString::fromUtf8(pace) << QString::fromLatin1(quit);
    };
    row("idle", {}, "Nothing to upload", "Safe to quit");
    row("a draft's video is checked", {.active = 1}, "Working", "Safe to quit");
    row("no network", {.active = 1, .waiting = true, .waitingPosts = 1}, "Waiting",
        "Safe to quit: 1 Post waits until Postreel runs again");
    row("paused", {.active = 2, .waiting = true, .waitingPosts = 2, .paused = true}, "Paused",
        "Safe to quit: 2 Posts wait until Postreel runs again");
    row("one video", {.bytesPerSecond = 1'400'000, .timeLeftMs = 354'000, .active = 1, .uploading = 1, .unfinished = 1},
        "Uploading · 1.4 MB/s · 6 min left", "Safe to quit");
    row("many", {.bytesPerSecond = 1'400'000, .timeLeftMs = 354'000, .active = 30, .uploading = 2, .unfinished = 30},
        "Uploading 2 of 30 · 1.4 MB/s · 6 min left", "Safe to quit");
    row("the first bytes", {.active = 1, .uploading = 1, .unfinished = 1}, "Uploading", "Safe to quit");
    row("posting", {.active = 1, .waitingPosts = 1, .posting = true}, "Working", "Posting: one moment");
}

void StatusLineTest::says()
{
    QFETCH(StatusView, status);
    QFETCH(QString, pace);
    QFETCH(QString, quit);
    QAction fixture;
    StatusLine line(&fixture, nullptr);
    line.setStatus(status);
    QStringList texts;
    const QList<ElidedLabel *> labels = line.findChildren<ElidedLabel *>();
    for (const ElidedLabel *label : labels)
        texts << label->text();
    QVERIFY2(texts.contains(pace), qPrintable(texts.join(u'|')));
    QVERIFY2(texts.contains(quit), qPrintable(texts.join(u'|')));
}

void StatusLineTest::saysWhichLimit_data()
{
    QTest::addColumn<StatusView>("status");
    QTest::addColumn<QString>("wanted");
    const qint64 until = QDateTime(QDate(2026, 6, 17), QTime(14, 35)).toMSecsSinceEpoch();
    const auto row = [](const char *name, const StatusView &status, const char *wanted) {
        QTest::newRow(name) << status << QString::fromLatin1(wanted);
    };
    row("none", {}, "");
    row("plain", {.limitBytesPerSecond = 500'000, .limitReason = LimitReason::Plain}, "Limit 500 kB/s");
    row("plain, until the timetable begins",
        {.limitBytesPerSecond = 500'000, .limitReason = LimitReason::Plain, .limitUntilMs = until},
        "Limit 500 kB/s until 14:35");
    row("timetable", {.limitBytesPerSecond = 2'000'000, .limitReason = LimitReason::Timetable, .limitUntilMs = until},
        "Limit 2.0 MB/s until 14:35 (timetable)");
    row("a timetable that lifts it", {.limitReason = LimitReason::Timetable, .limitUntilMs = until},
        "No limit until 14:35 (timetable)");
    row("a timetable of one row", {.limitReason = LimitReason::Timetable}, "No limit (timetable)");
    row("command line", {.limitBytesPerSecond = 500'000, .limitReason = LimitReason::Run}, "Limit 500 kB/s (this run)");
    row("room", {.limitBytesPerSecond = 500'000, .limitReason = LimitReason::SlowDown, .limitUntilMs = until},
        "Limit 500 kB/s until 14:35 (slowed down)");
}

void StatusLineTest::saysWhichLimit()
{
    QFETCH(StatusView, status);
    const qint64 noon = QDateTime(QDate(2026, 6, 17), QTime(12, 0)).toMSecsSinceEpoch();
    QTEST(limitText(status, noon), "wanted");
}

void StatusLineTest::slowsDownByAButton()
{
    QAction fixture(QStringLiteral("&Slow down"));
    StatusLine line(&fixture, nullptr);
    auto *button = line.findChild<QToolButton *>();
    QVERIFY(button);
    QCOMPARE(button->accessibleName(), QStringLiteral("Slow down"));
    QSignalSpy triggered(&fixture, &QAction::triggered);
    button->click();
    QCOMPARE(triggered.size(), 1);
    fixture.setText(QStringLiteral("&Full speed again"));
    QCOMPARE(button->accessibleName(), QStringLiteral("Full speed again"));
}

void StatusLineTest::theButtonStaysInItsPlace()
{
    QAction fixture(QStringLiteral("Slow down"));
    StatusLine line(&fixture, nullptr);
    line.resize(480, 30);
    line.show();
    const auto *button = line.findChild<QToolButton *>();
    QVector<QRect> places;
    for (const StatusView &status : {StatusView{}, StatusView{.active = 1, .waiting = true},
                                     StatusView{.bytesPerSecond = 1'400'000, .timeLeftMs = 354'000, .active = 30, .uploading = 2, .unfinished = 30}}) {
        line.setStatus(status);
        for (int round = 0; round < 4; ++round)
            QCoreApplication::processEvents();
        places << button->geometry();
    }
    QVERIFY(button->isVisible());
    QCOMPARE(places, QVector<QRect>(places.size(), places.first()));
}

POSTREEL_TEST_MAIN(StatusLineTest)
#include "tst_status_line.moc"
