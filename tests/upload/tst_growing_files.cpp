// Files that change while they go up: a recording that goes on, an edit, an export that is not done yet.
#include "app/media/files/fingerprint.h"
#include "tests/upload/upload_bench.h"

using namespace postreel;
using namespace postreel::testing;

class GrowingFilesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void waitsUntilItIsWritten();
    void pausedWhileItIsWritten();
    void aStartLooksAgain();
    void oneThatGrowsIsSentAnewByItself();
    void oneThatGrowsBehindItsLastSegment();
    void oneThatIsEditedAsks();

private:
    QString film() const { return m_folder->filePath(QStringLiteral("film.mp4")); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

// As a recorder does: open for as long as it lives.
class Recorder
{
public:
    explicit Recorder(const QString &path) : m_file(path)
    {
        if (!m_file.open(QIODevice::ReadWrite | QIODevice::Append))
            qFatal("cannot write %s", qPrintable(path));
    }
    void write(const QByteArray &bytes)
    {
        m_file.write(bytes);
        m_file.flush();
    }

private:
    QFile m_file;
};

} // namespace

void GrowingFilesTest::waitsUntilItIsWritten()
{
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(chunk);
    writeVideo(film(), chunk);
    auto recorder = std::make_unique<Recorder>(film());
    recorder->write(noise(1000));
    Uploader uploader(bench.services, bench.saved(film()), nullptr);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Waiting);
    QCOMPARE(uploader.record().reason, WaitReason::StillWritten);
    QCOMPARE(uploader.record().resumeState, UploadState::Checking);
    recorder->write(noise(chunk));
    QCOMPARE(sandbox.callsInOrder(), QString());
    recorder.reset();
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(witness.count(QStringLiteral("waiting StillWritten")), 1);
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), 1);
}

void GrowingFilesTest::pausedWhileItIsWritten()
{
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    writeVideo(film(), chunk);
    auto recorder = std::make_unique<Recorder>(film());
    Uploader uploader(bench.services, bench.saved(film()), nullptr);
    uploader.handle(event::Start{});
    TRY_STATE(uploader, UploadState::Waiting);
    uploader.handle(event::Pause{});
    recorder.reset();
    QCOMPARE(uploader.record().state, UploadState::Paused);
    uploader.handle(event::Resume{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
}

void GrowingFilesTest::aStartLooksAgain()
{
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    Upload waiting = bench.saved(writeVideo(film(), chunk));
    const Upload fresh = waiting;
    waiting.state = UploadState::Waiting;
    waiting.resumeState = UploadState::Checking;
    waiting.reason = WaitReason::StillWritten;
    QVERIFY(bench.store.save(fresh, waiting, std::nullopt));
    Uploader uploader(bench.services, waiting, nullptr);
    uploader.handle(event::Restored{});
    TRY_STATE(uploader, UploadState::Ready);
}

void GrowingFilesTest::oneThatGrowsIsSentAnewByItself()
{
    LiveSandbox sandbox(QStringLiteral("up=8"));
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(chunk);
    writeVideo(film(), 12 * chunk);
    Uploader uploader(bench.services, bench.saved(film()), nullptr);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    QTRY_VERIFY_WITH_TIMEOUT(!witness.ackedIndexes.isEmpty(), waitMs);
    Recorder(film()).write(noise(chunk, 5));
    sandbox.play({});
    TRY_STATE(uploader, UploadState::Ready);
    QCOMPARE(uploader.record().totalBytes(), 13 * chunk);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QCOMPARE(sandbox.requests(QStringLiteral("initialize")).size(), 2);
    QCOMPARE(witness.count(QStringLiteral("failed")), 0);
}

// All was acknowledged: it is seen before FINALIZE.
void GrowingFilesTest::oneThatGrowsBehindItsLastSegment()
{
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    Upload sent = bench.saved(writeVideo(film(), chunk));
    const Upload fresh = sent;
    sent.state = UploadState::Ready;
    sent.fingerprint = fingerprintOf(film()).take();
    sent.mediaId = QStringLiteral("123");
    QVERIFY(bench.store.save(fresh, sent, std::nullopt));
    Uploader uploader(bench.services, sent, nullptr);
    std::optional<std::optional<event::FileChanged>> seen;
    const auto look = [&] {
        seen.reset();
        uploader.checkFile([&](const std::optional<event::FileChanged> &event) { seen = event; });
        return QTest::qWaitFor([&] { return seen.has_value(); }, waitMs);
    };
    QVERIFY(look());
    QVERIFY(!*seen);
    Recorder(film()).write(noise(1000));
    QVERIFY(look());
    QVERIFY(*seen && (*seen)->grew);
    uploader.handle(**seen);
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
    QVERIFY(QFile::remove(film()));
    QVERIFY(look());
    QVERIFY(!*seen); // X has every byte of it
}

void GrowingFilesTest::oneThatIsEditedAsks()
{
    LiveSandbox sandbox(QStringLiteral("up=8"));
    UploadBench bench(m_folder->path(), sandbox.base());
    bench.useChunks(chunk);
    writeVideo(film(), 12 * chunk);
    Uploader uploader(bench.services, bench.saved(film()), nullptr);
    Witness witness(uploader);
    uploader.handle(event::Start{});
    QTRY_VERIFY_WITH_TIMEOUT(!witness.ackedIndexes.isEmpty(), waitMs);
    writeVideo(film(), 14 * chunk, 9); // larger, but another film
    sandbox.play({});
    TRY_STATE(uploader, UploadState::Failed);
    QCOMPARE(uploader.record().error.kind, ErrorKind::FileChanged);
    uploader.handle(event::Retry{});
    TRY_STATE(uploader, UploadState::Ready);
    VERIFY_ARRIVED(sandbox, uploader.record());
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(GrowingFilesTest)
#include "tst_growing_files.moc"
