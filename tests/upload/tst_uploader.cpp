// A real Uploader against the real sandbox: what goes over the wire, what is on disk by then, what is told.
#include "app/media/fingerprint.h"
#include "tests/upload/append_relay.h"
#include "tests/upload/upload_bench.h"

#include <QCryptographicHash>
#include <QMutex>
#include <QSet>

using namespace postreel;
using namespace postreel::testing;

namespace {

constexpr qint64 kib = 1 << 10;
constexpr qint64 mib = 1 << 20;
constexpr qint64 chunk = 256 * kib;

QString sha256Of(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromLatin1(QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex());
}

// The upload that the sandbox holds under the record's media id.
QJsonObject received(const LiveSandbox &sandbox, const Upload &upload)
{
    for (const QJsonValue &value : sandbox.uploads())
        if (value[QStringLiteral("id")].toString() == upload.mediaId)
            return value.toObject();
    return {};
}

} // namespace

class UploaderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void wireForms_data();
    void wireForms();
    void anOutageIsNoForm();
    void tellsInOrder_data();
    void tellsInOrder();
    void recovers_data();
    void recovers();
    void tooLargeIsCutSmaller();
    void tooLargeWithHigherIndexesOut();
    void earlyCloseCountsAsTooLarge();
    void aShortFileProvesNothing();
    void waitsFor_data();
    void waitsFor();
    void asksToSignInAndGoesOn();
    void withoutATokenNothingLeaves();
    void refusedIsFinal_data();
    void refusedIsFinal();
    void lostMediaIsSentAnew();
    void lostFinalizeAnswer_data();
    void lostFinalizeAnswer();
    void processing();
    void rejectedIsSentAnewOnRetry();
    void fileChangedInMidUpload();
    void fileAwayAndBack();
    void pauseAndResume();
    void cancelStopsAtOnce();
    void rangesAreOnDiskBeforeTheyLeave();
    void nothingAcknowledgedIsSentAgain();
    void nothingLeavesThatWasNotSaved();
    void oneSlotForTwo();
    void heldMediaDoesNotExpire();
    void needsAFix();

private:
    QString file(const QString &name) const { return m_folder->filePath(name); }
    QString quarterMib(int segments) { return writeVideo(file(QStringLiteral("film.mp4")), segments * chunk - 1000); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

#define VERIFY_ARRIVED(sandbox, upload)                                                                      \
    do {                                                                                                     \
        const QJsonObject there = received(sandbox, upload);                                                 \
        QCOMPARE(there.value(QStringLiteral("sha256")).toString(), sha256Of((upload).file));                 \
        QCOMPARE(there.value(QStringLiteral("total")).toInteger(), (upload).totalBytes());                   \
    } while (false)

#define TRY_STATE(uploader, wanted)                                                                          \
    QTRY_VERIFY2_WITH_TIMEOUT((uploader).record().state == (wanted), qPrintable(nameOf((uploader).record().state)), waitMs)

void UploaderTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void UploaderTest::wireForms_data()
{
    QTest::addColumn<QString>("served");
    QTest::addColumn<WireForm>("forced");
    QTest::addColumn<WireForm>("remembered");
    QTest::addColumn<UploadState>("state");
    QTest::addColumn<WireForm>("form");
    QTest::addColumn<QString>("calls");
    const auto row = [](const char *name, const char *served, WireForm forced, WireForm remembered, UploadState state,
                        WireForm form, const char *calls) {
        QTest::newRow(name) << QString::fromLatin1(served) << forced << remembered << state << form
                            << QString::fromLatin1(calls);
    };
    using enum WireForm;
    row("both served", "both", Unknown, Unknown, UploadState::Ready, Resource, "initialize append finalize");
    row("resource alone", "resource", Unknown, Unknown, UploadState::Ready, Resource, "initialize append finalize");
    row("command alone", "command", Unknown, Unknown, UploadState::Ready, Command, "unknown initialize append finalize");
    row("command remembered", "command", Unknown, Command, UploadState::Ready, Command, "initialize append finalize");
    row("remembered form is gone", "resource", Unknown, Command, UploadState::Ready, Resource,
        "initialize initialize append finalize");
    row("command forced", "both", Command, Resource, UploadState::Ready, Command, "initialize append finalize");
    row("forced form is not served", "command", Resource, Unknown, UploadState::Waiting, Unknown, "unknown");
    row("forced form is refused", "resource", Command, Unknown, UploadState::Failed, Unknown, "initialize");
}

void UploaderTest::wireForms()
{
    QFETCH(QString, served);
    QFETCH(WireForm, forced);
    QFETCH(WireForm, remembered);
    QFETCH(UploadState, state);
    QFETCH(WireForm, form);
    QFETCH(QString, calls);
    LiveSandbox sandbox(QStringLiteral("forms=") + served);
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.services.forcedForm = forced;
    if (remembered != WireForm::Unknown)
        bench.settings.setFormOf(sandbox.base().toString(), remembered);
    Uploader uploader(bench.services, bench.saved(writeVideo(file(QStringLiteral("a.mp4")), 5000)), nullptr);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, state);
    QCOMPARE(sandbox.callsInOrder(), calls);
    QCOMPARE(uploader.record().form, form);
    if (state != UploadState::Ready)
        return;
    QCOMPARE(bench.settings.formOf(sandbox.base().toString()), form);
    VERIFY_ARRIVED(sandbox, uploader.record());
}

void UploaderTest::anOutageIsNoForm()
{
    LiveSandbox sandbox(QStringLiteral("faults=404-outage"));
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(quarterMib(1)), nullptr);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Waiting);
    QCOMPARE(uploader.record().reason, WaitReason::ServerTrouble);
    QCOMPARE(bench.settings.formOf(sandbox.base().toString()), WireForm::Unknown);
    sandbox.play({});
    uploader.handle(event::Due{});
    TRY_STATE(uploader, UploadState::Ready);
    QCOMPARE(uploader.record().form, WireForm::Resource);
}

void UploaderTest::tellsInOrder_data()
{
    QTest::addColumn<QString>("processing");
    QTest::addColumn<QStringList>("after");
    QTest::newRow("no processing") << QStringLiteral("none")
                                   << QStringList{QStringLiteral("Finalizing>Ready"), QStringLiteral("finalized")};
    QTest::newRow("processing") << QStringLiteral("pending:0.2,succeeded")
                                << QStringList{QStringLiteral("Finalizing>Processing"), QStringLiteral("finalized"),
                                               QStringLiteral("processing pending -1"), QStringLiteral("Processing>Ready"),
                                               QStringLiteral("processing succeeded 100")};
}

void UploaderTest::tellsInOrder()
{
    QFETCH(QString, processing);
    QFETCH(QStringList, after);
    LiveSandbox sandbox(QStringLiteral("processing=") + processing);
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(quarterMib(1)), nullptr);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    const QStringList before{QStringLiteral("Queued>Checking"), QStringLiteral("Checking>Initializing"),
                             QStringLiteral("Initializing>Sending"), QStringLiteral("acked 0"),
                             QStringLiteral("Sending>Finalizing")};
    QCOMPARE(witness.told.replaceInStrings(uploader.record().mediaId, QString()).replaceInStrings(
                 QStringLiteral("finalized "), QStringLiteral("finalized")),
             before + after);
    QCOMPARE(witness.complaints, QStringList());
    QCOMPARE(uploader.shownBytes(), uploader.record().totalBytes());
    VERIFY_ARRIVED(sandbox, uploader.record());
}

void UploaderTest::recovers_data()
{
    QTest::addColumn<QString>("faults");
    QTest::addColumn<int>("appends"); // requests for four segments, the spoiled one included
    for (const char *scene : {"cut-before-body", "cut-mid-body", "cut-after-body", "answer-swallowed", "reset", "404", "500"})
        QTest::newRow(scene) << QString::fromLatin1(scene) << 5;
    // Any 2xx is an acknowledgement, whatever its body.
    QTest::newRow("an answer that is no JSON") << QStringLiteral("garbage@append#2") << 4;
}

void UploaderTest::recovers()
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
    QTEST(static_cast<int>(sandbox.requests(QStringLiteral("append")).size()), "appends");
    QCOMPARE(witness.count(QStringLiteral("retrying")), sandbox.requests(QStringLiteral("append")).size() - 4);
    QCOMPARE(witness.count(QStringLiteral("waiting")), 0); // one bad segment stops no other
    QCOMPARE(QSet<int>(witness.ackedIndexes.cbegin(), witness.ackedIndexes.cend()), (QSet<int>{0, 1, 2, 3}));
    QCOMPARE(witness.ackedIndexes.size(), 4);
    QCOMPARE(witness.complaints, QStringList());
}

void UploaderTest::tooLargeIsCutSmaller()
{
    LiveSandbox sandbox(QStringLiteral("faults=chunk-limit-1m"));
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(writeVideo(file(QStringLiteral("a.mp4")), 3 * mib + 5)), nullptr);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), 1); // that index alone was cut anew
    QCOMPARE(sandbox.requests(QStringLiteral("append")).size(), 2 + 4);
    QCOMPARE(bench.settings.provenChunkOf(sandbox.base().toString()), mib);
    QCOMPARE(witness.complaints, QStringList());
    QCOMPARE(uploader.record().restarts, 0);
    // The next upload knows.
    Uploader second(bench.services, bench.saved(writeVideo(file(QStringLiteral("b.mp4")), 2 * mib, 9)), nullptr);
    second.handle(event::Start{});
    TRY_STATE(second, UploadState::Ready);
    QCOMPARE(second.record().segments.first().length, mib);
    QCOMPARE(sandbox.requests(QStringLiteral("append")).size(), 6 + 2);
}

void UploaderTest::tooLargeWithHigherIndexesOut()
{
    LiveSandbox sandbox(QStringLiteral("faults=chunk-limit-256k"));
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(mib); // what it once took
    Uploader uploader(bench.services, bench.saved(writeVideo(file(QStringLiteral("a.mp4")), 2 * mib)), nullptr);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), 2);
    QCOMPARE(uploader.record().segments.size(), 8);
    QCOMPARE(bench.settings.provenChunkOf(sandbox.base().toString()), chunk);
    QCOMPARE(witness.complaints, QStringList());
}

void UploaderTest::earlyCloseCountsAsTooLarge()
{
    LiveSandbox sandbox(QStringLiteral("faults=early413@append#1-2:16384"));
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(writeVideo(file(QStringLiteral("a.mp4")), 3 * mib)), nullptr);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QVERIFY(uploader.record().segments.size() > 1);
    QCOMPARE(witness.complaints, QStringList());
}

void UploaderTest::aShortFileProvesNothing()
{
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader small(bench.services, bench.saved(writeVideo(file(QStringLiteral("a.mp4")), 2000)), nullptr);
    small.handle(event::Start{});
    TRY_STATE(small, UploadState::Ready);
    Uploader large(bench.services, bench.saved(writeVideo(file(QStringLiteral("b.mp4")), 5 * mib)), nullptr);
    large.handle(event::Start{});
    TRY_STATE(large, UploadState::Ready);
    QCOMPARE(large.record().segments.size(), 2);
    QCOMPARE(bench.settings.provenChunkOf(sandbox.base().toString()), 4 * mib);
}

void UploaderTest::waitsFor_data()
{
    QTest::addColumn<QString>("faults");
    QTest::addColumn<WaitReason>("reason");
    QTest::addColumn<UploadState>("backTo");
    QTest::newRow("429") << QStringLiteral("429") << WaitReason::RateLimit << UploadState::Sending;
    QTest::newRow("429 without headers") << QStringLiteral("429-bare") << WaitReason::RateLimit << UploadState::Sending;
    QTest::newRow("401") << QStringLiteral("401") << WaitReason::TokenRefused << UploadState::Sending;
    QTest::newRow("redirect") << QStringLiteral("redirect@append#2") << WaitReason::CaptivePortal << UploadState::Sending;
    QTest::newRow("INIT 503") << QStringLiteral("status503@initialize#1") << WaitReason::ServerTrouble
                              << UploadState::Initializing;
    QTest::newRow("INIT lost") << QStringLiteral("init-answer-lost") << WaitReason::ServerTrouble << UploadState::Initializing;
    QTest::newRow("FINALIZE 503") << QStringLiteral("status503@finalize#1") << WaitReason::ServerTrouble
                                  << UploadState::Finalizing;
}

void UploaderTest::waitsFor()
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
    QTEST(uploader.record().backTo, "backTo");
    QVERIFY(uploader.record().untilAtMs > 0);
    QCOMPARE(witness.count(QStringLiteral("waiting")), 1);
    uploader.handle(event::Due{}); // what the clock would do
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(witness.ackedIndexes.size(), 4);
    QCOMPARE(witness.complaints, QStringList());
}

void UploaderTest::asksToSignInAndGoesOn()
{
    LiveSandbox sandbox(QStringLiteral("faults=status401@append#2-999"));
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(chunk);
    Upload tired = bench.saved(quarterMib(6));
    tired.attempts = 2; // the third 401 in a row is no hiccup
    Uploader uploader(bench.services, tired, nullptr);
    Witness witness(uploader);
    // An acknowledgement is progress and starts the count anew, so the hiccups are waited for by hand.
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

void UploaderTest::withoutATokenNothingLeaves()
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

void UploaderTest::refusedIsFinal_data()
{
    QTest::addColumn<QString>("faults");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<UploadState>("step");
    QTest::newRow("INIT 400") << QStringLiteral("status400@initialize#1") << ErrorKind::Refused << UploadState::Initializing;
    QTest::newRow("INIT 402") << QStringLiteral("status402@initialize#1") << ErrorKind::NoCredit << UploadState::Initializing;
    QTest::newRow("APPEND 403") << QStringLiteral("403") << ErrorKind::Forbidden << UploadState::Sending;
    QTest::newRow("FINALIZE 403") << QStringLiteral("status403@finalize#1") << ErrorKind::Forbidden
                                  << UploadState::Finalizing;
}

void UploaderTest::refusedIsFinal()
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
    QTEST(uploader.record().backTo, "step");
    QCOMPARE(witness.count(QStringLiteral("failed")), 1);
    const qint64 acked = uploader.record().ackedBytes();
    uploader.handle(event::Retry{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), faults.contains(QLatin1String("initialize")) ? 2 : 1);
    QVERIFY(acked <= uploader.record().ackedBytes());
}

void UploaderTest::lostMediaIsSentAnew()
{
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    const QString path = quarterMib(3);
    Upload upload = bench.saved(path);
    const Upload fresh = upload;
    upload.state = UploadState::Sending;
    upload.fingerprint = fingerprintOf(path).take();
    upload.facts = {.mediaType = QStringLiteral("video/mp4"), .mediaCategory = QStringLiteral("tweet_video")};
    upload.form = WireForm::Resource;
    upload.mediaId = QStringLiteral("123456789"); // X has forgotten it
    upload.chunkBytes = chunk;
    upload.segments = {Segment{.index = 0, .offset = 0, .length = chunk, .acked = true, .tries = 1}};
    QVERIFY(bench.store.save(fresh, upload, std::nullopt));
    Uploader uploader(bench.services, upload, nullptr);
    uploader.handle(event::Restored{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(uploader.record().restarts, 1);
}

void UploaderTest::lostFinalizeAnswer_data()
{
    QTest::addColumn<bool>("picture");
    QTest::addColumn<QString>("spec");
    QTest::addColumn<QString>("calls");
    QTest::newRow("a video that X processes") << false << QStringLiteral("faults=finalize-answer-lost,processing=instant")
                                              << QStringLiteral("initialize append finalize status");
    QTest::newRow("a picture: STATUS knows nothing") << true << QStringLiteral("faults=finalize-answer-lost")
                                                     << QStringLiteral("initialize append finalize status finalize");
    QTest::newRow("FINALIZE never arrived") << false << QStringLiteral("faults=cut@finalize#1")
                                            << QStringLiteral("initialize append finalize status finalize");
    QTest::newRow("twice in a row") << false << QStringLiteral("faults=cut@finalize#1-2")
                                    << QStringLiteral("initialize append finalize status finalize status finalize");
}

void UploaderTest::lostFinalizeAnswer()
{
    QFETCH(bool, picture);
    QFETCH(QString, spec);
    LiveSandbox sandbox(spec);
    UploadBench bench(m_folder->path(), sandbox.base());
    const QString path = picture ? writePicture(file(QStringLiteral("a.png"))) : quarterMib(1);
    Uploader uploader(bench.services, bench.saved(path), nullptr);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    QTEST(sandbox.callsInOrder(), "calls");
    QCOMPARE(witness.count(QStringLiteral("finalized")), 1);
    VERIFY_ARRIVED(sandbox, uploader.record());
}

void UploaderTest::processing()
{
    LiveSandbox sandbox(QStringLiteral("processing=in_progress:45:0.5,in_progress:30:1,succeeded"));
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(quarterMib(1)), nullptr);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    const QStringList told = witness.told.filter(QStringLiteral("processing"));
    QCOMPARE(told, (QStringList{QStringLiteral("processing in_progress 45"), QStringLiteral("processing succeeded 100")}));
    QVERIFY(uploader.record().processingSinceAtMs > 0);
    QVERIFY(!uploader.record().mediaKey.isEmpty());
}

void UploaderTest::rejectedIsSentAnewOnRetry()
{
    LiveSandbox sandbox(QStringLiteral("processing=failed:30"));
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(quarterMib(1)), nullptr);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Failed);
    QCOMPARE(uploader.record().error.kind, ErrorKind::Rejected);
    QVERIFY(uploader.record().error.said.contains(QLatin1String("Invalid or unsupported media")));
    sandbox.play({});
    uploader.handle(event::Retry{});
    TRY_STATE(uploader, UploadState::Ready);
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), 2);
    VERIFY_ARRIVED(sandbox, uploader.record());
}

void UploaderTest::fileChangedInMidUpload()
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

void UploaderTest::fileAwayAndBack()
{
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(chunk);
    const QString path = quarterMib(6);
    const QString elsewhere = file(QStringLiteral("elsewhere"));
    Uploader uploader(bench.services, bench.saved(path), nullptr);
    Witness witness(uploader);
    bool pulled = false;
    connect(&uploader, &Uploader::segmentAcked, this, [&] {
        if (!std::exchange(pulled, true))
            QVERIFY(QFile::rename(path, elsewhere));
    });
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Waiting);
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

void UploaderTest::pauseAndResume()
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

void UploaderTest::cancelStopsAtOnce()
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
    for (int i = 0; i < 6; ++i)
        QVERIFY(bench.places.take());
    for (int i = 0; i < 6; ++i)
        bench.places.giveBack();
    QCOMPARE(witness.ackedIndexes.size(), 1);
    QCOMPARE(witness.told.last(), QStringLiteral("Sending>Cancelled"));
}

void UploaderTest::rangesAreOnDiskBeforeTheyLeave()
{
    LiveSandbox sandbox(QStringLiteral("faults=cut-mid-body"));
    QMutex mutex;
    QStringList complaints;
    QMultiHash<int, qint64> offsets;
    const QString path = m_folder->filePath(QStringLiteral("postreel.sqlite"));
    {
        AppendRelay relay(sandbox.base(), [&](int index) {
            Database second; // what a start after a crash at this moment would read
            const bool open = second.open(path).ok();
            const Result<QVector<Upload>> uploads = UploadStore(second).loadAll();
            const QMutexLocker lock(&mutex);
            const bool there = open && uploads && uploads->size() == 1 && index < uploads->first().segments.size();
            if (!there) {
                complaints << QStringLiteral("segment %1 left before it was on disk").arg(index);
                return;
            }
            const Segment segment = uploads->first().segments.at(index);
            if (segment.tries <= offsets.count(index))
                complaints << QStringLiteral("try %1 of segment %2 was not on disk").arg(offsets.count(index) + 1).arg(index);
            if (offsets.contains(index) && offsets.value(index) != segment.offset)
                complaints << QStringLiteral("segment %1 moved").arg(index);
            offsets.insert(index, segment.offset);
        });
        UploadBench bench(m_folder->path(), relay.base());
        bench.useChunks(chunk);
        Uploader uploader(bench.services, bench.saved(quarterMib(6)), nullptr);
        uploader.handle(event::Start{});
        TRY_STATE(uploader, UploadState::Ready);
        VERIFY_ARRIVED(sandbox, uploader.record());
    }
    QCOMPARE(complaints, QStringList());
    QCOMPARE(offsets.size(), 7);
    QCOMPARE(offsets.uniqueKeys().size(), 6);
}

void UploaderTest::nothingAcknowledgedIsSentAgain()
{
    LiveSandbox sandbox;
    const QString path = quarterMib(8);
    QSet<int> acked;
    {
        UploadBench bench(m_folder->path(), sandbox.base());
        bench.useChunks(chunk);
        Uploader uploader(bench.services, bench.saved(path), nullptr);
        Witness witness(uploader);
        uploader.handle(event::Start{});
        QTRY_VERIFY_WITH_TIMEOUT(witness.ackedIndexes.size() >= 3, waitMs);
        acked = QSet<int>(witness.ackedIndexes.cbegin(), witness.ackedIndexes.cend());
        QVERIFY(acked.size() < 8);
    }
    UploadBench bench(m_folder->path(), sandbox.base());
    const QVector<Upload> loaded = bench.store.loadAll().take();
    QCOMPARE(loaded.size(), 1);
    QCOMPARE(loaded.first().ackedBytes(), acked.size() * chunk);
    Uploader uploader(bench.services, loaded.first(), nullptr);
    Witness witness(uploader);
    QCOMPARE(uploader.shownBytes(), loaded.first().ackedBytes());
    uploader.handle(event::Restored{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), 1);
    const QHash<int, int> appends = sandbox.appendsByIndex();
    for (const int index : std::as_const(acked))
        QCOMPARE(appends.value(index), 1);
    QCOMPARE(witness.ackedIndexes.size(), 8 - acked.size());
    QCOMPARE(witness.complaints, QStringList());
}

void UploaderTest::nothingLeavesThatWasNotSaved()
{
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(quarterMib(2)), nullptr);
    Witness witness(uploader);
    connect(&uploader, &Uploader::stateChanged, this, [&](const QString &, UploadState, UploadState to) {
        if (to == UploadState::Initializing)
            QVERIFY(bench.database.run(QStringLiteral("ALTER TABLE segments RENAME TO away")));
    });
    uploader.handle(event::Start{});
    QTRY_VERIFY_WITH_TIMEOUT(witness.told.contains(QStringLiteral("failed Storage")), waitMs);
    QCOMPARE(sandbox.requests(QStringLiteral("append")).size(), 0);
    QVERIFY(uploader.record().segments.isEmpty());
}

void UploaderTest::oneSlotForTwo()
{
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base(), 1);
    bench.useChunks(chunk);
    Uploader first(bench.services, bench.saved(writeVideo(file(QStringLiteral("a.mp4")), 4 * chunk)), nullptr);
    Uploader second(bench.services, bench.saved(writeVideo(file(QStringLiteral("b.mp4")), 4 * chunk, 5)), nullptr);
    int most = 0;
    const auto count = [&] {
        int out = 0;
        for (int i = 0; i < 4; ++i)
            out += (first.isInFlight(i) ? 1 : 0) + (second.isInFlight(i) ? 1 : 0);
        most = std::max(most, out);
    };
    connect(&first, &Uploader::changed, this, count);
    connect(&second, &Uploader::changed, this, count);
    first.handle(event::Start{});
    second.handle(event::Start{});
    TRY_STATE(first, UploadState::Ready);
    TRY_STATE(second, UploadState::Ready);
    QCOMPARE(most, 1);
    VERIFY_ARRIVED(sandbox, first.record());
    VERIFY_ARRIVED(sandbox, second.record());
}

// A Post that may stand on X is recognised by its media key, so the key outlives the media.
void UploaderTest::heldMediaDoesNotExpire()
{
    LiveSandbox sandbox(QStringLiteral("expires=1"));
    UploadBench bench(m_folder->path(), sandbox.base());
    bool held = true;
    int asked = 0;
    bench.services.isHeld = [&](const Upload &) {
        ++asked;
        return held;
    };
    Uploader uploader(bench.services, bench.saved(quarterMib(1)), nullptr);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    const QString key = uploader.record().mediaKey;
    QTRY_VERIFY_WITH_TIMEOUT(asked > 0, waitMs);
    QCOMPARE(uploader.record().state, UploadState::Ready);
    QCOMPARE(uploader.record().mediaKey, key);
    held = false;
    uploader.handle(event::Restored{}); // looks again
    QTRY_VERIFY_WITH_TIMEOUT(uploader.record().mediaKey != key, waitMs);
}

void UploaderTest::needsAFix()
{
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    const QString path = writeBytes(file(QStringLiteral("a.mp4")), "no film at all, but words");
    Uploader uploader(bench.services, bench.saved(path), nullptr);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::NeedsFix);
    QCOMPARE(uploader.record().verdict, Verdict::WillBeRefused);
    QCOMPARE(sandbox.callsInOrder(), QString()); // nothing is sent until the decision is made
    uploader.handle(event::SendAnyway{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(uploader.record().facts.mediaType, QStringLiteral("video/mp4"));
    // 0 bytes, and none at all, are no decision.
    Uploader empty(bench.services, bench.saved(writeBytes(file(QStringLiteral("empty.mp4")), {})), nullptr);
    empty.handle(event::Start{});
    TRY_STATE(empty, UploadState::Failed);
    QCOMPARE(empty.record().error.kind, ErrorKind::Empty);
    Uploader missing(bench.services, bench.saved(file(QStringLiteral("none.mp4"))), nullptr);
    missing.handle(event::Start{});
    TRY_STATE(missing, UploadState::Failed);
    QCOMPARE(missing.record().error.kind, ErrorKind::Missing);
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(UploaderTest)
#include "tst_uploader.moc"
