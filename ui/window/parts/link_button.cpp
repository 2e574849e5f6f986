#include "ui/window/parts/link_button.h"

#include "ui/window/parts/theme_colors.h"

#include <QStyleOptionFocusRect>
#include <QStylePainter>

namespace postreel {

namespace {
constexpr int sideRoom = 6;
constexpr int verticalRoom = 4;
} // namespace

LinkButton::LinkButton(QWidget *parent) : QPushButton(parent)
{
    setFlat(true);
    setAutoDefault(false);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
}

QSize LinkButton::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 2 * sideRoom, fontMetrics().height() + 2 * verticalRoom};
}

void LinkButton::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QStylePainter painter(this);
    QFont link = font();
    link.setUnderline(isEnabled() && (underMouse() || isDown()));
    painter.setFont(link);
    painter.setPen(isEnabled() ? theme::accent(palette()) : theme::quiet(palette()));
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextShowMnemonic, text());
    if (!hasFocus())
        return;
    QStyleOptionFocusRect ring;
    ring.initFrom(this);
    painter.drawPrimitive(QStyle::PE_FrameFocusRect, ring);
}

} // namespace postreel
