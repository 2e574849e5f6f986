// A real Uploader against the real sandbox: what goes over the wire, and what is told of it.
#include "app/media/files/fingerprint.h"
#include "tests/upload/upload_ground.h"

#include <QSet>

using namespace postreel;
using namespace postreel::testing;

class UploaderTest : public QObject, private UploadGround
{
    Q_OBJECT
private Q_SLOTS:
    void init() { freshFolder(); }
    void wireForms_data();
    void wireForms();
    void anOutageIsNoForm();
    void measuresFromTheBeginning();
    void tellsInOrder_data();
    void tellsInOrder();
    void recovers_data();
    void recovers();
    void tooLargeIsCutSmaller();
    void tooLargeBelowWhatIsTrusted();
    void tooLargeWithHigherIndexesOut();
    void earlyCloseCountsAsTooLarge();
    void aShortFileProvesNothing();
    void lostMediaIsSentAnew_data();
    void lostMediaIsSentAnew();
    void lostFinalizeAnswer_data();
    void lostFinalizeAnswer();
    void rejectedIsSentAnewOnRetry();
};

void UploaderTest::wireForms_data()
{
    QTest::addColumn<QString>("served");
    QTest::addColumn<WireForm>("forced");
    QTest::addColumn<WireForm>("remembered");
    QTest::addColumn<UploadState>("state");
    QTest::addColumn<WireForm>("form");
    QTest::addColumn<QString>("calls");
    const auto row = [](const char *name, const char *served, WireForm forced, WireForm remembered,
                        UploadState state, WireForm form, const char *calls) {
        QTest::newRow(name) << QString::fromLatin1(served) << forced << remembered << state << form
                            << QString::fromLatin1(calls);
    };
    using enum WireForm;
    row("both served", "both", Unknown, Unknown, UploadState::Ready, Resource, "initialize append finalize");
    row("resource alone", "resource", Unknown, Unknown, UploadState::Ready, Resource,
        "initialize append finalize");
    row("command alone", "command", Unknown, Unknown, UploadState::Ready, Command,
        "unknown initialize append finalize");
    row("command remembered", "command", Unknown, Command, UploadState::Ready, Command,
        "initialize append finalize");
    row("remembered form is gone", "resource", Unknown, Command, UploadState::Ready, Resource,
        "initialize initialize append finalize");
    row("command forced", "both", Command, Resource, UploadState::Ready, Command,
        "initialize append finalize");
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

// From the moment at which sending begins: two acknowledgements that come at once say nothing of the link.
void UploaderTest::measuresFromTheBeginning()
{
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(quarterMib(2)), nullptr);
    bool measures = false;
    connect(&uploader, &Uploader::stateChanged, this, [&](const QString &, UploadState, UploadState to) {
        if (to == UploadState::Sending)
            measures = !uploader.shown().meter().isEmpty();
    });
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    QVERIFY(measures);
}

void UploaderTest::tellsInOrder_data()
{
    QTest::addColumn<QString>("processing");
    QTest::addColumn<QStringList>("after");
    QTest::newRow("no processing") << QStringLiteral("none")
                                   << QStringList{QStringLiteral("Finalizing>Ready"),
                                                  QStringLiteral("finalized")};
    QTest::newRow("processing") << QStringLiteral("pending:0.2,succeeded")
                                << QStringList{QStringLiteral("Finalizing>Processing"),
                                               QStringLiteral("finalized"),
                                               QStringLiteral("processing pending -1"),
                                               QStringLiteral("processing succeeded 100"),
                                               QStringLiteral("Processing>Ready")};
}

void UploaderTest::tellsInOrder()
{
    QFETCH(QString, processing);
    QFETCH(QStringList, after);
    LiveSandbox sandbox(QStringLiteral("probe=off,processing=") + processing);
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(quarterMib(1)), nullptr);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    const QStringList before{QStringLiteral("Queued>Checking"), QStringLiteral("Checking>Initializing"),
                             QStringLiteral("Initializing>Sending"), QStringLiteral("acked 0"),
                             QStringLiteral("Sending>Finalizing")};
    QCOMPARE(witness.told.replaceInStrings(uploader.record().mediaId, QString())
                 .replaceInStrings(QStringLiteral("finalized "), QStringLiteral("finalized")),
             before + after);
    QCOMPARE(witness.complaints, QStringList());
    QCOMPARE(uploader.shown().bytes(), uploader.record().totalBytes());
    QVERIFY(!uploader.record().mediaKey.isEmpty());
    VERIFY_ARRIVED(sandbox, uploader.record());
}

void UploaderTest::recovers_data()
{
    QTest::addColumn<QString>("faults");
    QTest::addColumn<int>("appends"); // requests for four segments, the applyFault one included
    for (const char *scene : {"cut-mid-body", "answer-swallowed", "404", "500"})
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
    QCOMPARE(witness.count(QStringLiteral("retrying")),
             sandbox.requests(QStringLiteral("append")).size() - 4);
    QCOMPARE(witness.count(QStringLiteral("waiting")), 0); // one bad segment stops no other
    QCOMPARE(QSet<int>(witness.ackedIndexes.cbegin(), witness.ackedIndexes.cend()), (QSet<int>{0, 1, 2, 3}));
    QCOMPARE(witness.ackedIndexes.size(), 4);
    QCOMPARE(witness.complaints, QStringList());
}

void UploaderTest::tooLargeIsCutSmaller()
{
    LiveSandbox sandbox(QStringLiteral("faults=chunk-limit-1m"));
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(writeVideo(file(QStringLiteral("a.mp4")), 7 * mib + 5)), nullptr);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), 1); // that index alone was cut again
    QCOMPARE(bench.settings.provenChunkOf(sandbox.base().toString()), mib);
    QCOMPARE(witness.complaints, QStringList());
    QCOMPARE(uploader.record().restarts, 0);
    int refused = 0;
    for (const QJsonObject &append : sandbox.requests(QStringLiteral("append")))
        refused += append[QLatin1String("status")].toInt() == 413 ? 1 : 0;
    QCOMPARE(refused, 2); // 4 MiB, 2 MiB
    // The next upload knows.
    Uploader second(bench.services, bench.saved(writeVideo(file(QStringLiteral("b.mp4")), 2 * mib, 9)), nullptr);
    second.handle(event::Start{});
    TRY_STATE(second, UploadState::Ready);
    for (const Segment &segment : second.record().segments)
        QVERIFY(segment.length <= mib);
}

// Below what every server takes: it is found out, with a new media id where others are on their way.
void UploaderTest::tooLargeBelowWhatIsTrusted()
{
    LiveSandbox sandbox(QStringLiteral("faults=chunk-limit-256k"));
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(writeVideo(file(QStringLiteral("a.mp4")), 3 * chunk + 5)), nullptr);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QVERIFY(sandbox.requests(QStringLiteral("initialize")).size() <= 3);
    QCOMPARE(bench.settings.provenChunkOf(sandbox.base().toString()), chunk);
    QCOMPARE(witness.complaints, QStringList());
}

void UploaderTest::tooLargeWithHigherIndexesOut()
{
    LiveSandbox sandbox(QStringLiteral("faults=chunk-limit-256k"));
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(mib); // what it once took
    Uploader uploader(bench.services, bench.saved(writeVideo(file(QStringLiteral("a.mp4")), 2 * mib)),
                      nullptr);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    // One more if the 413 of the lower index came first; else each was the last one and was cut again alone.
    QVERIFY(sandbox.requests(QStringLiteral("initialize")).size() <= 2);
    QCOMPARE(uploader.record().segments.size(), 8);
    QCOMPARE(bench.settings.provenChunkOf(sandbox.base().toString()), chunk);
    QCOMPARE(witness.complaints, QStringList());
}

void UploaderTest::earlyCloseCountsAsTooLarge()
{
    LiveSandbox sandbox(QStringLiteral("faults=early413@append#1-2:16384"));
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(writeVideo(file(QStringLiteral("a.mp4")), 5 * chunk)),
                      nullptr);
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
    QCOMPARE(large.record().segments.size(), 4); // 1 MiB of small ones, then the one that tries the size
    QCOMPARE(large.record().segments.last().length, 4 * mib);
    QCOMPARE(bench.settings.provenChunkOf(sandbox.base().toString()), 4 * mib);
}

void UploaderTest::lostMediaIsSentAnew_data()
{
    QTest::addColumn<UploadState>("state");
    QTest::newRow("while sending") << UploadState::Sending;
    QTest::newRow("all was sent, FINALIZE not answered") << UploadState::Finalizing;
}

void UploaderTest::lostMediaIsSentAnew()
{
    QFETCH(UploadState, state);
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    const bool whole = state == UploadState::Finalizing;
    const QString path = quarterMib(whole ? 1 : 3);
    Upload upload = bench.saved(path);
    const Upload fresh = upload;
    upload.state = state;
    upload.fingerprint = fingerprintOf(path).take();
    upload.facts = {.mediaType = QStringLiteral("video/mp4"), .mediaCategory = QStringLiteral("tweet_video")};
    upload.form = WireForm::Resource;
    upload.mediaId = QStringLiteral("123456789"); // X has forgotten it
    upload.chunkBytes = chunk;
    upload.segments = {Segment{
        .index = 0, .offset = 0, .length = std::min(chunk, upload.totalBytes()), .acked = true, .tries = 1}};
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
    QTest::newRow("a video that X processes")
        << false << QStringLiteral("faults=finalize-answer-lost,processing=instant")
        << QStringLiteral("initialize append finalize status");
    QTest::newRow("it arrived after STATUS was answered")
        << false << QStringLiteral("faults=finalize-answer-lost+status404@status#1,processing=instant")
        << QStringLiteral("initialize append finalize status finalize status");
    QTest::newRow("a picture: STATUS knows nothing")
        << true << QStringLiteral("faults=finalize-answer-lost")
        << QStringLiteral("initialize append finalize status finalize");
    QTest::newRow("a video that X does not process: sent anew")
        << false << QStringLiteral("faults=finalize-answer-lost")
        << QStringLiteral("initialize append finalize status finalize status initialize append finalize");
    QTest::newRow("FINALIZE never arrived") << false << QStringLiteral("faults=cut@finalize#1")
                                            << QStringLiteral("initialize append finalize status finalize");
    QTest::newRow("twice in a row") << false << QStringLiteral("faults=cut@finalize#1-2")
                                    << QStringLiteral(
                                           "initialize append finalize status finalize status finalize");
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

void UploaderTest::rejectedIsSentAnewOnRetry()
{
    LiveSandbox sandbox(QStringLiteral("processing=failed:30"));
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(quarterMib(1)), nullptr);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Failed);
    QCOMPARE(uploader.record().error.kind, ErrorKind::Rejected);
    QVERIFY(uploader.record().error.detail.contains(QLatin1String("Invalid or unsupported media")));
    sandbox.play({});
    uploader.handle(event::Retry{});
    TRY_STATE(uploader, UploadState::Ready);
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), 2);
    VERIFY_ARRIVED(sandbox, uploader.record());
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(UploaderTest)
#include "tst_uploader.moc"
