#include "app/media/files/file_check.h"
#include "tests/media/media_files.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#endif

using namespace postreel;
using namespace postreel::testing;

class TestFileCheck : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hardNoes_data();
    void hardNoes();
    void neverWaitsOnAFifo();
    void unreadable();
    void takesAnyName_data();
    void takesAnyName();
    void noCeiling();
    void readsWhatIsThere();

private:
    QString at(const QString &name) const { return m_folder.filePath(name); }
    QTemporaryDir m_folder;
};

void TestFileCheck::hardNoes_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<ErrorKind>("kind");
    QDir(m_folder.path()).mkdir(QStringLiteral("films"));
    QTest::newRow("missing") << at(QStringLiteral("gone.mp4")) << ErrorKind::Missing;
    QTest::newRow("no path") << QString() << ErrorKind::Missing;
    QTest::newRow("a NUL in the name")
        << at(QStringLiteral("films") % QChar(0) % QStringLiteral("x")) << ErrorKind::Missing;
    QTest::newRow("below a file") << writeFile(at(QStringLiteral("f")), "x") % QLatin1String("/x")
                                  << ErrorKind::Missing;
    QTest::newRow("folder") << at(QStringLiteral("films")) << ErrorKind::NotAFile;
    QTest::newRow("folder with a slash") << at(QStringLiteral("films/")) << ErrorKind::NotAFile;
    QTest::newRow("empty") << writeFile(at(QStringLiteral("empty.mp4")), {}) << ErrorKind::Empty;
#ifdef Q_OS_UNIX
    QTest::newRow("device") << QStringLiteral("/dev/zero") << ErrorKind::NotAFile;
    QFile::link(at(QStringLiteral("nothing")), at(QStringLiteral("dangling")));
    QTest::newRow("link to nothing") << at(QStringLiteral("dangling")) << ErrorKind::Missing;
    QFile::link(at(QStringLiteral("circle")), at(QStringLiteral("circle")));
    QTest::newRow("link to itself") << at(QStringLiteral("circle")) << ErrorKind::Missing;
#endif
}

void TestFileCheck::hardNoes()
{
    QFETCH(QString, path);
    QFETCH(ErrorKind, kind);
    const auto result = checkRegularFile(path);
    QCOMPARE(nameOf(result.error().kind), nameOf(kind));
    QCOMPARE(result.error().subject, fileNameOf(path));
}

void TestFileCheck::neverWaitsOnAFifo()
{
#ifdef Q_OS_UNIX
    const QString fifo = at(QStringLiteral("fifo.mp4"));
    QCOMPARE(::mkfifo(QFile::encodeName(fifo).constData(), 0600), 0);
    const QString socket = at(QStringLiteral("socket.mp4"));
    const int handle = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, QFile::encodeName(socket).constData(), sizeof address.sun_path);
    QCOMPARE(::bind(handle, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
    QElapsedTimer timer;
    timer.start();
    for (const QString &path : {fifo, socket}) {
        const auto result = checkRegularFile(path);
        QCOMPARE(result.error().kind, ErrorKind::NotAFile);
        QCOMPARE(result.error().subject, fileNameOf(path));
    }
    QVERIFY(timer.elapsed() < 5000);
    ::close(handle);
#endif
}

void TestFileCheck::unreadable()
{
    const QString path = writeFile(at(QStringLiteral("secret.mp4")), "x");
    QVERIFY(QFile::setPermissions(path, {}));
    if (QFile probe(path); probe.open(QIODevice::ReadOnly))
        QSKIP("permissions do not bind this user");
    const auto result = checkRegularFile(path);
    QCOMPARE(result.error().kind, ErrorKind::Unreadable);
    QCOMPARE(result.error().subject, QStringLiteral("secret.mp4"));
}

void TestFileCheck::takesAnyName_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("quotes") << QStringLiteral("it's \"fine\".mp4");
    QTest::newRow("newline") << QStringLiteral("two\nlines.mp4");
    QTest::newRow("emoji") << QString::fromUtf8("\xF0\x9F\x8E\xAC.mp4");
    QTest::newRow("right to left") << QString::fromUtf8("\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D.mp4");
    QTest::newRow("an option") << QStringLiteral("-y");
    QTest::newRow("percent") << QStringLiteral("a%03d.mp4");
}

void TestFileCheck::takesAnyName()
{
    QFETCH(QString, name);
    const QString path = writeFile(at(name), "12345");
    setTime(path, 1'700'000'000'123);
    const auto result = checkRegularFile(path);
    QVERIFY(result.ok());
    QCOMPARE(result->name, name);
    QCOMPARE(result->size, 5);
    QCOMPARE(result->mtimeMs, 1'700'000'000'123);
}

void TestFileCheck::noCeiling()
{
    // Too many bytes are a verdict, which can be fixed, and no hard no.
    const auto result = checkRegularFile(writeSparse(at(QStringLiteral("more")), maxUploadBytes + 1));
    QVERIFY(result.ok());
    QCOMPARE(result->size, maxUploadBytes + 1);
}

void TestFileCheck::readsWhatIsThere()
{
    const auto file = openRegularFile(writeFile(at(QStringLiteral("ten")), "0123456789"));
    QVERIFY(file.ok());
    QCOMPARE(*readBytes(**file, 3, 4), QByteArray("3456"));
    QCOMPARE(*readBytes(**file, 8, 4), QByteArray("89"));
    QCOMPARE(*readBytes(**file, 20, 4), QByteArray());
}

POSTREEL_TEST_MAIN(TestFileCheck)
#include "tst_file_check.moc"
