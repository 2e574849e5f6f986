// How long a wait may last, whatever the clock is set to.
#include "app/store/wait_span.h"

#include <QTest>

using namespace postreel;

namespace {
constexpr qint64 now = 1'700'000'000'000;
constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;
} // namespace

class WaitSpanTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyReasonHasItsLongest();
    void isCutToItsLongest();
    void goesOn_data();
    void goesOn();
};

void WaitSpanTest::everyReasonHasItsLongest()
{
    const QStringList open{nameOf(WaitReason::FileAway), nameOf(WaitReason::StillWritten), nameOf(WaitReason::Metered),
                           nameOf(WaitReason::Storage)};
    for (const QString &name : waitReasonNames()) {
        const qint64 longest = longestWaitMs(waitReasonOf(name));
        QCOMPARE(longest == 0, open.contains(name)); // only an event ends those
        QVERIFY(longest <= 32 * day);
    }
}

void WaitSpanTest::isCutToItsLongest()
{
    QCOMPARE(boundedUntil(WaitReason::RateLimit, now + 900 * day, now), now + day);
    QCOMPARE(boundedUntil(WaitReason::Offline, now + day, now), now + hour);
    QCOMPARE(boundedUntil(WaitReason::Offline, now + 1000, now), now + 1000);
    QCOMPARE(boundedUntil(WaitReason::Offline, 0, now), 0); // open
    QCOMPARE(boundedUntil(WaitReason::FileAway, now + 900 * day, now), now + 900 * day);
}

void WaitSpanTest::goesOn_data()
{
    QTest::addColumn<WaitReason>("reason");
    QTest::addColumn<qint64>("since"); // as the others, from `now`
    QTest::addColumn<qint64>("until");
    QTest::addColumn<qint64>("goesOnUntil");
    QTest::newRow("half over") << WaitReason::RateLimit << -minute << minute << minute;
    QTest::newRow("over") << WaitReason::RateLimit << -hour << -minute << -minute;
    QTest::newRow("set back by two hours") << WaitReason::RateLimit << 2 * hour << 2 * hour + 15 * minute << 15 * minute;
    QTest::newRow("set back by days") << WaitReason::ServerTrouble << 9 * day << 9 * day + minute << minute;
    QTest::newRow("set back within the wait") << WaitReason::RateLimit << minute / 2 << 15 * minute << 15 * minute - minute / 2;
    QTest::newRow("set forward") << WaitReason::RateLimit << -9 * day << -8 * day << -8 * day;
    QTest::newRow("longer than it may be") << WaitReason::Offline << -minute << day << hour;
    QTest::newRow("a record that makes no sense") << WaitReason::Offline << 2 * day << day << qint64(0);
    QTest::newRow("without a beginning") << WaitReason::RateLimit << -now << 90 * day << day;
}

void WaitSpanTest::goesOn()
{
    QFETCH(WaitReason, reason);
    QFETCH(qint64, since);
    QFETCH(qint64, until);
    QFETCH(qint64, goesOnUntil);
    const WaitSpan span = resumedSpan(reason, {now + since, now + until}, now);
    QCOMPARE(span.untilAtMs - now, goesOnUntil);
    QVERIFY(span.sinceAtMs <= now);
    QCOMPARE(resumedSpan(reason, span, now), span); // one start more changes nothing
    QCOMPARE(resumedSpan(reason, {now + since, 0}, now).untilAtMs, 0);
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(WaitSpanTest)
#include "tst_wait_span.moc"
