#include "ui/window/parts/paragraph.h"

#include "ui/text_direction.h"
#include "ui/no_break.h"

#include <QGuiApplication>
#include <QLabel>
#include <QPainter>
#include <QStyle>

namespace postreel {

void showParagraph(QLabel &label, const QString &text)
{
    const Qt::LayoutDirection window = QGuiApplication::layoutDirection();
    const Qt::Alignment vertical = label.alignment() & Qt::AlignVertical_Mask;
    label.setLayoutDirection(directionOf(text, window));
    label.setAlignment(QStyle::visualAlignment(window, Qt::AlignLeft) | vertical);
    label.setText(noBreak(text));
    label.setAccessibleName(text);
}

void paintLine(QPainter &painter, const QRect &rect, const QString &text, Qt::TextElideMode elide, Qt::LayoutDirection window)
{
    if (rect.width() <= 0)
        return;
    const Qt::Alignment alignment = QStyle::visualAlignment(window, Qt::AlignLeft | Qt::AlignVCenter);
    const bool fromRight = directionOf(text, window) == Qt::RightToLeft;
    painter.drawText(rect,
                     static_cast<int>(alignment) | Qt::TextSingleLine |
                         (fromRight ? Qt::TextForceRightToLeft : Qt::TextForceLeftToRight),
                     painter.fontMetrics().elidedText(text, elide, rect.width()));
}

} // namespace postreel
