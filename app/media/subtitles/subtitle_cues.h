// Parses SRT and VTT leniently, reports what a strict parser would reject, and writes a version without these faults.
// Invariant: pure, and safe for any text; a fixed text is parsed without a fault.
#pragma once

#include <QString>
#include <QVector>

namespace postreel {

// What is wrong with subtitles. Every fault before BadTime can be fixed without guessing what was meant.
enum class CueFault {
    LoneReturns, // lines that end in CR only
    ControlCharacters,
    NumberMissing,    // SRT
    NumberOrder,      // SRT: not higher than the previous one
    TimeForm,         // valid, but not in the format's form: a point for a comma, one digit for two
    BlankLineMissing, // between two cues
    BlankLineWithin,  // a cue, or between it and its number
    CueOrder,         // begins before the previous one
    EmptyCue,
    BadTime,        // --> without two valid times
    EndBeforeStart, // or both are equal
    TextOutside,    // before the first cue
    NoCues,
};
inline bool isFixable(CueFault fault)
{
    return fault < CueFault::BadTime;
}

// All occurrences of one kind of fault.
struct FoundFault
{
    CueFault fault = CueFault::NoCues;
    int line = 0; // of the first one, from 1
    int more = 0; // number of further ones
    QString seen; // the line's text, for TimeForm and BadTime
    friend bool operator==(const FoundFault &, const FoundFault &) = default;
};

struct CueSheet
{
    QString kind;               // "text/srt", "text/vtt"; empty: neither
    int cues = 0;               // number of cues with text
    qint64 endsMs = -1;         // when the last of them ends; -1: none has valid times
    QVector<FoundFault> faults; // each kind once, sorted by first line
    QString fixed;             // the text without faults, LF line ends; empty if not all can be fixed
};

// `text`: the whole file without its byte order mark. Takes linear time.
CueSheet readCues(const QString &text);

} // namespace postreel
