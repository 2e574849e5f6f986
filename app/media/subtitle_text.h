// Whether X takes a file of subtitles, and the same subtitles as X takes them.
// Invariant: the original is never written to; fixed subtitles read again as right and say the same at the
// same times.
#pragma once

#include "app/base/result.h"
#include "app/store/records.h"

#include <QByteArray>
#include <optional>

class QFile;

namespace postreel {

// Longer files are told by their size alone: X takes 1 MB, and UTF-16 or UTF-32 may be as much as four times
// that.
inline constexpr qint64 mostSubtitleBytes = 4'000'000;

struct SubtitleReading
{
    QByteArray utf8;      // what X takes; empty when there is nothing of the kind
    bool changed = false; // that is not what the file holds
    QString kind;     // "text/srt", "text/vtt"; empty: neither, and `problems` has one of the field "content"
    int cues = 0;     // with a text
    qint64 endsMs = -1; // when the last cue goes; -1: not known
    QString encoding; // "UTF-8", "UTF-16 LE", "Windows-1252"; empty: not to be told, or no text
    Verdict verdict = Verdict::Ready;
    QVector<Problem> problems; // what cannot be fixed has no fix
    // FixKind::Text does away with all problems.
    bool isFixable() const { return !problems.isEmpty() && !utf8.isEmpty(); }
};

// Pure. `bytes`: the whole file. Problems are for people, in their language: of the fields "content", "text
// encoding", "subtitles" and, with X's limit for what would be sent, "bytes".
SubtitleReading readSubtitles(const QByteArray &bytes);

// The warning that subtitles go on after their film: both times told, in the field "subtitles". X takes such, but nobody
// sees the words. `filmMs`: of what is sent; -1, either of them: not known. Pure.
std::optional<Problem> lateCues(qint64 endsMs, qint64 filmMs);

// The same of a file that was opened (openRegularFile()); one of more than mostSubtitleBytes is not read, its
// only problem is "bytes". Blocks. Error: Unreadable.
Result<SubtitleReading> readSubtitleFile(QFile &open);

// The fix of FixKind::Text: writes the subtitles of `from` to `to`, as UTF-8 and without a fault, and
// answers `to`. Blocks. Errors, with the file name as subject: those of openRegularFile(), NothingToFix (it
// is right as it is, or it cannot be fixed), Storage (`to` cannot be written; `detail` is the system's
// reason).
Result<QString> writeAsUtf8(const QString &from, const QString &to);

} // namespace postreel
