// What ffprobe says of a file's streams, out of its JSON (-show_streams -show_format). Pure.
// Invariant: any bytes are safe; a number that makes no sense is left out, not believed.
#pragma once

#include "app/media/header_probe.h"
#include "app/media/stream_facts.h"

#include <QByteArray>
#include <optional>

namespace postreel {

struct ProbeAnswer
{
    StreamFacts
        streams; // probed is true; video and audio are those that a player takes, attached pictures are none
    HeaderFacts shown; // duration, and the frame as it is shown: turned, with square pixels
    bool decoded = false; // its frames were counted, and there is one
    bool wantsCount = false; // which of several video streams is the film is not told without counting their packets
    friend bool operator==(const ProbeAnswer &, const ProbeAnswer &) = default;
};

// Nothing for bytes that are no answer of ffprobe's.
std::optional<ProbeAnswer> readProbeJson(const QByteArray &json);

} // namespace postreel
