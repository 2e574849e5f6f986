// A Post whose clock is set while it waits, while its outcome is unknown, and before it leaves.
#include "tests/post/post_bench.h"
#include "tests/support/fake_clock.h"
#include "tests/support/test_main.h"

#include <QTemporaryDir>

using namespace postreel;
using namespace postreel::testing;

namespace {
constexpr qint64 second = 1000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;
} // namespace

class PublisherClockTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void absentCountsByNoClockThatIsSet_data();
    void absentCountsByNoClockThatIsSet();
    void aWaitEndsInItsTimeAndSaysSo_data();
    void aWaitEndsInItsTimeAndSaysSo();
    void theUndoPauseIsTimeToPressTheButton();
    void aScheduleIsADate();

private:
    struct Bench : PostBench
    {
        using PostBench::PostBench;
        FakeClock fake;
        PostServices clocked{fake,
                             transport,
                             posts,
                             postServices.apiBaseOf,
                             postServices.uploadsOf,
                             postServices.startUploads,
                             postServices.retryUploads,
                             postServices.cancelUploads,
                             postServices.suspectUploads,
                             postServices.postedIds};
    };
    // Whatever is due is done then.
    static void pass(Bench &bench, Publisher &publisher, qint64 ms)
    {
        bench.fake.advance(ms);
        publisher.checkClock();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void PublisherClockTest::absentCountsByNoClockThatIsSet_data()
{
    QTest::addColumn<qint64>("sentAhead"); // of this computer's clock when the run before sent it
    QTest::addColumn<qint64>("set");       // while it is looked for
    QTest::newRow("neither") << -second << qint64(0);
    QTest::newRow("set back between the runs") << 5 * hour << qint64(0);
    QTest::newRow("set forward between the runs") << -5 * hour << qint64(0);
    QTest::newRow("set back while it is looked for") << -second << -5 * hour;
    QTest::newRow("set forward while it is looked for") << -second << 5 * hour;
    QTest::newRow("set by days, twice") << 40 * day << 40 * day;
}

void PublisherClockTest::absentCountsByNoClockThatIsSet()
{
    QFETCH(qint64, sentAhead);
    QFETCH(qint64, set);
    LiveSandbox sandbox;
    Bench bench(m_folder->path(), sandbox.base());
    Post post = bench.draft({QStringLiteral("Hello")});
    post.state = PostState::Unconfirmed;
    post.parts.first().sends = 1;
    post.parts.first().sentAtMs = post.parts.first().lastSentAtMs = bench.fake.wallMs() + sentAhead;
    Publisher publisher(bench.clocked, post, nullptr);
    publisher.handle(post_event::Restored{});
    QTRY_COMPARE_WITH_TIMEOUT(publisher.record().looks, 1, waitMs);
    bench.fake.sleep(set);
    pass(bench, publisher, 30 * second);
    QTRY_COMPARE_WITH_TIMEOUT(publisher.record().looks, 2, waitMs);
    pass(bench, publisher, 30 * second - 1);
    QTest::qWait(50); // nothing may come, so there is no condition to wait for
    QCOMPARE(publisher.record().looks, 2);
    QCOMPARE(publisher.record().state, PostState::Unconfirmed);
    QVERIFY(sandbox.posts().isEmpty());
    pass(bench, publisher, 1);
    TRY_POST(publisher, PostState::Posted);
    QCOMPARE(sandbox.posts().size(), 1);
}

void PublisherClockTest::aWaitEndsInItsTimeAndSaysSo_data()
{
    QTest::addColumn<qint64>("set");
    QTest::newRow("not set") << qint64(0);
    QTest::newRow("back by minutes") << -10 * minute;
    QTest::newRow("back by days") << -3 * day;
}

void PublisherClockTest::aWaitEndsInItsTimeAndSaysSo()
{
    QFETCH(qint64, set);
    LiveSandbox sandbox;
    Bench bench(m_folder->path(), sandbox.base());
    Post post = bench.draft({QStringLiteral("Hello")});
    post.state = PostState::Waiting;
    post.resumeState = PostState::Attaching;
    post.reason = WaitReason::RateLimit;
    post.waitSinceAtMs = bench.fake.wallMs();
    post.untilAtMs = post.waitSinceAtMs + 15 * minute;
    Publisher publisher(bench.clocked, post, nullptr);
    publisher.handle(post_event::Restored{});
    bench.fake.sleep(set);
    pass(bench, publisher, 5 * minute);
    QCOMPARE(publisher.record().untilAtMs, bench.fake.wallMs() + 10 * minute);
    QVERIFY(publisher.record().waitSinceAtMs <= bench.fake.wallMs());
    pass(bench, publisher, 10 * minute - 1);
    QTest::qWait(50); // as above
    QCOMPARE(publisher.record().state, PostState::Waiting);
    pass(bench, publisher, 1);
    TRY_POST(publisher, PostState::Posted);
}

void PublisherClockTest::theUndoPauseIsTimeToPressTheButton()
{
    LiveSandbox sandbox;
    Bench bench(m_folder->path(), sandbox.base());
    Publisher publisher(bench.clocked, bench.draft({QStringLiteral("Hello")}), nullptr);
    publisher.handle(post_event::Submit{.untilAtMs = bench.fake.wallMs() + 5 * second});
    for (const qint64 set : {-day, 2 * day}) { // a sleep, too
        bench.fake.sleep(set);
        pass(bench, publisher, 2 * second);
        QTest::qWait(50); // as above
        QCOMPARE(publisher.record().state, PostState::Scheduled);
    }
    pass(bench, publisher, second);
    TRY_POST(publisher, PostState::Posted);
}

void PublisherClockTest::aScheduleIsADate()
{
    LiveSandbox sandbox;
    Bench bench(m_folder->path(), sandbox.base());
    const qint64 date = bench.fake.wallMs() + 2 * day;
    Publisher publisher(bench.clocked, bench.draft({QStringLiteral("Hello")}), nullptr);
    publisher.handle(post_event::Submit{.untilAtMs = date, .scheduledAtMs = date});
    bench.fake.sleep(-day);
    pass(bench, publisher, 2 * day);
    QTest::qWait(50); // as above
    QCOMPARE(publisher.record().state, PostState::Scheduled);
    QCOMPARE(publisher.record().untilAtMs, date);
    bench.fake.sleep(day);
    publisher.checkClock();
    TRY_POST(publisher, PostState::Posted);
}

POSTREEL_TEST_MAIN(PublisherClockTest)
#include "tst_publisher_clock.moc"
