// Message bars about accounts: the sign-in has ended, or the keychain cannot read or save it.
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

    // Updates the bars to the engine's current accounts.
    void refresh();
    // Shows dismissed bars again for accounts whose sign-in is still ended.
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
    QHash<QString, QPointer<MessageBar>> m_ended;    // by account whose sign-in has ended
    QHash<QString, QPointer<MessageBar>> m_keychain; // by account with a keychain problem
};

} // namespace postreel
