// A plan as ffmpeg's arguments: one list for each pass. Pure.
// Invariant: a file is opened by a reader that is named and by the protocol "file" alone, whatever it holds or is called.
#pragma once

#include "app/media/fix_plan.h"

namespace postreel {

// What this computer's ffmpeg can do.
struct FfmpegFeatures
{
    bool toneMaps = true; // zscale and tonemap are built in
    bool fpsMode = true;  // knows -fps_mode, which older ones call -vsync
    friend bool operator==(const FfmpegFeatures &, const FfmpegFeatures &) = default;
};

struct FixFiles
{
    QString source;
    QString result;  // of the last pass
    QString passLog; // what two passes tell each other: the beginning of its name
    QString palette; // of a GIF
    QString retimed; // a copy of the source with its time stamps right
};

// A film that takes long is encoded in chunks, each of them whole once the next one is begun: what a fix that is cut off
// has done so far. They are MPEG-TS, whose files make one film when they are read one after the other.
struct Chunks
{
    qint64 ms = 0;          // length of one; 0: the film is encoded in one go
    int done = 0;           // whole ones that an earlier run has left
    qint64 lastFrameUs = 0; // when the last frame in them is shown, in µs of the result
    bool sound = false;     // the sound is all there
    friend bool operator==(const Chunks &, const Chunks &) = default;
};

// Their names in the fix's folder, in which the passes of chunks are run.
QString chunkName(int index);
inline constexpr const char *chunkSoundFile = "sound.nut";
inline constexpr const char *chunkSoundPart = "sound.part"; // until it is whole
inline constexpr qint64 chunkClockUs = 10'000'000; // where the film begins on the clock of chunks: none of its times is below 0

struct FixPass
{
    QStringList arguments; // none: joins the chunks, see joinArguments()
    double share = 1;      // of the time that all passes take
    qint64 fromMs = 0;     // of the result, where it begins
    qint64 skipsMs = 0;    // of the source, that is read without a word
    bool makesSound = false; // chunkSoundPart, which is whole when the pass has ended
    friend bool operator==(const FixPass &, const FixPass &) = default;
};

// How long a chunk of that film is, if it is worth any: one is about `pixels` to encode. In ms; 0: in one go.
qint64 chunkMsOf(const FixPlan &plan, const Inspection &seen, double pixels);

// `seen`: the source. `reserve`: room is left for the index at the head of an MP4, so that nothing is written twice; it can
// be too small, and ffmpeg says so (indexDidNotFit()).
QVector<FixPass> passesOf(const FixPlan &plan, const Inspection &seen, const FixFiles &files, const FfmpegFeatures &skills,
                           bool reserve = true, const Chunks &chunks = {});

// Makes one film of that many chunks and their sound.
QStringList joinArguments(const FixPlan &plan, const Inspection &seen, const FixFiles &files, int count, bool reserve);

// Whether that was why ffmpeg failed, by its last words.
bool indexDidNotFit(const QString &said);

// What is decoded of a fixed file.
struct DecodedPart
{
    qint64 tailMs = 0; // from its end; 0: all
    bool keyFramesAlone = false;
    friend bool operator==(const DecodedPart &, const DecodedPart &) = default;
};
// Decodes that part and says nothing when it is sound.
QStringList decodeArguments(const QString &file, const QString &mediaType, const DecodedPart &part);

// The filters of a film's picture, as -vf takes them; empty: none is wanted.
// `goesOn`: behind frames that are there already, which leaves no gap.
QString filmFilters(const FixPlan &plan, const Inspection &seen, const FfmpegFeatures &skills, bool goesOn = false);
// Whether its picture is red, green and blue, which name no matrix: all screens take bt709 then.
bool isOfRgb(const Inspection &seen);
// Of its sound.
QString soundFilters(const FixPlan &plan, const AudioFacts &audio);
// Of a picture, upright and on white.
QString pictureFilters(const FixPlan &plan, const Inspection &seen);
// Let ffmpeg say at its end how loud the sound is: that of a plan, and that of its result; see loudness.h.
QStringList loudnessArguments(const FixPlan &plan, const Inspection &seen, const QString &file);
QStringList resultLoudnessArguments(const QString &file);

} // namespace postreel
