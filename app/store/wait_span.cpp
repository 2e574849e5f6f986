#include "app/store/wait_span.h"

#include <algorithm>

namespace postreel {

namespace {
constexpr qint64 minuteMs = 60'000;
constexpr qint64 hourMs = 60 * minuteMs;
constexpr qint64 dayMs = 24 * hourMs;
} // namespace

qint64 longestWaitMs(WaitReason reason)
{
    switch (reason) {
    case WaitReason::None: // the Undo pause
    case WaitReason::MediaNotYet:
        return minuteMs;
    case WaitReason::Offline:
    case WaitReason::CaptivePortal:
    case WaitReason::Certificate:
    case WaitReason::Proxy:
    case WaitReason::ProxySignIn:
    case WaitReason::TokenRefused:
    case WaitReason::ServerTrouble:
    case WaitReason::LookingUp:
        return hourMs;
    case WaitReason::RateLimit: // X's longest window
        return dayMs;
    case WaitReason::UsageCap: // its longest period is a month
        return 32 * dayMs;
    case WaitReason::FileAway:
    case WaitReason::StillWritten:
    case WaitReason::Metered:
    case WaitReason::Storage:
        return 0;
    }
    return 0;
}

qint64 boundedUntil(WaitReason reason, qint64 untilAtMs, qint64 nowMs)
{
    const qint64 longest = longestWaitMs(reason);
    return longest > 0 && untilAtMs > 0 ? std::min(untilAtMs, nowMs + longest) : untilAtMs;
}

WaitSpan resumedSpan(WaitReason reason, WaitSpan span, qint64 nowMs)
{
    if (span.untilAtMs <= 0)
        return span;
    if (span.sinceAtMs > nowMs)
        span = {nowMs, nowMs + std::max<qint64>(span.untilAtMs - span.sinceAtMs, 0)};
    span.untilAtMs = boundedUntil(reason, span.untilAtMs, nowMs);
    return span;
}

} // namespace postreel
