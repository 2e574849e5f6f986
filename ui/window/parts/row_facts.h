// What a row of the queue shows of a Post beyond its own fields: sums over its uploads, its actions.
// Invariant: pure functions of a PostView; 100 % is given only for what is done.
#pragma once

#include "app/engine/views.h"
#include "ui/window/parts/glyphs.h"

namespace postreel {

enum class PostAction {
    TrySandbox,
    ConnectX,
    SignIn,
    Post,
    Pause,
    Resume,
    TryNow,
    Retry,
    Cancel,
    Discard,
    Remove,
    Edit,
    Open,
    CopyLink,
    Fix,
    SendAnyway,
    FindFile,
    SendFirst,
    WasPosted,
    WasNotPosted,
};

// Sums over the uploads, in bytes and ms.
struct Progress
{
    qint64 total = 0;
    qint64 shown = 0;
    qint64 bytesPerSecond = 0;
    qint64 timeLeftMs = -1;
};

Progress progressOf(const PostView &post);

// The upload that waits for a file that is out of reach; none: an empty id.
UploadView uploadWithMissingFile(const PostView &post);
// It waits for a decision, and one of them is a fix.
bool canBeFixed(const UploadView &upload);
// What can be done with it now, the most wanted first.
QVector<PostAction> actionsOf(const PostView &post);
// What can be done with all of them at once: not what opens or asks something of one.
QVector<PostAction> actionsOf(const QVector<PostView> &posts);
QString actionText(PostAction action); // "Pause", "Copy link"
QString actionText(PostAction action, int posts); // the same for several: "Post 12"
QString actionKey(PostAction action);  // the key for it as people read it; may be empty
Glyph actionGlyph(PostAction action);

enum class Severity { Quiet, Active, Good, Warning, Bad };
// The look of a stage: icon and tone, so that it is never colour alone.
struct StageIcon
{
    Glyph glyph = Glyph::Clock;
    Severity severity = Severity::Quiet;
};
StageIcon stageIconOf(const PostView &post);
StageIcon stageIconOf(const UploadView &upload);
QColor severityColor(Severity severity, const QPalette &palette);

// The first line of the text; a stand-in such as the file's name when there is none.
QString titleOf(const PostView &post);
// The same for a sentence: in its own direction, and at most `most` characters.
QString titleInSentence(const PostView &post, int most);
// The name of its first media, with how many more there are, where the title does not say it; may be empty.
QString filesOf(const PostView &post);
// Whose Post it is; empty where the stage says it: "Posted in the sandbox, not on X".
QString accountTextOf(const PostView &post);
// What stands beside its stage: whose it is, of which file, and of a draft that it is one. `written`: the
// composer edits it.
QString stageDetails(const PostView &post, bool written, qint64 nowMs);
// One sentence for assistive technology with all that the row shows.
QString accessibleRowText(const PostView &post, bool written);
// The line of numbers: "3.4 of 12.1 MB · 28 % · 3.2 MB/s · 12 s left", or what X is doing and since when.
QString progressText(const PostView &post, qint64 nowMs);

} // namespace postreel
