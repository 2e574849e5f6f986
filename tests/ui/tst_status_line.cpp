// What the status line says of the whole engine.
#include "tests/support/test_main.h"
#include "ui/english_plurals.h"
#include "ui/window/elided_label.h"
#include "ui/window/status_line.h"

#include <QTest>

using namespace postreel;

class StatusLineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_plurals); }
    void says_data();
    void says();

private:
    EnglishPlurals m_plurals;
};

void StatusLineTest::says_data()
{
    QTest::addColumn<StatusView>("status");
    QTest::addColumn<QString>("pace");
    QTest::addColumn<QString>("quit");
    const auto row = [](const char *name, const StatusView &status, const char *pace, const char *quit) {
        QTest::newRow(name) << status << QString::fromLatin1(pace) << QString::fromLatin1(quit);
    };
    row("idle", {}, "Nothing to upload", "Safe to quit");
    row("a draft's video is checked", {.active = 1}, "Working", "Safe to quit");
    row("no network", {.active = 1, .waiting = true, .waitingPosts = 1}, "Waiting",
        "Safe to quit: 1 Post waits until Postreel runs again");
    row("paused", {.active = 2, .waiting = true, .waitingPosts = 2, .paused = true}, "Paused",
        "Safe to quit: 2 Posts wait until Postreel runs again");
    row("posting", {.active = 1, .waitingPosts = 1, .posting = true}, "Working", "Posting: one moment");
}

void StatusLineTest::says()
{
    QFETCH(StatusView, status);
    QFETCH(QString, pace);
    QFETCH(QString, quit);
    StatusLine line(nullptr);
    line.setStatus(status);
    QStringList texts;
    const QList<ElidedLabel *> labels = line.findChildren<ElidedLabel *>();
    for (const ElidedLabel *label : labels)
        texts << label->text();
    QVERIFY2(texts.contains(pace), qPrintable(texts.join(u'|')));
    QVERIFY2(texts.contains(quit), qPrintable(texts.join(u'|')));
}

POSTREEL_TEST_MAIN(StatusLineTest)
#include "tst_status_line.moc"
