// What an Uploader has on disk at each moment, and what it does with what it finds there.
#include "tests/upload/append_relay.h"
#include "tests/upload/upload_ground.h"

#include <QMutex>
#include <QSet>
#include <atomic>

using namespace postreel;
using namespace postreel::testing;

class UploaderRecordsTest : public QObject, private UploadGround
{
    Q_OBJECT
private Q_SLOTS:
    void init() { freshFolder(); }
    void rangesAreOnDiskBeforeTheyLeave();
    void nothingAcknowledgedIsSentAgain();
    void nothingLeavesThatWasNotSaved();
    void aWordIsKeptUntilTheDiskTakesIt_data();
    void aWordIsKeptUntilTheDiskTakesIt();
    void nothingLeavesThatTheDiskDoesNotTake();
    void oneSlotForTwo();
    void heldMediaDoesNotExpire();
    void needsAFix();
};

void UploaderRecordsTest::rangesAreOnDiskBeforeTheyLeave()
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
            const Result<UploadStore::Loaded> uploads = UploadStore(second).loadAll();
            const QMutexLocker lock(&mutex);
            const bool there =
                open && uploads && uploads->uploads.size() == 1 && index < uploads->uploads.first().segments.size();
            if (!there) {
                complaints << QStringLiteral("segment %1 left before it was on disk").arg(index);
                return;
            }
            const Segment segment = uploads->uploads.first().segments.at(index);
            if (segment.tries <= offsets.count(index))
                complaints << QStringLiteral("try %1 of segment %2 was not on disk")
                                  .arg(offsets.count(index) + 1)
                                  .arg(index);
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

void UploaderRecordsTest::nothingAcknowledgedIsSentAgain()
{
    LiveSandbox sandbox(QStringLiteral("faults=stall@append#4-8:1000")); // three are answered before the end
    const QString path = quarterMib(8);
    QSet<int> acked;
    {
        UploadBench bench(m_folder->path(), sandbox.base());
        bench.useChunks(chunk);
        Uploader uploader(bench.services, bench.saved(path), nullptr);
        Witness witness(uploader);
        uploader.handle(event::Start{});
        QTRY_COMPARE_WITH_TIMEOUT(witness.ackedIndexes.size(), 3, waitMs);
        acked = QSet<int>(witness.ackedIndexes.cbegin(), witness.ackedIndexes.cend());
    }
    sandbox.play({});
    UploadBench bench(m_folder->path(), sandbox.base());
    const QVector<Upload> loaded = bench.store.loadAll().take().uploads;
    QCOMPARE(loaded.size(), 1);
    QCOMPARE(loaded.first().ackedBytes(), acked.size() * chunk);
    Uploader uploader(bench.services, loaded.first(), nullptr);
    Witness witness(uploader);
    QCOMPARE(uploader.shown().bytes(), loaded.first().ackedBytes());
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

void UploaderRecordsTest::nothingLeavesThatWasNotSaved()
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
    QTRY_VERIFY_WITH_TIMEOUT(witness.told.contains(QStringLiteral("not saved")), waitMs);
    QCOMPARE(sandbox.requests(QStringLiteral("append")).size(), 0);
    QVERIFY(uploader.record().segments.isEmpty());
    QCOMPARE(witness.count(QStringLiteral("failed")), 0); // it stands still
    QVERIFY(bench.database.run(QStringLiteral("ALTER TABLE away RENAME TO segments")));
    uploader.resumeAfterDiskError();
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    uploader.resumeAfterDiskError(); // nothing stopped it since
    QCOMPARE(uploader.record().state, UploadState::Ready);
}

void UploaderRecordsTest::aWordIsKeptUntilTheDiskTakesIt_data()
{
    QTest::addColumn<QVector<UploadEvent>>("words");
    QTest::addColumn<UploadState>("state");
    QTest::newRow("pause") << QVector<UploadEvent>{event::Pause{}} << UploadState::Paused;
    QTest::newRow("pause, twice") << QVector<UploadEvent>{event::Pause{}, event::Pause{}} << UploadState::Paused;
    QTest::newRow("cancel") << QVector<UploadEvent>{event::Cancel{}} << UploadState::Cancelled;
    QTest::newRow("pause, then on") << QVector<UploadEvent>{event::Pause{}, event::Resume{}} << UploadState::Ready;
}

void UploaderRecordsTest::aWordIsKeptUntilTheDiskTakesIt()
{
    QFETCH(QVector<UploadEvent>, words);
    QFETCH(UploadState, state);
    LiveSandbox sandbox(QStringLiteral("faults=stall@append#1:60000"));
    UploadBench bench(m_folder->path(), sandbox.base());
    Uploader uploader(bench.services, bench.saved(quarterMib(1)), nullptr);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Sending);
    QVERIFY(bench.database.run(QStringLiteral("ALTER TABLE uploads RENAME TO away")));
    for (const UploadEvent &word : std::as_const(words))
        uploader.handle(word);
    QVERIFY(witness.told.contains(QStringLiteral("not saved")));
    QCOMPARE(uploader.record().state, UploadState::Sending);
    QVERIFY(bench.database.run(QStringLiteral("ALTER TABLE away RENAME TO uploads")));
    sandbox.play({});
    uploader.resumeAfterDiskError();
    TRY_STATE(uploader, state);
    QCOMPARE(bench.store.loadAll().take().uploads.value(0).state, state);
}

void UploaderRecordsTest::nothingLeavesThatTheDiskDoesNotTake()
{
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(chunk);
    std::atomic<bool> takes = false;
    bench.services.syncing = [&] {
        return [&takes]() -> Result<Done> { return takes ? Result<Done>(Done{}) : Result<Done>(ErrorKind::Storage); };
    };
    Uploader uploader(bench.services, bench.saved(quarterMib(3)), nullptr);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    QTRY_VERIFY_WITH_TIMEOUT(witness.told.contains(QStringLiteral("not saved")), waitMs);
    QCOMPARE(sandbox.requests(QStringLiteral("append")).size(), 0);
    QCOMPARE(uploader.record().state, UploadState::Sending);
    takes = true;
    uploader.resumeAfterDiskError();
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
}

void UploaderRecordsTest::oneSlotForTwo()
{
    LiveSandbox sandbox(QStringLiteral("up=8")); // slow enough that each is seen on its way
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.settings.setPaceOf(bench.base.toString(), {1, chunk});
    bench.useChunks(chunk);
    Uploader first(bench.services, bench.saved(writeVideo(file(QStringLiteral("a.mp4")), 4 * chunk)),
                   nullptr);
    Uploader second(bench.services, bench.saved(writeVideo(file(QStringLiteral("b.mp4")), 4 * chunk, 5)),
                    nullptr);
    int most = 0;
    const auto count = [&] {
        int out = 0;
        for (int i = 0; i < 4; ++i)
            out += (first.isInFlight(i) ? 1 : 0) + (second.isInFlight(i) ? 1 : 0);
        most = std::max(most, out);
    };
    for (Uploader *each : {&first, &second}) {
        connect(each, &Uploader::changed, this, count);
        connect(each, &Uploader::progressed, this, count);
    }
    first.handle(event::Start{});
    second.handle(event::Start{});
    TRY_STATE(first, UploadState::Ready);
    TRY_STATE(second, UploadState::Ready);
    QCOMPARE(most, 1);
    VERIFY_ARRIVED(sandbox, first.record());
    VERIFY_ARRIVED(sandbox, second.record());
}

// A Post that may stand on X is recognised by its media key, so the key outlives the media.
void UploaderRecordsTest::heldMediaDoesNotExpire()
{
    LiveSandbox sandbox(QStringLiteral("expires=1"));
    UploadBench bench(m_folder->path(), sandbox.base());
    bool held = true;
    int asked = 0;
    bench.services.postMayBeOnX = [&](const Upload &) {
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

void UploaderRecordsTest::needsAFix()
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

POSTREEL_TEST_MAIN(UploaderRecordsTest)
#include "tst_uploader_records.moc"
