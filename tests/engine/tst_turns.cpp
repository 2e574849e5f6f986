// Who waits for whom, as people are told.
#include "app/engine/turns.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace postreel;

namespace {

InLine one(const char *upload, qint64 queuedAtMs, int inFlight = 0, const char *link = "https://api.x.com")
{
    return {QString::fromLatin1(upload), QString::fromLatin1(link), {.queuedAtMs = queuedAtMs, .inFlight = inFlight}};
}

} // namespace

class TurnsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void placesInLine();
    void whoIsPutFirstIsFirst();
    void linksHaveLinesOfTheirOwn();
};

void TurnsTest::placesInLine()
{
    QVERIFY(turnsOf({}).isEmpty());
    // Alone between two segments it waits for nobody.
    QVERIFY(turnsOf({one("a", 1)}).isEmpty());
    const QHash<QString, int> turns = turnsOf({one("d", 4), one("a", 1, 3), one("b", 2, 1), one("c", 3)});
    QCOMPARE(turns, (QHash<QString, int>{{QStringLiteral("c"), 3}, {QStringLiteral("d"), 4}}));
}

void TurnsTest::whoIsPutFirstIsFirst()
{
    InLine first = one("z", 9);
    first.claim.sendFirstAtMs = 1;
    const QHash<QString, int> turns = turnsOf({one("a", 1, 2), one("b", 2), first});
    QCOMPARE(turns, (QHash<QString, int>{{QStringLiteral("b"), 3}})); // "a" still has segments on their way
}

void TurnsTest::linksHaveLinesOfTheirOwn()
{
    QVERIFY(turnsOf({one("a", 1, 2), one("b", 2, 0, "http://127.0.0.1:1")}).isEmpty());
}

POSTREEL_TEST_MAIN(TurnsTest)
#include "tst_turns.moc"
