// One running program per profile, and the way for a second start to reach it.
// A lock file in the profile says who runs; the file `running` beside it says on which local socket he listens.
// Invariant: whoever holds the lock is alive, and only the same user can reach its socket.
#pragma once

#include "app/base/error.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QLockFile>
#include <QObject>
#include <QString>
#include <memory>

class QTemporaryDir;

namespace postreel {

// The folder of a profile, its owner's alone; one that is there is left as it is. Several starts may do so at once.
bool makeProfile(const QString &path);

class SingleInstance : public QObject
{
    Q_OBJECT
public:
    enum class Claim {
        Ours,     // the profile is ours, and callerCame() tells of second starts
        Running,  // another program has it: takeConnection() leads to it
        Silent,   // another program has it and does not answer
        Unusable, // the profile cannot be written, or no socket can be made
        NoRoom,   // the disk is full, or no longer file may be written: problem() says which
    };

    // `profile`: its folder; claim() makes it with mode 0700 when it is not there.
    explicit SingleInstance(const QString &profile, QObject *parent = nullptr);
    // Gives the profile free.
    ~SingleInstance() override;

    // Decides. While the other one starts or ends, tries again for up to `timeoutMs`.
    Claim claim(int timeoutMs = 10'000);
    // After Running: the connection, once.
    std::unique_ptr<QLocalSocket> takeConnection() { return std::move(m_connection); }
    // After NoRoom, and Unusable where the system said why.
    const Error &problem() const { return m_problem; }
    // The program leaves: a second start that comes from here on waits for the profile.
    void stopListening();
    // After Silent: the process that has the profile; 0: not known.
    qint64 holder() const;

Q_SIGNALS:
    // A second start; the receiver takes the socket over.
    void callerCame(QLocalSocket *caller);

private:
    Claim unusable();
    bool listen();
    bool listenAt(const QString &folder);
    bool reach();
    void acceptCallers();
    void removeStaleSocket() const;
    QString recordPath() const { return m_profile + QStringLiteral("/running"); }

    const QString m_profile;
    QLockFile m_lock;
    Error m_problem;
    std::unique_ptr<QTemporaryDir> m_socketFolder; // user-only
    QLocalServer m_server;
    std::unique_ptr<QLocalSocket> m_connection;
};

} // namespace postreel
