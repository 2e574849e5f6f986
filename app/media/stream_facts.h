// What is known of a file's streams and frames: what X's rules ask for, and what a fix has to know.
// Invariant: what cannot be told stays unknown (empty, 0 or nothing), never a guess.
#pragma once

#include <QString>
#include <QVector>
#include <QtGlobal>
#include <optional>

namespace postreel {

struct VideoFacts
{
    QString codec;       // as ffmpeg calls it: "h264"
    QString profile;     // "High", "High 4:4:4 Predictive"
    QString pixelFormat; // "yuv420p"
    int bitDepth = 0;
    qint64 milliFps = 0; // average, in frames per 1,000 s
    int width = 0;       // pixels as coded; MediaFacts has the frame as it is shown
    int height = 0;
    int pixelWidth = 1;  // shape of a pixel
    int pixelHeight = 1;
    int rotation = 0;    // degrees clockwise that a player turns it: 0, 90, 180, 270
    std::optional<bool> interlaced;
    bool hdr = false;    // PQ or HLG
    qint64 bitRate = 0;  // bits per second
    int stream = -1;     // its number in the file, from 0
    friend bool operator==(const VideoFacts &, const VideoFacts &) = default;
};

// Whether a track with so many frames is but a cover, or pictures for a time line, beside one with `film` frames.
constexpr bool isCoverOf(qint64 frames, qint64 film)
{
    constexpr qint64 slowest = 8; // two films in one file, of 120 and 24 frames a second, are both films
    return frames > 0 && film > 1 && (frames == 1 || frames < film / slowest);
}

struct AudioFacts
{
    QString codec;   // "aac"
    QString profile; // "LC", "HE-AAC"
    int channels = 0;
    int sampleRate = 0; // Hz
    qint64 bitRate = 0; // bits per second
    int stream = -1;    // its number in the file, from 0
    QString language;   // as the file says it: "eng"
    QString title;
    bool isDefault = false;  // by the file's own account
    bool commentary = false; // spoken beside the film, or for those who do not see it
    bool silent = false;     // in every place that was listened to
    friend bool operator==(const AudioFacts &, const AudioFacts &) = default;
};

// What only a look at every frame's times tells. Nothing of it is known while frames is 0.
struct FrameScan
{
    qint64 frames = 0;      // that were looked at
    qint64 longestGop = 0;  // frames from one key frame to the next
    bool openGop = false;   // frames before a key frame need the ones before it
    bool variableRate = false;
    qint64 peakMilliFps = 0; // most frames within one second, in frames per 1,000 s
    friend bool operator==(const FrameScan &, const FrameScan &) = default;
};

// Packets of that part of a film's time, counted from its first time stamp, belong elsewhere: `byUs` is added to their times.
struct TimeShift
{
    qint64 fromUs = 0;
    qint64 toUs = 0;
    qint64 byUs = 0;
    qint64 packet = -1; // that one of the picture alone, from 0; -1: all in that time, of picture and sound
    friend bool operator==(const TimeShift &, const TimeShift &) = default;
};

// What is wrong with the time stamps of a film, see time_stamps.h. Nothing of it is known while playsMs is -1.
struct TimeStamps
{
    qint64 playsMs = -1;  // what plays: picture and sound, without the gaps
    qint64 toldMs = -1;   // the length that the file tells in place of it; -1: the same
    qint64 gapAtMs = -1;  // the longest gap, in what plays
    qint64 gapMs = 0;
    int gaps = 0;
    int strays = 0;       // packets far from where they belong
    int restarts = 0;     // times that start over
    qint64 beginsMs = 0;  // the first time stamp
    qint64 ticksPerSecond = 0; // of the picture's track in MP4 or MOV; 0: not known
    QVector<TimeShift> shifts; // what fixes gaps and strays
    // Not what a header says alone: a copy has another one.
    bool faulty() const { return gaps > 0 || strays > 0 || restarts > 0; }
    friend bool operator==(const TimeStamps &, const TimeStamps &) = default;
};

// A part of the film that cannot be decoded, in ms. None while fromMs is -1.
struct Damage
{
    qint64 fromMs = -1;
    qint64 toMs = -1; // the film's end or less
    bool known() const { return fromMs >= 0; }
    friend bool operator==(const Damage &, const Damage &) = default;
};

struct StreamFacts
{
    bool probed = false; // by ffprobe; without it only the sample tables of MP4 and MOV were read
    bool unseen = false; // ffprobe is there, but had no answer in time
    QString container;   // ffmpeg's reader: "mov", "matroska", "mpegts"
    bool truncated = false; // by its own account the file goes on behind its end
    std::optional<VideoFacts> video; // the stream that a player shows
    std::optional<AudioFacts> audio; // the track that is kept
    QVector<AudioFacts> sounds;      // all of them, in the file's order
    FrameScan scan;
    TimeStamps times;
    Damage damage;
    bool framesKnown = false; // to be made of units as they should be, by a look at the file's own bytes
    bool empty = false; // of a picture: there is none in it, or it cannot be decoded
    bool partUnreadable = false; // of a picture: a part of it cannot be decoded
    int pictures = 0; // frames of a GIF, or of another picture that moves, or has pages
    QVector<int> delaysCs; // how long a player shows each of them, in 1/100 s
    int loops = -1;        // of a GIF, as it says it: 0 for ever, -1 nothing
    bool seeThrough = false; // a picture that moves may have holes
    int orientation = 1; // of a photo, as EXIF numbers it: 1…8
    friend bool operator==(const StreamFacts &, const StreamFacts &) = default;
};

} // namespace postreel
