// The sample tables of MP4 and MOV: when each frame is shown, and where the samples of each track end in the
// file. Invariant: any bytes are safe; memory grows with the bytes of the tables, never with a number in
// them.
#pragma once

#include "app/media/frame_scan.h"
#include "app/media/iso_boxes.h"
#include "app/media/time_stamps.h"

#include <optional>

namespace postreel {

// Where a frame lies in the file.
struct SamplePlace
{
    qint64 frame = 0; // from 0, as in FrameTimes
    qint64 offset = 0;
    qint64 bytes = 0;
};

struct SampleTables
{
    FrameTimes frames;       // of the largest video track; none in a film of fragments
    qint64 samplesEnd = 0;   // offset behind the last sample of all tracks; 0: there is none
    bool fragmented = false; // the samples are told by moof boxes
    QVector<SamplePlace> places; // of frames of H.264 or HEVC, spread over the film
    QVector<SamplePlace> soundPlaces; // the same of compressed sound
    int lengthBytes = 0;     // before each unit of such a frame; 0: it is of another codec
    bool parameterSets = true; // without them none of it can be decoded
    StreamTimes picture;     // of the same track, as its edit list shows it; not whole where that cuts it up
    std::optional<StreamTimes> sound; // of the first track of sound
};

// `moov`: the movie box. Blocks; for worker threads.
SampleTables readSampleTables(QIODevice &device, const IsoBox &moov);

// The movie box at the top of a file.
std::optional<IsoBox> movieBoxOf(QIODevice &device);

} // namespace postreel
