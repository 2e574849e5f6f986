// The texts for errors, waits and stages that people see, all of them.
// Invariant: every text is plain (no markup, no control or bidi-override characters), names the next
// step where there is one, and never changes what X said.
#pragma once

#include "app/engine/views.h"
#include "ui/next_step.h"

#include <QDateTime>
#include <QString>

namespace postreel {

// The last part of a path as it may be shown in a sentence: control characters and bidi overrides
// replaced, elided in the middle to `most` characters, wrapped in the isolates U+2068/U+2069.
QString shownName(const QString &path, int most = 60);

// Words of X or another as they may be shown: line breaks kept, other control characters replaced.
QString shownWords(const QString &said);

// What happened, what it means and the next step by how things stand (one at most, see ui/next_step.h), then the words of who
// said why. `fileName` is a path or a name; when it is empty, the error's subject is named. Empty for ErrorKind::None alone,
// unless a person is to be asked, which needs no error.
// `nowMs`: wall clock, ms since the epoch.
QString sentence(const Error &error, const QString &fileName, ErrorSituation standing = ErrorSituation::NotDone,
                 qint64 nowMs = QDateTime::currentMSecsSinceEpoch());

// That of the error of an upload: what is advised fits what is known of its file.
QString sentence(const UploadView &upload, ErrorSituation standing, qint64 nowMs = QDateTime::currentMSecsSinceEpoch());

// That the clock of this computer is off; `aheadMs`: against the server's.
QString clockText(qint64 aheadMs, qint64 nowMs = QDateTime::currentMSecsSinceEpoch());

// `text` with the words that an error carries behind it, told as those of whoever said them: "X says" of X alone.
QString withWordsOf(const Error &error, const QString &text);

// Why something waits and until when: "X's limit is used up, continues at 14:35".
// `untilAtMs`: wall clock, ms since the epoch; 0: until something happens. `error`: what it waits because of.
QString waitText(WaitReason reason, qint64 untilAtMs, qint64 nowMs = QDateTime::currentMSecsSinceEpoch(),
                 const Error &error = {});

// Whether a time of day says anything of the end of a wait: one of X's limits always, a retry in less than a minute not.
bool showsEndTime(WaitReason reason, qint64 untilAtMs, qint64 nowMs);

// What is told of a wait: when it ends, or not, where that is told elsewhere.
enum class EndTime { Told, LeftOut };

// A moment as people read it: the time alone when it is today, else date and time.
QString dateTimeText(qint64 atMs, qint64 nowMs = QDateTime::currentMSecsSinceEpoch());

// What is going on, in words and as one number: all that shows how far something is shows this, so that no two places of
// the window disagree.
struct Stage
{
    QString words;
    int percent = -1; // of what the words say: of the bytes, the fix, X's processing; 100: done; -1: there is no number
};
Stage stageOf(const UploadView &upload, qint64 nowMs = QDateTime::currentMSecsSinceEpoch());
Stage stageOf(const PostView &post, qint64 nowMs = QDateTime::currentMSecsSinceEpoch());
// Its words alone.
QString stageText(const UploadView &upload, qint64 nowMs = QDateTime::currentMSecsSinceEpoch());
QString stageText(const PostView &post, qint64 nowMs = QDateTime::currentMSecsSinceEpoch());
QString stageText(const UploadView &upload, qint64 nowMs, EndTime moments);
QString stageText(const PostView &post, qint64 nowMs, EndTime moments);

// The word for a state of the timeline alone, without why and until when.
QString stateWord(UploadState state);
QString stateWord(PostState state);

// The upload that a Post's stage speaks of: the one that needs a person, else the one under way.
// Null when the Post has no upload that says more than the Post itself.
const UploadView *leadingUpload(const PostView &post);

} // namespace postreel
