#include "ui/window/held_key.h"

#include <QApplication>

namespace postreel {

namespace {
constexpr quint64 noHandMs = 2; // from a release to the next press of the same key: X11 gives both of a repeat one time
} // namespace

QPointer<HeldKey> &HeldKey::only()
{
    static QPointer<HeldKey> one;
    return one;
}

void HeldKey::watch()
{
    if (only())
        return;
    only() = new HeldKey(qApp);
    qApp->installEventFilter(only());
}

bool HeldKey::isRepeat(const QKeyEvent &press)
{
    if (press.isAutoRepeat() || !only())
        return press.isAutoRepeat();
    const HeldKey &held = *only();
    return press.key() == held.m_released && held.m_releasedAt > 0 && press.timestamp() >= held.m_releasedAt
        && press.timestamp() - held.m_releasedAt <= noHandMs;
}

void HeldKey::actsOnce(const QKeyEvent &press)
{
    watch();
    only()->m_key = press.key();
}

bool HeldKey::eventFilter(QObject *watched, QEvent *event)
{
    Q_UNUSED(watched)
    const QEvent::Type type = event->type();
    if (type != QEvent::KeyPress && type != QEvent::KeyRelease)
        return false;
    const auto &key = static_cast<const QKeyEvent &>(*event);
    if (type == QEvent::KeyRelease) {
        m_released = key.key();
        m_releasedAt = key.timestamp();
        return false;
    }
    const bool unwanted = key.key() == m_key && isRepeat(key);
    if (!unwanted)
        m_key = 0; // pressed anew, or another one
    return unwanted;
}

} // namespace postreel
