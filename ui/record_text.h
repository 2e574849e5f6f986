// Sentences about records: whose Post it is, and that one cannot be read.
// Invariant: each says what it means and the next step.
#pragma once

#include <QString>

namespace postreel {

// A Post that waits for its user while a token of another one is here. Labels as "@name"; empty: not known.
QString otherUserSentence(const QString &user, const QString &tokenOf);
// Rows of the database that cannot be read. `onceKey`: a Post is wanted that may be one of them; empty: none is.
QString unreadableRowSentence(const QString &onceKey);

} // namespace postreel
