// A plan as ffmpeg's arguments: one list for each pass. Pure.
// Invariant: a file is opened by a reader that is named and by the protocol "file" alone, whatever it holds or is called.
#pragma once

#include "app/media/cure_plan.h"

namespace postreel {

// What this computer's ffmpeg can do.
struct FfmpegSkills
{
    bool toneMaps = true; // zscale and tonemap are built in
    bool fpsMode = true;  // knows -fps_mode, which older ones call -vsync
    friend bool operator==(const FfmpegSkills &, const FfmpegSkills &) = default;
};

struct CureFiles
{
    QString source;
    QString result;  // of the last pass
    QString passLog; // what two passes tell each other: the beginning of its name
    QString palette; // of a GIF
};

struct CurePass
{
    QStringList arguments;
    double share = 1; // of the time that all passes take
};

// `seen`: the source. `reserve`: room is left for the index at the head of an MP4, so that nothing is written twice; it can
// be too small, and ffmpeg says so (indexDidNotFit()).
QVector<CurePass> passesOf(const CurePlan &plan, const Inspection &seen, const CureFiles &files, const FfmpegSkills &skills,
                           bool reserve = true);

// Whether that was why ffmpeg failed, by its last words.
bool indexDidNotFit(const QString &said);

// What is decoded of a cured file.
struct DecodedPart
{
    qint64 tailMs = 0; // from its end; 0: all
    bool keyFramesAlone = false;
    friend bool operator==(const DecodedPart &, const DecodedPart &) = default;
};
// Decodes that part and says nothing when it is sound.
QStringList decodeArguments(const QString &file, const QString &mediaType, const DecodedPart &part);

// The filters of a film's picture, as -vf takes them; empty: none is wanted.
QString filmFilters(const CurePlan &plan, const Inspection &seen, const FfmpegSkills &skills);
// Whether its picture is red, green and blue, which name no matrix: all screens take bt709 then.
bool isOfRgb(const Inspection &seen);
// Of its sound.
QString soundFilters(const CurePlan &plan, const AudioFacts &audio);
// Of a picture, upright and on white.
QString pictureFilters(const CurePlan &plan, const Inspection &seen);
// What chooses the colours of a GIF: by its frames as they are, which have few, while smaller ones have many.
QString gifColours(const CurePlan &plan);
// Of its frames (input 0) with those colours (input 1).
QString gifFilters(const CurePlan &plan);

} // namespace postreel
