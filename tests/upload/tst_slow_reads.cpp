// A share that hangs while its segments are read holds up no other upload.
#include "tests/support/test_main.h"
#include "tests/support/live_sandbox.h"
#include "tests/upload/upload_bench.h"

#include <QSemaphore>
#include <QTemporaryDir>

using namespace postreel;
using namespace postreel::testing;

class SlowReadsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aReadThatHangsLendsItsPlaces();
};

void SlowReadsTest::aReadThatHangsLendsItsPlaces()
{
    constexpr qint64 smallChunk = 64 << 10;
    constexpr int readersOfAVolume = FileReads::mostHanging + 2; // more are not begun
    LiveSandbox sandbox;
    QTemporaryDir folder;
    UploadBench bench(folder.path(), sandbox.base());
    bench.useChunks(smallChunk);
    const QString link = bench.base.toString();
    const QString film = writeVideo(folder.filePath(QStringLiteral("a.mp4")), 4 * smallChunk);
    Uploader uploader(bench.services, bench.saved(film), nullptr);
    // From the media id on, whoever would read the volume hangs.
    QSemaphore hangs;
    connect(&uploader, &Uploader::stateChanged, this, [&](const QString &, UploadState, UploadState to) {
        if (to == UploadState::Sending)
            for (int i = 0; i < readersOfAVolume; ++i)
                bench.reads.run<int>(film, this, [&hangs] { hangs.acquire(); return 0; }, [](int) {});
    });
    uploader.handle(event::Start{});
    QTRY_VERIFY(bench.scheduler.inFlight(link) > 0);
    QTRY_COMPARE(bench.scheduler.inFlight(link), 0);
    QVERIFY(uploader.isInFlight(0)); // it is still being read
    hangs.release(readersOfAVolume);
    TRY_STATE(uploader, UploadState::Ready);
    QCOMPARE(bench.scheduler.inFlight(link), 0);
    VERIFY_ARRIVED(sandbox, uploader.record());
}

POSTREEL_TEST_MAIN(SlowReadsTest)
#include "tst_slow_reads.moc"
