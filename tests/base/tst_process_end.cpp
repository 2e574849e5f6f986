// Processes that nobody waits for any more are ended without waiting for them, and their objects go by themselves.
#include "app/base/process_end.h"
#include "tests/support/test_main.h"

#include <QPointer>
#include <QProcess>
#include <QTest>
#include <QThread>
#include <memory>

using namespace postreel;

class TestProcessEnd : public QObject
{
    Q_OBJECT

    static QProcess *sleeper(QObject *parent)
    {
        auto *process = new QProcess(parent);
        killWithProgram(*process);
        process->start(QStringLiteral("sleep"), {QStringLiteral("600")});
        if (!process->waitForStarted(30'000))
            qFatal("no sleep");
        return process;
    }

private Q_SLOTS:
    void oneThatRunsIsLetGoOf()
    {
        QObject owner;
        const QPointer<QProcess> process = sleeper(&owner);
        bool told = false;
        connect(process, &QProcess::finished, &owner, [&] { told = true; });
        endProcess(process);
        QVERIFY(process); // not waited for
        QVERIFY(owner.children().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!process, 30'000);
        QVERIFY(!told);
    }

    // As it is when the program ends: LeakSanitizer speaks up if nobody knows of it any more.
    void oneThatIsLetGoOfMayOutliveItsThread()
    {
        const std::unique_ptr<QThread> thread(QThread::create([] { endProcess(sleeper(nullptr)); }));
        thread->start();
        QVERIFY(thread->wait(60'000));
    }

    void oneThatEndedGoesAtOnce()
    {
        const QPointer<QProcess> process = new QProcess;
        endProcess(process);
        QTRY_VERIFY(!process);
    }

    void withTheOwnerItIsWaitedForUntilThen()
    {
        const QPointer<QProcess> process = sleeper(nullptr);
        endProcess(process, QDeadlineTimer(30'000));
        QVERIFY(!process);
        const QPointer<QProcess> left = sleeper(nullptr);
        endProcess(left, QDeadlineTimer(0)); // as good as one that cannot be killed
        if (left) // and nobody deletes it: its memory is kept, not lost, or this program would end with a leak
            QVERIFY(left->waitForFinished(30'000));
    }
};

POSTREEL_TEST_MAIN(TestProcessEnd)
#include "tst_process_end.moc"
