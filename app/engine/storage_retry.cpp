#include "app/engine/storage_retry.h"

#include <utility>

namespace postreel {

StorageRetry::StorageRetry(std::function<bool()> write, int everyMs) : m_write(std::move(write)), m_timer(this)
{
    m_timer.setInterval(everyMs);
    connect(&m_timer, &QTimer::timeout, this, &StorageRetry::tryAgain);
}

void StorageRetry::onNotSaved(const Error &error)
{
    if (m_timer.isActive())
        return;
    m_error = error;
    m_error.kind = ErrorKind::Storage;
    m_error.subject.clear();
    m_timer.start();
    Q_EMIT failed(m_error);
}

void StorageRetry::tryAgain()
{
    if (!m_write())
        return;
    m_timer.stop();
    m_error = {};
    Q_EMIT recovered();
    for (const std::function<void()> &step : std::exchange(m_steps, {}))
        step();
}

} // namespace postreel
