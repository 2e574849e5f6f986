// The position of a Post in the list, and whether an upload continues by itself.
// Invariant: pure; Posts in progress are above all others.
#pragma once

#include "app/engine/views.h"

#include <compare>

namespace postreel {

// Whether the upload continues by itself, now or when its turn comes.
bool isInProgress(const UploadView &upload);

// Sort key: Posts in progress first, in the order in which they run; then all others, the newest first.
struct RowPlace
{
    int group = 1;    // 0: in progress or queued
    qint64 line = 0;  // in group 0: its turn
    qint64 made = 0; // in group 0: when it was created
    qint64 newest = 0; // in group 1: negated time of its last activity
    friend auto operator<=>(const RowPlace &, const RowPlace &) = default;
};
RowPlace placeOf(const PostView &post);

} // namespace postreel
