// X's limits as they are known, per account and call, so that the whole queue waits once and no request
// leaves that X was seen to refuse.
// Invariant: pure but for its memory; what it holds back was said by X (429, or nothing remaining) and ends
// after a day at most.
#pragma once

#include "app/x/exchange.h"

#include <QHash>
#include <QJsonObject>

namespace postreel {

// One window of X (15 minutes each), as far as X told. Times are on X's clock.
struct RateWindow
{
    qint64 limit = -1;     // requests per window; -1: not known
    qint64 remaining = -1; // of the window that ends at resetsAtMs
    qint64 resetsAtMs = 0;
    qint64 heldUntilMs = 0; // no request leaves before; 0: none is held
    qint64 heldForMs = 0;   // how long that was when it was said
    qint64 nextPollMs = 0;  // when the next poll may leave at the earliest; see pollAt()
    QVector<qint64> polls;  // the times that were given to polls which did not leave yet
    int refusals = 0;       // 429s in a row without a word of when
    friend bool operator==(const RateWindow &, const RateWindow &) = default;
};

class RateLimitTracker
{
public:
    // Until when, on X's clock, a call of this account is held back; nothing: it may leave.
    std::optional<qint64> heldUntil(const QString &account, Call call, qint64 serverMs);
    // What an answer says of it. `jitter`: 0…1, random, for a 429 that names no time.
    void note(const QString &account, Call call, const Response &answer, qint64 serverMs, double jitter);
    // When a poll that is wanted at `earliestMs` may leave; each call takes the time that it answers. Then, while more than
    // half of the window is free; after that the polls of all media share the rest evenly up to the reset, since one poll
    // too many would hold all of them until then.
    qint64 pollAt(const QString &account, Call call, qint64 earliestMs, qint64 serverMs);
    // Gives back a time of pollAt() whose poll will not leave.
    void dropPoll(const QString &account, Call call, qint64 atMs);
    // As much of it as can be meant: no window resets later than it is long.
    static RateHeaders bounded(RateHeaders rate, qint64 serverMs);
    // A request left: one fewer remains, until X tells the number again.
    void left(const QString &account, Call call, qint64 serverMs);
    // As last known; the default for a window that has ended.
    RateWindow window(const QString &account, Call call, qint64 serverMs) const;

    // What is known of an account is that of another from now on; the stricter word counts.
    void move(const QString &from, const QString &to);

    // For the next start. Holds no secret: account keys and numbers.
    QJsonObject toJson() const;
    void restore(const QJsonObject &saved, qint64 serverMs);
    // Whether something that is worth keeping at once changed since the last call: a new hold.
    bool takeNewHold() { return std::exchange(m_newHold, false); }

private:
    static QString key(const QString &account, Call call);
    QHash<QString, RateWindow> m_windows;
    bool m_newHold = false;
};

} // namespace postreel
