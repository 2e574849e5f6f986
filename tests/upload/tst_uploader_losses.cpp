// A real Uploader whose media X has lost without a word, whose share hangs at the last moment, whose fixed file is gone.
#include "app/media/files/fingerprint.h"
#include "tests/upload/upload_ground.h"

#include <QScopeGuard>
#include <QSemaphore>

using namespace postreel;
using namespace postreel::testing;

class UploaderLossesTest : public QObject, private UploadGround
{
    Q_OBJECT
private Q_SLOTS:
    void init() { freshFolder(); }
    void mediaThatXKnowsNothingOfIsSentAnew_data();
    void mediaThatXKnowsNothingOfIsSentAnew();
    void aShareThatHangsKeepsNoFinalize();
    void aFixedFileThatIsGoneIsMadeAnew();

private:
    Upload leftIn(UploadState state, UploadBench &bench, const Upload &upload);
};

// The record of an upload that the program left when it came to a state.
Upload UploaderLossesTest::leftIn(UploadState state, UploadBench &bench, const Upload &upload)
{
    std::optional<Upload> left;
    Uploader uploader(bench.services, upload, nullptr);
    connect(&uploader, &Uploader::stateChanged, this, [&](const QString &, UploadState, UploadState to) {
        if (to != state || left)
            return;
        left = uploader.record();
        uploader.end();
    });
    uploader.handle(event::Start{});
    if (!QTest::qWaitFor([&] { return left.has_value(); }, waitMs))
        qFatal("it never came to %s", qPrintable(nameOf(state)));
    return *left;
}

void UploaderLossesTest::mediaThatXKnowsNothingOfIsSentAnew_data()
{
    QTest::addColumn<bool>("isPicture");
    QTest::addColumn<UploadState>("state");
    QTest::addColumn<QString>("fault");
    QTest::newRow("a segment") << false << UploadState::Sending << QStringLiteral("errors@append#1-6");
    QTest::newRow("the end of a film") << false << UploadState::Finalizing << QStringLiteral("errors@finalize#1-6");
    QTest::newRow("the end of a picture") << true << UploadState::Finalizing << QStringLiteral("errors@finalize#1-6");
}

// A 200 with nothing but errors, each time.
void UploaderLossesTest::mediaThatXKnowsNothingOfIsSentAnew()
{
    QFETCH(const bool, isPicture);
    QFETCH(const UploadState, state);
    QFETCH(const QString, fault);
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    const QString path = isPicture ? writePicture(file(QStringLiteral("a.png"))) : quarterMib(2);
    const Upload record = leftIn(state, bench, bench.saved(path));
    sandbox.play(QStringLiteral("faults=") + fault);
    Uploader uploader(bench.services, record, nullptr);
    uploader.handle(event::Restored{});
    TRY_STATE(uploader, UploadState::Ready);
    QVERIFY(uploader.record().mediaId != record.mediaId);
    QCOMPARE(uploader.record().restarts, 1);
    VERIFY_ARRIVED(sandbox, uploader.record());
}

void UploaderLossesTest::aShareThatHangsKeepsNoFinalize()
{
    constexpr int readersOfAVolume = FileReads::mostHanging + 2; // more are not begun
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    const Upload left = leftIn(UploadState::Finalizing, bench, bench.saved(quarterMib(2)));
    QSemaphore hangs;
    const auto release = qScopeGuard([&hangs] { hangs.release(readersOfAVolume); });
    for (int i = 0; i < readersOfAVolume; ++i)
        bench.reads.run<int>(left.file, this, [&hangs] { hangs.acquire(); return 0; }, [](int) {});
    Uploader uploader(bench.services, left, nullptr);
    uploader.handle(event::Restored{});
    TRY_STATE(uploader, UploadState::Ready);
    QCOMPARE(uploader.record().mediaId, left.mediaId);
    VERIFY_ARRIVED(sandbox, uploader.record());
}

// The cache is cleaned while it is being sent; what it was made of is as it was.
void UploaderLossesTest::aFixedFileThatIsGoneIsMadeAnew()
{
    LiveSandbox sandbox;
    UploadBench bench(m_folder->path(), sandbox.base());
    const Upload made = bench.saved(quarterMib(2));
    Upload fixed = made;
    fixed.fixedFile = writeVideo(file(QStringLiteral("fixed.mp4")), 3 * chunk, 5);
    fixed.original = *fingerprintOf(fixed.file);
    QVERIFY(bench.store.save(made, fixed, std::nullopt));
    const Upload left = leftIn(UploadState::Sending, bench, fixed);
    QVERIFY(QFile::remove(fixed.fixedFile));
    Uploader uploader(bench.services, left, nullptr);
    uploader.handle(event::Restored{});
    TRY_STATE(uploader, UploadState::Ready);
    QVERIFY(uploader.record().fixedFile.isEmpty());
    QCOMPARE(uploader.record().fingerprint.hash, fingerprintOf(fixed.file)->hash);
    VERIFY_ARRIVED(sandbox, uploader.record());
}

#include "tests/support/test_main.h"

POSTREEL_TEST_MAIN(UploaderLossesTest)
#include "tst_uploader_losses.moc"
