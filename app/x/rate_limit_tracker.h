// Keeps X's rate limits per account and call, so that the whole queue waits once and no request is sent that X is known to
// refuse.
// Invariant: no I/O and no clock of its own; a hold follows only from what X said (429, or nothing remaining) and ends after a
// day at most.
#pragma once

#include "app/x/exchange.h"

#include <QHash>
#include <QJsonObject>

namespace postreel {

// One rate limit window (15 minutes at X), as far as X stated it. Times are in milliseconds on X's clock.
struct RateWindow
{
    qint64 limit = -1;     // requests per window; -1: not known
    qint64 remaining = -1; // of the window that ends at resetsAtMs; -1: not known
    qint64 resetsAtMs = 0;
    qint64 heldUntilMs = 0; // no request is sent before; 0: no hold
    qint64 heldForMs = 0;   // length of the hold when it was set
    qint64 nextPollMs = 0;  // earliest time of the next poll; see pollAt()
    QVector<qint64> polls;  // times assigned to polls that were not sent yet
    int refusals = 0;       // consecutive 429s that named no time
    friend bool operator==(const RateWindow &, const RateWindow &) = default;
};

class RateLimitTracker
{
public:
    // Time on X's clock until which a call of this account is held; nullopt: it may be sent.
    std::optional<qint64> heldUntil(const QString &account, Call call, qint64 serverMs);
    // Learns from a response. `jitter`: 0…1, random, for a 429 that names no time.
    void note(const QString &account, Call call, const Response &answer, qint64 serverMs, double jitter);
    // Returns when a poll that is wanted at `earliestMs` may be sent, and reserves that time. This is `earliestMs` while more
    // than half of the window is free; after that the polls of all media share the rest evenly up to the reset, since one poll
    // too many would hold all of them until then.
    qint64 pollAt(const QString &account, Call call, qint64 earliestMs, qint64 serverMs);
    // Gives back a time of pollAt() whose poll will not be sent.
    void dropPoll(const QString &account, Call call, qint64 atMs);
    // Limits the reset time to what is possible: at most 15 minutes from now, or a day for a limit per day.
    static RateHeaders bounded(RateHeaders rate, qint64 serverMs);
    // Notes that a request was sent: one fewer remains, until X states the number again.
    void left(const QString &account, Call call, qint64 serverMs);
    // The window as last known; once it has ended, `remaining` is `limit`.
    RateWindow window(const QString &account, Call call, qint64 serverMs) const;

    // Moves what is known of one account to another; the stricter one counts.
    void move(const QString &from, const QString &to);

    // For the next start. Holds account keys and numbers, no secret.
    QJsonObject toJson() const;
    void restore(const QJsonObject &saved, qint64 serverMs);
    // Whether a new hold, which is worth saving at once, was set since the last call.
    bool takeNewHold() { return std::exchange(m_newHold, false); }

private:
    static QString key(const QString &account, Call call);
    QHash<QString, RateWindow> m_windows;
    bool m_newHold = false;
};

} // namespace postreel
