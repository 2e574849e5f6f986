// A paragraph in a label or on a painter: read in its own direction, aligned with the window's.
// Invariant: the words are not changed, for assistive technology and for what is copied.
#pragma once

#include <QString>

class QLabel;
class QPainter;
class QRect;

namespace postreel {

void showParagraph(QLabel &label, const QString &text);

// One line, elided, from the leading edge of `window`.
void paintLine(QPainter &painter, const QRect &rect, const QString &text, Qt::TextElideMode elide, Qt::LayoutDirection window);

} // namespace postreel
