// Keeps a folder of pictures that can be made again within bounds.
// Invariant: what was used last goes last; nothing outside the folder is touched.
#pragma once

#include <QString>

namespace postreel {

// Removes the files that were longest not used until those that are left take at most `mostBytes`. Blocks.
void keepWithin(const QString &folder, qint64 mostBytes);

// Whether that picture is there; it counts as used just now then.
bool takeFromShelf(const QString &file);

} // namespace postreel
