// What can be done with a Post now, and how an action is shown.
// Invariant: pure functions of a PostView.
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

} // namespace postreel
