#include "app/x/rate_limit_tracker.h"

#include <algorithm>

namespace postreel {

namespace {

constexpr qint64 secondMs = 1000;
constexpr qint64 windowMs = 900 * secondMs;
constexpr qint64 dayMs = 24 * 3600 * secondMs;
constexpr qint64 firstGuessMs = 5 * secondMs;
constexpr qint64 silentMs = 60 * secondMs;
constexpr qint64 lostPollMs = 10 * secondMs;
constexpr int tooManyRequests = 429;

qint64 number(const QJsonObject &object, const char *name, qint64 otherwise)
{
    return object.value(QLatin1String(name)).toInteger(otherwise);
}

} // namespace

QString RateLimitTracker::key(const QString &account, Call call)
{
    return nameOf(call) % u'/' % account;
}

std::optional<qint64> RateLimitTracker::heldUntil(const QString &account, Call call, qint64 serverMs)
{
    const auto window = m_windows.find(key(account, call));
    if (window == m_windows.end() || window->heldUntilMs <= serverMs)
        return std::nullopt;
    // Longer than when it was set, so the clock went back: hold for that length from now on.
    window->heldUntilMs = std::min(window->heldUntilMs, serverMs + window->heldForMs);
    return window->heldUntilMs;
}

RateHeaders RateLimitTracker::bounded(RateHeaders rate, qint64 serverMs)
{
    if (rate.resetsAtMs)
        rate.resetsAtMs = std::min(*rate.resetsAtMs, serverMs + (rate.perDay ? dayMs : windowMs));
    return rate;
}

void RateLimitTracker::note(const QString &account, Call call, const Response &answer, qint64 serverMs, double jitter)
{
    if (answer.outcome != RequestOutcome::Answered)
        return;
    RateWindow &window = m_windows[key(account, call)];
    const qint64 heldBefore = window.heldUntilMs;
    const RateHeaders rate = bounded(answer.rate, serverMs);
    if (rate.limit)
        window.limit = *rate.limit;
    if (rate.remaining)
        window.remaining = *rate.remaining;
    if (rate.resetsAtMs)
        window.resetsAtMs = *rate.resetsAtMs;
    if (answer.http != tooManyRequests) {
        // Nothing is sent during a hold, so this request was sent before the hold was set.
        const qint64 held = heldBefore > serverMs ? heldBefore : 0;
        if (answer.http < 500 && held == 0)
            window.refusals = 0;
        // Hold before the limit is exceeded.
        const bool used = rate.remaining == 0 && rate.resetsAtMs && *rate.resetsAtMs > serverMs;
        window.heldUntilMs = std::max(held, used ? *rate.resetsAtMs + secondMs : 0);
    } else if (answer.retryAfterMs) {
        window.heldUntilMs = serverMs + std::clamp(*answer.retryAfterMs, secondMs, dayMs);
    } else if (rate.resetsAtMs && *rate.resetsAtMs > serverMs) {
        window.heldUntilMs = *rate.resetsAtMs + secondMs;
    } else if (serverMs >= heldBefore) { // responses to requests that were sent together count as one refusal
        const qint64 guess = std::min(firstGuessMs << std::min(window.refusals++, 20), windowMs);
        window.heldUntilMs = serverMs + guess + static_cast<qint64>(static_cast<double>(guess) * 0.25 * jitter);
    }
    if (window.heldUntilMs != heldBefore)
        window.heldForMs = std::max<qint64>(window.heldUntilMs - serverMs, 0);
    m_newHold = m_newHold || window.heldUntilMs > std::max(heldBefore, serverMs);
}

qint64 RateLimitTracker::pollAt(const QString &account, Call call, qint64 earliestMs, qint64 serverMs)
{
    RateWindow &window = m_windows[key(account, call)];
    window.polls.removeIf([serverMs](qint64 at) { return at < serverMs - lostPollMs; }); // its media waits for something else
    const qint64 free = window.remaining - window.polls.size();
    const qint64 resetMs = std::min(window.resetsAtMs, serverMs + windowMs); // the time may come from a clock that was wrong
    qint64 at = earliestMs;
    // If none remains for long, the request itself is held back, and the user is told.
    const bool told = window.remaining == 0 && resetMs - serverMs > silentMs;
    if (window.remaining >= 0 && !told && free * 2 <= window.limit && earliestMs < resetMs) {
        const qint64 turn = std::max(serverMs, window.nextPollMs);
        at = free > 0 ? std::max(earliestMs, turn) : resetMs + secondMs;
        if (free > 0)
            window.nextPollMs = turn + std::max<qint64>(resetMs - turn, 0) / free;
    }
    window.polls.append(at);
    return at;
}

void RateLimitTracker::dropPoll(const QString &account, Call call, qint64 atMs)
{
    if (const auto window = m_windows.find(key(account, call)); window != m_windows.end() && window->polls.removeOne(atMs))
        window->nextPollMs = std::min(window->nextPollMs, atMs);
}

void RateLimitTracker::left(const QString &account, Call call, qint64 serverMs)
{
    const auto window = m_windows.find(key(account, call));
    if (window == m_windows.end())
        return;
    if (window->remaining > 0)
        --window->remaining;
    const auto poll = std::min_element(window->polls.begin(), window->polls.end());
    if (poll != window->polls.end() && *poll <= serverMs)
        window->polls.erase(poll);
}

RateWindow RateLimitTracker::window(const QString &account, Call call, qint64 serverMs) const
{
    RateWindow window = m_windows.value(key(account, call));
    if (window.resetsAtMs <= serverMs)
        window.remaining = window.limit;
    return window;
}

void RateLimitTracker::move(const QString &from, const QString &to)
{
    const QStringList keys = m_windows.keys();
    for (const QString &key : keys) {
        if (key.section(u'/', 1) != from)
            continue;
        const RateWindow moved = m_windows.take(key);
        RateWindow &window = m_windows[key.section(u'/', 0, 0) % u'/' % to];
        const RateWindow known = std::exchange(window, moved);
        if (known.limit >= 0 && known.resetsAtMs > moved.resetsAtMs)
            window = known;
        const RateWindow &longer = known.heldUntilMs > moved.heldUntilMs ? known : moved;
        window.heldUntilMs = longer.heldUntilMs;
        window.heldForMs = longer.heldForMs;
        window.polls = known.polls + moved.polls;
        window.nextPollMs = std::max(known.nextPollMs, moved.nextPollMs);
    }
}

QJsonObject RateLimitTracker::toJson() const
{
    QJsonObject all;
    for (auto one = m_windows.cbegin(); one != m_windows.cend(); ++one)
        all.insert(one.key(), QJsonObject{{QStringLiteral("limit"), one->limit},
                                          {QStringLiteral("remaining"), one->remaining},
                                          {QStringLiteral("resetsAt"), one->resetsAtMs},
                                          {QStringLiteral("heldUntil"), one->heldUntilMs},
                                          {QStringLiteral("heldFor"), one->heldForMs},
                                          {QStringLiteral("refusals"), one->refusals}});
    return all;
}

void RateLimitTracker::restore(const QJsonObject &saved, qint64 serverMs)
{
    for (auto one = saved.begin(); one != saved.end(); ++one) {
        const QJsonObject object = one.value().toObject();
        RateWindow window{.limit = number(object, "limit", -1),
                          .remaining = number(object, "remaining", -1),
                          .resetsAtMs = number(object, "resetsAt", 0),
                          .heldUntilMs = number(object, "heldUntil", 0),
                          .heldForMs = std::clamp<qint64>(number(object, "heldFor", 0), 0, dayMs),
                          .refusals = static_cast<int>(std::clamp<qint64>(number(object, "refusals", 0), 0, 20))};
        // The clock may have been set back since.
        window.resetsAtMs = std::min(window.resetsAtMs, serverMs + dayMs);
        window.heldUntilMs = std::min(window.heldUntilMs, serverMs + window.heldForMs);
        m_windows.insert(one.key(), window);
    }
}

} // namespace postreel
