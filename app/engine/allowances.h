// What X allows the user of an account, as far as it is known: from the subscription, which X is asked for once per
// run, and from the limits that X named when it refused a video.
#pragma once

#include "app/base/clock.h"
#include "app/engine/account_book.h"
#include "app/media/rules/limits.h"
#include "app/store/settings.h"

#include <QHash>
#include <QObject>
#include <functional>

namespace postreel {

class Allowances final : public QObject
{
    Q_OBJECT
public:
    // All must outlive it.
    Allowances(Settings &settings, Sessions &sessions, const AccountBook &accounts, Clock &clock);
    // Call it before learn().
    void setTransport(Transport &transport) { m_transport = &transport; }

    Allowance of(const QString &account) const;

    // Asks X for the subscription unless this run knows it, then calls `then` while `context` lives; immediately if
    // it is known, or if the account has no token. Without an answer the previous value stays.
    void learn(const QString &account, QObject *context, std::function<void()> then);
    // Sets the subscription that another response contained.
    void setSubscription(const QString &account, const Me &me);
    // The subscription may have changed: the next learn() asks again.
    void forgetSubscription(const QString &account) { m_subscriptions.remove(account); }

    // Stores a limit that X named when it refused a video; returns whether it was not known before.
    bool applyRefusal(const Upload &upload, const Error &error);
    // X accepted this video: removes the limits that it exceeds.
    void onPosted(const Upload &upload);
    // Whether a video exceeds a limit that X named.
    bool isBeyond(const Upload &upload) const;
    // Copies the limits that X named for `from` to `to`.
    void move(const QString &from, const QString &to);

private:
    void onAnswer(const QString &account, const Result<Me> &me);

    Settings &m_settings;
    Sessions &m_sessions;
    const AccountBook &m_accounts;
    Clock &m_clock;
    Transport *m_transport = nullptr;
    QHash<QString, QString> m_subscriptions;                       // by account, as X returned it in this run
    QHash<QString, QVector<std::function<void()>>> m_waiting; // by account, while the request is pending
};

} // namespace postreel
