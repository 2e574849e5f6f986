// What X allows to the user of an account, as far as it is known: by their subscription, which X is asked for once a run, and
// by what X named when it refused a video.
#pragma once

#include "app/base/clock.h"
#include "app/engine/account_book.h"
#include "app/media/limits.h"
#include "app/store/settings.h"

#include <QHash>
#include <QObject>
#include <functional>

namespace postreel {

class Allowances final : public QObject
{
    Q_OBJECT
public:
    // All outlive it.
    Allowances(Settings &settings, Sessions &sessions, const AccountBook &accounts, Clock &clock);
    // Before learn().
    void setTransport(Transport &transport) { m_transport = &transport; }

    Allowance of(const QString &account) const;

    // Asks X for the subscription where this run does not know it yet, then calls back while `context` lives; at once where it
    // is known, or nobody is signed in. Without an answer what was known holds.
    void learn(const QString &account, QObject *context, std::function<void()> then);
    // X told it on another occasion.
    void setSubscription(const QString &account, const Me &me);
    // It may be another one now: the next learn() asks.
    void forgetSubscription(const QString &account) { m_subscriptions.remove(account); }

    // X may have named a limit when it refused a video; whether it is one that was not known.
    bool applyRefusal(const Upload &upload, const Error &error);
    // X took it: a limit that this video breaks does not hold any more.
    void onPosted(const Upload &upload);
    // Whether a video is beyond a limit that X named.
    bool isBeyond(const Upload &upload) const;
    // What X named for `from` is what it named for `to`.
    void move(const QString &from, const QString &to);

private:
    void onAnswer(const QString &account, const Result<Me> &me);

    Settings &m_settings;
    Sessions &m_sessions;
    const AccountBook &m_accounts;
    Clock &m_clock;
    Transport *m_transport = nullptr;
    QHash<QString, QString> m_subscriptions;                       // by account: X's word of this run
    QHash<QString, QVector<std::function<void()>>> m_waiting; // by account, while X is being asked
};

} // namespace postreel
