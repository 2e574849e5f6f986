#include "app/x/retry_ladder.h"

#include <algorithm>

namespace postreel {

namespace {

constexpr qint64 second = 1000;

struct Rung
{
    ErrorKind kind;
    Reaction forSegment; // of an APPEND
    Reaction otherwise;
    WaitReason reason;
    qint64 firstMs;
    qint64 longestMs;
};

// Kinds that are not here are Final. Delays double from the first to the longest; there is no last one.
constexpr Rung ladder[] = {
    {ErrorKind::NotReached, Reaction::Wait, Reaction::Wait, WaitReason::Offline, second, 30 * second},
    {ErrorKind::TlsFailed, Reaction::Wait, Reaction::Wait, WaitReason::Certificate, 5 * second, 60 * second},
    {ErrorKind::ProxyFailed, Reaction::Wait, Reaction::Wait, WaitReason::Proxy, second, 30 * second},
    {ErrorKind::ProxyRefused, Reaction::Wait, Reaction::Wait, WaitReason::Proxy, 5 * second, 60 * second},
    {ErrorKind::ProxySignIn, Reaction::Wait, Reaction::Wait, WaitReason::ProxySignIn, 30 * second, 300 * second},
    {ErrorKind::ProxyUnusable, Reaction::Wait, Reaction::Wait, WaitReason::ProxySignIn, 30 * second, 300 * second},
    {ErrorKind::Redirected, Reaction::Wait, Reaction::Wait, WaitReason::CaptivePortal, 5 * second, 60 * second},
    {ErrorKind::NotSignedIn, Reaction::Wait, Reaction::Wait, WaitReason::TokenRefused, 10 * second, 20 * second},
    {ErrorKind::TokenLater, Reaction::Wait, Reaction::Wait, WaitReason::TokenRefused, second / 2, 60 * second},
    {ErrorKind::RateLimited, Reaction::Wait, Reaction::Wait, WaitReason::RateLimit, 5 * second, 900 * second},
    {ErrorKind::NotFound, Reaction::Again, Reaction::Wait, WaitReason::ServerTrouble, second, 30 * second},
    {ErrorKind::ServerError, Reaction::Again, Reaction::Wait, WaitReason::ServerTrouble, second, 60 * second},
    {ErrorKind::BadAnswer, Reaction::Again, Reaction::Wait, WaitReason::ServerTrouble, second, 60 * second},
    {ErrorKind::NoAnswer, Reaction::Again, Reaction::Wait, WaitReason::ServerTrouble, second / 2, 30 * second},
    {ErrorKind::Stalled, Reaction::Again, Reaction::Wait, WaitReason::ServerTrouble, second, 30 * second},
    {ErrorKind::TooLarge, Reaction::Smaller, Reaction::Wait, WaitReason::ServerTrouble, second, 30 * second},
};

// All but segments are small: X's edge was seen to say 413 or 431 of them by mistake, but not for ever.
constexpr int tooLargeBeforeFinal = 6;
// A 401 three times over 30 s is no hiccup of X any more.
constexpr int refusedTokensBeforeSignIn = 3;
constexpr qint64 longestTold = 24 * 3600 * second; // a day; X's longest window

} // namespace

Advice adviceFor(Call call, const Error &error, int attempts, double spread, qint64 serverMs)
{
    const auto *rung = std::find_if(std::begin(ladder), std::end(ladder),
                                    [&](const Rung &candidate) { return candidate.kind == error.kind; });
    if (rung == std::end(ladder))
        return {};
    Advice advice{call == Call::Append ? rung->forSegment : rung->otherwise, rung->reason, 0};
    if (error.kind == ErrorKind::NotSignedIn && (error.http == 0 || attempts >= refusedTokensBeforeSignIn)) {
        advice.reaction = Reaction::SignIn;
        return advice;
    }
    if (advice.reaction == Reaction::Smaller)
        return advice; // at once: it is no failed try
    if (error.kind == ErrorKind::TooLarge && attempts >= tooLargeBeforeFinal) {
        advice.reaction = Reaction::Final;
        return advice;
    }
    const int doublings = std::clamp(attempts, 1, 21) - 1;
    const qint64 delay = std::min(rung->firstMs << doublings, rung->longestMs);
    advice.delayMs = delay + static_cast<qint64>(static_cast<double>(delay) * 0.25 * std::clamp(spread, 0.0, 1.0));
    // At least a second: a server in trouble that says 0 would be asked in a tight loop.
    if (error.retryAfterMs)
        advice.delayMs = std::clamp(*error.retryAfterMs, std::min(rung->firstMs, second), longestTold);
    else if (error.resetsAtMs && *error.resetsAtMs > serverMs)
        advice.delayMs = std::min(*error.resetsAtMs - serverMs + second, longestTold);
    return advice;
}

} // namespace postreel
