#include "app/base/queued_calls.h"

#include <mutex>
#include <utility>

namespace postreel {

struct QueuedCalls::Receiver
{
    std::mutex mutex;
    std::unique_ptr<QObject> object = std::make_unique<QObject>(); // null: gone
};

QueuedCalls::QueuedCalls() : m_receiver(std::make_shared<Receiver>()) {}

QueuedCalls::~QueuedCalls()
{
    std::unique_ptr<QObject> gone; // destroyed after the lock is released, with the calls in its queue
    const std::lock_guard lock(m_receiver->mutex);
    gone = std::move(m_receiver->object);
}

QueuedCalls::Sender QueuedCalls::sender() const
{
    return Sender(m_receiver);
}

void QueuedCalls::Sender::send(std::function<void()> call) const
{
    const std::lock_guard lock(m_receiver->mutex);
    if (m_receiver->object)
        QMetaObject::invokeMethod(m_receiver->object.get(), std::move(call), Qt::QueuedConnection);
}

void QueuedCalls::Sender::send(QPointer<QObject> context, std::function<void()> call) const
{
    send([context = std::move(context), call = std::move(call)] {
        if (context)
            call();
    });
}

} // namespace postreel
