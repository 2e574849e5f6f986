// The segment plan: whatever sizes are chosen, the segments cover the file and fit into 1,000 indexes.
#include "app/upload/segment_plan.h"

#include <QTest>
#include <random>

using namespace postreel;

namespace {

constexpr qint64 mib = 1 << 20;

Upload upload(qint64 totalBytes, qint64 chunkBytes)
{
    Upload made;
    made.fingerprint.size = totalBytes;
    made.chunkBytes = chunkBytes;
    return made;
}

// Cuts all that is left; at most 1,001 rounds.
void cutAll(Upload &upload)
{
    for (int i = 0; i <= plan::maxSegments; ++i) {
        const std::optional<Segment> next = plan::nextSegment(upload);
        if (!next)
            return;
        upload.segments.append(*next);
    }
}

void verifyCovers(const Upload &upload)
{
    qint64 offset = 0;
    for (int i = 0; i < upload.segments.size(); ++i) {
        const Segment &segment = upload.segments.at(i);
        QCOMPARE(segment.index, i);
        QCOMPARE(segment.offset, offset);
        QVERIFY(segment.length > 0);
        QVERIFY(!segment.acked);
        QCOMPARE(segment.tries, 0);
        offset += segment.length;
    }
    QCOMPARE(offset, upload.totalBytes());
    QVERIFY(upload.segments.size() <= plan::maxSegments);
}

} // namespace

class SegmentPlanTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void covers_data();
    void covers();
    void chunksThatChangeInTheMidst();
    void firstChunk_data();
    void firstChunk();
    void stepsDown_data();
    void stepsDown();
    void stepsDownToAnEnd();
    void mayCutNext_data();
    void mayCutNext();
    void trial_data();
    void trial();
    void theNextTrialFillsWithWhatIsLeftOfTheLast();
    void allAcked();
};

void SegmentPlanTest::covers_data()
{
    QTest::addColumn<qint64>("total");
    QTest::addColumn<qint64>("chunk");
    QTest::addColumn<int>("segments");
    QTest::addColumn<qint64>("last");
    QTest::newRow("1 byte") << 1ll << 4 * mib << 1 << 1ll;
    QTest::newRow("a byte less than the chunk") << mib - 1 << mib << 1 << mib - 1;
    QTest::newRow("exactly the chunk") << mib << mib << 1 << mib;
    QTest::newRow("a byte more than the chunk") << mib + 1 << mib << 2 << 1ll;
    QTest::newRow("1,000 segments") << 1000 * mib << mib << 1000 << mib;
    QTest::newRow("a byte more than 1,000 chunks") << 1000 * mib + 1 << mib << 1000 << mib;
    QTest::newRow("a chunk far below the floor") << 1000 * mib << 1ll << 1000 << mib;
    QTest::newRow("what can be sent at all") << 8'000'000'000ll << 4 * mib << 1000 << 8'000'000ll;
    QTest::newRow("what can be sent at all, largest chunk")
        << 8'000'000'000ll << plan::largestChunk << 1000 << 8'000'000ll;
}

void SegmentPlanTest::covers()
{
    QFETCH(qint64, total);
    QFETCH(qint64, chunk);
    Upload made = upload(total, chunk);
    cutAll(made);
    verifyCovers(made);
    QTEST(static_cast<int>(made.segments.size()), "segments");
    QTEST(made.segments.last().length, "last");
    const qint64 most = std::max(chunk, (total + 999) / 1000);
    for (const Segment &segment : std::as_const(made.segments))
        QVERIFY(segment.length <= most);
    QVERIFY(!plan::nextSegment(made));
}

// Any sizes in any order, at any point of the file.
void SegmentPlanTest::chunksThatChangeInTheMidst()
{
    std::mt19937_64 dice(20'260'901);
    const auto pick = [&dice](qint64 most) { return std::uniform_int_distribution<qint64>(1, most)(dice); };
    for (int round = 0; round < 90; ++round) {
        Upload made = upload(pick(round % 3 == 0 ? 8'000'000'000 : 3'000'000), 0);
        const qint64 floor = plan::floorFor(made.totalBytes());
        for (int i = 0; i <= plan::maxSegments; ++i) {
            made.chunkBytes = pick(std::max<qint64>(2 * floor, 4000));
            const std::optional<Segment> next = plan::nextSegment(made);
            if (!next)
                break;
            // What X requires of each chunk but the last, as long as the earlier ones kept to it.
            QVERIFY2(next->length <= std::max(made.chunkBytes, floor) || next->length <= plan::largestChunk,
                     qPrintable(QStringLiteral("round %1, index %2").arg(round).arg(i)));
            made.segments.append(*next);
        }
        verifyCovers(made);
    }
}

void SegmentPlanTest::firstChunk_data()
{
    QTest::addColumn<qint64>("total");
    QTest::addColumn<qint64>("proven");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("nothing known") << 100 * mib << 0ll << 4 * mib;
    QTest::newRow("4 MiB known") << 100 * mib << 4 * mib << 4 * mib;
    QTest::newRow("learned that 1 MiB works") << 100 * mib << mib << mib;
    QTest::newRow("more than preferred is known") << 100 * mib << 8'000'000ll << 4 * mib;
    QTest::newRow("floor above what is known") << 5'000 * mib << mib << (5'000 * mib + 999) / 1000;
    QTest::newRow("the largest file") << 8'000'000'000ll << 0ll << 8'000'000ll;
}

void SegmentPlanTest::firstChunk()
{
    QFETCH(qint64, total);
    QFETCH(qint64, proven);
    const qint64 chunk = plan::firstChunk(total, proven);
    QTEST(chunk, "expected");
    QVERIFY(chunk * plan::maxSegments >= total);
    QVERIFY(chunk <= plan::largestChunk);
}

void SegmentPlanTest::stepsDown_data()
{
    QTest::addColumn<qint64>("chunk");
    QTest::addColumn<qint64>("total");
    QTest::addColumn<qint64>("expected"); // 0: nothing smaller
    QTest::newRow("8 MB") << 8'000'000ll << 100 * mib << 4 * mib;
    QTest::newRow("4 MiB") << 4 * mib << 100 * mib << 2 * mib;
    QTest::newRow("2 MiB") << 2 * mib << 100 * mib << mib;
    QTest::newRow("between two") << 3'000'000ll << 100 * mib << 2 * mib;
    QTest::newRow("1 MiB") << mib << 100 * mib << mib / 2;
    QTest::newRow("512 KiB") << mib / 2 << 100 * mib << mib / 4;
    QTest::newRow("the smallest") << mib / 4 << 100 * mib << 0ll;
    QTest::newRow("a whole small file") << 1000ll << 1000ll << 0ll;
    QTest::newRow("not below the floor") << 4 * mib << 3'000'000'000ll << 3'000'000ll;
    QTest::newRow("at the floor") << 3'000'000ll << 3'000'000'000ll << 0ll;
    QTest::newRow("the largest file has no choice") << 8'000'000ll << 8'000'000'000ll << 0ll;
}

void SegmentPlanTest::stepsDown()
{
    QFETCH(qint64, chunk);
    QFETCH(qint64, total);
    QTEST(plan::stepDown(chunk, total).value_or(0), "expected");
}

void SegmentPlanTest::stepsDownToAnEnd()
{
    for (const qint64 total : {1ll, 100 * mib, 1'000'000'000ll, 5'000'000'000ll, 8'000'000'000ll}) {
        qint64 chunk = plan::firstChunk(total, 0);
        int steps = 0;
        while (const std::optional<qint64> smaller = plan::stepDown(chunk, total)) {
            QVERIFY(*smaller < chunk);
            QVERIFY(*smaller >= plan::floorFor(total));
            chunk = *smaller;
            QVERIFY(++steps < 10);
        }
    }
}

void SegmentPlanTest::mayCutNext_data()
{
    QTest::addColumn<qint64>("chunk");
    QTest::addColumn<int>("segments");
    QTest::addColumn<bool>("lastAcked");
    QTest::addColumn<qint64>("proven");
    QTest::addColumn<bool>("expected");
    QTest::newRow("the first") << 2 * mib << 0 << false << 0ll << true;
    QTest::newRow("unproven and not acknowledged") << 2 * mib << 1 << false << 0ll << false;
    QTest::newRow("only a smaller one is proven") << 2 * mib << 1 << false << 2 * mib - 1 << false;
    QTest::newRow("proven") << 2 * mib << 1 << false << 2 * mib << true;
    QTest::newRow("acknowledged") << 2 * mib << 1 << true << 0ll << true;
    QTest::newRow("the second, not acknowledged") << 2 * mib << 2 << false << 0ll << false;
    QTest::newRow("of a size that every server takes") << mib << 1 << false << 0ll << true;
    QTest::newRow("a size that a 413 led to") << mib / 2 << 1 << false << 0ll << false;
    QTest::newRow("a byte above it") << mib + 1 << 1 << false << 0ll << false;
}

void SegmentPlanTest::mayCutNext()
{
    QFETCH(qint64, chunk);
    QFETCH(int, segments);
    QFETCH(bool, lastAcked);
    QFETCH(qint64, proven);
    Upload made = upload(10 * mib, chunk);
    for (int i = 0; i < segments; ++i)
        made.segments.append(*plan::nextSegment(made));
    if (segments > 0)
        made.segments.last().acked = lastAcked;
    QTEST(plan::mayCutNext(made, proven), "expected");
}

void SegmentPlanTest::trial_data()
{
    constexpr qint64 kib = 1 << 10;
    QTest::addColumn<qint64>("total");
    QTest::addColumn<qint64>("chunk");
    QTest::addColumn<qint64>("proven");
    QTest::addColumn<QVector<qint64>>("firstSizes");
    QTest::addColumn<int>("segments");
    QTest::addColumn<qint64>("last");
    const QVector<qint64> apart{256 * kib, 512 * kib, 768 * kib, mib, mib};
    QTest::newRow("nothing known") << 64 * mib << 4 * mib << 0ll << apart << 15 << 4 * mib;
    QTest::newRow("a smaller size is known") << 64 * mib << 4 * mib << 2 * mib << apart << 15 << 4 * mib;
    QTest::newRow("known") << 64 * mib << 4 * mib << 4 * mib << QVector<qint64>() << 0 << 0ll;
    QTest::newRow("a size that every server takes") << 64 * mib << mib << 0ll << QVector<qint64>() << 0 << 0ll;
    QTest::newRow("one segment") << 4 * mib << 4 * mib << 0ll << QVector<qint64>{4 * mib} << 1 << 4 * mib;
    QTest::newRow("a short file, one segment") << 3 * mib << 4 * mib << 0ll << QVector<qint64>{3 * mib} << 1 << 3 * mib;
    QTest::newRow("a file of a trusted size") << mib << 4 * mib << 0ll << QVector<qint64>() << 0 << 0ll;
    QTest::newRow("a byte more than the chunk") << 4 * mib + 1 << 4 * mib << 0ll << QVector<qint64>{4 * mib} << 1 << 4 * mib;
    QTest::newRow("too large for small segments") << 3000 * mib << 4 * mib << 0ll << QVector<qint64>{4 * mib} << 1 << 4 * mib;
    QTest::newRow("the largest file") << 8'000'000'000ll << 8'000'000ll << 0ll << QVector<qint64>{8'000'000} << 1 << 8'000'000ll;
}

void SegmentPlanTest::trial()
{
    QFETCH(qint64, total);
    QFETCH(qint64, chunk);
    QFETCH(qint64, proven);
    QFETCH(QVector<qint64>, firstSizes);
    QFETCH(int, segments);
    QFETCH(qint64, last);
    Upload made = upload(total, chunk);
    made.segments = plan::trialSegments(made, proven);
    QCOMPARE(made.segments.size(), segments);
    for (qsizetype i = 0; i < firstSizes.size(); ++i)
        QCOMPARE(made.segments.at(i).length, firstSizes.at(i));
    for (int i = 0; i + 1 < segments; ++i)
        QVERIFY(!plan::isUnproven(made, made.segments.at(i), proven));
    if (segments > 0) {
        QCOMPARE(made.segments.last().length, last);
        QVERIFY(!plan::mayCutNext(made, proven));
    }
    cutAll(made);
    verifyCovers(made);
}

// A 413 takes the last one back; what was cut below it is sent first and fills the time of the next answer.
void SegmentPlanTest::theNextTrialFillsWithWhatIsLeftOfTheLast()
{
    Upload made = upload(64 * mib, 4 * mib);
    made.segments = plan::trialSegments(made, 0);
    made.segments.removeLast();
    made.chunkBytes = 2 * mib;
    const QVector<Segment> next = plan::trialSegments(made, 0);
    QCOMPARE(next.size(), 1);
    QCOMPARE(next.first().index, 14);
    QCOMPARE(next.first().length, 2 * mib);
    for (Segment &segment : made.segments)
        segment.acked = true;
    QCOMPARE(plan::trialSegments(made, 0).size(), 15);
}

void SegmentPlanTest::allAcked()
{
    Upload made = upload(3 * mib, mib);
    QVERIFY(!plan::allAcked(made));
    for (int i = 0; i < 3; ++i) {
        made.segments.append(*plan::nextSegment(made));
        made.segments.last().acked = true;
        QCOMPARE(plan::allAcked(made), i == 2);
    }
    made.segments[1].acked = false;
    QVERIFY(!plan::allAcked(made));
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(SegmentPlanTest)
#include "tst_segment_plan.moc"
