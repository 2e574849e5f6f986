#include "ui/window/parts/key_repeat_filter.h"

#include <QApplication>

namespace postreel {

namespace {
constexpr quint64 maxRepeatGapMs = 2; // X11 reports auto-repeat as a release and a press with almost the same time stamp
} // namespace

QPointer<KeyRepeatFilter> &KeyRepeatFilter::only()
{
    static QPointer<KeyRepeatFilter> one;
    return one;
}

void KeyRepeatFilter::watch()
{
    if (only())
        return;
    only() = new KeyRepeatFilter(qApp);
    qApp->installEventFilter(only());
}

bool KeyRepeatFilter::isRepeat(const QKeyEvent &press)
{
    if (press.isAutoRepeat() || !only())
        return press.isAutoRepeat();
    const KeyRepeatFilter &held = *only();
    return press.key() == held.m_released && held.m_releasedAt > 0 && press.timestamp() >= held.m_releasedAt
        && press.timestamp() - held.m_releasedAt <= maxRepeatGapMs;
}

void KeyRepeatFilter::suppressRepeats(const QKeyEvent &press)
{
    watch();
    only()->m_key = press.key();
}

bool KeyRepeatFilter::eventFilter(QObject *watched, QEvent *event)
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
        m_key = 0; // pressed again, or another key
    return unwanted;
}

} // namespace postreel
