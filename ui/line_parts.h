// One line made of several facts: "21.4 MB of 42 MB · 50 % · 3.2 MB/s".
// Invariant: empty parts leave no separator behind, and in a right-to-left window no part can pull
// characters of its neighbours to its other side.
#pragma once

#include <QStringList>

namespace postreel {

QString lineOf(const QStringList &parts);

// `text` in the isolates U+2068/U+2069: it reads in its own direction, whatever stands around it.
QString isolated(const QString &text);
// At most `most` characters, the last one an ellipsis where some were left out.
QString shortened(const QString &text, int most);

} // namespace postreel
