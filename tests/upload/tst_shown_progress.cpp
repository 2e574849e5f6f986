// What is shown as sent never runs ahead of the total, and goes back only with a restart or when sending stops.
#include "app/upload/shown_progress.h"
#include "tests/support/test_main.h"

#include <QtTest>

using namespace postreel;

namespace {

constexpr qint64 kib = 1024;

// Ten segments of 1 KiB, of which the first `acked` are acknowledged.
Upload uploadWith(int acked, UploadState state = UploadState::Sending, const QString &mediaId = QStringLiteral("1"))
{
    Upload upload{.state = state, .mediaId = mediaId};
    upload.fingerprint.size = 10 * kib;
    for (int i = 0; i < 10; ++i)
        upload.segments.append({.offset = i * kib, .length = kib, .acked = i < acked});
    return upload;
}

} // namespace

class TestShownProgress : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void changes_data();
    void changes();
    void theEstimateStaysBelowTheTotal();
    void nothingIsEstimatedUnlessSending();
    void theTimeBeforeAStopIsNotMeasured();
};

void TestShownProgress::changes_data()
{
    QTest::addColumn<Upload>("before");
    QTest::addColumn<Upload>("after");
    QTest::addColumn<qint64>("shown"); // after 5 KiB were shown
    QTest::newRow("an acknowledgement catches up with the estimate") << uploadWith(2) << uploadWith(3) << 5 * kib;
    QTest::newRow("an acknowledgement passes it") << uploadWith(2) << uploadWith(6) << 6 * kib;
    QTest::newRow("a pause drops it") << uploadWith(2) << uploadWith(2, UploadState::Paused) << 2 * kib;
    QTest::newRow("a new media id starts over") << uploadWith(2) << uploadWith(0, UploadState::Sending, QStringLiteral("2")) << 0 * kib;
    QTest::newRow("lost acknowledgements start over") << uploadWith(2) << uploadWith(1) << 1 * kib;
    QTest::newRow("other changes keep it") << uploadWith(2) << uploadWith(2) << 5 * kib;
}

void TestShownProgress::changes()
{
    QFETCH(Upload, before);
    QFETCH(Upload, after);
    QFETCH(qint64, shown);
    ShownProgress progress(before);
    QCOMPARE(progress.bytes(), 2 * kib);
    progress.onChange(before, uploadWith(5));
    QCOMPARE(progress.bytes(), 5 * kib);
    progress.onChange(before, after);
    QCOMPARE(progress.bytes(), shown);
}

void TestShownProgress::theEstimateStaysBelowTheTotal()
{
    const Upload upload = uploadWith(9);
    ShownProgress progress(uploadWith(0));
    progress.start(uploadWith(0), 0);
    progress.onAcked(upload, 1000);
    progress.estimate(upload, 0, 2000);
    QCOMPARE(progress.bytes(), 9 * kib);
    progress.estimate(upload, 50 * kib, 60'000);
    QCOMPARE(progress.bytes(), 10 * kib);
}

void TestShownProgress::nothingIsEstimatedUnlessSending()
{
    const Upload paused = uploadWith(3, UploadState::Paused);
    ShownProgress progress(paused);
    progress.start(paused, 0);
    progress.onAcked(paused, 1000);
    progress.estimate(paused, 2 * kib, 2000);
    QCOMPARE(progress.bytes(), 3 * kib);
}

void TestShownProgress::theTimeBeforeAStopIsNotMeasured()
{
    ShownProgress progress(uploadWith(0));
    progress.start(uploadWith(0), 0);
    progress.onAcked(uploadWith(4), 1000);
    QVERIFY(progress.meter().bytesPerSecond(1000) > 0);
    progress.onChange(uploadWith(4), uploadWith(4, UploadState::Waiting));
    QVERIFY(progress.meter().isEmpty());
    progress.start(uploadWith(4), 100'000);
    progress.start(uploadWith(4), 200'000); // it is measured already
    progress.onAcked(uploadWith(6), 201'000);
    QCOMPARE(progress.meter().bytesPerSecond(201'000), 2 * kib / 101);
}

POSTREEL_TEST_MAIN(TestShownProgress)
#include "tst_shown_progress.moc"
