// The colours of the window, all derived from a palette.
// Invariant: each text tone keeps a contrast of at least 4.5:1 against the palette's Base, dark or light.
#pragma once

#include <QColor>
#include <QPalette>

namespace postreel {

namespace theme {

// `share` (0…1) of a in b.
QColor mixed(const QColor &a, const QColor &b, double share);
// The contrast of two opaque colours, 1…21, as WCAG counts it.
double contrast(const QColor &a, const QColor &b);

QColor quiet(const QPalette &palette);   // secondary text
QColor line(const QPalette &palette);    // frames and separators
QColor track(const QPalette &palette);   // the part of a bar that is still empty
QColor good(const QPalette &palette);    // done, ready
QColor warning(const QPalette &palette); // waits, retried, may be refused
QColor bad(const QPalette &palette);     // failed, will be refused
QColor accent(const QPalette &palette);  // what goes on

} // namespace theme

} // namespace postreel
