// How long is waited for a connection that moves nothing: a least rate, learned from the link.
#include "app/x/stall_policy.h"

#include <QTest>

using namespace postreel;

namespace {
constexpr qint64 kib = 1 << 10;
constexpr qint64 mib = 1 << 20;
} // namespace

class TestStallPolicy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void quiet_data();
    void quiet();
    void learns_data();
    void learns();
    void aLimitOfOursIsNoSlowLink();
    void aSlowLinkIsReachedByDoubling();
    void aTrickleEnds();
};

void TestStallPolicy::quiet_data()
{
    QTest::addColumn<Call>("call");
    QTest::addColumn<qint64>("bytesSent");
    QTest::addColumn<qint64>("ms");
    QTest::newRow("nothing handed over") << Call::Append << qint64(0) << qint64(30'000);
    QTest::newRow("256 KiB at 64 KiB/s") << Call::Append << 256 * kib << qint64(34'000);
    QTest::newRow("4 MiB") << Call::Append << 4 * mib << qint64(94'000);
    QTest::newRow("no more than buffers hold") << Call::Append << 500 * mib << qint64(30'000 + 160'000);
    QTest::newRow("a small call") << Call::Status << qint64(0) << qint64(30'000);
    QTest::newRow("X puts a video together") << Call::Finalize << qint64(0) << qint64(60'000);
    QTest::newRow("a wild number") << Call::Append << qint64(-5) << qint64(30'000);
}

void TestStallPolicy::quiet()
{
    QFETCH(Call, call);
    QFETCH(qint64, bytesSent);
    QTEST(StallPolicy().quietMs(call, bytesSent), "ms");
}

void TestStallPolicy::learns_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<qint64>("rate");
    QTest::newRow("an eighth of what was seen") << 1 * mib << qint64(1000) << 128 * kib;
    QTest::newRow("not more than enough") << 4 * mib << qint64(10) << 256 * kib;
    QTest::newRow("not less than the lowest") << 64 * kib << qint64(64'000) << 2 * kib;
    QTest::newRow("too short to tell") << 10 * kib << qint64(5000) << 64 * kib;
    QTest::newRow("no time at all") << 1 * mib << qint64(0) << 256 * kib;
}

void TestStallPolicy::learns()
{
    QFETCH(qint64, bytes);
    QFETCH(qint64, ms);
    StallPolicy timeout;
    timeout.delivered(bytes, ms);
    QTEST(timeout.leastBytesPerSecond(), "rate");
}

// Else a dead connection would be waited for by the hour once the limit is lifted.
void TestStallPolicy::aLimitOfOursIsNoSlowLink()
{
    StallPolicy timeout;
    timeout.delivered(1 * mib, 200'000, true); // 5 KiB/s
    QCOMPARE(timeout.leastBytesPerSecond(), 64 * kib);
    timeout.delivered(1 * mib, 1000, true); // but it does carry this much
    QCOMPARE(timeout.leastBytesPerSecond(), 128 * kib);
    timeout.delivered(1 * mib, 200'000);
    QCOMPARE(timeout.leastBytesPerSecond(), 2 * kib);
}

// A link of 3 KiB/s a connection, with segments of 256 KiB: it is given up a few times, and then waited for.
void TestStallPolicy::aSlowLinkIsReachedByDoubling()
{
    constexpr qint64 segment = 256 * kib;
    constexpr qint64 neededMs = segment * 1000 / (3 * kib);
    StallPolicy timeout;
    int tries = 1;
    for (; timeout.quietMs(Call::Append, segment) < neededMs && tries < 10; ++tries)
        timeout.gaveUp();
    QCOMPARE(tries, 5);
    for (int i = 0; i < 10; ++i)
        timeout.gaveUp();
    QCOMPARE(timeout.leastBytesPerSecond(), 2 * kib);
}

void TestStallPolicy::aTrickleEnds()
{
    const StallPolicy timeout;
    QCOMPARE(timeout.answerMs(0), qint64(120'000));
    QCOMPARE(timeout.answerMs(4 * mib), qint64(120'000 + 4096 * 1000)); // 1 KiB/s, as long as it likes
    QCOMPARE(timeout.answerMs(-1), qint64(120'000));
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestStallPolicy)
#include "tst_stall_policy.moc"
