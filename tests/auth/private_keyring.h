// A gnome-keyring-daemon of the test's own, on a bus of the test's own, with a home of the test's own.
// Invariant: nothing of the person's keychain is ever touched; no prompt can appear; it ends with its object.
#pragma once

#include "tests/desktop/private_bus.h"

#include <memory>

namespace postreel::testing {

class PrivateKeyring
{
public:
    // Why it cannot be had here; empty: it can.
    static QString lacking()
    {
        for (const char *program : {"dbus-daemon", "gnome-keyring-daemon", "secret-tool", "dbus-send"})
            if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty())
                return QStringLiteral("%1 is not installed").arg(QLatin1String(program));
        return {};
    }

    // The environment of this process becomes that of the private session: to be made before the first use.
    PrivateKeyring()
    {
        for (const char *name : {"HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
            qputenv(name, QFile::encodeName(m_home.path()));
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION",
                                 "KDE_FULL_SESSION", "GNOME_DESKTOP_SESSION_ID"})
            qunsetenv(name);
        useBuses({}, m_bus.address());
    }
    ~PrivateKeyring() { kill(); }
    Q_DISABLE_COPY_MOVE(PrivateKeyring)

    // Starts the daemon, unlocked with the one password that is always the same here.
    bool unlock()
    {
        kill();
        m_daemon = std::make_unique<QProcess>();
#ifdef Q_OS_LINUX
        m_daemon->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
        m_daemon->setStandardOutputFile(QProcess::nullDevice());
        m_daemon->setStandardErrorFile(QProcess::nullDevice());
        m_daemon->start(QStringLiteral("gnome-keyring-daemon"),
                        {QStringLiteral("--unlock"), QStringLiteral("--foreground"),
                         QStringLiteral("--components=secrets")});
        m_daemon->write("pw");
        if (!m_daemon->waitForBytesWritten(20'000))
            return false;
        m_daemon->closeWriteChannel();
        // Each look is another program's life, so that this is no tight loop.
        for (int tries = 0; tries < 200 && m_daemon->state() != QProcess::NotRunning; ++tries)
            if (callService({QStringLiteral("org.freedesktop.DBus.Peer.Ping")}))
                return true;
        return false;
    }
    bool lock()
    {
        return callService({QStringLiteral("org.freedesktop.Secret.Service.Lock"),
                            QStringLiteral("array:objpath:/org/freedesktop/secrets/collection/login")});
    }
    // Gone from one moment to the next; there is no service on the bus then.
    void kill()
    {
        if (!m_daemon)
            return;
        m_daemon->kill();
        m_daemon->waitForFinished(20'000);
        m_daemon.reset();
    }
    void hang() { ::kill(static_cast<pid_t>(m_daemon->processId()), SIGSTOP); }
    void resume() { ::kill(static_cast<pid_t>(m_daemon->processId()), SIGCONT); }

    // What another program of the person sees of an entry; empty: there is none, or it is locked.
    static QByteArray secretOf(const QString &key)
    {
        QProcess tool;
        tool.start(QStringLiteral("secret-tool"), {QStringLiteral("lookup"), QStringLiteral("server"),
                                                   QStringLiteral("postreel"), QStringLiteral("user"), key});
        return tool.waitForFinished(20'000) ? tool.readAllStandardOutput() : QByteArray();
    }
    QString home() const { return m_home.path(); }

private:
    static bool callService(const QStringList &call)
    {
        QProcess send;
        send.start(QStringLiteral("dbus-send"),
                   QStringList{QStringLiteral("--session"), QStringLiteral("--print-reply"),
                               QStringLiteral("--dest=org.freedesktop.secrets"),
                               QStringLiteral("/org/freedesktop/secrets")} + call);
        return send.waitForFinished(20'000) && send.exitStatus() == QProcess::NormalExit && send.exitCode() == 0;
    }

    QTemporaryDir m_home;
    PrivateBus m_bus;
    std::unique_ptr<QProcess> m_daemon;
};

} // namespace postreel::testing
