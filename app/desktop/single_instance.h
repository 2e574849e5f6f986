// Ensures one running program per profile, and lets a second start reach it.
// A lock file in the profile marks its owner; the file `running` beside it names the local socket on which the owner
// listens.
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

// Creates the folder of a profile with mode 0700; an existing one is left as it is. Several starts may do so at once.
// Returns false if it cannot be created or belongs to another user than root.
bool makeProfile(const QString &path);

class SingleInstance : public QObject
{
    Q_OBJECT
public:
    enum class Claim {
        Ours,     // the profile is ours; callerCame() reports second starts
        Running,  // another program has it; takeConnection() returns the connection to it
        Silent,   // another program has it and does not answer
        Unusable, // the profile cannot be written or belongs to another user, or no socket can be made
        NoRoom,   // the disk is full, or the file size limit is reached: problem() says which
    };

    // `profile`: its folder; claim() creates it with mode 0700 if missing.
    explicit SingleInstance(const QString &profile, QObject *parent = nullptr);
    // Releases the profile.
    ~SingleInstance() override;

    // Tries to take the profile. While the other program starts or ends, retries for up to `timeoutMs`.
    Claim claim(int timeoutMs = 10'000);
    // After Running: the connection; null on later calls.
    std::unique_ptr<QLocalSocket> takeConnection() { return std::move(m_connection); }
    // After NoRoom: the error; after Unusable only where the system gave one.
    const Error &problem() const { return m_problem; }
    // Stops accepting second starts while the program exits: a later start waits for the profile.
    void stopListening();
    // After Silent: the id of the process that has the profile; 0: unknown.
    qint64 holder() const;

Q_SIGNALS:
    // Emitted for a second start; the receiver takes ownership of the socket.
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
    std::unique_ptr<QTemporaryDir> m_socketFolder; // accessible to the user alone
    QLocalServer m_server;
    std::unique_ptr<QLocalSocket> m_connection;
};

} // namespace postreel
