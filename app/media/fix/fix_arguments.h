// Turns a plan into ffmpeg's arguments: one list per pass. Pure.
// Invariant: ffmpeg opens files with named or whitelisted demuxers and the protocol "file" only ("concat" for chunks),
// whatever a file contains or is called.
#pragma once

#include "app/media/fix/fix_plan.h"

namespace postreel {

// Features of the installed ffmpeg.
struct FfmpegFeatures
{
    bool toneMaps = true; // zscale and tonemap are built in
    bool fpsMode = true;  // supports -fps_mode, which older versions call -vsync
    friend bool operator==(const FfmpegFeatures &, const FfmpegFeatures &) = default;
};

struct FixFiles
{
    QString source;
    QString result;  // of the last pass
    QString passLog; // prefix of the names of the two-pass statistics
    QString palette; // of a GIF
    QString retimed; // a copy of the source with corrected time stamps
};

// A video that takes long is encoded in chunks, so that an interrupted fix can be resumed. A chunk is complete once the
// next one has been started. Chunks are MPEG-TS files, which play as one video when concatenated.
struct Chunks
{
    qint64 ms = 0;          // length of one; 0: the video is encoded in one go
    int done = 0;           // complete ones left by an earlier run
    qint64 lastFrameUs = 0; // time of the last frame in them, in µs of the result
    bool sound = false;     // the audio is complete
    friend bool operator==(const Chunks &, const Chunks &) = default;
};

// File names in the fix's folder, which is ffmpeg's working directory.
QString chunkName(int index);
inline constexpr const char *chunkSoundFile = "sound.nut";
inline constexpr const char *chunkSoundPart = "sound.part"; // while it is incomplete
inline constexpr qint64 chunkClockUs = 10'000'000; // start of the video on the chunk clock: no time is below 0

struct FixPass
{
    QStringList arguments; // empty: joins the chunks, see joinArguments()
    double share = 1;      // of the time of all passes, 0…1
    qint64 fromMs = 0;     // where it begins in the result
    qint64 skipsMs = 0;    // of the source that it reads without reporting progress
    bool makesSound = false; // writes chunkSoundPart, complete when the pass has ended
    friend bool operator==(const FixPass &, const FixPass &) = default;
};

// Length of a chunk in ms, such that it has about `pixels` to encode; 0: encode in one go, chunks are not worth it.
qint64 chunkMsOf(const FixPlan &plan, const Inspection &seen, double pixels);

// `seen`: the source. `reserve`: reserves space for the index at the start of an MP4, so that nothing is written twice; if
// it is too small, ffmpeg fails (indexDidNotFit()).
QVector<FixPass> passesOf(const FixPlan &plan, const Inspection &seen, const FixFiles &files, const FfmpegFeatures &skills,
                          bool reserve = true, const Chunks &chunks = {});

// Joins `count` chunks and their audio into one video.
QStringList joinArguments(const FixPlan &plan, const Inspection &seen, const FixFiles &files, int count, bool reserve);

// Whether ffmpeg failed because the reserved space was too small. `said`: its error message.
bool indexDidNotFit(const QString &said);

// The part of a fixed file that is decoded.
struct DecodedPart
{
    qint64 tailMs = 0; // at its end; 0: all of it
    bool keyFramesAlone = false;
    friend bool operator==(const DecodedPart &, const DecodedPart &) = default;
};
// Decodes that part; ffmpeg prints nothing on standard error if it is intact.
QStringList decodeArguments(const QString &file, const QString &mediaType, const DecodedPart &part);

// The video filters, for -vf. `goesOn`: resumes after existing frames, without a gap.
QString filmFilters(const FixPlan &plan, const Inspection &seen, const FfmpegFeatures &skills, bool goesOn = false);
// Whether the source is RGB, which names no colour matrix; all screens assume bt709 then.
bool isOfRgb(const Inspection &seen);
// The audio filters, for -af.
QString soundFilters(const FixPlan &plan, const AudioFacts &audio);
// The filters of a picture: turned upright, on a white background.
QString pictureFilters(const FixPlan &plan, const Inspection &seen);
// Make ffmpeg print at its end how loud the audio is: as planned (`file`: the source), and in the result; see loudness.h.
QStringList loudnessArguments(const FixPlan &plan, const Inspection &seen, const QString &file);
QStringList resultLoudnessArguments(const QString &file);

} // namespace postreel
