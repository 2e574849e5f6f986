// The upload machine's waits: what they keep, and what ends each of them.
#include "tests/upload/upload_samples.h"

#include <QTest>

using namespace postreel;
using namespace postreel::testing;

class UploadWaitsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void waitKeepsWhereItCameFrom();
    void onlineHelpsTheNetworkAlone_data();
    void onlineHelpsTheNetworkAlone();
    void theNextStartMayBringAnotherWay();
    void aStartLooksForAFileThatIsAway();
    void signedInHelpsARefusedToken();
    void sendingGoesOnWhenTheFileIsTheSame();
    void aFoundFileGoesOnElsewhere();
    void aQuestionIsNoFailure();
};

void UploadWaitsTest::waitKeepsWhereItCameFrom()
{
    Upload upload =
        must(halfSent(UploadState::Processing), event::Wait{WaitReason::RateLimit, now + 60, trouble}).upload;
    QCOMPARE(upload.resumeState, UploadState::Processing);
    upload = must(upload, event::Pause{}).upload;
    QCOMPARE(upload.resumeState, UploadState::Processing);
    QCOMPARE(upload.reason, WaitReason::None);
    const UploadStep resumed = must(upload, event::Resume{});
    QCOMPARE(inWords(resumed), QStringLiteral("Processing: AskStatus"));
    QVERIFY(!resumed.upload.error);
    QCOMPARE(resumed.upload.untilAtMs, 0);
}

void UploadWaitsTest::onlineHelpsTheNetworkAlone_data()
{
    QTest::addColumn<WaitReason>("reason");
    QTest::addColumn<UploadState>("expected");
    QTest::newRow("no network") << WaitReason::Offline << UploadState::Sending;
    QTest::newRow("captive portal") << WaitReason::CaptivePortal << UploadState::Sending;
    QTest::newRow("certificate") << WaitReason::Certificate << UploadState::Sending;
    QTest::newRow("proxy") << WaitReason::Proxy << UploadState::Sending;
    QTest::newRow("proxy's password") << WaitReason::ProxySignIn << UploadState::Sending;
    QTest::newRow("limit used up") << WaitReason::RateLimit << UploadState::Waiting;
    QTest::newRow("card pulled") << WaitReason::FileAway << UploadState::Waiting;
    QTest::newRow("X in trouble") << WaitReason::ServerTrouble << UploadState::Waiting;
}

void UploadWaitsTest::onlineHelpsTheNetworkAlone()
{
    QFETCH(WaitReason, reason);
    Upload upload = halfSent(UploadState::Waiting);
    upload.reason = reason;
    QTEST(must(upload, event::Online{}).upload.state, "expected");
}

void UploadWaitsTest::theNextStartMayBringAnotherWay()
{
    for (const WaitReason reason : {WaitReason::Certificate, WaitReason::Proxy, WaitReason::ProxySignIn}) {
        Upload upload = halfSent(UploadState::Waiting);
        upload.reason = reason;
        upload.untilAtMs = now + 300'000;
        QCOMPARE(inWords(must(upload, event::Restored{})), QStringLiteral("Sending: Recheck"));
    }
}

void UploadWaitsTest::aStartLooksForAFileThatIsAway()
{
    Upload away = halfSent(UploadState::Waiting);
    away.reason = WaitReason::FileAway;
    const UploadStep next = must(away, event::Restored{});
    QCOMPARE(inWords(next), QStringLiteral("Waiting: AwaitFile"));
    QCOMPARE(next.upload.untilAtMs, 0); // as an earlier version had recorded it, it had an end
}

void UploadWaitsTest::signedInHelpsARefusedToken()
{
    Upload upload = halfSent(UploadState::Waiting);
    upload.reason = WaitReason::TokenRefused;
    upload.attempts = 2;
    const Upload after = must(upload, event::SignedIn{}).upload;
    QCOMPARE(after.state, UploadState::Sending);
    QCOMPARE(after.attempts, 0); // a new token has three tries of its own
}

void UploadWaitsTest::sendingGoesOnWhenTheFileIsTheSame()
{
    Fingerprint remounted = print();
    remounted.mtimeMs = 7;
    const Upload after = must(halfSent(UploadState::Sending), event::FileSame{remounted}).upload;
    QCOMPARE(after.fingerprint, remounted); // what the range reader compares from now on
    QCOMPARE(inWords(must(allSent(UploadState::Sending), event::FileSame{print()})),
             QStringLiteral("Finalizing: Finalize"));
    const UploadStep away = must(halfSent(UploadState::Sending), event::FileAway{trouble});
    QCOMPARE(away.upload.reason, WaitReason::FileAway);
    QCOMPARE(away.upload.segments.at(0).acked, true);
}

void UploadWaitsTest::aFoundFileGoesOnElsewhere()
{
    const QString found = QStringLiteral("/found/a.mp4");
    Upload away = halfSent(UploadState::Waiting);
    QVERIFY(!step(away, event::FileFound{found, print()}, now)); // it waits for something else
    away.reason = WaitReason::FileAway;
    const UploadStep next = must(away, event::FileFound{found, print()});
    QCOMPARE(inWords(next), QStringLiteral("Sending: Recheck"));
    QCOMPARE(next.upload.file, found);
    QCOMPARE(next.upload.segments, away.segments); // what X has stays with X
}

void UploadWaitsTest::aQuestionIsNoFailure()
{
    const UploadStep held = must(halfSent(UploadState::Sending), event::Wait{.reason = WaitReason::Metered});
    QCOMPARE(held.upload.state, UploadState::Waiting);
    QCOMPARE(held.upload.attempts, 0);
    QCOMPARE(inWords(must(held.upload, event::Online{})), QStringLiteral("Sending: Recheck"));
    // The next start may be on another connection.
    QCOMPARE(inWords(must(held.upload, event::Restored{})), QStringLiteral("Sending: Recheck"));
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(UploadWaitsTest)
#include "tst_upload_waits.moc"
