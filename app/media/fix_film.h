// The plan for a film: what has to be made again, what is kept as it is, and how good it can be.
// Invariant: what can be copied is copied, unless a wished time needs fewer bytes.
#pragma once

#include "app/media/fix_plan.h"
#include "app/media/fix_size.h"
#include "app/media/fix_time.h"

namespace postreel {

// What X's rules and the wish ask of a film.
struct FilmNeeds
{
    bool fixes = false; // something is broken or wished: kind None is no answer
    bool hopeless = false;
    bool video = false; // has to be made again
    bool audio = false;
    bool remux = false;
    bool holds = false; // longer than it is
    bool sound = false; // there is some
    int channels = 0;
    bool retimes = false;
    bool deinterlaces = false;
    bool toneMaps = false;
    bool overBytes = false;
    qint64 maxBytes = 0;
    qint64 startMs = 0;
    qint64 endMs = -1;
    qint64 lengthMs = -1;
    qint64 milliFps = 0; // most; 0: as it is
    double shownWidth = 0; // with square pixels; 0: not known
    double shownHeight = 0;
    FrameRoom room;
    FilmCost cost;
};
FilmNeeds needsOf(const Inspection &seen, const FixRequest &wish, const QVector<LimitRule> &rules);

// How good it is to be.
struct Grade
{
    const char *preset = "fast";
    double factor = 1;   // of the frame's sides
    qint64 capBytes = 0; // the most that there is time to send, in one pass; 0: by quality
    bool video = false;   // the picture re-encoded even if it could be copied
};
// Kind None when the bytes are too few for any picture.
FixPlan filmPlan(const FilmNeeds &needs, const Grade &grade, const FixSpeeds &speeds);

FixPlan planFilm(const Inspection &seen, const FixRequest &wish, const FixSpeeds &speeds, const QVector<LimitRule> &rules);

} // namespace postreel
