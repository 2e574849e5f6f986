// The sample tables of MP4 and MOV: when each frame is shown, and where the samples of each track end in the
// file. Invariant: any bytes are safe; memory grows with the bytes of the tables, never with a number in
// them.
#pragma once

#include "app/media/frame_scan.h"
#include "app/media/iso_boxes.h"

namespace postreel {

struct SampleTables
{
    FrameTimes frames;       // of the largest video track; none in a film of fragments
    qint64 samplesEnd = 0;   // offset behind the last sample of all tracks; 0: there is none
    bool fragmented = false; // the samples are told by moof boxes
};

// `moov`: the movie box. Blocks; for worker threads.
SampleTables readSampleTables(QIODevice &device, const IsoBox &moov);

// The movie box at the top of a file.
std::optional<IsoBox> movieBoxOf(QIODevice &device);

} // namespace postreel
