// What stops an Uploader, and how it goes on: waits, sign-in, refusals, the file, the person.
#include "tests/upload/upload_ground.h"

using namespace postreel;
using namespace postreel::testing;

class UploaderStopsTest : public QObject, private UploadGround
{
    Q_OBJECT
private Q_SLOTS:
    void init() { freshFolder(); }
    void waitsFor_data();
    void waitsFor();
    void asksToSignInAndGoesOn();
    void withoutATokenNothingLeaves();
    void refusedIsFinal_data();
    void refusedIsFinal();
    void slotsComeBackWithoutTheAccount();
    void fileChangedInMidUpload();
    void fileAwayAndBack();
    void aFileThatIsAwayIsLookedForInSilence();
    void pauseAndResume();
    void showsWhatXHasOnceItStops();
    void cancelStopsAtOnce();

private:
    void sendUntilItIsPulled(Uploader &uploader, const QString &elsewhere);
};

void UploaderStopsTest::waitsFor_data()
{
    QTest::addColumn<QString>("faults");
    QTest::addColumn<WaitReason>("reason");
    QTest::addColumn<UploadState>("resumeState");
    QTest::newRow("429") << QStringLiteral("429") << WaitReason::RateLimit << UploadState::Sending;
    QTest::newRow("429 without headers")
        << QStringLiteral("429-bare") << WaitReason::RateLimit << UploadState::Sending;
    QTest::newRow("401") << QStringLiteral("401") << WaitReason::TokenRefused << UploadState::Sending;
    QTest::newRow("redirect") << QStringLiteral("redirect@append#2") << WaitReason::CaptivePortal
                              << UploadState::Sending;
    QTest::newRow("INIT 503") << QStringLiteral("status503@initialize#1") << WaitReason::ServerTrouble
                              << UploadState::Initializing;
    QTest::newRow("INIT lost") << QStringLiteral("init-answer-lost") << WaitReason::ServerTrouble
                               << UploadState::Initializing;
    QTest::newRow("FINALIZE 503") << QStringLiteral("status503@finalize#1") << WaitReason::ServerTrouble
                                  << UploadState::Finalizing;
}

void UploaderStopsTest::waitsFor()
{
    QFETCH(QString, faults);
    QFETCH(WaitReason, reason);
    LiveSandbox sandbox(QStringLiteral("faults=") + faults);
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(chunk);
    Uploader uploader(bench.services, bench.saved(quarterMib(4)), nullptr);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Waiting);
    QCOMPARE(uploader.record().reason, reason);
    QTEST(uploader.record().resumeState, "resumeState");
    QVERIFY(uploader.record().untilAtMs > 0);
    QCOMPARE(witness.count(QStringLiteral("waiting")), 1);
    uploader.handle(event::Due{}); // what the clock would do
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(witness.ackedIndexes.size(), 4);
    QCOMPARE(witness.complaints, QStringList());
}

void UploaderStopsTest::asksToSignInAndGoesOn()
{
    LiveSandbox sandbox(QStringLiteral("faults=status401@append#2-999"));
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(chunk);
    Upload tired = bench.saved(quarterMib(6));
    tired.attempts = 2; // the third 401 in a row is no hiccup
    Uploader uploader(bench.services, tired, nullptr);
    Witness witness(uploader);
    // An acknowledgement is progress and starts the count again, so the hiccups are waited for by hand.
    uploader.handle(event::Start{});
    for (int i = 0; i < 6 && uploader.record().state != UploadState::NeedsSignIn; ++i) {
        QTRY_VERIFY_WITH_TIMEOUT(isSuspended(uploader.record().state), waitMs);
        if (uploader.record().state == UploadState::Waiting) {
            QCOMPARE(uploader.record().reason, WaitReason::TokenRefused);
            uploader.handle(event::Due{});
        }
    }
    QCOMPARE(uploader.record().state, UploadState::NeedsSignIn);
    for (int i = 0; i < 6; ++i)
        QTRY_VERIFY(!uploader.isInFlight(i));
    const qsizetype before = sandbox.requests(QStringLiteral("append")).size();
    const QVector<int> acked = witness.ackedIndexes;
    sandbox.play({});
    uploader.handle(event::SignedIn{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(sandbox.requests(QStringLiteral("append")).size(), before + 6 - acked.size());
    QCOMPARE(witness.complaints, QStringList());
}

void UploaderStopsTest::withoutATokenNothingLeaves()
{
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.tokens.set(benchAccount, {});
    Uploader uploader(bench.services, bench.saved(quarterMib(2)), nullptr);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::NeedsSignIn);
    QCOMPARE(sandbox.callsInOrder(), QString());
    bench.tokens.set(benchAccount, goodToken);
    uploader.handle(event::SignedIn{});
    TRY_STATE(uploader, UploadState::Ready);
}

void UploaderStopsTest::refusedIsFinal_data()
{
    QTest::addColumn<QString>("faults");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<UploadState>("step");
    QTest::newRow("INIT 400") << QStringLiteral("status400@initialize#1") << ErrorKind::Refused
                              << UploadState::Initializing;
    QTest::newRow("INIT 402") << QStringLiteral("status402@initialize#1") << ErrorKind::NoCredit
                              << UploadState::Initializing;
    QTest::newRow("APPEND 403") << QStringLiteral("403") << ErrorKind::Forbidden << UploadState::Sending;
    QTest::newRow("FINALIZE 403") << QStringLiteral("status403@finalize#1") << ErrorKind::Forbidden
                                  << UploadState::Finalizing;
}

void UploaderStopsTest::refusedIsFinal()
{
    QFETCH(QString, faults);
    LiveSandbox sandbox(QStringLiteral("faults=") + faults);
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(chunk);
    Uploader uploader(bench.services, bench.saved(quarterMib(4)), nullptr);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Failed);
    QTEST(uploader.record().error.kind, "kind");
    QTEST(uploader.record().resumeState, "step");
    QCOMPARE(witness.count(QStringLiteral("failed")), 1);
    const qint64 acked = uploader.record().ackedBytes();
    uploader.handle(event::Retry{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(),
             faults.contains(QLatin1String("initialize")) ? 2 : 1);
    QVERIFY(acked <= uploader.record().ackedBytes());
}

// Its account may be signed out and forgotten while its segments are on their way.
void UploaderStopsTest::slotsComeBackWithoutTheAccount()
{
    LiveSandbox sandbox(QStringLiteral("faults=delay@append#1:3000"));
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(chunk);
    const QString link = bench.base.toString();
    Uploader uploader(bench.services, bench.saved(quarterMib(6)), nullptr);
    uploader.handle(event::Start{});
    QTRY_VERIFY(bench.scheduler.inFlight(link) > 0);
    bench.base = QUrl();
    uploader.end();
    QCOMPARE(bench.scheduler.inFlight(link), 0);
}

void UploaderStopsTest::fileChangedInMidUpload()
{
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(chunk);
    const QString path = quarterMib(6);
    Uploader uploader(bench.services, bench.saved(path), nullptr);
    Witness witness(uploader);
    bool edited = false;
    connect(&uploader, &Uploader::segmentAcked, this, [&] {
        if (!std::exchange(edited, true))
            writeVideo(path, 5 * chunk, 77);
    });
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Failed);
    QCOMPARE(uploader.record().error.kind, ErrorKind::FileChanged);
    QCOMPARE(sandbox.requests(QStringLiteral("finalize")).size(), 0);
    uploader.handle(event::Retry{}); // the restart that is offered
    TRY_STATE(uploader, UploadState::Ready);
    QCOMPARE(uploader.record().totalBytes(), 5 * chunk);
    VERIFY_ARRIVED(sandbox, uploader.record());
}

// Until its file went elsewhere.
void UploaderStopsTest::sendUntilItIsPulled(Uploader &uploader, const QString &elsewhere)
{
    bool pulled = false;
    connect(&uploader, &Uploader::segmentAcked, this, [&uploader, elsewhere, pulled]() mutable {
        if (!std::exchange(pulled, true))
            QVERIFY(QFile::rename(uploader.record().file, elsewhere));
    });
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Waiting);
}

void UploaderStopsTest::fileAwayAndBack()
{
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(chunk);
    const QString path = quarterMib(6);
    const QString elsewhere = file(QStringLiteral("elsewhere"));
    Uploader uploader(bench.services, bench.saved(path), nullptr);
    Witness witness(uploader);
    sendUntilItIsPulled(uploader, elsewhere);
    QCOMPARE(uploader.record().reason, WaitReason::FileAway);
    uploader.handle(event::Due{}); // looked for, and still away
    QTRY_COMPARE(uploader.record().state, UploadState::Waiting);
    QVERIFY(QFile::rename(elsewhere, path));
    for (int i = 0; i < 6; ++i)
        QTRY_VERIFY(!uploader.isInFlight(i));
    uploader.handle(event::Due{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(sandbox.requests(QStringLiteral("append")).size(), 6);
    QCOMPARE(witness.complaints, QStringList());
}

// Neither told nor recorded again while it is away, and by itself it goes on.
void UploaderStopsTest::aFileThatIsAwayIsLookedForInSilence()
{
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(chunk);
    const QString path = quarterMib(6);
    const QString elsewhere = file(QStringLiteral("elsewhere"));
    Uploader uploader(bench.services, bench.saved(path), nullptr);
    Witness witness(uploader);
    sendUntilItIsPulled(uploader, elsewhere);
    QCOMPARE(uploader.record().untilAtMs, 0);
    QElapsedTimer away; // looked for after 1, 3 and 6 s
    away.start();
    QTRY_VERIFY_WITH_TIMEOUT(away.hasExpired(6500), waitMs);
    QCOMPARE(witness.count(QStringLiteral("waiting FileAway")), 1);
    QCOMPARE(witness.count(QStringLiteral("Waiting>")), 0);
    QVERIFY(QFile::rename(elsewhere, path));
    TRY_STATE(uploader, UploadState::Ready);
    QCOMPARE(witness.count(QStringLiteral("Waiting>Sending")), 1);
    VERIFY_ARRIVED(sandbox, uploader.record());
}

void UploaderStopsTest::pauseAndResume()
{
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(chunk);
    Uploader uploader(bench.services, bench.saved(quarterMib(8)), nullptr);
    Witness witness(uploader);
    bool paused = false;
    connect(&uploader, &Uploader::segmentAcked, this, [&] {
        if (!std::exchange(paused, true))
            uploader.handle(event::Pause{});
    });
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Paused);
    // What is in flight may finish, and its acknowledgement counts.
    for (int i = 0; i < 8; ++i)
        QTRY_VERIFY(!uploader.isInFlight(i));
    const qsizetype sent = sandbox.requests(QStringLiteral("append")).size();
    QCOMPARE(sent, witness.ackedIndexes.size());
    QVERIFY(sent < 8);
    QCOMPARE(uploader.record().ackedBytes(), sent * chunk);
    uploader.handle(event::Resume{});
    TRY_STATE(uploader, UploadState::Ready);
    QCOMPARE(sandbox.requests(QStringLiteral("append")).size(), 8);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(witness.complaints, QStringList());
}

// What is in flight as it stops may be lost: it counts again only when X has acknowledged it.
void UploaderStopsTest::showsWhatXHasOnceItStops()
{
    LiveSandbox sandbox(QStringLiteral("up=8"));
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(chunk);
    Uploader uploader(bench.services, bench.saved(quarterMib(8)), nullptr);
    Witness witness(uploader);
    bool ahead = false;
    connect(&uploader, &Uploader::progressed, this, [&] {
        if (uploader.shown().bytes() > uploader.record().ackedBytes() && !std::exchange(ahead, true))
            uploader.handle(event::Pause{});
    });
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Paused);
    QVERIFY(ahead);
    QCOMPARE(uploader.shown().bytes(), uploader.record().ackedBytes());
    for (int i = 0; i < 8; ++i)
        QTRY_VERIFY_WITH_TIMEOUT(!uploader.isInFlight(i), waitMs);
    QCOMPARE(uploader.shown().bytes(), uploader.record().ackedBytes());
    QVERIFY(uploader.record().ackedBytes() > 0);
    QCOMPARE(witness.complaints, QStringList());
}

void UploaderStopsTest::cancelStopsAtOnce()
{
    LiveSandbox sandbox(QStringLiteral("up=20"));
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(chunk);
    Uploader uploader(bench.services, bench.saved(quarterMib(12)), nullptr);
    Witness witness(uploader);
    bool cancelled = false;
    connect(&uploader, &Uploader::segmentAcked, this, [&] {
        if (!std::exchange(cancelled, true))
            uploader.handle(event::Cancel{});
    });
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Cancelled);
    for (int i = 0; i < 12; ++i)
        QVERIFY(!uploader.isInFlight(i));
    // All places are free again, so another upload has its turn.
    QTRY_COMPARE(bench.scheduler.inFlight(bench.base.toString()), 0);
    QCOMPARE(witness.ackedIndexes.size(), 1);
    QCOMPARE(witness.told.last(), QStringLiteral("Sending>Cancelled"));
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(UploaderStopsTest)
#include "tst_uploader_stops.moc"
