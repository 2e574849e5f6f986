// X's rate limits: a number of calls of each kind per user in a window of 15 minutes.
// Invariant: no user gets more than limitOf(call) calls through in one window.
#pragma once

#include "app/sandbox/call_name.h"

#include <QHash>
#include <QJsonObject>
#include <QList>

namespace postreel::sandbox {

class RateLimits
{
public:
    static constexpr qint64 windowMs = 15 * 60 * 1000;
    // Calls per window; 0: no limit.
    static int limitOf(Call call);

    struct Standing
    {
        int limit = 0;
        int remaining = 0;
        qint64 resetSecs = 0; // epoch
        bool refused = false;
    };
    // Counts one call of the user; sets `refused` if the limit was already reached.
    Standing count(const QString &user, Call call, qint64 wallMs);
    // The user's current state, without counting a call.
    Standing look(const QString &user, Call call, qint64 wallMs) const;

    QList<QJsonObject> snapshot() const;
    // The journal entry of the window for this user and call.
    QJsonObject line(const QString &user, Call call) const;
    void replay(const QJsonObject &line);

private:
    struct Window
    {
        qint64 startMs = 0;
        int used = 0;
    };
    QHash<QString, Window> m_windows;
};

} // namespace postreel::sandbox
