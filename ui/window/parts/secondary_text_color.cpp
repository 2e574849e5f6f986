#include "ui/window/parts/secondary_text_color.h"

#include "ui/window/parts/theme_colors.h"

#include <QEvent>
#include <QWidget>

namespace postreel {

SecondaryTextColor::SecondaryTextColor(QWidget *label) : QObject(label), m_label(label)
{
    label->installEventFilter(this);
    apply();
}

bool SecondaryTextColor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        apply();
    return QObject::eventFilter(watched, event);
}

void SecondaryTextColor::apply()
{
    const QColor quiet = theme::quiet(m_label->palette());
    if (m_label->palette().color(QPalette::WindowText) == quiet)
        return;
    QPalette own; // sets only this colour: all others are inherited
    own.setColor(QPalette::WindowText, quiet);
    m_label->setPalette(own);
}

} // namespace postreel
