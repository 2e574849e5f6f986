// The colours of the window, all derived from a palette.
// Invariant: each text tone keeps a contrast of at least 4.5:1 against the palette's Base, dark or light.
#pragma once

#include <QColor>
#include <QPalette>

namespace postreel {

namespace theme {

// Mixes `share` (0…1) of `a` into `b`.
QColor mixed(const QColor &a, const QColor &b, double share);
// The contrast ratio of two opaque colours, 1…21, as defined by WCAG.
double contrast(const QColor &a, const QColor &b);

QColor quiet(const QPalette &palette);   // secondary text
QColor line(const QPalette &palette);    // frames and separators
QColor track(const QPalette &palette);   // the empty part of a bar
QColor good(const QPalette &palette);    // done, ready
QColor warning(const QPalette &palette); // waiting, retrying, may be refused
QColor bad(const QPalette &palette);     // failed, will be refused
QColor accent(const QPalette &palette);  // in progress

} // namespace theme

} // namespace postreel
