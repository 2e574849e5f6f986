#include "app/media/files/fingerprint.h"
#include "tests/media/media_files.h"
#include "tests/support/test_main.h"

#include <QTemporaryDir>

using namespace postreel;
using namespace postreel::testing;

class TestFingerprint : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void seesEveryByteOfASmallFile();
    void seesBothEndsOfALargeFile();
    void readsLittle();
    void knowsTheFileAgain_data();
    void knowsTheFileAgain();
    void knowsWhatHasGrown_data();
    void knowsWhatHasGrown();
    void errors();

private:
    QTemporaryDir m_folder;
};

void TestFingerprint::seesEveryByteOfASmallFile()
{
    constexpr qint64 mtimeMs = 1'700'000'000'000;
    const QByteArray bytes(256 * 1024, 'a');
    const QString path = writeFile(m_folder.filePath(QStringLiteral("small")), bytes);
    setTime(path, mtimeMs);
    const auto before = fingerprintOf(path);
    QVERIFY(before.ok());
    QCOMPARE(before->size, bytes.size());
    QCOMPARE(before->mtimeMs, mtimeMs);
    QVERIFY(sameFile(*before, *fingerprintOf(path)));
    for (qsizetype at = 0; at < bytes.size(); at += 9973) {
        QByteArray changed = bytes;
        changed[at] = 'b';
        writeFile(path, changed);
        setTime(path, mtimeMs);
        QVERIFY(!sameFile(*before, *fingerprintOf(path)));
    }
}

void TestFingerprint::seesBothEndsOfALargeFile()
{
    constexpr qint64 size = 3'000'000'019;
    const QString path = writeSparse(m_folder.filePath(QStringLiteral("large")), size);
    const auto before = fingerprintOf(path);
    QVERIFY(before.ok());
    for (const qint64 at : {qint64(0), qint64(64 * 1024 - 1), size - 64 * 1024, size - 1}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(at));
        file.write("x");
        file.close();
        QVERIFY(before->hash != fingerprintOf(path)->hash);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(at));
        file.write("", 1);
        file.close();
        QCOMPARE(fingerprintOf(path)->hash, before->hash);
    }
}

void TestFingerprint::readsLittle()
{
    // Every 16 KiB block is marked with its number; those whose mark changes the hash are those read.
    constexpr qint64 block = 16 * 1024;
    constexpr qint64 blocks = 200;
    const QString path =
        writeFile(m_folder.filePath(QStringLiteral("blocks")), QByteArray(block * blocks, 'a'));
    const QByteArray hash = fingerprintOf(path)->hash;
    int seen = 0;
    for (qint64 i = 0; i < blocks; ++i) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(i * block));
        file.write(QByteArray(block, 'b'));
        file.flush();
        seen += fingerprintOf(path)->hash != hash ? 1 : 0;
        QVERIFY(file.seek(i * block));
        file.write(QByteArray(block, 'a'));
    }
    QVERIFY(seen >= 16 && seen <= 24); // 4 + 4 at the ends, 8 samples that may each touch two blocks
}

void TestFingerprint::knowsTheFileAgain_data()
{
    QTest::addColumn<Fingerprint>("then");
    QTest::addColumn<Fingerprint>("now");
    QTest::addColumn<bool>("same");
    const Fingerprint base{.size = 10, .mtimeMs = 1'000'123, .hash = "h"};
    const auto with = [base](qint64 size, qint64 mtimeMs, const char *hash) {
        return Fingerprint{.size = size, .mtimeMs = mtimeMs, .hash = hash};
    };
    QTest::newRow("equal") << base << base << true;
    QTest::newRow("other size") << base << with(11, 1'000'123, "h") << false;
    QTest::newRow("other bytes") << base << with(10, 1'000'123, "g") << false;
    QTest::newRow("edited a moment later") << base << with(10, 1'000'124, "h") << false;
    QTest::newRow("mounted anew, whole seconds") << base << with(10, 1'000'000, "h") << true;
    QTest::newRow("mounted anew, even seconds")
        << with(10, 1'001'900, "h") << with(10, 1'000'000, "h") << true;
    QTest::newRow("the other way round") << with(10, 1'000'000, "h") << with(10, 1'001'900, "h") << true;
    QTest::newRow("two seconds later") << with(10, 1'000'000, "h") << with(10, 1'002'000, "h") << false;
    QTest::newRow("never checked") << Fingerprint{} << Fingerprint{} << false;
}

void TestFingerprint::knowsTheFileAgain()
{
    QFETCH(Fingerprint, then);
    QFETCH(Fingerprint, now);
    QTEST(sameFile(then, now), "same");
}

void TestFingerprint::knowsWhatHasGrown_data()
{
    constexpr qint64 kib = 1024;
    QTest::addColumn<qint64>("size");
    QTest::addColumn<QByteArray>("behind");
    QTest::addColumn<qint64>("editedAt");
    QTest::addColumn<bool>("grew");
    QTest::newRow("more behind it") << 900 * kib << QByteArray("more") << qint64(-1) << true;
    QTest::newRow("more behind it, sizes in the head") << 900 * kib << QByteArray("more") << qint64(40) << true;
    QTest::newRow("more behind it, the start edited") << 900 * kib << QByteArray("more") << 9 * kib << false;
    QTest::newRow("more behind it, the old end edited") << 900 * kib << QByteArray("more") << 900 * kib - 1 << false;
    QTest::newRow("edited alone") << 900 * kib << QByteArray() << 900 * kib - 1 << false;
    QTest::newRow("untouched") << 900 * kib << QByteArray() << qint64(-1) << false;
    QTest::newRow("a tiny one with more") << 2 * kib << QByteArray("more") << qint64(-1) << true;
    QTest::newRow("a tiny one, edited, with more") << 2 * kib << QByteArray("more") << qint64(40) << false;
}

void TestFingerprint::knowsWhatHasGrown()
{
    QFETCH(qint64, size);
    QFETCH(QByteArray, behind);
    QFETCH(qint64, editedAt);
    QByteArray bytes(size, 'a');
    const QString path = writeFile(m_folder.filePath(QStringLiteral("recording")), bytes);
    const auto before = fingerprintOf(path);
    if (editedAt >= 0)
        bytes[editedAt] = 'b';
    writeFile(path, bytes + behind);
    QTEST(hasGrown(path, *before), "grew");
    QVERIFY(!hasGrown(m_folder.filePath(QStringLiteral("gone")), *before));
    QVERIFY(!hasGrown(path, {}));
}

void TestFingerprint::errors()
{
    const auto missing = fingerprintOf(m_folder.filePath(QStringLiteral("gone.mp4")));
    QCOMPARE(missing.error().kind, ErrorKind::Missing);
    QCOMPARE(missing.error().subject, QStringLiteral("gone.mp4"));
    QCOMPARE(fingerprintOf(m_folder.path()).error().kind, ErrorKind::NotAFile);
}

POSTREEL_TEST_MAIN(TestFingerprint)
#include "tst_fingerprint.moc"
