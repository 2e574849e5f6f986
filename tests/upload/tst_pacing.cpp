// What a link is asked for, by single events and over whole simulated uploads. `theTable` prints PACING.md's table.
#include "app/upload/pacing.h"
#include "tests/support/test_main.h"
#include "tests/upload/link_simulation.h"

#include <QTest>

using namespace postreel;
using namespace postreel::testing;

namespace {

constexpr qint64 mib = 1 << 20;

struct Profile
{
    const char *name;
    SimulatedLink link;
    qint64 total;
    double most;     // of the link's own time
    double mostSent; // of the file's bytes
};

double changingRate(qint64 atMs)
{
    return atMs >= 6000 && atMs < 16'000 ? 250 : 6250; // 50, 2, 50 Mbit/s
}

const std::vector<Profile> &profiles()
{
    static const std::vector<Profile> all{
        {"100 Mbit/s, 60 ms", {}, 64 * mib, 1.08, 1.0},
        {"100 Mbit/s, 60 ms, nothing known", {.unproven = true}, 64 * mib, 1.045, 1.0},
        {"100 Mbit/s, 60 ms, 1 GiB", {}, 1024 * mib, 1.03, 1.0},
        {"20 Mbit/s, 120 ms", {.bytesPerMs = 2500, .rttMs = 120}, 64 * mib, 1.08, 1.0},
        {"20 Mbit/s, 120 ms, nothing known", {.bytesPerMs = 2500, .rttMs = 120, .unproven = true}, 64 * mib, 1.08, 1.0},
        {"5 Mbit/s, 300 ms", {.bytesPerMs = 625, .rttMs = 300}, 64 * mib, 1.08, 1.0},
        {"1 Gbit/s, 5 ms, 1 GiB", {.bytesPerMs = 125'000, .rttMs = 5}, 1024 * mib, 1.6, 1.0},
        {"1 Gbit/s, 5 ms, 1 GiB, nothing known", {.bytesPerMs = 125'000, .rttMs = 5, .unproven = true}, 1024 * mib, 1.6, 1.0},
        {"50, 2, 50 Mbit/s", {.rateAt = changingRate}, 64 * mib, 1.12, 1.0},
        {"100 Mbit/s, a reset each 10 MB, 1 GiB", {.bytesPerReset = 10'000'000}, 1024 * mib, 1.25, 1.12},
        {"100 Mbit/s, three connections at most", {.breakAbove = 3}, 256 * mib, 1.6, 1.6},
    };
    return all;
}

Pacing withFour()
{
    return Pacing(Pace{4, 4 * mib});
}

Pacing grown()
{
    Pacing pacing;
    for (qint64 now = 0; pacing.parallel() < Pacing::mostParallel; now += 100)
        pacing.acked(now, mib * now / 1000, 100, pacing.parallel()); // ever faster
    return pacing;
}

} // namespace

class PacingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startsWhereItEnded_data();
    void startsWhereItEnded();
    void sizeFollowsTheShareOfALink_data();
    void sizeFollowsTheShareOfALink();
    void thoseThatBeginTogetherDiffer();
    void growsWhileItPays();
    void goesBackWhenItDoesNotPay();
    void halvesWhenTooMuchWasAsked();
    void oneLossShrinksSizesAlone();
    void allConnectionsLostHalves();
    void aServerThatWentAwayIsOneLoss();
    void sizesRecoverAfterLosses();
    void budget_data();
    void budget();
    void wholeUploads_data();
    void wholeUploads();
    void theTable();
};

void PacingTest::startsWhereItEnded_data()
{
    QTest::addColumn<int>("parallel");
    QTest::addColumn<qint64>("chunk");
    QTest::addColumn<int>("expectedParallel");
    QTest::addColumn<qint64>("expectedChunk");
    QTest::newRow("remembered") << 3 << mib << 3 << mib;
    QTest::newRow("too little") << 0 << qint64(1) << 1 << 256 * (mib / 1024);
    QTest::newRow("too much") << 99 << 64 * mib << 6 << 4 * mib;
    QTest::newRow("negative") << -1 << qint64(-5) << 1 << 256 * (mib / 1024);
}

void PacingTest::startsWhereItEnded()
{
    QFETCH(int, parallel);
    QFETCH(qint64, chunk);
    const Pacing pacing(Pace{parallel, chunk});
    QTEST(pacing.parallel(), "expectedParallel");
    QTEST(pacing.wantedChunk(), "expectedChunk");
    QCOMPARE(Pacing().pace(), (Pace{5, 4 * mib}));
}

void PacingTest::sizeFollowsTheShareOfALink_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<int>("inFlight");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("fast: the largest") << 4 * mib << qint64(500) << 4 << 4 * mib;
    QTest::newRow("six seconds' worth") << mib << qint64(6000) << 4 << mib;
    QTest::newRow("alone on it: a quarter") << 4 * mib << qint64(6000) << 1 << mib;
    QTest::newRow("very slow: the smallest") << mib << qint64(600'000) << 4 << 256 * (mib / 1024);
    QTest::newRow("the end of a file says nothing") << qint64(2000) << qint64(300) << 4 << 4 * mib;
    QTest::newRow("no time at all") << mib << qint64(0) << 4 << 4 * mib;
}

void PacingTest::sizeFollowsTheShareOfALink()
{
    QFETCH(qint64, bytes);
    QFETCH(qint64, ms);
    QFETCH(int, inFlight);
    Pacing pacing = withFour();
    pacing.acked(ms, bytes, ms, inFlight);
    QTEST(pacing.wantedChunk(), "expected");
}

void PacingTest::thoseThatBeginTogetherDiffer()
{
    Pacing pacing = withFour();
    QVector<qint64> sizes;
    for (int i = 0; i < 6; ++i) {
        sizes << pacing.nextChunk() / mib;
        pacing.started();
    }
    QCOMPARE(sizes, (QVector<qint64>{1, 2, 3, 4, 4, 4}));
    pacing.idle();
    QCOMPARE(pacing.nextChunk(), mib);
}

void PacingTest::growsWhileItPays()
{
    QCOMPARE(grown().parallel(), Pacing::mostParallel);
}

void PacingTest::goesBackWhenItDoesNotPay()
{
    Pacing pacing = withFour();
    int most = 0;
    for (qint64 now = 0; now < 25'000; now += 250) { // the same speed whatever is tried
        pacing.acked(now, mib, 1000, pacing.parallel());
        most = std::max(most, pacing.parallel());
    }
    QCOMPARE(most, 5);
    QCOMPARE(pacing.parallel(), 4);
    QCOMPARE(pacing.pace().parallel, 4);
}

void PacingTest::halvesWhenTooMuchWasAsked()
{
    Pacing pacing = grown();
    pacing.overloaded(0);
    QCOMPARE(pacing.parallel(), 3);
    pacing.overloaded(0);
    QCOMPARE(pacing.parallel(), 1);
    pacing.overloaded(0);
    QCOMPARE(pacing.parallel(), 1);
}

void PacingTest::oneLossShrinksSizesAlone()
{
    Pacing pacing = withFour();
    pacing.acked(1000, 4 * mib, 300, 4);
    pacing.lost(4);
    QCOMPARE(pacing.parallel(), 4);
    QCOMPARE(pacing.wantedChunk(), 4 * mib / 8);
}

void PacingTest::allConnectionsLostHalves()
{
    Pacing pacing = withFour();
    for (int i = 0; i < 4; ++i)
        pacing.lost(4);
    QCOMPARE(pacing.parallel(), 2);
    QCOMPARE(pacing.wantedChunk(), 256 * (mib / 1024));
}

void PacingTest::aServerThatWentAwayIsOneLoss()
{
    Pacing pacing = withFour();
    pacing.acked(1000, 4 * mib, 300, 4);
    for (int i = 0; i < 3; ++i)
        pacing.lost(4);
    QCOMPARE(pacing.wantedChunk(), 4 * mib / 8);
    QCOMPARE(pacing.parallel(), 4);
    pacing.lost(4); // all of them: fewer and smaller, once
    QCOMPARE(pacing.wantedChunk(), 4 * mib / 16);
    QCOMPARE(pacing.parallel(), 2);
}

void PacingTest::sizesRecoverAfterLosses()
{
    Pacing pacing;
    pacing.lost(4);
    QCOMPARE(pacing.wantedChunk(), 256 * (mib / 1024));
    for (int i = 0; i < 128; ++i)
        pacing.acked(i, 256 * (mib / 1024), 10, 4);
    QCOMPARE(pacing.wantedChunk(), 4 * mib);
}

void PacingTest::budget_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<qint64>("requests");
    QTest::addColumn<qint64>("atLeast");
    QTest::newRow("not known") << 64 * mib << qint64(-1) << qint64(0);
    QTest::newRow("nothing to send") << qint64(0) << qint64(10) << qint64(0);
    QTest::newRow("plenty") << 64 * mib << qint64(1875) << 64 * mib / 1875;
    QTest::newRow("few") << 64 * mib << qint64(20) << 64 * mib / 20;
    QTest::newRow("none left") << 64 * mib << qint64(0) << 64 * mib;
}

void PacingTest::budget()
{
    QFETCH(qint64, bytes);
    QFETCH(qint64, requests);
    QFETCH(qint64, atLeast);
    const qint64 chunk = chunkForBudget(bytes, requests);
    QVERIFY(chunk >= atLeast);
    if (requests > 0)
        QVERIFY(chunk * requests >= bytes);
}

void PacingTest::wholeUploads_data()
{
    QTest::addColumn<int>("index");
    for (size_t i = 0; i < profiles().size(); ++i)
        QTest::newRow(profiles().at(i).name) << static_cast<int>(i);
}

void PacingTest::wholeUploads()
{
    QFETCH(int, index);
    const Profile &profile = profiles().at(static_cast<size_t>(index));
    const SimulatedRun run = LinkSimulation(profile.link, profile.total).run();
    QVERIFY2(run.ratio() <= profile.most, qPrintable(QString::number(run.ratio())));
    const double sent = static_cast<double>(run.sent) / static_cast<double>(profile.total);
    QVERIFY2(sent <= profile.mostSent + 0.001, qPrintable(QString::number(sent)));
    QVERIFY(run.requests <= 2000);
}

void PacingTest::theTable()
{
    QString table = QStringLiteral("\n| link | time / the bytes alone | bytes sent / the file's | requests | at a time in the end |\n"
                                   "|---|---|---|---|---|\n");
    for (const Profile &profile : profiles()) {
        const SimulatedRun run = LinkSimulation(profile.link, profile.total).run();
        table += QStringLiteral("| %1 | %2 | %3 | %4 | %5 |\n")
                     .arg(QString::fromLatin1(profile.name), QString::number(run.ratio(), 'f', 3),
                          QString::number(static_cast<double>(run.sent) / static_cast<double>(profile.total), 'f', 3))
                     .arg(run.requests)
                     .arg(run.parallel);
    }
    qInfo().noquote() << table;
    QVERIFY(!table.isEmpty());
}

POSTREEL_TEST_MAIN(PacingTest)
#include "tst_pacing.moc"
