// What the records of the upload machine hold after its steps.
#include "app/upload/segment_plan.h"
#include "tests/upload/upload_samples.h"

#include <QTest>

using namespace postreel;
using namespace postreel::testing;

class UploadMachineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pauseMeansSomething_data();
    void pauseMeansSomething();
    void checkingForgetsTheOldMedia();
    void sendAnywayIsRemembered();
    void attemptsGrowAndAreForgotten();
    void lostMediaRestartsTwice();
    void acknowledgementIsNeverLost_data();
    void acknowledgementIsNeverLost();
    void acknowledgementOfAnotherMediaIsIgnored();
    void lastAcknowledgementFinalizes();
    void lastAcknowledgementWhilePaused();
    void tooLarge_data();
    void tooLarge();
    void tooLargeOfAnotherMediaIsIgnored();
    void chunkNeverGrowsAgainAfterARefusal();
    void finalizeTwice_data();
    void finalizeTwice();
    void unansweredFinalizeBacksOff();
    void refusedFinalizeRetries_data();
    void refusedFinalizeRetries();
    void refusedTwiceIsSentAnew();
    void doubtedMedia();
    void expiredSubmittedOrNot();
    void percentNeverGoesBack();
    void processingEndsInItsLastWord();
};

void UploadMachineTest::pauseMeansSomething_data()
{
    QTest::addColumn<int>("state");
    for (int state = 0; state < uploadStateNames().size(); ++state)
        QTest::addRow("%s", qPrintable(uploadStateNames().at(state))) << state;
}

void UploadMachineTest::pauseMeansSomething()
{
    QFETCH(int, state);
    const Upload upload = halfSent(static_cast<UploadState>(state));
    QCOMPARE(canPause(upload.state), step(upload, event::Pause{}, now).has_value());
    QCOMPARE(isSuspended(upload.state), upload.state == UploadState::Waiting ||
                                            upload.state == UploadState::NeedsSignIn ||
                                            upload.state == UploadState::Paused);
}

void UploadMachineTest::checkingForgetsTheOldMedia()
{
    Upload upload = halfSent(UploadState::Checking);
    upload.processing = QStringLiteral("pending");
    upload.percent = 40;
    upload.finalizeTwice = true;
    const Upload after =
        must(upload, event::FileOk{print(), video(), Verdict::MayBeRefused, {Problem{}}}).upload;
    QVERIFY(after.segments.isEmpty());
    QVERIFY(after.mediaId.isEmpty() && after.mediaKey.isEmpty() && after.processing.isEmpty());
    QVERIFY(!after.finalizeTwice);
    QCOMPARE(after.percent, -1);
    QCOMPARE(after.verdict, Verdict::MayBeRefused);
    QCOMPARE(after.problems.size(), 1);
    QCOMPARE(after.facts, video());
}

void UploadMachineTest::sendAnywayIsRemembered()
{
    const Upload early = must(halfSent(UploadState::Queued), event::SendAnyway{}).upload;
    QVERIFY(early.sendAnyway);
    Upload checking = early;
    checking.state = UploadState::Checking;
    event::FileNeedsFix refused;
    refused.fingerprint = print();
    refused.verdict = Verdict::WillBeRefused;
    QCOMPARE(must(checking, refused).upload.state, UploadState::Initializing);
    Upload asks = halfSent(UploadState::NeedsFix);
    asks.problems = {{QStringLiteral("frame rate"), QStringLiteral("120 fps"), QStringLiteral("60 fps"), {}}};
    const Upload said = must(asks, event::SendAnyway{}).upload; // of these problems
    QVERIFY(!said.sendAnyway && said.accepted == asks.problems);
    QVERIFY(must(asks, event::SendAnyway{.whateverIsFound = true}).upload.sendAnyway);
}

void UploadMachineTest::attemptsGrowAndAreForgotten()
{
    Upload upload = halfSent(UploadState::Sending);
    for (int i = 1; i <= 3; ++i) {
        upload = must(upload, event::Wait{WaitReason::ServerTrouble, now, trouble}).upload;
        QCOMPARE(upload.attempts, i);
        upload = must(upload, event::Due{}).upload;
        QCOMPARE(upload.state, UploadState::Sending);
        QCOMPARE(upload.attempts, i);
    }
    QCOMPARE(must(upload, event::Acked{upload.mediaId, 1, 1}).upload.attempts, 0);
    upload.state = UploadState::Failed;
    upload.restarts = 2;
    const Upload again = must(upload, event::Retry{}).upload;
    QCOMPARE(again.attempts, 0);
    QCOMPARE(again.restarts, 0);
    QCOMPARE(again.segments, upload.segments); // the step that failed goes on, with all that X has
}

void UploadMachineTest::lostMediaRestartsTwice()
{
    Upload upload = halfSent(UploadState::Sending);
    for (int i = 1; i <= 2; ++i) {
        upload = must(upload, event::MediaGone{trouble}).upload;
        QCOMPARE(upload.state, UploadState::Initializing);
        QCOMPARE(upload.restarts, i);
        QVERIFY(upload.segments.isEmpty());
        QVERIFY(upload.mediaId.isEmpty());
        upload =
            must(upload, event::GotMediaId{QStringLiteral("9"), {}, 0, WireForm::Resource, 4 * mib}).upload;
    }
    upload = must(upload, event::MediaGone{trouble}).upload;
    QCOMPARE(upload.state, UploadState::Failed);
    QCOMPARE(upload.error, trouble);
    // A retry by a person starts over, and may restart again.
    upload = must(upload, event::Retry{}).upload;
    QCOMPARE(upload.state, UploadState::Checking); // the file may be another by now
    QCOMPARE(upload.restarts, 0);
    QVERIFY(upload.mediaId.isEmpty());
}

void UploadMachineTest::acknowledgementIsNeverLost_data()
{
    pauseMeansSomething_data();
}

void UploadMachineTest::acknowledgementIsNeverLost()
{
    QFETCH(int, state);
    const Upload after =
        must(halfSent(static_cast<UploadState>(state)), event::Acked{QStringLiteral("77"), 1, 42}).upload;
    QVERIFY(after.segments.at(1).acked);
    QCOMPARE(after.segments.at(1).ms, 42);
    QCOMPARE(after.ackedBytes(), 8 * mib);
}

void UploadMachineTest::acknowledgementOfAnotherMediaIsIgnored()
{
    const Upload upload = halfSent(UploadState::Sending);
    QCOMPARE(must(upload, event::Acked{QStringLiteral("66"), 1, 1}).upload, upload);
    QCOMPARE(must(upload, event::Acked{QStringLiteral("77"), 2, 1}).upload, upload);
    QCOMPARE(must(upload, event::Acked{QStringLiteral("77"), -1, 1}).upload, upload);
}

void UploadMachineTest::lastAcknowledgementFinalizes()
{
    Upload upload = withAllCut(UploadState::Sending);
    upload = must(upload, event::Acked{upload.mediaId, 2, 1}).upload;
    QCOMPARE(upload.state, UploadState::Sending);
    const UploadStep last = must(upload, event::Acked{upload.mediaId, 1, 1});
    QCOMPARE(inWords(last), QStringLiteral("Finalizing: Finalize"));
}

void UploadMachineTest::lastAcknowledgementWhilePaused()
{
    Upload upload = allSent(UploadState::Paused);
    upload.segments[2].acked = false;
    upload = must(upload, event::Acked{upload.mediaId, 2, 1}).upload;
    QCOMPARE(upload.state, UploadState::Paused);
    QCOMPARE(inWords(must(upload, event::Resume{})), QStringLiteral("Finalizing: AskStatus"));
}

void UploadMachineTest::tooLarge_data()
{
    QTest::addColumn<int>("segments");
    QTest::addColumn<int>("index");
    QTest::addColumn<bool>("maybeReceived");
    QTest::addColumn<qint64>("chunk");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<int>("left");
    QTest::addColumn<qint64>("nextChunk");
    QTest::newRow("last index, surely not received: cut anew alone")
        << 2 << 1 << false << 4 * mib << QStringLiteral("Sending: Send") << 1 << 2 * mib;
    QTest::newRow("perhaps received: a new media")
        << 2 << 1 << true << 4 * mib << QStringLiteral("Initializing: Abort Initialize") << 0 << 2 * mib;
    QTest::newRow("higher indexes are out: a new media")
        << 3 << 1 << false << 4 * mib << QStringLiteral("Initializing: Abort Initialize") << 0 << 2 * mib;
    QTest::newRow("nothing smaller is left")
        << 2 << 1 << false << 256 * 1024ll << QStringLiteral("Failed: Abort") << 2 << 256 * 1024ll;
}

void UploadMachineTest::tooLarge()
{
    QFETCH(int, segments);
    QFETCH(int, index);
    QFETCH(bool, maybeReceived);
    QFETCH(qint64, chunk);
    Upload upload = halfSent(UploadState::Sending);
    upload.chunkBytes = chunk;
    upload.segments.clear();
    for (int i = 0; i < segments; ++i)
        upload.segments.append(
            Segment{.index = i, .offset = i * chunk, .length = chunk, .acked = i == 0, .tries = 1});
    const UploadStep next = must(upload, event::TooLarge{upload.mediaId, index, maybeReceived, trouble});
    QTEST(inWords(next), "expected");
    QTEST(static_cast<int>(next.upload.segments.size()), "left");
    QTEST(next.upload.chunkBytes, "nextChunk");
    QCOMPARE(next.upload.restarts, 0); // a smaller size is no lost media
}

void UploadMachineTest::tooLargeOfAnotherMediaIsIgnored()
{
    const Upload upload = halfSent(UploadState::Sending);
    QCOMPARE(must(upload, event::TooLarge{QStringLiteral("66"), 1, false, trouble}).upload, upload);
    QCOMPARE(must(upload, event::TooLarge{QStringLiteral("77"), 7, false, trouble}).upload, upload);
}

void UploadMachineTest::chunkNeverGrowsAgainAfterARefusal()
{
    Upload upload = halfSent(UploadState::Sending);
    upload = must(upload, event::TooLarge{upload.mediaId, 1, true, trouble}).upload;
    upload = must(upload, event::GotMediaId{QStringLiteral("88"), {}, 0, WireForm::Command, 4 * mib}).upload;
    QCOMPARE(upload.chunkBytes, 2 * mib);
    QCOMPARE(upload.mediaId, QStringLiteral("88"));
    QCOMPARE(upload.form, WireForm::Command);
}

void UploadMachineTest::finalizeTwice_data()
{
    QTest::addColumn<QString>("category");
    QTest::addColumn<bool>("processed");
    QTest::newRow("picture") << QStringLiteral("tweet_image") << false;
    QTest::newRow("subtitles") << QStringLiteral("subtitles") << false;
    QTest::newRow("video") << QStringLiteral("tweet_video") << true;
    QTest::newRow("GIF") << QStringLiteral("tweet_gif") << true;
}

// FINALIZE without an answer → STATUS 404 → FINALIZE once more → refused.
void UploadMachineTest::finalizeTwice()
{
    QFETCH(QString, category);
    QFETCH(bool, processed);
    Upload upload = allSent(UploadState::Finalizing);
    upload.facts.mediaCategory = category;
    // Refused at once, it is refused: nobody has finalized it before.
    QCOMPARE(must(upload, event::Refused{trouble}).upload.state, UploadState::Failed);
    upload = must(upload, event::NoAnswer{trouble}).upload;
    upload = must(upload, event::StatusUnknown{}).upload;
    QVERIFY(upload.finalizeTwice);
    const UploadStep refused = must(upload, event::Refused{trouble});
    if (processed) { // it may be "already finalized": STATUS tells
        QCOMPARE(inWords(refused), QStringLiteral("Finalizing: AskStatus"));
        QCOMPARE(must(refused.upload, event::MediaProcessing{QStringLiteral("pending"), 0, 1000, {}}).upload.state,
                 UploadState::Processing);
        const UploadStep anew = must(refused.upload, event::StatusUnknown{}); // by itself, at most twice
        QVERIFY2(inWords(anew) == QStringLiteral("Initializing: Abort Initialize") && anew.upload.restarts == 1, qPrintable(inWords(anew)));
        Upload failed = refused.upload;
        failed.restarts = 2;
        failed = must(failed, event::StatusUnknown{}).upload;
        QCOMPARE(failed.state, UploadState::Failed);
        QCOMPARE(failed.resumeState, UploadState::Initializing);
        QCOMPARE(failed.error, trouble);
        const Error outage{.kind = ErrorKind::ServerError, .http = 503};
        const Upload waits = must(refused.upload, event::Wait{WaitReason::ServerTrouble, now, outage}).upload;
        const UploadStep after = must(must(waits, event::Due{}).upload, event::StatusUnknown{});
        QCOMPARE(inWords(after), QStringLiteral("Finalizing: Finalize"));
    } else {
        QCOMPARE(refused.upload.state, UploadState::Ready);
    }
}

void UploadMachineTest::unansweredFinalizeBacksOff()
{
    Upload upload = allSent(UploadState::Finalizing);
    qint64 last = -1;
    for (int i = 0; i < 12; ++i) {
        UploadStep asked = must(upload, event::NoAnswer{trouble});
        QCOMPARE(asked.commands.size(), 1);
        const bool waits = asked.upload.state == UploadState::Waiting; // a longer pause is shown as one
        QCOMPARE(asked.commands.first().kind, waits ? UploadCommand::Kind::Wake : UploadCommand::Kind::AskStatus);
        const qint64 delay = asked.commands.first().value - (waits ? now : 0);
        QCOMPARE(waits, delay > 10'000);
        QVERIFY(delay > last || delay == 30'000);
        last = delay;
        if (waits) {
            QCOMPARE(asked.upload.reason, WaitReason::ServerTrouble);
            asked = must(asked.upload, event::Due{});
            QCOMPARE(inWords(asked), QStringLiteral("Finalizing: AskStatus"));
        }
        upload = must(asked.upload, event::StatusUnknown{}).upload;
    }
    QCOMPARE(last, 30'000);
}

void UploadMachineTest::refusedFinalizeRetries_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("retry");
    QTest::newRow("what was sent is wrong")
        << ErrorKind::Refused << QStringLiteral("Checking: Check");
    QTest::newRow("X does not know it") << ErrorKind::NotFound << QStringLiteral("Checking: Check");
    QTest::newRow("a right is missing") << ErrorKind::Forbidden << QStringLiteral("Finalizing: AskStatus");
    QTest::newRow("no credit") << ErrorKind::NoCredit << QStringLiteral("Finalizing: AskStatus");
}

void UploadMachineTest::refusedFinalizeRetries()
{
    QFETCH(ErrorKind, kind);
    const Upload failed = must(allSent(UploadState::Finalizing), event::Refused{Error{.kind = kind}}).upload;
    QCOMPARE(failed.state, UploadState::Failed);
    QTEST(inWords(must(failed, event::Retry{})), "retry");
}

// The same again may be refused again, for as long as a person retries.
void UploadMachineTest::refusedTwiceIsSentAnew()
{
    for (const UploadState state : {UploadState::Sending, UploadState::Processing}) {
        const Error no{.kind = ErrorKind::Refused};
        const Upload sent = state == UploadState::Sending ? halfSent(state) : allSent(state);
        const UploadStep again = must(must(sent, event::Refused{no}).upload, event::Retry{});
        QCOMPARE(again.upload.mediaId, sent.mediaId); // once more first: it may have been a mistake of X's
        QCOMPARE(inWords(must(again.upload, event::Refused{no})), QStringLiteral("Checking: Check"));
        QVERIFY(must(again.upload, event::Refused{no}).upload.mediaId.isEmpty());
        const Upload lacksRight = must(sent, event::Refused{Error{.kind = ErrorKind::Forbidden}}).upload;
        QVERIFY(!must(lacksRight, event::Retry{}).upload.doubted);
    }
}

// X refused a Post with it: it is asked, and what X does not know, or not let us have, is sent again.
void UploadMachineTest::doubtedMedia()
{
    const Upload asked = must(allSent(UploadState::Ready), event::MediaSuspect{}).upload;
    QVERIFY(asked.doubted);
    QVERIFY(!must(asked, event::MediaReady{}).upload.doubted);
    QCOMPARE(must(asked, event::MediaReady{}).upload.mediaId, asked.mediaId);
    for (const UploadStep &lost :
         {must(asked, event::MediaGone{trouble}), must(asked, event::Refused{trouble}),
          must(asked, event::Refused{Error{.kind = ErrorKind::Forbidden}}),
          must(allSent(UploadState::Ready), event::MediaSuspect{.reupload = true})}) {
        QCOMPARE(inWords(lost), QStringLiteral("Checking: Check"));
        QVERIFY(lost.upload.mediaId.isEmpty() && lost.upload.segments.isEmpty() && !lost.upload.doubted);
    }
    // What is about the account says nothing of the media.
    const Upload failed = must(asked, event::Refused{Error{.kind = ErrorKind::AccountLocked}}).upload;
    QCOMPARE(failed.state, UploadState::Failed);
    QVERIFY(failed.doubted);
    QCOMPARE(inWords(must(failed, event::Retry{})), QStringLiteral("Processing: AskStatus"));
    Upload picture = allSent(UploadState::Ready);
    picture.facts.mediaCategory = QStringLiteral("tweet_image");
    QCOMPARE(must(picture, event::MediaSuspect{}).upload, picture); // STATUS knows nothing of it in any case
}

void UploadMachineTest::expiredSubmittedOrNot()
{
    const UploadStep submitted = must(allSent(UploadState::Ready), event::Expired{true});
    QCOMPARE(inWords(submitted), QStringLiteral("Initializing: Initialize"));
    QVERIFY(submitted.upload.segments.isEmpty());
    const UploadStep ofDraft = must(allSent(UploadState::Ready), event::Expired{false});
    QCOMPARE(inWords(ofDraft), QStringLiteral("Queued:"));
    QVERIFY(ofDraft.upload.mediaId.isEmpty());
    QCOMPARE(ofDraft.upload.expiresAtMs, 0);
}

void UploadMachineTest::percentNeverGoesBack()
{
    Upload upload = allSent(UploadState::Finalizing);
    const QVector<std::pair<int, int>> told{{10, 10}, {45, 45}, {30, 45}, {-1, 45}, {90, 90}};
    for (const auto &[percent, shown] : told) {
        upload =
            must(upload, event::MediaProcessing{QStringLiteral("in_progress"), percent, 1000, {}}).upload;
        QCOMPARE(upload.percent, shown);
        QCOMPARE(upload.processingSinceAtMs, now);
    }
}

void UploadMachineTest::processingEndsInItsLastWord()
{
    Upload upload = allSent(UploadState::Processing);
    upload.processing = QStringLiteral("in_progress");
    upload.percent = 90;
    upload = must(upload, event::MediaReady{QStringLiteral("succeeded"), {}, 0}).upload;
    QCOMPARE(upload.processing, QStringLiteral("succeeded"));
    QCOMPARE(upload.percent, 100);
    QCOMPARE(upload.mediaKey, QStringLiteral("7_77")); // not told again, so not forgotten
    // A kind without processing has no words for it.
    const Upload picture =
        must(allSent(UploadState::Finalizing), event::MediaReady{{}, QStringLiteral("3_1"), now + 5}).upload;
    QVERIFY(picture.processing.isEmpty());
    QCOMPARE(picture.percent, -1);
    QCOMPARE(picture.mediaKey, QStringLiteral("3_1"));
    QCOMPARE(picture.expiresAtMs, now + 5);
    QCOMPARE(must(upload = allSent(UploadState::Processing), event::Rejected{trouble}).upload.processing,
             QStringLiteral("failed"));
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(UploadMachineTest)
#include "tst_upload_machine.moc"
