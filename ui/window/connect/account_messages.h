// The bars that stand for an account: its sign-in ended, or the keychain does not give or take it.
// Invariant: at most one bar for each account and cause, and none without its cause.
#pragma once

#include "app/engine/engine.h"

#include <QHash>
#include <QPointer>
#include <QSet>

namespace postreel {

class MessageArea;
class MessageBar;

class AccountMessages : public QObject
{
    Q_OBJECT
public:
    // Both must outlive it.
    AccountMessages(Engine &engine, MessageArea &messages, QObject *parent);

    // The accounts as they are now.
    void refresh();
    // Says again what was dismissed and still stands.
    void remind();
    void showKeychain(const QString &accountKey, StoreOutcome outcome);
    void forgetKeychain(const QString &accountKey);

Q_SIGNALS:
    void signInRequested(const QString &accountKey);

private:
    MessageBar *addKeychainBar(const QString &accountKey, StoreOutcome outcome, bool asked);
    QString shown(const QString &accountKey) const;

    Engine &m_engine;
    MessageArea &m_messages;
    QHash<QString, QPointer<MessageBar>> m_ended;    // by account, as long as its sign-in has ended
    QHash<QString, QPointer<MessageBar>> m_keychain; // by account, as long as the keychain says no
};

} // namespace postreel
