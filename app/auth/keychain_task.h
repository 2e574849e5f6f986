// One operation on the keychain, with its time limit.
// Invariant: `ended` is emitted exactly once; `over` is emitted when the keychain has nothing of the operation any more, which
// may be later, or never.
#pragma once

#include "app/auth/token_store.h"

#include <QTimer>

namespace QKeychain {
class Job;
}

namespace postreel {

class KeychainTask final : public QObject
{
    Q_OBJECT
public:
    enum class Kind { Read, Write, Remove, Settle };
    KeychainTask(Kind kind, const QString &key, const QByteArray &value);
    ~KeychainTask() override;

    // Starts the time limit; Settle has none. Call it on the store's thread, as the functions below.
    void await(int limitMs);
    void start();
    bool isRunning() const { return m_running; }

Q_SIGNALS:
    void ended(const postreel::StoreRead &read);
    void over();

private:
    void run(QKeychain::Job *job);
    void jobFinished(QKeychain::Job *job);
    void end(const StoreRead &read);

    const Kind m_kind;
    const QString m_key;
    QByteArray m_value;
    QTimer m_limit{this};
    bool m_running = false;
    bool m_ended = false;
    bool m_triedAgain = false;
    bool m_overwritten = false; // of Remove: the deletion itself comes next
};

} // namespace postreel
