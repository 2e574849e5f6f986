// Where a Post stands in the list, and whether it goes on by itself.
// Invariant: pure; what runs is above all that does not.
#pragma once

#include "app/engine/views.h"

#include <compare>

namespace postreel {

// It goes on by itself, now or when its turn comes.
bool isInProgress(const UploadView &upload);

// Its place in the list: what is under way comes first, in the order in which it runs; then all else, the newest first.
struct RowPlace
{
    int group = 1;    // 0: something of it is under way or in line
    qint64 line = 0;  // within 0: its turn, then when it was made
    qint64 made = 0;
    qint64 newest = 0; // within 1: minus its activity
    friend auto operator<=>(const RowPlace &, const RowPlace &) = default;
};
RowPlace placeOf(const PostView &post);

} // namespace postreel
