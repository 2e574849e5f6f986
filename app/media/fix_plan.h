// Which fix fixes a file: the cheapest that makes every rule hold. Pure.
// Invariant: a plan of a kind other than None gives, run on that file, one that breaks no rule of `rules`.
#pragma once

#include "app/media/inspect.h"

namespace postreel {

// What a person wants of the fix besides that X takes the file.
struct FixRequest
{
    qint64 startMs = 0;  // the part of the video to keep
    qint64 endMs = -1;   // -1: to its end
    int soundStream = -1; // the track to keep; -1: the one that is found to be the film's
    qint64 withinMs = 0; // fix and upload together may take this long; 0: as long as the best quality takes
    qint64 keyFrameMs = -1; // of the key frame next to startMs, where one was looked for: a copy can begin there
    bool reencode = false; // nothing is copied: a copy did not come out sound
    bool trims() const { return startMs > 0 || endMs >= 0; }
    bool changes() const { return trims() || soundStream >= 0; }
    friend bool operator==(const FixRequest &, const FixRequest &) = default;
};

// What was measured on this computer and its link. Never 0: what was not measured is a careful guess.
struct FixSpeeds
{
    qint64 pixelsPerSecond = 40'000'000; // H.264 at the default quality
    qint64 copiedBytesPerSecond = 200'000'000;
    qint64 soundPerSecond = 30;          // seconds of sound encoded in a second
    qint64 linkBytesPerSecond = 1'000'000;
    friend bool operator==(const FixSpeeds &, const FixSpeeds &) = default;
};

struct FixPlan
{
    FixKind kind = FixKind::None;
    QString mediaType;      // of the result
    qint64 startMs = 0;     // of the source
    qint64 endMs = -1;      // -1: to its end
    qint64 lengthMs = -1;   // of the result; -1: not known
    bool copiesVideo = true;
    bool copiesAudio = true;
    int width = 0;          // of the result, as shown; even
    int height = 0;
    int padWidth = 0;       // with bars around it; 0: none
    int padHeight = 0;
    qint64 milliFps = 0;    // most of the result; 0: as the source
    bool retimes = false;   // by the shifts that were found, see time_stamps.h
    bool deinterlaces = false;
    bool toneMaps = false;
    bool holdsLastFrame = false; // up to lengthMs
    QString preset;         // of x264
    qint64 goalBytes = 0;   // of the result, in two passes; 0: by quality
    qint64 videoBitRate = 0; // bits per second: of two passes; by quality, the most that is allowed (0: any)
    qint64 audioBitRate = 128'000;
    double scale = 1;       // of a picture or GIF
    int quality = 2;        // of a JPEG, as ffmpeg counts it: 2 is the best, 31 the least
    int keepEvery = 1;      // of a GIF's frames
    bool coloursPerFrame = false; // of a GIF: its frames have too little in common for the colours of one table
    bool wholeFrames = false; // of a GIF: each is drawn again, none upon the one before
    double gainDb = 0;      // of sound that is mixed down: what keeps it within full scale
    qint64 estimatedBytes = 0; // of the result
    qint64 estimatedMs = 0;    // of the fix alone
    friend bool operator==(const FixPlan &, const FixPlan &) = default;
};

// Kind None: nothing fixes it (no ffmpeg reads it, no picture inside, shorter than can be held), or nothing has to.
FixPlan planFix(const Inspection &seen, const FixRequest &wish, const FixSpeeds &speeds, const Allowance &allowance);

} // namespace postreel
