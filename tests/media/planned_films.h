// Films as inspect() would see them, written by hand, for the tests of plans.
// Invariant: each breaks exactly the rules that the test names.
#pragma once

#include "app/media/fix/fix_plan.h"

namespace postreel::testing {

// 60 s of 1280×720 at 30 fps with stereo sound, 30 MB: what X takes.
inline Inspection goodFilm()
{
    Inspection seen;
    seen.facts = {.mediaType = QStringLiteral("video/mp4"),
                  .mediaCategory = QStringLiteral("tweet_video"),
                  .durationMs = 60'000,
                  .width = 1280,
                  .height = 720};
    seen.streams.probed = true;
    seen.streams.container = QStringLiteral("mov");
    seen.streams.video = VideoFacts{.codec = QStringLiteral("h264"),
                                    .profile = QStringLiteral("High"),
                                    .pixelFormat = QStringLiteral("yuv420p"),
                                    .bitDepth = 8,
                                    .milliFps = 30'000,
                                    .width = 1280,
                                    .height = 720,
                                    .interlaced = false};
    seen.streams.audio = AudioFacts{
        .codec = QStringLiteral("aac"), .profile = QStringLiteral("LC"), .channels = 2, .sampleRate = 48'000};
    seen.streams.scan = {.frames = 1800, .longestGop = 60};
    seen.verdict = Verdict::Ready;
    seen.fingerprint = {.size = 30'000'000, .mtimeMs = 1, .hash = QByteArray("x")};
    return seen;
}

inline Inspection breaking(Inspection seen, Measure measure, FixStep fix, LimitRule::Bound limit = {},
                           Outcome outcome = Outcome::Refuse)
{
    seen.broken << BrokenRule{.measure = measure, .outcome = outcome, .fix = fix, .limit = limit};
    seen.verdict = outcome == Outcome::Refuse ? Verdict::WillBeRefused : Verdict::MayBeRefused;
    return seen;
}

inline Inspection sized(Inspection seen, int width, int height)
{
    seen.facts.width = seen.streams.video->width = width;
    seen.facts.height = seen.streams.video->height = height;
    return seen;
}

inline Inspection goodGif(int width, int height, int pictures, qint64 durationMs, qint64 bytes)
{
    Inspection seen;
    seen.facts = {.mediaType = QStringLiteral("image/gif"),
                  .mediaCategory = QStringLiteral("tweet_gif"),
                  .durationMs = durationMs,
                  .width = width,
                  .height = height};
    seen.streams.pictures = pictures;
    seen.fingerprint = {.size = bytes, .mtimeMs = 1, .hash = QByteArray("x")};
    return seen;
}

inline Inspection photo(const char *mediaType, int width, int height, qint64 bytes)
{
    Inspection seen;
    seen.facts = {.mediaType = QLatin1String(mediaType),
                  .mediaCategory = QStringLiteral("tweet_image"),
                  .durationMs = -1,
                  .width = width,
                  .height = height};
    seen.fingerprint = {.size = bytes, .mtimeMs = 1, .hash = QByteArray("x")};
    return seen;
}

} // namespace postreel::testing
