// Signals of the system reach a program as Qt signals.
#include "app/desktop/signals.h"
#include "tests/support/test_main.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <csignal>
#include <unistd.h>

using namespace postreel;

class TestSignals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachSignalArrives_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("interrupt") << SIGINT;
        QTest::newRow("terminate") << SIGTERM;
        QTest::newRow("hang up") << SIGHUP;
    }

    void eachSignalArrives()
    {
        QFETCH(int, number);
        Signals signals_;
        QSignalSpy received(&signals_, &Signals::received);
        QCOMPARE(std::raise(number), 0);
        QVERIFY(received.wait(10'000));
        QCOMPARE(received.first().first().toInt(), number);
    }

    void anotherProcessLeavesWithItsCode_data() { eachSignalArrives_data(); }

    void anotherProcessLeavesWithItsCode()
    {
        QFETCH(int, number);
        QTemporaryDir profile;
        QProcess holder;
        holder.start(QStringLiteral(PROFILE_HOLDER), {profile.path()});
        QVERIFY(holder.waitForReadyRead(20'000));
        QCOMPARE(holder.readLine().trimmed(), QByteArray("ours"));
        QCOMPARE(::kill(static_cast<pid_t>(holder.processId()), number), 0);
        QVERIFY(holder.waitForFinished(10'000));
        QCOMPARE(holder.exitStatus(), QProcess::NormalExit);
        QCOMPARE(holder.exitCode(), 128 + number);
        QCOMPARE(holder.readAll().trimmed(), "signal " + QByteArray::number(number));
    }

    // nohup: whoever asked for SIGHUP to be ignored keeps that.
    void anIgnoredHangUpStaysIgnored()
    {
        std::signal(SIGHUP, SIG_IGN);
        Signals signals_;
        QSignalSpy received(&signals_, &Signals::received);
        QCOMPARE(std::raise(SIGHUP), 0);
        QCOMPARE(std::raise(SIGTERM), 0); // arrives after it, so it was not merely late
        QVERIFY(received.wait(10'000));
        QCOMPARE(received.size(), 1);
        QCOMPARE(received.first().first().toInt(), SIGTERM);
        std::signal(SIGHUP, SIG_DFL);
    }

    void aReaderThatGoesAwayDoesNotEndUs()
    {
        Signals signals_;
        int ends[2] = {-1, -1};
        QCOMPARE(::pipe(ends), 0);
        ::close(ends[0]);
        QCOMPARE(::write(ends[1], "x", 1), ssize_t(-1));
        QCOMPARE(errno, EPIPE);
        ::close(ends[1]);
    }

    void theEndGivesTheSignalsBack()
    {
        { Signals signals_; }
        struct sigaction now = {};
        QCOMPARE(::sigaction(SIGTERM, nullptr, &now), 0);
        QVERIFY(now.sa_handler == SIG_DFL);
    }
};

POSTREEL_TEST_MAIN(TestSignals)
#include "tst_signals.moc"
