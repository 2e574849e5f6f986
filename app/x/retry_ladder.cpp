#include "app/x/retry_ladder.h"

#include "app/x/error_mapping.h"

#include <QDateTime>
#include <algorithm>

namespace postreel {

namespace {

constexpr qint64 second = 1000;
constexpr qint64 hour = 3600 * second;
constexpr qint64 day = 24 * hour;

struct Rung
{
    ErrorKind kind;
    Reaction forSegment; // of an APPEND
    Reaction otherwise;
    WaitReason reason;
    qint64 firstMs;
    qint64 longestMs;
    qint64 longestToldMs; // of a wait that the answer names: then it is tried again, whatever it said
};

// Kinds that are not here are Final. Delays double from the first to the longest; there is no last one.
// A limit of X's is told for a day at most; trouble that is announced for longer than an hour is looked at then.
constexpr Rung ladder[] = {
    {ErrorKind::NotReached, Reaction::Wait, Reaction::Wait, WaitReason::Offline, second, 30 * second, hour},
    {ErrorKind::TlsFailed, Reaction::Wait, Reaction::Wait, WaitReason::Certificate, 5 * second, 60 * second, hour},
    {ErrorKind::ProxyFailed, Reaction::Wait, Reaction::Wait, WaitReason::Proxy, second, 30 * second, hour},
    {ErrorKind::ProxyRefused, Reaction::Wait, Reaction::Wait, WaitReason::Proxy, 5 * second, 60 * second, hour},
    {ErrorKind::ProxySignIn, Reaction::Wait, Reaction::Wait, WaitReason::ProxySignIn, 30 * second, 300 * second, hour},
    {ErrorKind::ProxyUnusable, Reaction::Wait, Reaction::Wait, WaitReason::ProxySignIn, 30 * second, 300 * second, hour},
    {ErrorKind::Redirected, Reaction::Wait, Reaction::Wait, WaitReason::CaptivePortal, 5 * second, 60 * second, hour},
    {ErrorKind::NotFromX, Reaction::Wait, Reaction::Wait, WaitReason::ServerTrouble, 2 * second, 60 * second, hour},
    {ErrorKind::NotSignedIn, Reaction::Wait, Reaction::Wait, WaitReason::TokenRefused, 10 * second, 20 * second, hour},
    {ErrorKind::TokenLater, Reaction::Wait, Reaction::Wait, WaitReason::TokenRefused, second / 2, 60 * second, hour},
    {ErrorKind::RateLimited, Reaction::Wait, Reaction::Wait, WaitReason::RateLimit, 5 * second, 900 * second, day},
    {ErrorKind::NotFound, Reaction::Again, Reaction::Wait, WaitReason::ServerTrouble, second, 30 * second, hour},
    {ErrorKind::ServerError, Reaction::Again, Reaction::Wait, WaitReason::ServerTrouble, second, 60 * second, hour},
    {ErrorKind::BadAnswer, Reaction::Again, Reaction::Wait, WaitReason::ServerTrouble, second, 60 * second, hour},
    {ErrorKind::NoAnswer, Reaction::Again, Reaction::Wait, WaitReason::ServerTrouble, second / 2, 30 * second, hour},
    {ErrorKind::Stalled, Reaction::Again, Reaction::Wait, WaitReason::ServerTrouble, second, 30 * second, hour},
    {ErrorKind::TooLarge, Reaction::Smaller, Reaction::Wait, WaitReason::ServerTrouble, second, 30 * second, hour},
};

// All but segments are small: X's edge was seen to say 413 or 431 of them by mistake, but not for ever.
constexpr int tooLargeBeforeFinal = 6;
// A 401 three times over 30 s is no hiccup of X any more.
constexpr int refusedTokensBeforeSignIn = 3;
// A refusal that may be a mistake of X's, or a success that has nothing but errors: tried so often, then it counts.
constexpr int doubtfulBeforeFinal = 3;
constexpr int errorsAloneBeforeFinal = 6;

// Like trouble of the server: a doubtful refusal goes up its ladder for as long as it is doubted.
constexpr ErrorKind rungOf(ErrorKind kind, bool doubtful)
{
    return doubtful ? ErrorKind::ServerError : kind;
}

// A success with a page in it, or 511, is what a captive portal answers.
bool isOfPortal(const Error &error)
{
    return error.kind == ErrorKind::NotFromX && (error.http < 300 || error.http == 511);
}

// A second into the next month or day of X's, which counts in UTC; the day where X names no period: then it says more.
qint64 untilCapEnds(const QString &period, qint64 serverMs)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(serverMs, Qt::UTC).date();
    const bool monthly = period.compare(QLatin1String("Monthly"), Qt::CaseInsensitive) == 0;
    const QDate next = monthly ? QDate(today.year(), today.month(), 1).addMonths(1) : today.addDays(1);
    return next.startOfDay(Qt::UTC).toMSecsSinceEpoch() + second - serverMs;
}

bool isFinal(Call call, const Error &error, int attempts)
{
    if (error.kind == ErrorKind::TooLarge)
        return call != Call::Append && attempts >= tooLargeBeforeFinal;
    if (error.kind == ErrorKind::BadAnswer) // X's own words, though it calls them a success
        return error.source == ErrorSource::X && attempts >= errorsAloneBeforeFinal;
    return isDoubtful(error) && attempts >= doubtfulBeforeFinal;
}

} // namespace

Advice adviceFor(Call call, const Error &error, int attempts, double spread, qint64 serverMs)
{
    if (error.kind == ErrorKind::UsageCapped)
        return {Reaction::Wait, WaitReason::UsageCap, untilCapEnds(error.period, serverMs)};
    const ErrorKind kind = rungOf(error.kind, isDoubtful(error));
    const auto *rung = std::find_if(std::begin(ladder), std::end(ladder),
                                    [kind](const Rung &candidate) { return candidate.kind == kind; });
    if (rung == std::end(ladder) || isFinal(call, error, attempts))
        return {};
    Advice advice{call == Call::Append ? rung->forSegment : rung->otherwise,
                  isOfPortal(error) ? WaitReason::CaptivePortal : rung->reason, 0};
    if (error.kind == ErrorKind::NotSignedIn && (error.http == 0 || attempts >= refusedTokensBeforeSignIn)) {
        advice.reaction = Reaction::SignIn;
        return advice;
    }
    if (advice.reaction == Reaction::Smaller)
        return advice; // at once: it is no failed try
    const int doublings = std::clamp(attempts, 1, 21) - 1;
    const qint64 delay = std::min(rung->firstMs << doublings, rung->longestMs);
    advice.delayMs = delay + static_cast<qint64>(static_cast<double>(delay) * 0.25 * std::clamp(spread, 0.0, 1.0));
    // At least a second: a server in trouble that says 0 would be asked in a tight loop.
    if (error.retryAfterMs)
        advice.delayMs = std::clamp(*error.retryAfterMs, std::min(rung->firstMs, second), rung->longestToldMs);
    else if (error.resetsAtMs && *error.resetsAtMs > serverMs)
        advice.delayMs = std::min(*error.resetsAtMs - serverMs + second, rung->longestToldMs);
    return advice;
}

} // namespace postreel
