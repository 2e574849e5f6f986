#include "ui/window/parts/elided_label.h"

#include "ui/window/parts/accessible_role.h"
#include "ui/window/parts/paragraph.h"
#include "ui/window/parts/tooltips.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace postreel {

ElidedLabel::ElidedLabel(QWidget *parent) : QFrame(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setAccessibleRole(this, QAccessible::StaticText);
}

void ElidedLabel::setText(const QString &text)
{
    if (text == m_text)
        return;
    const int before = sizeHint().width();
    m_text = text;
    setAccessibleName(text);
    if (sizeHint().width() != before)
        updateGeometry();
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

QSize ElidedLabel::sizeHint() const
{
    const QMargins margins = contentsMargins();
    return {fontMetrics().horizontalAdvance(m_text) + 2 + margins.left() + margins.right(),
            fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {qMin(sizeHint().width(), fontMetrics().averageCharWidth() * 3), fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    paintLine(painter, contentsRect(), m_text, m_mode, layoutDirection());
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QFrame::event(event);
    const bool whole = contentsRect().width() >= fontMetrics().horizontalAdvance(m_text);
    QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(),
                       plainTooltip(whole ? QString() : m_text), this);
    return true;
}

} // namespace postreel
