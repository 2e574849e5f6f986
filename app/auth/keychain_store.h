// Stores sign-ins in the system's keychain (service "postreel") through QtKeychain: the Secret Service or KWallet on Linux.
// Lives on the main thread, whose event loop QtKeychain needs (GLib's, on Linux); any thread may call it.
// Invariant: a call other than settle() ends within the limit, whatever the keychain does. One that has not begun by then never
// begins: nothing is written after its caller was told, except by the one job that the keychain has already.
#pragma once

#include "app/auth/token_store.h"

#include <QQueue>

namespace postreel {

class KeychainTask;

class KeychainStore final : public QObject, public TokenStore
{
    Q_OBJECT
public:
    static constexpr int usualLimitMs = 10'000;
    explicit KeychainStore(int limitMs = usualLimitMs, QObject *parent = nullptr);

    void read(const QString &key, QObject *context, std::function<void(const StoreRead &)> done) override;
    void write(const QString &key, const StoredSignIn &signIn, QObject *context,
               std::function<void(StoreOutcome)> done) override;
    void remove(const QString &key, QObject *context, std::function<void(StoreOutcome)> done) override;
    void settle(QObject *context, std::function<void()> done) override;

private:
    void hand(KeychainTask *task, QObject *context, std::function<void(const StoreRead &)> done);
    void enqueue(KeychainTask *task);
    void startNext();

    const int m_limitMs;
    QQueue<KeychainTask *> m_queue; // children; the first one runs
};

} // namespace postreel
