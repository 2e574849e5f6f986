// Plans the fix of a file: the cheapest one after which every rule holds. Pure.
// Invariant: a plan of a kind other than None, run on that file, gives a file that breaks no rule for that allowance.
#pragma once

#include "app/media/rules/inspect.h"

namespace postreel {

// What the user wants of the fix, besides that X accepts the file.
struct FixRequest
{
    qint64 startMs = 0;  // the part of the video to keep
    qint64 endMs = -1;   // -1: to its end
    int soundStream = -1; // the audio track to keep; -1: chosen automatically
    qint64 withinMs = 0; // limit for fix and upload together; 0: none, best quality
    qint64 keyFrameMs = -1; // time of a key frame near startMs, at which a copy can begin; -1: none
    bool reencode = false; // nothing is copied, because a copy failed its check
    bool trims() const { return startMs > 0 || endMs >= 0; }
    bool changes() const { return trims() || soundStream >= 0; }
    friend bool operator==(const FixRequest &, const FixRequest &) = default;
};

// Speeds of this computer and its link. Never 0: a speed that was not measured is a cautious guess.
struct FixSpeeds
{
    qint64 pixelsPerSecond = 40'000'000; // H.264 at the default quality
    qint64 copiedBytesPerSecond = 200'000'000;
    qint64 soundPerSecond = 30;          // seconds of audio encoded in a second
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
    int width = 0;          // of the result, as shown; even for videos; 0: as the source
    int height = 0;
    int padWidth = 0;       // including bars; 0: no bars
    int padHeight = 0;
    qint64 milliFps = 0;    // maximum of the result; 0: as the source
    bool retimes = false;   // corrects time stamps, see time_stamps.h
    bool deinterlaces = false;
    bool toneMaps = false;
    bool holdsLastFrame = false; // up to lengthMs
    QString preset;         // of x264
    qint64 goalBytes = 0;   // of the result, which is encoded in two passes; 0: by quality
    qint64 videoBitRate = 0; // bits per second: the target of two passes; by quality, the maximum (0: none)
    qint64 audioBitRate = 128'000;
    double scale = 1;       // of a picture or GIF, at most 1
    int quality = 2;        // of a JPEG, as ffmpeg's -q:v: 2 is the best, 31 the worst
    int keepEvery = 1;      // of a GIF: keeps every n-th frame
    bool coloursPerFrame = false; // of a GIF: one palette per frame, because one for all does not suffice
    bool wholeFrames = false; // of a GIF: each frame is drawn completely, not upon the one before
    double gainDb = 0;      // of audio that is mixed down: keeps it within full scale
    qint64 estimatedBytes = 0; // of the result
    qint64 estimatedMs = 0;    // of the fix alone
    friend bool operator==(const FixPlan &, const FixPlan &) = default;
};

// Returns kind None if no fix is possible (ffmpeg cannot read it, no picture in it, nothing left to hold) or needed.
FixPlan planFix(const Inspection &seen, const FixRequest &request, const FixSpeeds &speeds, const Allowance &allowance);

} // namespace postreel
