// A paragraph in a label or on a painter: read in its own direction, aligned with the window.
// Invariant: assistive technology gets the text unchanged.
#pragma once

#include <QString>

class QLabel;
class QPainter;
class QRect;

namespace postreel {

// Also prevents line breaks inside "60 fps" or "H.264".
void showParagraph(QLabel &label, const QString &text);

// Paints one elided line, aligned to the leading edge of the layout direction `window`.
void paintLine(QPainter &painter, const QRect &rect, const QString &text, Qt::TextElideMode elide, Qt::LayoutDirection window);

} // namespace postreel
