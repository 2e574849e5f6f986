// A real Uploader where X, or somebody in its place, says what is not so: bytes lost behind a success, errors called
// a success, pages of others, a status of another media, a wait of ten years.
#include "tests/upload/upload_ground.h"

using namespace postreel;
using namespace postreel::testing;

class UploaderDoubtsTest : public QObject, private UploadGround
{
    Q_OBJECT
private Q_SLOTS:
    void init() { freshFolder(); }
    void lostBytesAreSentAnew_data();
    void lostBytesAreSentAnew();
    void lostAgainAndAgainFails();
    void noAcknowledgement_data();
    void noAcknowledgement();
    void pagesAreWaitedFor_data();
    void pagesAreWaitedFor();
    void aStatusOfAnotherIsDropped_data();
    void aStatusOfAnotherIsDropped();
    void aLongRetryAfterIsAWait_data();
    void aLongRetryAfterIsAWait();
};

void UploaderDoubtsTest::lostBytesAreSentAnew_data()
{
    QTest::addColumn<QString>("faults");
    QTest::addColumn<int>("restarts");
    QTest::newRow("one in the middle") << QStringLiteral("lost-segment") << 1;
    QTest::newRow("the first") << QStringLiteral("lose@append#1") << 1;
    QTest::newRow("in the second try, too") << QStringLiteral("lose@append#2+lose@append#6") << 2;
    QTest::newRow("all of the first try") << QStringLiteral("lose@append#1-4") << 1;
}

void UploaderDoubtsTest::lostBytesAreSentAnew()
{
    QFETCH(QString, faults);
    LiveSandbox sandbox(QStringLiteral("faults=") + faults);
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(chunk);
    Uploader uploader(bench.services, bench.saved(quarterMib(4)), nullptr);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QTEST(uploader.record().restarts, "restarts");
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), uploader.record().restarts + 1);
    QCOMPARE(witness.count(QStringLiteral("failed")), 0);
    QCOMPARE(witness.count(QStringLiteral("Finalizing>Initializing")), uploader.record().restarts);
    QCOMPARE(witness.complaints, QStringList());
}

void UploaderDoubtsTest::lostAgainAndAgainFails()
{
    LiveSandbox sandbox(QStringLiteral("faults=lose@append*"));
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(quarterMib(1)), nullptr);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Failed);
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), 3);
    QCOMPARE(uploader.record().error.kind, ErrorKind::Refused);
    QVERIFY2(uploader.record().error.detail.contains(QLatin1String("Segments")), qPrintable(uploader.record().error.detail));
    QCOMPARE(uploader.record().error.source, ErrorSource::X);
    sandbox.play({});
    uploader.handle(event::Retry{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
}

void UploaderDoubtsTest::noAcknowledgement_data()
{
    QTest::addColumn<QString>("faults");
    QTest::newRow("nothing but errors") << QStringLiteral("errors@append#2");
    QTest::newRow("a portal's page") << QStringLiteral("page200@append#2");
    QTest::newRow("a portal's page with 201") << QStringLiteral("page201@append#2");
}

void UploaderDoubtsTest::noAcknowledgement()
{
    QFETCH(QString, faults);
    LiveSandbox sandbox(QStringLiteral("faults=") + faults);
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(chunk);
    Uploader uploader(bench.services, bench.saved(quarterMib(4)), nullptr);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(sandbox.requests(QStringLiteral("append")).size(), 5);
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), 1); // nothing was taken for sent that was not
    QCOMPARE(witness.ackedIndexes.size(), 4);
    QCOMPARE(witness.complaints, QStringList());
}

void UploaderDoubtsTest::pagesAreWaitedFor_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<WaitReason>("reason");
    const auto row = [](const char *call, int http, WaitReason reason) { // each status of each call: tst_response_shape.cpp
        QTest::addRow("%d %s", http, call) << QStringLiteral("page%1@%2").arg(http).arg(QLatin1String(call)) << reason;
    };
    for (const char *call : {"initialize#1", "append#1", "finalize#1", "status#1"}) {
        row(call, 403, WaitReason::ServerTrouble);
        row(call, 200, WaitReason::CaptivePortal);
    }
    row("append#1", 401, WaitReason::ServerTrouble);
    row("append#1", 511, WaitReason::CaptivePortal);
}

void UploaderDoubtsTest::pagesAreWaitedFor()
{
    QFETCH(QString, fault);
    QFETCH(WaitReason, reason);
    LiveSandbox sandbox(QStringLiteral("probe=off,processing=pending:0.1:1,succeeded,faults=") + fault);
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(quarterMib(1)), nullptr);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Waiting);
    QCOMPARE(uploader.record().reason, reason);
    QVERIFY(uploader.record().untilAtMs > 0);
    QCOMPARE(uploader.record().error.kind, fault.contains(QLatin1String("511")) ? ErrorKind::Redirected : ErrorKind::NotFromX);
    uploader.handle(event::Due{}); // what the clock would do
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(witness.count(QStringLiteral("failed")), 0);
}

void UploaderDoubtsTest::aStatusOfAnotherIsDropped_data()
{
    QTest::addColumn<QString>("faults");
    QTest::newRow("STATUS") << QStringLiteral("other-status");
    QTest::newRow("FINALIZE") << QStringLiteral("otherid@finalize#1");
    QTest::newRow("both") << QStringLiteral("otherid@finalize#1+otherid@status#1-2");
}

void UploaderDoubtsTest::aStatusOfAnotherIsDropped()
{
    QFETCH(QString, faults);
    // The one that is told of is ready; this one is being processed for a while longer.
    LiveSandbox sandbox(QStringLiteral("probe=off,processing=pending:0.1:1,in_progress:50:0.1,succeeded,faults=") + faults);
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(quarterMib(1)), nullptr);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), 1);
    VERIFY_ARRIVED(sandbox, uploader.record());
}

void UploaderDoubtsTest::aLongRetryAfterIsAWait_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<UploadState>("resumeState");
    QTest::addColumn<qint64>("longestMs");
    constexpr qint64 hour = 3'600'000;
    const auto row = [](const char *fault, UploadState resumeState, qint64 longest) {
        QTest::newRow(fault) << QString::fromLatin1(fault) << resumeState << longest;
    };
    row("later503@append#2:315360000", UploadState::Sending, hour);
    row("later503@append#2:120", UploadState::Sending, 120'000);
    row("later503@append#2:11", UploadState::Sending, 11'000);
    row("later404@append#2:315360000", UploadState::Sending, hour);
    row("later503@initialize#1:315360000", UploadState::Initializing, hour);
    row("later503@finalize#1:315360000", UploadState::Finalizing, hour);
    row("later429@append#2:315360000", UploadState::Sending, 24 * hour);
}

void UploaderDoubtsTest::aLongRetryAfterIsAWait()
{
    QFETCH(QString, fault);
    QFETCH(qint64, longestMs);
    LiveSandbox sandbox(QStringLiteral("faults=") + fault);
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(chunk);
    Uploader uploader(bench.services, bench.saved(quarterMib(4)), nullptr);
    Witness witness(uploader);
    const qint64 before = bench.clock.wallMs();
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Waiting);
    QTEST(uploader.record().resumeState, "resumeState");
    QVERIFY(uploader.record().untilAtMs >= before + longestMs);
    QVERIFY(uploader.record().untilAtMs <= bench.clock.wallMs() + longestMs);
    QCOMPARE(witness.count(QStringLiteral("waiting")), 1);
    if (fault.startsWith(QLatin1String("later429"))) // X's own limit is not run into again
        return;
    uploader.handle(event::Due{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(witness.complaints, QStringList());
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(UploaderDoubtsTest)
#include "tst_uploader_doubts.moc"
