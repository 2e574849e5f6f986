// A film that X takes in every way, for tests that change one thing about it, and what is told of it then.
// Invariant: checked as it is, it is ready on every tier.
#pragma once

#include "app/media/rules/evaluate.h"
#include "tests/support/text.h"

#include <QStringList>

namespace postreel::testing {

// A film that X takes in every way.
inline MediaFacts goodFilm()
{
    return {.mediaType = text("video/mp4"),
            .mediaCategory = text("tweet_video"),
            .durationMs = 10'000,
            .width = 1280,
            .height = 720};
}

inline StreamFacts goodStreams()
{
    StreamFacts streams{.probed = true, .container = text("mov")};
    streams.video = VideoFacts{.codec = text("h264"),
                               .profile = text("High"),
                               .pixelFormat = text("yuv420p"),
                               .bitDepth = 8,
                               .milliFps = 30'000,
                               .width = 1280,
                               .height = 720,
                               .interlaced = false};
    streams.audio =
        AudioFacts{.codec = text("aac"), .profile = text("LC"), .channels = 2, .sampleRate = 48'000};
    streams.scan = {
        .frames = 300, .longestGop = 250, .openGop = false, .variableRate = false, .peakMilliFps = 30'000};
    return streams;
}

// "field: value / limit / fix" of each problem.
inline QString told(const Evaluation &evaluation)
{
    QStringList all;
    for (const Problem &problem : evaluation.problems)
        all << problem.field % text(": ") % problem.value % text(" / ") % problem.limit % text(" / ") %
                   problem.fix;
    return all.join(text("; "));
}

} // namespace postreel::testing
