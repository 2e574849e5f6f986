// Whether somebody still writes a file: real files, open for writing here and in another process.
#include "app/media/files/being_written.h"
#include "tests/media/media_files.h"
#include "tests/support/test_main.h"

#include <QDateTime>
#include <QProcess>
#include <QTemporaryDir>

using namespace postreel;
using namespace postreel::testing;

namespace {

qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

} // namespace

class TestBeingWritten : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_path = writeFile(m_folder.filePath(QStringLiteral("film.mkv")), QByteArray(5000, 'a')); }
    void aFinishedExportIsNotHeldUp();
    void whileItIsOpenForWriting();
    void whileAnotherProcessWrites();
    void oneThatIsHeldOpenForNothing();
    void readersDoNotCount();
    void whatCannotBeLookedAt();

private:
    QTemporaryDir m_folder;
    QString m_path;
};

void TestBeingWritten::aFinishedExportIsNotHeldUp()
{
#ifndef Q_OS_LINUX
    QSKIP("Only Linux tells who writes.");
#endif
    QVERIFY(!isBeingWritten(m_path, now()));
}

void TestBeingWritten::whileItIsOpenForWriting()
{
    QFile recorder(m_path);
    QVERIFY(recorder.open(QIODevice::ReadWrite | QIODevice::Append));
    recorder.write("more");
    recorder.flush();
    QVERIFY(isBeingWritten(m_path, now()));
    recorder.close();
    QVERIFY(!isBeingWritten(m_path, now() + 5000));
}

void TestBeingWritten::whileAnotherProcessWrites()
{
    QProcess writer;
    writer.start(QStringLiteral("sh"), {QStringLiteral("-c"), QStringLiteral("exec 3>>\"$1\"; echo x >&3; echo open; read end"),
                                        QStringLiteral("sh"), m_path});
    QVERIFY(writer.waitForReadyRead());
    QVERIFY(isBeingWritten(m_path, now()));
    writer.write("end\n");
    QVERIFY(writer.waitForFinished());
    QVERIFY(!isBeingWritten(m_path, now() + 5000));
}

// A program that keeps a finished file open does not hold it up for ever.
void TestBeingWritten::oneThatIsHeldOpenForNothing()
{
    QFile recorder(m_path);
    QVERIFY(recorder.open(QIODevice::ReadWrite));
    QVERIFY(!isBeingWritten(m_path, now() + 61'000));
}

void TestBeingWritten::readersDoNotCount()
{
    QFile player(m_path);
    QVERIFY(player.open(QIODevice::ReadOnly));
    QVERIFY(!isBeingWritten(m_path, now() + 5000));
}

void TestBeingWritten::whatCannotBeLookedAt()
{
    QVERIFY(!isBeingWritten(m_folder.filePath(QStringLiteral("gone")), now()));
    QVERIFY(!isBeingWritten(m_folder.path(), now()));
}

POSTREEL_TEST_MAIN(TestBeingWritten)
#include "tst_being_written.moc"
