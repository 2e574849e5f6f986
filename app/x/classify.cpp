#include "app/x/classify.h"

#include "app/x/error_mapping.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <algorithm>

namespace postreel {

namespace {

constexpr qint64 second = 1000;
constexpr qint64 hour = 3600 * second;
constexpr qint64 day = 24 * hour;

struct BackoffRule
{
    ErrorKind kind;
    Reaction forSegment; // for an APPEND
    Reaction otherwise;
    WaitReason reason;
    qint64 firstMs;
    qint64 longestMs;
    qint64 longestToldMs; // longest delay accepted from a response: then the request is retried, whatever the response said
};

// Kinds that are not listed are Final. Delays double from the first to the longest, and retries never stop. A delay that a
// response names is honoured for a day at most for X's rate limits, and for an hour otherwise.
constexpr BackoffRule rules[] = {
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

// All requests but segments are small: X's edge was seen to answer them with 413 or 431 by mistake, but not for long.
constexpr int tooLargeBeforeFinal = 6;
// Three 401s over 30 s are more than a hiccup of X.
constexpr int refusedTokensBeforeSignIn = 3;
// A refusal that may be X's mistake, or a success that holds only errors, becomes final after this many tries.
constexpr int doubtfulBeforeFinal = 3;
constexpr int errorsAloneBeforeFinal = 6;
// X answers 404 during outages, too; only a lasting one means that the media is gone, or that there is no such call.
constexpr int notFoundBeforeGone = 4;
constexpr int notFoundBeforeFinal = 6;

// A doubtful refusal is retried like a server error.
constexpr ErrorKind ruleKindOf(ErrorKind kind, bool doubtful)
{
    return doubtful ? ErrorKind::ServerError : kind;
}

// A captive portal answers with a page in a success, or with 511.
bool isOfPortal(const Error &error)
{
    return error.kind == ErrorKind::NotFromX && (error.http < 300 || error.http == 511);
}

// Ms until one second into X's next month or day, which X counts in UTC. If X names no period, the next day: X is asked again
// then.
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
    if (error.kind == ErrorKind::BadAnswer) // X's own words, although with a success status
        return error.source == ErrorSource::X && attempts >= errorsAloneBeforeFinal;
    if (error.kind == ErrorKind::NotFound) // of a server that does not know the call
        return (call == Call::Me || call == Call::OwnPosts || call == Call::CreatePost) && attempts >= notFoundBeforeFinal;
    return isDoubtful(error) && attempts >= doubtfulBeforeFinal;
}

bool isAboutMedia(Call call)
{
    return call == Call::Append || call == Call::Finalize || call == Call::Status || call == Call::Metadata
        || call == Call::Subtitles;
}

bool isMediaGone(Call call, const Error &error, int attempts)
{
    if (call == Call::Finalize && saysBytesMissing(error)) // all were acknowledged, so X lost some
        return true;
    const bool lasting = error.kind == ErrorKind::NotFound && attempts >= notFoundBeforeGone;
    return isAboutMedia(call) && (lasting || saysMediaGone(error));
}

// Whether X may have carried out a call that must not be made twice: only a response that proves the opposite allows a repeat.
bool mayBeDone(Call call, const Error &error)
{
    const bool silent = error.kind == ErrorKind::NoAnswer || error.kind == ErrorKind::Stalled
        || error.kind == ErrorKind::BadAnswer;
    if (call == Call::Finalize)
        return silent;
    if (call != Call::CreatePost)
        return false;
    const bool handedOn = error.kind == ErrorKind::ServerError || error.kind == ErrorKind::Redirected
        || error.kind == ErrorKind::NotFromX; // whoever answered so may have passed the request on before
    const bool notInXsWords = isDoubtful(error) && error.source != ErrorSource::X;
    return silent || handedOn || notInXsWords;
}

Advice waitOrRetry(Call call, const Error &error, int attempts, int alike, double jitter, qint64 serverMs)
{
    if (error.kind == ErrorKind::UsageCapped)
        return {Reaction::Wait, WaitReason::UsageCap, untilCapEnds(error.period, serverMs)};
    const ErrorKind kind = ruleKindOf(error.kind, isDoubtful(error));
    const auto *rule = std::find_if(std::begin(rules), std::end(rules),
                                    [kind](const BackoffRule &candidate) { return candidate.kind == kind; });
    if (rule == std::end(rules))
        return {};
    Advice advice{call == Call::Append ? rule->forSegment : rule->otherwise,
                  isOfPortal(error) ? WaitReason::CaptivePortal : rule->reason, 0};
    if (error.kind == ErrorKind::NotSignedIn && (error.http == 0 || alike >= refusedTokensBeforeSignIn)) {
        advice.reaction = Reaction::SignIn;
        return advice;
    }
    if (advice.reaction == Reaction::Smaller)
        return advice; // at once: it is no failed try
    const int doublings = std::clamp(attempts, 1, 21) - 1;
    const qint64 delay = std::min(rule->firstMs << doublings, rule->longestMs);
    advice.delayMs = delay + static_cast<qint64>(static_cast<double>(delay) * 0.25 * std::clamp(jitter, 0.0, 1.0));
    // At least a second (or the first delay, if shorter): a server in trouble that says 0 would be asked in a tight loop.
    if (error.retryAfterMs)
        advice.delayMs = std::clamp(*error.retryAfterMs, std::min(rule->firstMs, second), rule->longestToldMs);
    else if (error.resetsAtMs && *error.resetsAtMs > serverMs)
        advice.delayMs = std::min(*error.resetsAtMs - serverMs + second, rule->longestToldMs);
    return advice;
}

} // namespace

Advice classify(Call call, const Error &error, const Attempts &attempts, double jitter, qint64 serverMs)
{
    if (error.kind == ErrorKind::Aborted)
        return {Reaction::None};
    if (isMediaGone(call, error, std::min(attempts.call, attempts.alike)))
        return {Reaction::MediaGone};
    const int failures = std::max(attempts.call, attempts.step);
    const int alike = std::min(failures, attempts.alike);
    const bool final = isFinal(call, error, alike);
    if (mayBeDone(call, error) && (call == Call::CreatePost || !final))
        return {Reaction::Ask};
    // Only errors, each time: X does not have the media, or not all of it.
    if (final && error.kind == ErrorKind::BadAnswer && (call == Call::Append || call == Call::Finalize))
        return {Reaction::MediaGone};
    return final ? Advice{} : waitOrRetry(call, error, failures, alike, jitter, serverMs);
}

Advice classifyNow(const Clock &clock, Call call, const Error &error, const Attempts &attempts)
{
    return classify(call, error, attempts, QRandomGenerator::global()->generateDouble(), clock.serverMs());
}

} // namespace postreel
