// A real Uploader and X's rarer refusals: the sporadic 403, media that X does not know any more or does not take, an
// account that is locked, a plan that is used up.
#include "app/upload/segment_plan.h"
#include "tests/upload/upload_ground.h"

using namespace postreel;
using namespace postreel::testing;

class UploaderRefusalsTest : public QObject, private UploadGround
{
    Q_OBJECT
private Q_SLOTS:
    void init() { freshFolder(); }
    void sporadicForbiddenIsTriedAgain();
    void lastingForbiddenEnds();
    void oneTooLargeOfTheSmallestIsTriedAgain();
    void doubtedAndKnown();
    void doubtedAndForgotten_data();
    void doubtedAndForgotten();
    void doubtedPictureAsksNothing();
    void aLockedAccountSendsNothingMore();
    void aCapOfThePlanWaitsForItsEnd();
    void asksMoreSeldomWhereFewRequestsRemain();
    void aLongWaitForAPollIsTold();
};

void UploaderRefusalsTest::sporadicForbiddenIsTriedAgain()
{
    LiveSandbox sandbox(QStringLiteral("faults=unknownauth@initialize#1+403-unknown"));
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(chunk);
    Uploader uploader(bench.services, bench.saved(quarterMib(3)), nullptr);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), 2);
    QCOMPARE(sandbox.requests(QStringLiteral("append")).size(), 4);
}

void UploaderRefusalsTest::lastingForbiddenEnds()
{
    LiveSandbox sandbox(QStringLiteral("faults=unknownauth@initialize*"));
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(quarterMib(1)), nullptr);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Failed);
    QCOMPARE(uploader.record().error.kind, ErrorKind::Forbidden);
    QVERIFY(uploader.record().error.detail.contains(QLatin1String("Unknown is forbidden")));
    QCOMPARE(uploader.record().error.source, ErrorSource::X);
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), 3);
}

// Where no smaller segment can follow, one 413 is no verdict: such leave beside the one that tries a size, too.
void UploaderRefusalsTest::oneTooLargeOfTheSmallestIsTriedAgain()
{
    LiveSandbox sandbox(QStringLiteral("faults=status413@append#2"));
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(plan::smallestChunk); // whichever comes second is as small as any
    Uploader uploader(bench.services, bench.saved(quarterMib(3)), nullptr);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), 1);
    QCOMPARE(sandbox.requests(QStringLiteral("append")).size(), 4);
}

void UploaderRefusalsTest::doubtedAndKnown()
{
    LiveSandbox sandbox(QStringLiteral("probe=off,processing=pending:0.1:1,succeeded"));
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(quarterMib(1)), nullptr);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    const QString mediaId = uploader.record().mediaId;
    uploader.handle(event::MediaSuspect{});
    QCOMPARE(uploader.record().state, UploadState::Processing);
    TRY_STATE(uploader, UploadState::Ready);
    QCOMPARE(uploader.record().mediaId, mediaId);
    QVERIFY(!uploader.record().doubted);
    uploader.handle(event::MediaSuspect{.reupload = true}); // X knows it, and does not take it all the same
    TRY_STATE(uploader, UploadState::Ready);
    QVERIFY(uploader.record().mediaId != mediaId);
    VERIFY_ARRIVED(sandbox, uploader.record());
}

void UploaderRefusalsTest::doubtedAndForgotten_data()
{
    QTest::addColumn<QString>("faults");
    QTest::addColumn<bool>("changed");
    QTest::newRow("unknown") << QString() << false;
    QTest::newRow("unknown, and the file is another by now") << QString() << true;
    QTest::newRow("404 for good") << QStringLiteral("status404@status*") << false;
    QTest::newRow("of another user") << QStringLiteral("status403@status*") << false;
}

void UploaderRefusalsTest::doubtedAndForgotten()
{
    QFETCH(QString, faults);
    QFETCH(bool, changed);
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    const QString path = quarterMib(2);
    Uploader first(bench.services, bench.saved(path), nullptr);
    first.handle(event::Start{});
    TRY_STATE(first, UploadState::Ready);
    Upload record = first.record();
    record.mediaId = QStringLiteral("123456789"); // X does not know it
    QVERIFY(bench.store.save(first.record(), record, std::nullopt));
    Uploader uploader(bench.services, record, nullptr);
    if (changed)
        writeVideo(path, 3 * chunk, 77);
    sandbox.play(faults.isEmpty() ? faults : QStringLiteral("faults=") + faults);
    uploader.handle(event::MediaSuspect{});
    QTRY_VERIFY_WITH_TIMEOUT(uploader.record().state == UploadState::Ready
                                 && uploader.record().mediaId != QLatin1String("123456789"),
                             4 * waitMs);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(uploader.record().totalBytes(), changed ? 3 * chunk : 2 * chunk - 1000);
    QVERIFY(!uploader.record().doubted);
}

// STATUS knows nothing of a picture in any case, so it is not asked: the Post tells.
void UploaderRefusalsTest::doubtedPictureAsksNothing()
{
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(writePicture(file(QStringLiteral("a.png")))), nullptr);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    const QString mediaId = uploader.record().mediaId;
    uploader.handle(event::MediaSuspect{});
    QCOMPARE(uploader.record().state, UploadState::Ready);
    uploader.handle(event::MediaSuspect{.reupload = true});
    TRY_STATE(uploader, UploadState::Ready);
    QVERIFY(uploader.record().mediaId != mediaId);
    QCOMPARE(sandbox.requests(QStringLiteral("status")).size(), 0);
}

void UploaderRefusalsTest::aLockedAccountSendsNothingMore()
{
    LiveSandbox sandbox(QStringLiteral("faults=suspended@initialize#1"));
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader first(bench.services, bench.saved(quarterMib(1)), nullptr);
    first.handle(event::Start{});
    TRY_STATE(first, UploadState::Failed);
    QCOMPARE(first.record().error.kind, ErrorKind::AccountLocked);
    Uploader second(bench.services, bench.saved(writeVideo(file(QStringLiteral("b.mp4")), 5000)), nullptr);
    second.handle(event::Start{});
    TRY_STATE(second, UploadState::Failed);
    QCOMPARE(second.record().error.kind, ErrorKind::AccountLocked);
    QVERIFY(second.record().error.detail.contains(QLatin1String("suspended"))); // X's words, though nothing left
    QCOMPARE(sandbox.callsInOrder(), QStringLiteral("initialize"));
    bench.transport.askAgain(benchAccount); // a person's word
    second.handle(event::Retry{});
    TRY_STATE(second, UploadState::Ready);
}

void UploaderRefusalsTest::aCapOfThePlanWaitsForItsEnd()
{
    LiveSandbox sandbox(QStringLiteral("faults=capped@append#1"));
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(quarterMib(1)), nullptr);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Waiting);
    QCOMPARE(uploader.record().reason, WaitReason::UsageCap);
    const QDateTime until = QDateTime::fromMSecsSinceEpoch(uploader.record().untilAtMs, Qt::UTC);
    QCOMPARE(until.date().day(), 1);
    uploader.handle(event::Due{}); // credit was bought: no limit of ours stands in the way
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
}

void UploaderRefusalsTest::asksMoreSeldomWhereFewRequestsRemain()
{
    LiveSandbox sandbox(QStringLiteral("limits=off,probe=off,processing=pending:0.1:1,in_progress:50:0.1:1,succeeded"));
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(quarterMib(1)), nullptr);
    constexpr qint64 untilResetMs = 12'000;
    const qint64 now = bench.clock.serverMs();
    bench.transport.rates().note(
        benchAccount, Call::Status,
        Response{.outcome = RequestOutcome::Answered, .http = 200, .rate = {.limit = 1000, .remaining = 3, .resetsAtMs = now + untilResetMs}}, now, 0);
    // Another media that X processes has taken its turn.
    bench.transport.rates().pollAt(benchAccount, Call::Status, now, now);
    QElapsedTimer clock;
    clock.start();
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    QVERIFY2(clock.elapsed() >= untilResetMs / 3, qPrintable(QString::number(clock.elapsed())));
}

// All that X lets be asked before its reset belongs to other media.
void UploaderRefusalsTest::aLongWaitForAPollIsTold()
{
    LiveSandbox sandbox(QStringLiteral("limits=off,probe=off,processing=pending:0.1:1,succeeded"));
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(quarterMib(1)), nullptr);
    constexpr qint64 untilResetMs = 14'000;
    RateLimitTracker &rates = bench.transport.rates();
    const qint64 now = bench.clock.serverMs();
    rates.note(benchAccount, Call::Status,
               Response{.outcome = RequestOutcome::Answered, .http = 200, .rate = {.limit = 1000, .remaining = 1, .resetsAtMs = now + untilResetMs}}, now, 0);
    rates.pollAt(benchAccount, Call::Status, now + untilResetMs, now);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Waiting);
    QCOMPARE(witness.told.mid(witness.told.indexOf(QStringLiteral("Sending>Finalizing"))),
             (QStringList{QStringLiteral("Sending>Finalizing"), QStringLiteral("Finalizing>Processing"), QStringLiteral("finalized ") % uploader.record().mediaId,
                          QStringLiteral("processing pending -1"), QStringLiteral("Processing>Waiting"), QStringLiteral("waiting RateLimit")}));
    QCOMPARE(uploader.record().attempts, 0); // its turn is no failure
    QCOMPARE(uploader.record().reason, WaitReason::RateLimit);
    QCOMPARE(sandbox.requests(QStringLiteral("status")).size(), 0);
    const auto polls = [&] { return rates.window(benchAccount, Call::Status, now).polls.size(); };
    QCOMPARE(polls(), 2);
    uploader.handle(event::Pause{});
    QCOMPARE(polls(), 1); // the other media may have its place
    uploader.handle(event::Resume{});
    TRY_STATE(uploader, UploadState::Ready);
    QVERIFY(bench.clock.serverMs() >= now + untilResetMs);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(witness.count(QStringLiteral("finalized")), 1);
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(UploaderRefusalsTest)
#include "tst_uploader_refusals.moc"
