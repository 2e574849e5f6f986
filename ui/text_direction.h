// In which direction a paragraph is read, and how a number with its unit is kept together.
// Invariant: pure but for the direction of the window, which is the program's.
#pragma once

#include <QString>

namespace postreel {

// By its first letter that has a direction, as Unicode has it: what is isolated does not count. `otherwise`: of a text
// without one, such as "12 · 30".
Qt::LayoutDirection directionOf(const QString &text, Qt::LayoutDirection otherwise);

// `text` in the isolates U+2068/U+2069: it reads in its own direction, whatever stands around it.
QString inOwnDirection(const QString &text);

// In a right-to-left window nothing can come between the characters of `part`, such as "5.3 MB". In any other it is as it
// was, unless it has letters of the other direction.
QString isolated(const QString &part);

} // namespace postreel
