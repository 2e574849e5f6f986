// A paragraph in a label or on a painter: read in its own direction, aligned with the window's.
// Invariant: assistive technology is told the words as they were given.
#pragma once

#include <QString>

class QLabel;
class QPainter;
class QRect;

namespace postreel {

// Its lines break in the right places, too: not inside "60 fps" or "H.264".
void showParagraph(QLabel &label, const QString &text);

// One line, elided, from the leading edge of `window`.
void paintLine(QPainter &painter, const QRect &rect, const QString &text, Qt::TextElideMode elide, Qt::LayoutDirection window);

} // namespace postreel
