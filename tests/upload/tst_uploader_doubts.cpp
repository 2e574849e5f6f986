// A real Uploader where X, or somebody in its place, says what is not so: bytes lost behind a success, errors called
// a success, pages of others, a status of another media, a wait of ten years, a media that X does not know any more.
#include "tests/upload/upload_bench.h"

using namespace postreel;
using namespace postreel::testing;

class UploaderDoubtsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
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
    void sporadicForbiddenIsTriedAgain();
    void lastingForbiddenEnds();
    void doubtedAndKnown();
    void doubtedAndForgotten_data();
    void doubtedAndForgotten();
    void doubtedPictureAsksNothing();
    void aLockedAccountSendsNothingMore();
    void aCapOfThePlanWaitsForItsEnd();

private:
    QString file(const QString &name) const { return m_folder->filePath(name); }
    QString quarterMib(int segments)
    {
        return writeVideo(file(QStringLiteral("film.mp4")), segments * chunk - 1000);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
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
    QVERIFY2(uploader.record().error.said.contains(QLatin1String("Segments")), qPrintable(uploader.record().error.said));
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
    const auto row = [](const char *call, int http, WaitReason reason) { // each status of each call: tst_answer_shape.cpp
        QTest::addRow("%d %s", http, call) << QStringLiteral("page%1@%2").arg(http).arg(QLatin1String(call)) << reason;
    };
    for (const char *call : {"initialize#1", "append#1", "finalize#1", "status#1"}) {
        row(call, 403, WaitReason::ServerTrouble);
        row(call, 200, WaitReason::CaptivePortal);
    }
    for (const int http : {400, 401, 402, 451})
        row("append#1", http, WaitReason::ServerTrouble);
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
    QCOMPARE(uploader.record().error.kind, ErrorKind::NotFromX);
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
    QTest::addColumn<UploadState>("backTo");
    QTest::addColumn<qint64>("longestMs");
    constexpr qint64 hour = 3'600'000;
    const auto row = [](const char *fault, UploadState backTo, qint64 longest) {
        QTest::newRow(fault) << QString::fromLatin1(fault) << backTo << longest;
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
    QTEST(uploader.record().backTo, "backTo");
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

void UploaderDoubtsTest::sporadicForbiddenIsTriedAgain()
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

void UploaderDoubtsTest::lastingForbiddenEnds()
{
    LiveSandbox sandbox(QStringLiteral("faults=unknownauth@initialize*"));
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(quarterMib(1)), nullptr);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Failed);
    QCOMPARE(uploader.record().error.kind, ErrorKind::Forbidden);
    QVERIFY(uploader.record().error.said.contains(QLatin1String("Unknown is forbidden")));
    QCOMPARE(uploader.record().error.source, ErrorSource::X);
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), 3);
}

void UploaderDoubtsTest::doubtedAndKnown()
{
    LiveSandbox sandbox(QStringLiteral("probe=off,processing=pending:0.1:1,succeeded"));
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(quarterMib(1)), nullptr);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    const QString mediaId = uploader.record().mediaId;
    uploader.handle(event::Doubted{});
    QCOMPARE(uploader.record().state, UploadState::Processing);
    TRY_STATE(uploader, UploadState::Ready);
    QCOMPARE(uploader.record().mediaId, mediaId);
    QVERIFY(!uploader.record().doubted);
    uploader.handle(event::Doubted{.sendAnew = true}); // X knows it, and does not take it all the same
    TRY_STATE(uploader, UploadState::Ready);
    QVERIFY(uploader.record().mediaId != mediaId);
    VERIFY_ARRIVED(sandbox, uploader.record());
}

void UploaderDoubtsTest::doubtedAndForgotten_data()
{
    QTest::addColumn<QString>("faults");
    QTest::addColumn<bool>("changed");
    QTest::newRow("unknown") << QString() << false;
    QTest::newRow("unknown, and the file is another by now") << QString() << true;
    QTest::newRow("404 for good") << QStringLiteral("status404@status*") << false;
    QTest::newRow("of another user") << QStringLiteral("status403@status*") << false;
}

void UploaderDoubtsTest::doubtedAndForgotten()
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
    uploader.handle(event::Doubted{});
    QTRY_VERIFY_WITH_TIMEOUT(uploader.record().state == UploadState::Ready
                                 && uploader.record().mediaId != QLatin1String("123456789"),
                             4 * waitMs);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(uploader.record().totalBytes(), changed ? 3 * chunk : 2 * chunk - 1000);
    QVERIFY(!uploader.record().doubted);
}

// STATUS knows nothing of a picture in any case, so it is not asked: the Post tells.
void UploaderDoubtsTest::doubtedPictureAsksNothing()
{
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(writePicture(file(QStringLiteral("a.png")))), nullptr);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    const QString mediaId = uploader.record().mediaId;
    uploader.handle(event::Doubted{});
    QCOMPARE(uploader.record().state, UploadState::Ready);
    uploader.handle(event::Doubted{.sendAnew = true});
    TRY_STATE(uploader, UploadState::Ready);
    QVERIFY(uploader.record().mediaId != mediaId);
    QCOMPARE(sandbox.requests(QStringLiteral("status")).size(), 0);
}

void UploaderDoubtsTest::aLockedAccountSendsNothingMore()
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
    QVERIFY(second.record().error.said.contains(QLatin1String("suspended"))); // X's words, though nothing left
    QCOMPARE(sandbox.callsInOrder(), QStringLiteral("initialize"));
    bench.transport.askAgain(benchAccount); // a person's word
    second.handle(event::Retry{});
    TRY_STATE(second, UploadState::Ready);
}

void UploaderDoubtsTest::aCapOfThePlanWaitsForItsEnd()
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

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(UploaderDoubtsTest)
#include "tst_uploader_doubts.moc"
