// What the machine decides about a file that X would refuse: what was said before, what is offered, what came of a fix.
#include "tests/support/test_main.h"
#include "tests/upload/upload_samples.h"

#include <QTest>

using namespace postreel;
using namespace postreel::testing;

class UploadFixingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsSaidOfIt_data();
    void whatIsSaidOfIt();
    void theNewerWordCounts();
    void whatWasLetPassStaysPassed_data();
    void whatWasLetPassStaysPassed();
    void aFixedFileGoesUpInPlaceOfTheOriginal();
    void aFixThatFailedIsNotTriedByItself();
    void aFixedFileThatIsGoneIsMadeAnew();
    void anOriginalThatChangesIsFixedAnew();
    void aLimitThatXNamesIsJudgedBy();
};

namespace {

event::FileNeedsFix refused(FixKind offered)
{
    event::FileNeedsFix bad;
    bad.fingerprint = print();
    bad.facts = video();
    bad.verdict = Verdict::WillBeRefused;
    bad.problems = {{QStringLiteral("frame rate"), QStringLiteral("120 fps"), QStringLiteral("60 fps"), {}}};
    bad.offer = {.kind = offered, .ms = 7, .bytes = 9};
    return bad;
}

} // namespace

void UploadFixingTest::whatIsSaidOfIt_data()
{
    QTest::addColumn<bool>("fix");
    QTest::addColumn<bool>("sendAnyway");
    QTest::addColumn<bool>("trims");
    QTest::addColumn<bool>("fixed");
    QTest::addColumn<FixKind>("offer");
    QTest::addColumn<QString>("next");
    using enum FixKind;
    const QString asks = QStringLiteral("NeedsFix:");
    const QString fixes = QStringLiteral("Fixing: Fix");
    const QString sends = QStringLiteral("Initializing: Initialize");
    //                                           fix     anyway   trims    fixed
    QTest::newRow("nothing said") << false << false << false << false << Video << asks;
    QTest::newRow("fix") << true << false << false << false << Video << fixes;
    QTest::newRow("fix, no fix") << true << false << false << false << None << asks;
    QTest::newRow("send anyway") << false << true << false << false << Video << sends;
    QTest::newRow("fix, else send") << true << true << false << false << Video << fixes;
    QTest::newRow("fix, else send, no fix") << true << true << false << false << None << sends;
    QTest::newRow("trim") << false << false << true << false << Trim << fixes;
    QTest::newRow("trim, else send") << false << true << true << false << Trim << fixes;
    QTest::newRow("trim without ffmpeg never goes out whole") << false << true << true << false << None << asks;
    QTest::newRow("fixed already") << true << false << false << true << Video << asks;
    QTest::newRow("fixed already, else send") << true << true << false << true << Video << sends;
}

void UploadFixingTest::whatIsSaidOfIt()
{
    QFETCH(bool, trims);
    QFETCH(bool, fixed);
    QFETCH(FixKind, offer);
    Upload upload = halfSent(UploadState::Checking);
    QFETCH(bool, fix);
    QFETCH(bool, sendAnyway);
    upload.fix = fix;
    upload.sendAnyway = sendAnyway;
    if (trims)
        upload.trimEndMs = 4000;
    if (fixed)
        upload.fixedFile = QStringLiteral("/fixes/u.mp4");
    const UploadStep next = must(upload, refused(offer));
    QTEST(inWords(next), "next");
    QCOMPARE(next.upload.verdict, Verdict::WillBeRefused);
    QCOMPARE(next.upload.offer, (FixOffer{offer, 7, 9}));
    QVERIFY(next.upload.segments.isEmpty()); // nothing of it was sent, or is kept
}

void UploadFixingTest::theNewerWordCounts()
{
    Upload upload = halfSent(UploadState::Checking);
    upload.fix = true;
    const Upload sent = must(upload, event::SendAnyway{}).upload;
    QVERIFY(sent.sendAnyway && !sent.fix);

    upload = halfSent(UploadState::NeedsFix);
    upload.sendAnyway = true;
    const Upload fixed = must(upload, event::Fix{}).upload;
    QVERIFY(fixed.fix && !fixed.sendAnyway);

    upload.trimStartMs = 1000; // sent as it is, it is sent whole
    QVERIFY(!must(upload, event::SendAnyway{}).upload.trims());
}

void UploadFixingTest::whatWasLetPassStaysPassed_data()
{
    QTest::addColumn<bool>("always");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("limit");
    QTest::addColumn<UploadState>("next");
    const QString rate = QStringLiteral("frame rate");
    const QString sixty = QStringLiteral("60 fps");
    QTest::newRow("the same again") << false << rate << sixty << UploadState::Initializing;
    QTest::newRow("a lower limit") << false << rate << QStringLiteral("30 fps") << UploadState::NeedsFix;
    QTest::newRow("another problem") << false << QStringLiteral("duration") << sixty << UploadState::NeedsFix;
    QTest::newRow("another one, to a script") << true << QStringLiteral("duration") << sixty << UploadState::Initializing;
}

void UploadFixingTest::whatWasLetPassStaysPassed()
{
    QFETCH(bool, always);
    QFETCH(QString, field);
    QFETCH(QString, limit);
    const Upload asks = must(halfSent(UploadState::Checking), refused(FixKind::Video)).upload;
    Upload again = must(asks, event::SendAnyway{.whateverIsFound = always}).upload;
    again.state = UploadState::Checking; // after a retry
    event::FileNeedsFix found = refused(FixKind::Video);
    found.problems.first().field = field;
    found.problems.first().limit = limit;
    QTEST(must(again, found).upload.state, "next");
}

void UploadFixingTest::aFixedFileGoesUpInPlaceOfTheOriginal()
{
    const UploadStep done = must(halfSent(UploadState::Fixing), event::FixDone{QStringLiteral("/fixes/u.mp4")});
    QCOMPARE(inWords(done), QStringLiteral("Checking: Check"));
    QCOMPARE(done.upload.sentFile(), QStringLiteral("/fixes/u.mp4"));
    QCOMPARE(done.upload.file, QStringLiteral("/films/a.mp4"));
    const UploadStep again = must(must(done.upload, refused(FixKind::None)).upload, event::Fix{});
    QCOMPARE(inWords(again), QStringLiteral("Fixing: Fix"));
    QCOMPARE(again.upload.sentFile(), QStringLiteral("/films/a.mp4"));
}

void UploadFixingTest::aFixThatFailedIsNotTriedByItself()
{
    Upload upload = halfSent(UploadState::Fixing);
    upload.fix = true;
    const Error failed{.kind = ErrorKind::FixFailed, .detail = QStringLiteral("moov atom not found")};
    UploadStep next = must(upload, event::FixFailed{failed});
    QCOMPARE(inWords(next), QStringLiteral("NeedsFix:"));
    QCOMPARE(next.upload.error, failed);
    QVERIFY(!next.upload.fix);

    upload.sendAnyway = true; // "fix it, else send it"
    QCOMPARE(inWords(must(upload, event::FixFailed{failed})), QStringLiteral("Initializing: Initialize"));
    const Error stopped{.kind = ErrorKind::Aborted};
    QCOMPARE(inWords(must(upload, event::FixFailed{stopped})), QStringLiteral("NeedsFix:"));
    upload.trimStartMs = 1000;
    QCOMPARE(inWords(must(upload, event::FixFailed{failed})), QStringLiteral("NeedsFix:"));
}

void UploadFixingTest::aFixedFileThatIsGoneIsMadeAnew()
{
    Upload upload = halfSent(UploadState::Checking);
    upload.fixedFile = QStringLiteral("/fixes/u.mp4");
    const UploadStep next = must(upload, event::FileBad{Error{.kind = ErrorKind::Missing}});
    QCOMPARE(inWords(next), QStringLiteral("Checking: Check"));
    QCOMPARE(next.upload.sentFile(), QStringLiteral("/films/a.mp4"));
    QCOMPARE(inWords(must(next.upload, event::FileBad{Error{.kind = ErrorKind::Missing}})),
             QStringLiteral("Failed: Abort"));
}

void UploadFixingTest::anOriginalThatChangesIsFixedAnew()
{
    const Error changed{.kind = ErrorKind::FileChanged};
    Upload upload = halfSent(UploadState::Fixing);
    upload.fix = true;
    const Fingerprint original = upload.fingerprint;
    UploadStep failed = must(upload, event::FixFailed{changed}); // while it was being fixed
    QCOMPARE(failed.upload.state, UploadState::Failed);
    QCOMPARE(must(failed.upload, event::Retry{}).upload.state, UploadState::Checking);
    QVERIFY(failed.upload.fix);

    upload = must(upload, event::FixDone{QStringLiteral("/fixes/u.mp4")}).upload;
    QCOMPARE(upload.original, original);
    event::FileOk fixed;
    fixed.fingerprint = {.size = 5, .mtimeMs = 5, .hash = "fixed"};
    upload = must(upload, fixed).upload;
    QCOMPARE(upload.fingerprint, fixed.fingerprint);
    QCOMPARE(upload.original, original);
    upload.state = UploadState::Sending;
    failed = must(upload, event::FileChanged{changed}); // while it was being sent
    QCOMPARE(failed.upload.state, UploadState::Failed);
    QCOMPARE(failed.upload.sentFile(), failed.upload.file);

    Upload refusedStill = must(upload, event::FileChanged{changed}).upload;
    refusedStill.state = UploadState::NeedsFix;
    refusedStill.fixedFile = QStringLiteral("/fixes/u.mp4");
    QCOMPARE(must(refusedStill, event::Fix{}).upload.fingerprint, original);
}

void UploadFixingTest::aLimitThatXNamesIsJudgedBy()
{
    Upload upload = halfSent(UploadState::Initializing);
    upload.fixedFile = QStringLiteral("/fixes/u.mp4");
    UploadStep next = must(upload, event::Refused{trouble, true});
    QCOMPARE(inWords(next), QStringLiteral("Failed: Abort"));
    QCOMPARE(next.upload.error, trouble);
    QCOMPARE(inWords(must(next.upload, event::Retry{})), QStringLiteral("Checking: Check"));

    upload.fix = true;
    next = must(upload, event::Refused{trouble, true});
    QCOMPARE(inWords(next), QStringLiteral("Checking: Check"));
    QCOMPARE(next.upload.sentFile(), QStringLiteral("/films/a.mp4"));
    QVERIFY(next.upload.mediaId.isEmpty());

    upload.state = UploadState::Processing;
    QCOMPARE(inWords(must(upload, event::Rejected{trouble, true})), QStringLiteral("Checking: Check"));
}

POSTREEL_TEST_MAIN(UploadFixingTest)
#include "tst_upload_fixing.moc"
