// Where a line of a label must not end: inside a number with its unit, inside a name such as H.264.
// Invariant: pure; it changes what is seen and not what is said, so it is for labels alone: events, the command line and
// what assistive technology reads keep their plain characters.
#pragma once

#include <QString>

namespace postreel {

// "60 fps", "5.3 MB/s", "1080 × 1920", "H.264" and their like with no-break spaces and word joiners.
QString unbroken(const QString &text);

} // namespace postreel
