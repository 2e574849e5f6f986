// Readers that stall or go away stop nothing; what can be written is written.
#include "tests/support/test_main.h"
#include "ui/cli/output_writer.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace postreel;

class TestOutlet : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString fifo(const char *name)
    {
        const QString path = m_folder.filePath(QLatin1String(name));
        ::mkfifo(QFile::encodeName(path).constData(), 0600);
        return path;
    }
    static std::unique_ptr<OutputWriter> open(const QString &path)
    {
        QString why;
        return OutputWriter::open(path, &why);
    }

private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }

    void aFileGetsEverythingInOrder()
    {
        const QString path = m_folder.filePath(QStringLiteral("file"));
        QByteArray wanted;
        {
            const auto outlet = open(path);
            QVERIFY(outlet);
            for (int i = 0; i < 10'000; ++i) {
                const QByteArray line = QByteArray::number(i) + '\n';
                outlet->write(line);
                wanted += line;
            }
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), wanted);
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        { open(path)->write("anew"); }
        QCOMPARE(file.size(), 4);
    }

    void aPlaceThatCannotBeWritten()
    {
        QString why;
        QVERIFY(!OutputWriter::open(m_folder.filePath(QStringLiteral("no/such/folder")), &why));
        QVERIFY(!why.isEmpty());
        QVERIFY(!OutputWriter::open(m_folder.path(), &why));
    }

    void aReaderThatGoesAway()
    {
        const QString path = fifo("gone");
        const int reader = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK);
        QVERIFY(reader >= 0);
        QElapsedTimer took;
        {
            const auto outlet = open(path);
            outlet->write("first\n");
            char byte = 0;
            QTRY_COMPARE(::read(reader, &byte, 1), ssize_t(1));
            ::close(reader);
            took.start();
            for (int i = 0; i < 10'000; ++i)
                outlet->write(QByteArray(100, 'x'));
        }
        QVERIFY2(took.elapsed() < 1900, "leaving waited for a reader that is gone, as long as for one that stalls");
    }

    void aReaderThatStalls()
    {
        const QString path = fifo("stalled");
        const int reader = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK);
        QVERIFY(reader >= 0);
        QElapsedTimer took;
        {
            const auto outlet = open(path);
            for (int i = 0; i < 1000; ++i)
                outlet->write(QByteArray(1000, 'x')); // one that waits would wait for ever
            took.start();
        }
        QVERIFY2(took.elapsed() >= 1900, "the reader gets two seconds at the end");
        ::close(reader);
    }

    void aFifoWaitsForItsReader()
    {
        const QString path = fifo("late");
        auto outlet = open(path);
        QVERIFY(outlet);
        outlet->write("early\n");
        const int reader = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK);
        outlet->write("late\n");
        QByteArray got;
        const auto more = [&got, reader] {
            char buffer[64];
            const ssize_t count = ::read(reader, buffer, sizeof buffer);
            if (count > 0)
                got.append(buffer, count);
            return got;
        };
        QTRY_COMPARE(more(), QByteArray("early\nlate\n"));
        outlet.reset();
        ::close(reader);
    }

    void aFullDiskIsTold()
    {
        if (!QFile::exists(QStringLiteral("/dev/full")))
            QSKIP("no /dev/full here");
        const auto outlet = open(QStringLiteral("/dev/full"));
        outlet->write("x\n");
        QVERIFY(!outlet->finish().isEmpty());
        outlet->write("nobody gets this\n");
    }

    void aFifoWithoutAReader()
    {
        // Whoever opened it for writing as usual would wait for ever.
        const auto outlet = open(fifo("lonely"));
        outlet->write("nobody reads this\n");
        QVERIFY(outlet);
    }
};

POSTREEL_TEST_MAIN(TestOutlet)
#include "tst_output_writer.moc"
