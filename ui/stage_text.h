// The texts for stages and waits: what is going on with a Post or an upload, as words and as one number.
// Invariant: every text is plain: no markup, no control or bidi-override characters.
#pragma once

#include "app/engine/views.h"

#include <QDateTime>
#include <QString>

namespace postreel {

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
