// Reads the sample tables of MP4 and MOV: when each frame is shown, and where the samples of each track end in the file.
// Invariant: any bytes are safe; memory grows with the bytes of the tables, never with a number in them.
#pragma once

#include "app/media/probe/frame_scan.h"
#include "app/media/probe/iso_boxes.h"
#include "app/media/probe/time_stamps.h"

#include <optional>

namespace postreel {

// Where a sample lies in the file.
struct SamplePlace
{
    qint64 frame = 0; // from 0, as in FrameTimes
    qint64 offset = 0;
    qint64 bytes = 0;
};

struct SampleTables
{
    FrameTimes frames;       // of the main video track; of a fragmented file, those of the first fragment at most
    qint64 samplesEnd = 0;   // offset behind the last sample of all tracks; 0: no samples
    bool fragmented = false; // the samples are described by moof boxes
    QVector<SamplePlace> places; // of frames of H.264 or HEVC, spread over the video
    QVector<SamplePlace> soundPlaces; // the same for compressed audio
    int lengthBytes = 0;     // size of the length before each NAL unit of such a frame; 0: another codec
    bool parameterSets = true; // false: they are missing, so nothing can be decoded
    StreamTimes picture;     // of the main video track, after its edit list; not whole if that has several edits
    std::optional<StreamTimes> sound; // of the first audio track
};

// `moov`: the movie box. Blocks; for worker threads.
SampleTables readSampleTables(QIODevice &device, const IsoBox &moov);

// The movie box at the top level of a file; nothing: there is none.
std::optional<IsoBox> movieBoxOf(QIODevice &device);

} // namespace postreel
