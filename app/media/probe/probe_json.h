// Parses ffprobe's JSON about a file's streams (-show_streams -show_format). Pure.
// Invariant: any bytes are safe; implausible numbers count as unknown.
#pragma once

#include "app/media/probe/header_probe.h"
#include "app/media/probe/stream_facts.h"

#include <QByteArray>
#include <optional>

namespace postreel {

struct ProbeAnswer
{
    StreamFacts
        streams; // `probed` is true; `video` is the one that a player shows, never a cover; `audio` is the track to keep
    HeaderFacts shown; // duration, and the frame as it is shown: rotated, in square pixels
    bool decoded = false; // with -count_frames: at least one frame was decoded
    bool wantsCount = false; // only a count of packets can tell which of several video streams is a cover
    friend bool operator==(const ProbeAnswer &, const ProbeAnswer &) = default;
};

// Returns nothing for bytes that are not ffprobe's output.
std::optional<ProbeAnswer> readProbeJson(const QByteArray &json);

} // namespace postreel
