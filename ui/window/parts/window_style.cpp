#include "ui/window/parts/window_style.h"

#include "ui/window/parts/glyphs.h"
#include "ui/window/parts/theme_colors.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyleOption>

namespace postreel {

namespace {

void paintFocusRing(QPainter &painter, const QRect &rect, const QPalette &palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme::accent(palette), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4);
    painter.restore();
}

} // namespace

int WindowStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                           QStyleHintReturn *returned) const
{
    return hint == SH_DialogButtonBox_ButtonsHaveIcons ? 0 : QProxyStyle::styleHint(hint, option, widget, returned);
}

QSize WindowStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                                    const QWidget *widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    if (type == CT_PushButton && option)
        size.setWidth(qMax(size.width(), contents.width() + option->fontMetrics.height()));
    return size;
}

QIcon WindowStyle::standardIcon(StandardPixmap icon, const QStyleOption *option, const QWidget *widget) const
{
    switch (icon) { // an open list: all other icons are those of the style
    case SP_MessageBoxInformation:
        return glyphIcon(Glyph::Info);
    case SP_MessageBoxQuestion:
        return glyphIcon(Glyph::Question);
    case SP_MessageBoxWarning:
    case SP_MessageBoxCritical:
        return glyphIcon(Glyph::Warning);
    case SP_LineEditClearButton:
        return glyphIcon(Glyph::Cross);
    default:
        return QProxyStyle::standardIcon(icon, option, widget);
    }
}

void WindowStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                const QWidget *widget) const
{
    // Item views show their current cell in their own way.
    if (element != PE_FrameFocusRect || qobject_cast<const QAbstractItemView *>(widget))
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    else if (option->state.testFlag(State_KeyboardFocusChange))
        paintFocusRing(*painter, option->rect, option->palette);
}

void WindowStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (element == CE_PushButtonLabel && button && !button->icon.isNull() && !button->text.isEmpty())
        return drawIconAndText(*button, painter, widget);
    QProxyStyle::drawControl(element, option, painter, widget);
}

// The styles leave no gap between icon and text, and none before the text in right-to-left layouts.
void WindowStyle::drawIconAndText(const QStyleOptionButton &button, QPainter *painter, const QWidget *widget) const
{
    const bool enabled = button.state.testFlag(State_Enabled);
    const int gap = button.fontMetrics.averageCharWidth();
    const int words = button.fontMetrics.size(Qt::TextShowMnemonic, button.text).width();
    const QRect both = alignedRect(Qt::LeftToRight, Qt::AlignCenter,
                                   QSize(button.iconSize.width() + gap + words, button.rect.height()), button.rect);
    const QRect icon(both.topLeft(), QSize(button.iconSize.width(), both.height()));
    const QRect text(icon.right() + 1 + gap, both.top(), words, both.height());
    const qreal pixels = painter->device() ? painter->device()->devicePixelRatio() : 1;
    drawItemPixmap(painter, visualRect(button.direction, button.rect, icon), Qt::AlignCenter,
                   button.icon.pixmap(button.iconSize, pixels, enabled ? QIcon::Normal : QIcon::Disabled));
    const bool underlined = proxy()->styleHint(SH_UnderlineShortcut, &button, widget);
    drawItemText(painter, visualRect(button.direction, button.rect, text),
                 Qt::AlignCenter | (underlined ? Qt::TextShowMnemonic : Qt::TextHideMnemonic), button.palette, enabled, button.text,
                 QPalette::ButtonText);
}

void WindowStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                     const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    const State focus = State_HasFocus | State_KeyboardFocusChange;
    if (control != CC_ToolButton || !button || (option->state & focus) != focus)
        return QProxyStyle::drawComplexControl(control, option, painter, widget);
    // Around the whole button: the styles draw the focus inside, where the icon hides most of it.
    QStyleOptionToolButton plain(*button);
    plain.state &= ~State_HasFocus;
    QProxyStyle::drawComplexControl(control, &plain, painter, widget);
    paintFocusRing(*painter, option->rect, option->palette);
}

} // namespace postreel
