// One line made of several facts: "21.4 MB of 42 MB · 50 % · 3.2 MB/s".
// Invariant: empty parts leave no separator behind, and no part can pull characters of its neighbours to its other side.
#pragma once

#include <QStringList>

namespace postreel {

QString lineOf(const QStringList &parts);

// At most `most` UTF-16 units, the last one an ellipsis where some were left out; no character is torn. `text` is in no
// isolate yet: its end would be cut off.
QString shortened(const QString &text, int most);

} // namespace postreel
