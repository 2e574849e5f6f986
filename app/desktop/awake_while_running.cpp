#include "app/desktop/awake_while_running.h"

namespace postreel {

AwakeWhileRunning::AwakeWhileRunning(ReadPower readPower, int lookEveryMs, QObject *parent)
    : QObject(parent), m_readPower(std::move(readPower)), m_keepAwake(this), m_timer(this)
{
    m_timer.setInterval(lookEveryMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_readPower([this](PowerState power) { apply(power); });
    });
    connect(&m_keepAwake, &SleepInhibitor::heldChanged, this, &AwakeWhileRunning::heldChanged);
}

void AwakeWhileRunning::setRunning(bool running, const QString &why)
{
    if (running == m_running)
        return;
    m_running = running;
    m_why = why;
    if (running) {
        m_timer.start();
        m_readPower([this](PowerState power) { apply(power); });
    } else {
        m_timer.stop();
        m_keepAwake.release();
    }
}

void AwakeWhileRunning::apply(PowerState power)
{
    // hold() does nothing while granted, and asks again after a refusal.
    if (shouldKeepAwake(m_running, power))
        m_keepAwake.hold(m_why);
    else
        m_keepAwake.release();
}

} // namespace postreel
