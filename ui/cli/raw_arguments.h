// What the system handed over as the command line, before Qt makes text of it.
// Invariant: a sentence holds no byte that is not printable ASCII; others stand as \xe9.
#pragma once

#include <QByteArrayList>
#include <QString>

namespace postreel {

// Why an argument cannot be taken: a sentence about the first one that is no valid UTF-8. Qt would replace its bytes, and
// another file could have the name that comes out. Empty: all are.
QString notUtf8Among(const QByteArrayList &arguments);

} // namespace postreel
