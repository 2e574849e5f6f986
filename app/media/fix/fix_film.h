// Plans the fix of a video: what is re-encoded, what is copied, and at which quality.
// Invariant: what can be copied is copied, unless the requested time needs fewer bytes.
#pragma once

#include "app/media/fix/fix_plan.h"
#include "app/media/fix/fix_size.h"
#include "app/media/fix/fix_time.h"

namespace postreel {

// What X's rules and the user's request require of a video.
struct FilmNeeds
{
    bool fixes = false; // a rule is broken or a change is requested: kind None is no answer
    bool hopeless = false; // no fix is possible
    bool video = false; // must be re-encoded
    bool audio = false; // must be re-encoded
    bool remux = false;
    bool holds = false; // the last frame is held, to make the video longer
    bool sound = false; // the source has audio
    int channels = 0; // of the result's audio: 0, 1 or 2
    bool retimes = false;
    bool deinterlaces = false;
    bool toneMaps = false;
    bool overBytes = false;
    qint64 maxBytes = 0;
    qint64 startMs = 0;
    qint64 endMs = -1;
    qint64 lengthMs = -1;
    qint64 milliFps = 0; // maximum; 0: unchanged
    double shownWidth = 0; // in square pixels; 0: not known
    double shownHeight = 0;
    FrameBounds room;
    FilmCost cost;
};
// `request`: the user's request. `rules`: those that apply to the user.
FilmNeeds needsOf(const Inspection &seen, const FixRequest &request, const QVector<LimitRule> &rules);

// The quality of an encoding.
struct Grade
{
    const char *preset = "fast";
    double factor = 1;   // scales the frame's sides
    qint64 capBytes = 0; // the most that there is time to send, encoded in one pass; 0: by quality
    bool video = false;   // re-encodes the video even if it could be copied
};
// Returns kind None if the bytes are too few for any frame size.
FixPlan filmPlan(const FilmNeeds &needs, const Grade &grade, const FixSpeeds &speeds);

FixPlan planFilm(const Inspection &seen, const FixRequest &request, const FixSpeeds &speeds, const QVector<LimitRule> &rules);

} // namespace postreel
