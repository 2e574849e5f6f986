#include "ui/window/quiet_tone.h"

#include "ui/window/tones.h"

#include <QEvent>
#include <QWidget>

namespace postreel {

QuietTone::QuietTone(QWidget *label) : QObject(label), m_label(label)
{
    label->installEventFilter(this);
    apply();
}

bool QuietTone::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        apply();
    return QObject::eventFilter(watched, event);
}

void QuietTone::apply()
{
    const QColor quiet = tones::quiet(m_label->palette());
    if (m_label->palette().color(QPalette::WindowText) == quiet)
        return;
    QPalette own; // nothing but this colour: all others come from the window
    own.setColor(QPalette::WindowText, quiet);
    m_label->setPalette(own);
}

} // namespace postreel
