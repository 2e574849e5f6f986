// What was written is brought to the disk, or it is told that the disk does not take it.
#include "app/base/disk_sync.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace postreel;

class TestDiskSync : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFileIsSynced();
    void aDiskThatDoesNotTakeItIsAStorageError();
};

void TestDiskSync::aFileIsSynced()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("a file")));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.write("kept") == 4 && file.flush());
    QVERIFY(syncToDisk(file));
}

void TestDiskSync::aDiskThatDoesNotTakeItIsAStorageError()
{
    QFile refusing(QStringLiteral("/dev/full")); // a device that cannot be synced
    if (!refusing.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        QSKIP("there is no /dev/full here");
    const Result<Done> synced = syncToDisk(refusing);
    QVERIFY(!synced);
    QCOMPARE(synced.error().kind, ErrorKind::Storage);
    QCOMPARE(synced.error().source, ErrorSource::System);
    QVERIFY(!synced.error().detail.isEmpty());
    QCOMPARE(synced.error().subject, refusing.fileName());
}

#include "tests/support/test_main.h"
POSTREEL_TEST_MAIN(TestDiskSync)
#include "tst_disk_sync.moc"
