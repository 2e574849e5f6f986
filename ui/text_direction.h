// Determines the direction of a paragraph, and keeps a number and its unit together.
// Invariant: pure functions, except that isolated() depends on the application's layout direction.
#pragma once

#include <QString>

namespace postreel {

// The direction of the first character that has one, as Unicode defines it, ignoring isolated text.
// `otherwise` is returned for a text without one, such as "12 · 30".
Qt::LayoutDirection directionOf(const QString &text, Qt::LayoutDirection otherwise);

// Wraps `text` in the isolates U+2068/U+2069, so that it has its own direction, whatever surrounds it.
QString inOwnDirection(const QString &text);

// Wraps `part`, such as "5.3 MB", so that nothing can come between its characters in a right-to-left layout.
// In a left-to-right layout `part` is unchanged unless it contains right-to-left letters.
QString isolated(const QString &part);

} // namespace postreel
