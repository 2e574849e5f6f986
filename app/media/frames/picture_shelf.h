// Limits the size of a cache folder of pictures, which can be made again.
// Invariant: removes the least recently used files first; touches nothing outside the folder.
#pragma once

#include <QString>

namespace postreel {

// Removes the least recently used files until the rest takes at most `mostBytes`. Blocks.
void keepWithin(const QString &folder, qint64 mostBytes);

// Returns whether the picture exists; if so, marks it as used now, with an accuracy of an hour.
bool touchCached(const QString &file);

} // namespace postreel
