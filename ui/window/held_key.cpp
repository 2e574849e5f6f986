#include "ui/window/held_key.h"

#include <QApplication>

namespace postreel {

void HeldKey::actsOnce(const QKeyEvent &press)
{
    static QPointer<HeldKey> only;
    if (!only) {
        only = new HeldKey(qApp);
        qApp->installEventFilter(only);
    }
    only->m_key = press.key();
}

// Between two repeats X11 and Wayland tell of a release that is none.
bool HeldKey::eventFilter(QObject *watched, QEvent *event)
{
    Q_UNUSED(watched)
    const QEvent::Type type = event->type();
    if (m_key == 0 || (type != QEvent::KeyPress && type != QEvent::KeyRelease))
        return false;
    const auto &key = static_cast<const QKeyEvent &>(*event);
    if (key.isAutoRepeat())
        return key.key() == m_key;
    // The press that acted goes on to the widgets around the list if that leaves it; it is the same key.
    if (type == QEvent::KeyRelease ? key.key() == m_key : key.key() != m_key)
        m_key = 0;
    return false;
}

} // namespace postreel
