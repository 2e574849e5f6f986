// Prevents line breaks inside a number with its unit or a name such as H.264.
// Invariant: pure function; it changes how text looks, not what it says, so it is only for labels: events,
// the command line and assistive technology get the plain characters.
#pragma once

#include <QString>

namespace postreel {

// Inserts no-break spaces and word joiners into "60 fps", "5.3 MB/s", "1080 × 1920", "H.264" and the like.
QString noBreak(const QString &text);

} // namespace postreel
