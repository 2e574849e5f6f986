// Tokens do not end up in a core file, and no other program of the person looks into the memory that holds them.
#include "tests/support/test_main.h"

#include <QProcess>
#include <QTest>
#include <sys/resource.h>

class CoreDumpsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void areForbidden();
};

void CoreDumpsTest::areForbidden()
{
    rlimit limit{};
    getrlimit(RLIMIT_CORE, &limit);
    if (limit.rlim_max == 0)
        QSKIP("The system allows no core files to begin with.");
    QProcess probe;
    probe.start(QStringLiteral(CORE_DUMP_PROBE), QStringList());
    QVERIFY(probe.waitForFinished(60'000));
    QCOMPARE(probe.readAllStandardOutput(), QByteArray("dumpable 1 core 1\ndumpable 0 core 0\n"));
}

POSTREEL_TEST_MAIN(CoreDumpsTest)
#include "tst_core_dumps.moc"
