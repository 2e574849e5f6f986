#include "app/media/files/fingerprint.h"
#include "app/media/files/range_reader.h"
#include "tests/media/media_files.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QThread>
#include <atomic>
#include <limits>
#include <memory>

using namespace postreel;
using namespace postreel::testing;

class TestRangeReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void exactRanges_data();
    void exactRanges();
    void aLongRangeComesInPieces();
    void whatBecameOfTheFile_data();
    void whatBecameOfTheFile();
    void volumes_data();
    void volumes();
    void deliversOnTheThreadOfTheContext();
    void manyAtOnce();
    void neverToADeadContext();
    void stalledVolumeHoldsUpItsOwnAlone();
    void destructionDoesNotWaitForAStuckRead();

private:
    QTemporaryDir m_folder;
    QString m_path;
    QByteArray m_bytes;
    Fingerprint m_fingerprint;
};

void TestRangeReader::init()
{
    m_path = m_folder.filePath(QStringLiteral("film.mp4"));
    QFile::remove(m_path);
    m_bytes.clear();
    for (int i = 0; i < 1000; ++i)
        m_bytes += QByteArray::number(i);
    writeFile(m_path, m_bytes);
    setTime(m_path, 1'700'000'000'500);
    m_fingerprint = *fingerprintOf(m_path);
}

void TestRangeReader::exactRanges_data()
{
    QTest::addColumn<qint64>("offset");
    QTest::addColumn<qint64>("length");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("all") << qint64(0) << qint64(2890) << ErrorKind::None;
    QTest::newRow("middle") << qint64(1000) << qint64(17) << ErrorKind::None;
    QTest::newRow("last byte") << qint64(2889) << qint64(1) << ErrorKind::None;
    QTest::newRow("nothing") << qint64(2890) << qint64(0) << ErrorKind::None;
    QTest::newRow("one too many") << qint64(2889) << qint64(2) << ErrorKind::Usage;
    QTest::newRow("behind the end") << qint64(2891) << qint64(0) << ErrorKind::Usage;
    QTest::newRow("before the start") << qint64(-1) << qint64(1) << ErrorKind::Usage;
    QTest::newRow("overflow") << std::numeric_limits<qint64>::max() << qint64(1) << ErrorKind::Usage;
}

void TestRangeReader::exactRanges()
{
    QFETCH(qint64, offset);
    QFETCH(qint64, length);
    QFETCH(ErrorKind, kind);
    QCOMPARE(m_bytes.size(), 2890);
    const auto result = readRange(m_path, m_fingerprint, offset, length);
    QCOMPARE(nameOf(result.error().kind), nameOf(kind));
    if (result)
        QCOMPARE(result->join(), m_bytes.sliced(offset, length));
}

void TestRangeReader::aLongRangeComesInPieces()
{
    QByteArray bytes(2 * readPieceBytes + 1000, 'x');
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(i % 251);
    writeFile(m_path, bytes);
    const Fingerprint print = fingerprintOf(m_path).value();
    const auto result = readRange(m_path, print, 7, 2 * readPieceBytes + 13);
    QVERIFY(result);
    QCOMPARE(result->size(), 3);
    QCOMPARE(result->last().size(), 13);
    QCOMPARE(result->join(), bytes.sliced(7, 2 * readPieceBytes + 13));
}

void TestRangeReader::whatBecameOfTheFile_data()
{
    using Change = std::function<void(const QString &)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<ErrorKind>("kind");
    const auto resized = [](qint64 by) {
        return [by](const QString &path) {
            QFile file(path);
            QVERIFY(file.resize(file.size() + by));
            setTime(path, 1'700'000'000'500);
        };
    };
    QTest::newRow("shorter") << Change(resized(-1)) << ErrorKind::FileChanged;
    QTest::newRow("longer") << Change(resized(1)) << ErrorKind::FileChanged;
    QTest::newRow("written to") << Change([](const QString &path) { setTime(path, 1'700'000'000'501); })
                                << ErrorKind::FileChanged;
    QTest::newRow("gone") << Change([](const QString &path) { QFile::remove(path); }) << ErrorKind::FileAway;
    QTest::newRow("a folder now") << Change([](const QString &path) {
        QFile::remove(path);
        QVERIFY(QDir().mkdir(path));
    }) << ErrorKind::FileChanged;
}

void TestRangeReader::whatBecameOfTheFile()
{
    QFETCH(std::function<void(const QString &)>, change);
    QFETCH(ErrorKind, kind);
    change(m_path);
    const auto result = readRange(m_path, m_fingerprint, 0, 10);
    QCOMPARE(nameOf(result.error().kind), nameOf(kind));
    QCOMPARE(result.error().subject, QStringLiteral("film.mp4"));
    QDir().rmdir(m_path);
}

void TestRangeReader::volumes_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("volume");
    QTest::newRow("card") << QStringLiteral("/media/me/CARD/DCIM/1.mp4") << QStringLiteral("media/me/CARD");
    QTest::newRow("home") << QStringLiteral("/home/me/a.mp4") << QStringLiteral("home/me");
    QTest::newRow("share of GNOME") << QStringLiteral(
                                           "/run/user/1000/gvfs/smb-share:server=nas,share=films/x/a.mp4")
                                    << QStringLiteral("run/user/1000/gvfs/smb-share:server=nas,share=films");
    QTest::newRow("share of Windows")
        << QStringLiteral("//nas/films/x/a.mp4") << QStringLiteral("nas/films/x");
    QTest::newRow("crooked") << QStringLiteral("/media/me/../you/CARD/a.mp4")
                             << QStringLiteral("media/you/CARD");
}

void TestRangeReader::volumes()
{
    QFETCH(QString, path);
    QTEST(volumeOf(path), "volume");
}

void TestRangeReader::deliversOnTheThreadOfTheContext()
{
    FileReads reads;
    QThread *worked = nullptr;
    QThread *delivered = nullptr;
    QByteArray got;
    reads.run<Result<QVector<QByteArray>>>(
        m_path, this,
        [&worked, path = m_path, fingerprint = m_fingerprint] {
            worked = QThread::currentThread();
            return readRange(path, fingerprint, 5, 5);
        },
        [&](const Result<QVector<QByteArray>> &result) {
            delivered = QThread::currentThread();
            got = result->join();
        });
    QVERIFY(got.isEmpty()); // never from within run()
    QTRY_COMPARE(got, m_bytes.sliced(5, 5));
    QCOMPARE(delivered, thread());
    QVERIFY(worked != thread());
}

void TestRangeReader::manyAtOnce()
{
    FileReads reads;
    std::atomic<int> running{0};
    std::atomic<int> most{0};
    int done = 0;
    constexpr int jobs = 200;
    for (int i = 0; i < jobs; ++i)
        reads.run<int>(
            m_path, this,
            [&running, &most, i] {
                int now = ++running;
                int before = most;
                while (before < now && !most.compare_exchange_weak(before, now)) {
                }
                --running;
                return i;
            },
            [&done](int) { ++done; });
    QTRY_COMPARE(done, jobs);
    QVERIFY(most <= 2);
}

void TestRangeReader::neverToADeadContext()
{
    QSemaphore begun;
    QSemaphore go;
    QSemaphore endOther;
    FileReads reads;
    bool called = false;
    bool later = false;
    auto context = std::make_unique<QObject>();
    reads.run<int>(
        m_path, context.get(),
        [&begun, &go] {
            begun.release();
            go.acquire();
            return 1;
        },
        [&called](int) { called = true; });
    // The other worker of this volume is busy, so that the last job follows the first on its thread.
    reads.run<int>(
        m_path, this,
        [&begun, &endOther] {
            begun.release();
            endOther.acquire();
            return 2;
        },
        [](int) {});
    reads.run<int>(
        m_path, this, [] { return 3; }, [&later](int) { later = true; });
    QVERIFY(begun.tryAcquire(2, 5000));
    context.reset();
    go.release();
    QTRY_VERIFY(later);
    QVERIFY(!called);
    endOther.release();
}

void TestRangeReader::stalledVolumeHoldsUpItsOwnAlone()
{
    QSemaphore go;
    FileReads reads;
    int stalled = 0;
    bool other = false;
    for (int i = 0; i < 5; ++i)
        reads.run<int>(
            QStringLiteral("/mnt/stalled/share/film.mp4"), this,
            [&go] {
                go.acquire();
                return 0;
            },
            [&stalled](int) { ++stalled; });
    reads.run<int>(
        m_path, this, [] { return 0; }, [&other](int) { other = true; });
    QTRY_VERIFY(other);
    QCOMPARE(stalled, 0);
    go.release(5);
    QTRY_COMPARE(stalled, 5);
}

void TestRangeReader::destructionDoesNotWaitForAStuckRead()
{
    auto go = std::make_shared<QSemaphore>();
    auto begun = std::make_shared<QSemaphore>();
    auto ended = std::make_shared<QSemaphore>();
    int called = 0;
    auto reads = std::make_unique<FileReads>();
    for (int i = 0; i < 4; ++i) // two stuck, two that have not begun
        reads->run<int>(
            m_path, this,
            [begun, go, ended] {
                begun->release();
                go->acquire();
                ended->release();
                return 0;
            },
            [&called](int) { ++called; });
    QVERIFY(begun->tryAcquire(2, 5000));
    QElapsedTimer timer;
    timer.start();
    reads.reset();
    QVERIFY(timer.elapsed() >= 400);
    go->release(4);
    QVERIFY(ended->tryAcquire(2, 5000));
    QCoreApplication::processEvents();
    QCOMPARE(called, 0);
    QVERIFY(!ended->tryAcquire(1));
}

POSTREEL_TEST_MAIN(TestRangeReader)
#include "tst_range_reader.moc"
