// Names and the words of others, made safe to show.
// Invariant: the result has no control or bidi-override characters, and X's own words are otherwise unchanged.
#pragma once

#include <QString>

namespace postreel {

// The last part of a path, safe to show in a sentence: control characters and bidi overrides are replaced,
// the middle is elided so that at most `most` UTF-16 units remain, and the result is wrapped in the isolates
// U+2068/U+2069.
QString shownName(const QString &path, int most = 60);

// The words of X or another party, safe to show: line breaks are kept, other control characters replaced.
QString shownWords(const QString &said);

} // namespace postreel
