// Facts about a file's streams and frames, for X's rules and for fixes.
// Invariant: unknown facts stay empty, 0 or nothing, never a guess.
#pragma once

#include <QString>
#include <QVector>
#include <QtGlobal>
#include <optional>

namespace postreel {

struct VideoFacts
{
    QString codec;       // ffmpeg's name: "h264"
    QString profile;     // "High", "High 4:4:4 Predictive"
    QString pixelFormat; // "yuv420p"
    int bitDepth = 0;
    qint64 milliFps = 0; // average, in frames per 1,000 s
    int width = 0;       // pixels as coded; MediaFacts has the frame as shown
    int height = 0;
    int pixelWidth = 1;  // aspect ratio of a pixel
    int pixelHeight = 1;
    int rotation = 0;    // degrees clockwise by which a player rotates it: 0, 90, 180, 270
    std::optional<bool> interlaced;
    bool hdr = false;    // PQ or HLG
    qint64 bitRate = 0;  // bits per second
    int stream = -1;     // its number in the file, from 0
    friend bool operator==(const VideoFacts &, const VideoFacts &) = default;
};

// Whether a track with `frames` frames is only a cover, or pictures for a timeline, next to one with `film` frames.
constexpr bool isCoverOf(qint64 frames, qint64 film)
{
    constexpr qint64 slowest = 8; // two tracks of 120 and 24 frames per second are both videos
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
    QString language;   // as in the file: "eng"
    QString title;
    bool isDefault = false;  // marked as default in the file
    bool commentary = false; // a commentary, or an audio description
    bool silent = false;     // at every place that was analysed
    friend bool operator==(const AudioFacts &, const AudioFacts &) = default;
};

// Facts that need the times of all frames. Nothing is known while `frames` is 0.
struct FrameScan
{
    qint64 frames = 0;      // that were scanned
    qint64 longestGop = 0;  // frames from one key frame to the next
    bool openGop = false;   // frames shown before a key frame may need the GOP before it
    bool variableRate = false;
    qint64 peakMilliFps = 0; // most frames within one second, in frames per 1,000 s
    friend bool operator==(const FrameScan &, const FrameScan &) = default;
};

// A correction: adds `byUs` to the times of the packets in that range, counted from the video's first time stamp.
struct TimeShift
{
    qint64 fromUs = 0;
    qint64 toUs = 0;
    qint64 byUs = 0;
    qint64 packet = -1; // only this packet of the video stream, from 0; -1: all in the range, of video and audio
    friend bool operator==(const TimeShift &, const TimeShift &) = default;
};

// Faults of a video's time stamps, see time_stamps.h. Nothing is known while playsMs is -1.
struct TimeStamps
{
    qint64 playsMs = -1;  // duration that really plays: video and audio, without gaps
    qint64 toldMs = -1;   // duration that the file states instead; -1: the same
    qint64 gapAtMs = -1;  // position of the longest gap, not counting earlier gaps
    qint64 gapMs = 0;     // its length
    int gaps = 0;
    int strays = 0;       // packets far from where they belong
    int restarts = 0;     // how often the times restart
    qint64 beginsMs = 0;  // the first time stamp
    qint64 ticksPerSecond = 0; // of the video track in MP4 or MOV; 0: not known
    QVector<TimeShift> shifts; // correct gaps and strays
    // A wrong duration in the header does not count: a copy gets a new header.
    bool faulty() const { return gaps > 0 || strays > 0 || restarts > 0; }
    friend bool operator==(const TimeStamps &, const TimeStamps &) = default;
};

// A part of the video that cannot be decoded, in ms. None while fromMs is -1.
struct Damage
{
    qint64 fromMs = -1;
    qint64 toMs = -1; // the video's end at most
    bool known() const { return fromMs >= 0; }
    friend bool operator==(const Damage &, const Damage &) = default;
};

struct StreamFacts
{
    bool probed = false; // by ffprobe; else only the sample tables of MP4 and MOV were read
    bool unseen = false; // ffprobe is installed, but did not answer in time
    QString container;   // ffmpeg's demuxer: "mov", "matroska", "mpegts"; a picture that X does not accept: its format
    bool truncated = false; // the file is shorter than its own index or lengths state
    std::optional<VideoFacts> video; // the stream that a player shows
    std::optional<AudioFacts> audio; // the track to keep
    QVector<AudioFacts> sounds;      // all audio tracks, in the file's order
    FrameScan scan;
    TimeStamps times;
    Damage damage;
    bool framesKnown = false; // the structure of the frames was checked in the file's bytes
    bool empty = false; // a picture file without a picture, or one that cannot be decoded
    bool partUnreadable = false; // a part of a picture cannot be decoded
    int pictures = 0; // frames of a GIF or another animated picture, or pages
    QVector<int> delaysCs; // how long a player shows each of them, in 1/100 s
    int loops = -1;        // of a GIF: 0 for ever, -1 not stated
    bool seeThrough = false; // frames of an animated picture may have transparent pixels
    int orientation = 1; // of a photo, as in EXIF: 1…8
    friend bool operator==(const StreamFacts &, const StreamFacts &) = default;
};

} // namespace postreel
