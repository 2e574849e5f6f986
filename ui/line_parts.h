// Joins several facts into one line: "21.4 MB of 42 MB · 50 % · 3.2 MB/s".
// Invariant: an empty part leaves no separator behind, and the text direction of one part does not reorder
// its neighbours.
#pragma once

#include <QStringList>

namespace postreel {

QString lineOf(const QStringList &parts);

// Shortens to at most `most` UTF-16 units, the last one an ellipsis if something was cut off; never splits a
// grapheme. Call it before wrapping `text` in isolates, whose end would be cut off.
QString shortened(const QString &text, int most);

} // namespace postreel
