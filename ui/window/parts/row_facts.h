// What a queue row shows of a Post beyond its own fields: sums over its uploads, its actions.
// Invariant: pure functions of a PostView; 100 % is returned only for what is done.
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

// Sums over the uploads: bytes and bytes per second; `timeLeftMs` is the longest one, -1: unknown.
struct Progress
{
    qint64 total = 0;
    qint64 shown = 0;
    qint64 bytesPerSecond = 0;
    qint64 timeLeftMs = -1;
};

Progress progressOf(const PostView &post);

// The upload that waits for a missing file; with an empty id if there is none.
UploadView uploadWithMissingFile(const PostView &post);
// Whether the upload waits for a decision and can be fixed.
bool canBeFixed(const UploadView &upload);
// The actions possible now, the most important first.
QVector<PostAction> actionsOf(const PostView &post);
// The actions possible for all of them at once: without those that open or ask something for a single one.
QVector<PostAction> actionsOf(const QVector<PostView> &posts);
QString actionText(PostAction action); // "Pause", "Copy link"
QString actionText(PostAction action, int posts); // the same for several: "Post 12"
QString actionKey(PostAction action);  // its key as shown to the user; may be empty
Glyph actionGlyph(PostAction action);

enum class Severity { Quiet, Active, Good, Warning, Bad };
// The icon and the severity of a stage, so that it is not shown by colour alone.
struct StageIcon
{
    Glyph glyph = Glyph::Clock;
    Severity severity = Severity::Quiet;
};
StageIcon stageIconOf(const PostView &post);
StageIcon stageIconOf(const UploadView &upload);
QColor severityColor(Severity severity, const QPalette &palette);

// The first line of the text; without text, the name of the first media, or "No text yet".
QString titleOf(const PostView &post);
// The same for a sentence: isolated in its own direction, and at most `most` characters.
QString titleInSentence(const PostView &post, int most);
// The name of the first media, unless that is the title, and how many more there are; may be empty.
QString filesOf(const PostView &post);
// The label of its account; empty where the stage says it: "Posted in the sandbox, not on X".
QString accountTextOf(const PostView &post);
// What is beside the stage: its files, its account, and that it is a draft. `written`: the composer edits it.
QString stageDetails(const PostView &post, bool written, qint64 nowMs);
// All that the row shows, as one text for assistive technology.
QString accessibleRowText(const PostView &post, bool written);
// The line of numbers: "3.4 of 12.1 MB · 28 % · 3.2 MB/s · 12 s left", or what X is doing and since when.
QString progressText(const PostView &post, qint64 nowMs);

} // namespace postreel
