// The sign-ins in the system's keychain (service "postreel"), by QtKeychain: the Secret Service or KWallet on Linux.
// Lives on the main thread, whose event loop QtKeychain needs (GLib's, on Linux); any thread may call it.
// Invariant: a call answers within the limit, whatever the keychain does, and one that has not begun by then never
// begins: nothing is written behind the caller's back but by the one job that the keychain holds.
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
