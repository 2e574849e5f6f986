// Reads SRT and VTT leniently, says what a strict reader would stumble over, and writes it as a strict one
// wants it. Invariant: pure, and safe for any text; what was fixed reads again without a fault.
#pragma once

#include <QString>
#include <QVector>

namespace postreel {

// What is wrong with subtitles; up to NumberOrder it can be fixed without a guess at what was meant.
enum class CueFault {
    LoneReturns, // lines that end in CR alone
    ControlCharacters,
    NumberMissing,    // SRT
    NumberOrder,      // SRT: not above the one before
    TimeForm,         // readable, but not as the format writes it: a point for a comma, one digit for two
    BlankLineMissing, // between two cues
    BlankLineWithin,  // a cue, or between it and its number
    CueOrder,         // begins before the one before it
    EmptyCue,
    BadTime,        // --> between what are no times
    EndBeforeStart, // or at it
    TextOutside,    // before the first cue
    NoCues,
};
inline bool isFixable(CueFault fault)
{
    return fault < CueFault::BadTime;
}

// One kind of fault; a file is rarely wrong in one place alone.
struct FoundFault
{
    CueFault fault = CueFault::NoCues;
    int line = 0; // the first one, from 1
    int more = 0; // how often besides
    QString seen; // what stands there, for TimeForm and BadTime
    friend bool operator==(const FoundFault &, const FoundFault &) = default;
};

struct CueSheet
{
    QString kind;               // "text/srt", "text/vtt"; empty: neither
    int cues = 0;               // with a text
    qint64 endsMs = -1;         // when the last of them goes; -1: none has times that can be read
    QVector<FoundFault> faults; // each kind once, by its first line
    QString fixed;             // without them, lines ended by LF; empty unless all can be fixed
};

// `text`: the whole file without its byte order mark. Takes time in proportion to its length.
CueSheet readCues(const QString &text);

} // namespace postreel
