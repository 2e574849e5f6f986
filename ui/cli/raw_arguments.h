// The command line as the system passed it, before Qt decodes it.
// Invariant: a message contains only printable ASCII of an argument; other bytes are escaped, like \xe9.
#pragma once

#include <QByteArrayList>
#include <QString>

namespace postreel {

// Returns a sentence about the first argument that is not valid UTF-8, or nothing. Qt would replace its
// invalid bytes, and the result may be the name of another file.
QString notUtf8Among(const QByteArrayList &arguments);

} // namespace postreel
