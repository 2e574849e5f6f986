// One run of ffmpeg, by a script in its place: whatever ends it, it is not let go of while it is telling something itself.
#include "app/media/fix/fix_run.h"
#include "tests/support/test_main.h"
#include "tests/support/test_timeout.h"
#include "tests/support/text.h"

#include <QFile>
#include <QTemporaryDir>
#include <optional>

using namespace postreel;
using namespace postreel::testing;

class TestFixRun : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
#ifndef Q_OS_UNIX
        QSKIP("no scripts here");
#endif
        QVERIFY(m_folder.isValid());
        qputenv("PATH", m_folder.path().toUtf8());
    }
    void cleanupTestCase() { qputenv("PATH", m_path); }
    void endsOutsideOfItsProcess_data();
    void endsOutsideOfItsProcess();
    void stalls_data();
    void stalls();

private:
    void put(const QByteArray &script) const
    {
        QFile file(m_folder.filePath(text("ffmpeg")));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("#!/bin/sh\n" + script);
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::ExeOwner | QFile::WriteOwner));
    }
    QTemporaryDir m_folder;
    QByteArray m_path = qgetenv("PATH");
};

void TestFixRun::endsOutsideOfItsProcess_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("done") << QByteArray("echo total_size=10\n") << ErrorKind::None;
    QTest::newRow("too large, then dead") << QByteArray("echo total_size=1000\n") << ErrorKind::TooBig;
    QTest::newRow("too large, goes on") << QByteArray("echo total_size=1000\nwhile :; do :; done\n") << ErrorKind::TooBig;
    QTest::newRow("fails") << QByteArray("echo no >&2\nexit 1\n") << ErrorKind::FixFailed;
}

// QProcess goes on with what it holds after its signals.
void TestFixRun::endsOutsideOfItsProcess()
{
    QFETCH(QByteArray, script);
    put(script);
    FixRun run;
    auto *process = run.findChild<QProcess *>();
    QVERIFY(process);
    bool tells = false; // signals of the same moment, before and behind those that a run listens to
    connect(process, &QProcess::channelReadyRead, this, [&tells] { tells = true; });
    connect(process, &QProcess::readyReadStandardOutput, this, [&tells] { tells = false; });
    connect(process, &QProcess::readyReadStandardError, this, [&tells] { tells = false; });
    connect(process, &QProcess::stateChanged, this, [&tells](QProcess::ProcessState state) { tells = state == QProcess::NotRunning; });
    connect(process, &QProcess::finished, this, [&tells] { tells = false; });
    std::optional<Result<Done>> result;
    connect(&run, &FixRun::ended, this, [&](const Result<Done> &ended) {
        QVERIFY(!tells);
        result = ended;
    });
    run.start({}, {.mostBytes = 100});
    QTRY_VERIFY(result);
    QTEST(result->error().kind, "kind");
}

void TestFixRun::stalls_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<ErrorKind>("kind");
    // What a pass that reports nothing looks like beside other programs: it has the CPU now and then.
    QTest::newRow("works, and waits for its turn") << QByteArray(R"(
        i=0
        while [ $i -lt 8 ]; do
            n=0; while [ $n -lt 20000 ]; do n=$((n+1)); done
            /bin/sleep 0.2
            i=$((i+1))
        done
        echo total_size=10)") << ErrorKind::None;
    QTest::newRow("does nothing") << QByteArray("exec /bin/sleep 1000\n") << ErrorKind::Stalled;
    QTest::newRow("works without end") << QByteArray("while :; do :; done\n") << ErrorKind::Stalled;
}

void TestFixRun::stalls()
{
    QFETCH(QByteArray, script);
    put(script);
    FixRun run;
    std::optional<Result<Done>> result;
    connect(&run, &FixRun::ended, this, [&](const Result<Done> &ended) { result = ended; });
    run.start({}, {.stallMs = 700});
    QTRY_VERIFY(result);
    QTEST(result->error().kind, "kind");
}

POSTREEL_TEST_MAIN(TestFixRun)
#include "tst_fix_run.moc"
