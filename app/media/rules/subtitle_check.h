// Checks whether X accepts a subtitle file, and tells what can be made of one that it would refuse.
// Invariant: `utf8` passes the check and shows the same text at the same times.
#pragma once

#include "app/base/result.h"
#include "app/store/records.h"

#include <QByteArray>
#include <optional>

class QFile;

namespace postreel {

// Longer files are judged by their size only: X accepts 1 MB, and UTF-16 or UTF-32 may take four times as much.
inline constexpr qint64 mostSubtitleBytes = 4'000'000;

struct SubtitleReading
{
    QByteArray utf8;      // what X accepts; empty: none can be made of it
    bool changed = false; // `utf8` differs from the file
    QString kind;     // "text/srt", "text/vtt"; empty: neither, and `problems` has one of the field "content"
    int cues = 0;     // with text
    qint64 endsMs = -1; // when the last cue ends; -1: not known
    QString encoding; // "UTF-8", "UTF-16 LE", "Windows-1252"; empty: not known, or no text
    Verdict verdict = Verdict::Ready;
    QVector<Problem> problems; // `fix` is empty if it cannot be fixed
    // Whether FixKind::Text removes all problems.
    bool isFixable() const { return !problems.isEmpty() && !utf8.isEmpty(); }
};

// `bytes`: the whole file. Problems are in the user's language, in the fields "content", "text encoding", "subtitles" and,
// if what would be uploaded exceeds X's limit, "bytes". Pure.
SubtitleReading readSubtitles(const QByteArray &bytes);

// A warning with both times, in the field "subtitles", if subtitles last longer than their video: X accepts them, but nobody
// sees the text. Else nothing. `filmMs`: of the video that is uploaded. -1 for either: not known. Pure.
std::optional<Problem> lateCues(qint64 endsMs, qint64 filmMs);

// readSubtitles() for a file opened with openRegularFile(). Of a file over mostSubtitleBytes only the start is read, and its
// only problem is "bytes", or "content" if it is neither SRT nor VTT. Blocks. Error: Unreadable.
Result<SubtitleReading> readSubtitleFile(QFile &open);

} // namespace postreel
