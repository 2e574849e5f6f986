// A D-Bus daemon of the test's own, so that nothing reaches the machine's.
// Invariant: ends with its object; no service is ever started on it.
#pragma once

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <csignal>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace postreel::testing {

class PrivateBus
{
public:
    static bool isInstalled()
    {
        return !QStandardPaths::findExecutable(QStringLiteral("dbus-daemon")).isEmpty();
    }

    PrivateBus()
    {
        QFile config(m_folder.filePath(QStringLiteral("bus.conf")));
        if (!config.open(QIODevice::WriteOnly))
            return;
        config.write(
            "<busconfig><listen>unix:path=" + QFile::encodeName(m_folder.filePath(QStringLiteral("bus"))) +
            "</listen><auth>EXTERNAL</auth><policy context=\"default\"><allow send_destination=\"*\"/>"
            "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>");
        config.close();
#ifdef Q_OS_LINUX
        // It ends with a test that crashes, too.
        m_daemon.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
        m_daemon.start(QStringLiteral("dbus-daemon"),
                       {QStringLiteral("--nofork"), QStringLiteral("--print-address"),
                        QStringLiteral("--config-file=") + config.fileName()});
        while (m_daemon.waitForReadyRead(20'000) && !m_daemon.canReadLine()) {
        }
        m_address = QString::fromLatin1(m_daemon.readLine()).trimmed();
    }
    ~PrivateBus() { end(); }
    Q_DISABLE_COPY_MOVE(PrivateBus)

    // Empty: it did not start.
    QString address() const { return m_address; }
    // Its socket lies here, named "bus" as in a session's runtime folder.
    QString folder() const { return m_folder.path(); }
    // From one moment to the next, so that nobody is told of anybody's leaving.
    void end()
    {
        m_daemon.kill();
        m_daemon.waitForFinished(20'000);
    }
    // Answers nothing from here on, as a daemon that hangs.
    void hang() { ::kill(static_cast<pid_t>(m_daemon.processId()), SIGSTOP); }
    void resume()
    {
        if (m_daemon.processId() > 0)
            ::kill(static_cast<pid_t>(m_daemon.processId()), SIGCONT);
    }

private:
    QTemporaryDir m_folder;
    QProcess m_daemon;
    QString m_address;
};

// What the product takes for the system's and the session's bus from here on; empty: a bus that is not there.
inline void useBuses(const QString &system, const QString &session)
{
    const QByteArray none = "unix:path=/nonexistent/bus";
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", system.isEmpty() ? none : system.toLatin1());
    qputenv("DBUS_SESSION_BUS_ADDRESS", session.isEmpty() ? none : session.toLatin1());
}

// The system's, as what the product takes it for, as long as the object lives; a session's is not there.
struct PrivateSystemBus
{
    PrivateSystemBus() { useBuses(bus.address(), {}); }
    ~PrivateSystemBus() { useBuses({}, {}); }
    Q_DISABLE_COPY_MOVE(PrivateSystemBus)
    bool run() const { return !bus.address().isEmpty(); }

    PrivateBus bus;
};

// Both, as what the product takes them for, as long as the object lives.
struct PrivateBuses
{
    PrivateBuses() { useBuses(system.address(), session.address()); }
    ~PrivateBuses() { useBuses({}, {}); }
    Q_DISABLE_COPY_MOVE(PrivateBuses)
    bool run() const { return !system.address().isEmpty() && !session.address().isEmpty(); }

    PrivateBus system;
    PrivateBus session;
};

} // namespace postreel::testing
