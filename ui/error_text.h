// All texts for errors, waits and stages that the user sees.
// Invariant: every text is plain (no markup, no control or bidi-override characters), names the next step if
// there is one, and never changes X's own words.
#pragma once

#include "app/engine/views.h"
#include "ui/next_step.h"

#include <QDateTime>
#include <QString>

namespace postreel {

// The last part of a path, safe to show in a sentence: control characters and bidi overrides are replaced,
// the middle is elided so that at most `most` UTF-16 units remain, and the result is wrapped in the isolates
// U+2068/U+2069.
QString shownName(const QString &path, int most = 60);

// The words of X or another party, safe to show: line breaks are kept, other control characters replaced.
QString shownWords(const QString &said);

// The message for an error: what happened, what it means and the next step for the situation (at most one,
// see ui/next_step.h), then the words of whoever reported the cause. `fileName` is a path or a name; if
// empty, the error's subject is used. Empty only for ErrorKind::None, except in the situation AskPerson,
// which needs no error. `nowMs`: wall clock, ms since the epoch.
QString sentence(const Error &error, const QString &fileName, ErrorSituation standing = ErrorSituation::NotDone,
                 qint64 nowMs = QDateTime::currentMSecsSinceEpoch());

// The same for the error of an upload; the advice takes into account what is known about its file.
QString sentence(const UploadView &upload, ErrorSituation standing, qint64 nowMs = QDateTime::currentMSecsSinceEpoch());

// The message that this computer's clock is wrong; `aheadMs`: how far it is ahead of the server's clock.
QString clockText(qint64 aheadMs, qint64 nowMs = QDateTime::currentMSecsSinceEpoch());

// Appends the words that an error carries to `text`, attributed to their source: "X says" only for X itself.
QString withWordsOf(const Error &error, const QString &text);

// Why something waits and until when: "X's limit is used up, continues at 14:35". `untilAtMs`: wall clock, ms
// since the epoch; 0: until something happens. `error`: the reason for the wait.
QString waitText(WaitReason reason, qint64 untilAtMs, qint64 nowMs = QDateTime::currentMSecsSinceEpoch(),
                 const Error &error = {});

// Whether the end of a wait is worth showing: always for X's limits, otherwise only if it is at least a
// minute away.
bool showsEndTime(WaitReason reason, qint64 untilAtMs, qint64 nowMs);

// Whether a text includes the end of a wait; LeftOut where the end is shown elsewhere.
enum class EndTime { Told, LeftOut };

// A point in time for the user: only the time if it is today, else date and time.
QString dateTimeText(qint64 atMs, qint64 nowMs = QDateTime::currentMSecsSinceEpoch());

// What is going on, as words and as one number. Everything that shows progress uses this, so that no two
// places in the window disagree.
struct Stage
{
    QString words;
    int percent = -1; // of what the words describe: bytes, fix, X's processing; 100: done; -1: no number
};
Stage stageOf(const UploadView &upload, qint64 nowMs = QDateTime::currentMSecsSinceEpoch());
Stage stageOf(const PostView &post, qint64 nowMs = QDateTime::currentMSecsSinceEpoch());
// Only the words of the stage.
QString stageText(const UploadView &upload, qint64 nowMs = QDateTime::currentMSecsSinceEpoch());
QString stageText(const PostView &post, qint64 nowMs = QDateTime::currentMSecsSinceEpoch());
QString stageText(const UploadView &upload, qint64 nowMs, EndTime moments);
QString stageText(const PostView &post, qint64 nowMs, EndTime moments);

// The word for a state, without reason and end time.
QString stateWord(UploadState state);
QString stateWord(PostState state);

// The upload that a Post's stage describes: one that needs the user, else one in progress. Null if no upload
// says more than the Post itself.
const UploadView *leadingUpload(const PostView &post);

} // namespace postreel
