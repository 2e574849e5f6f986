// Calls from other threads to the thread that this object lives on: how work on another thread delivers its results.
// Invariant: only the receiver's own thread can know whether the receiver still exists, so it is checked there; no call begins
// after the end of this object, and no sender waits for a call.
#pragma once

#include <QObject>
#include <QPointer>
#include <functional>
#include <memory>

namespace postreel {

class QueuedCalls
{
public:
    class Sender;

    // Belongs to the thread that creates it, as does every context of its calls.
    QueuedCalls();
    // Destroys the pending calls here and now, not with the event queue of the thread.
    ~QueuedCalls();
    Q_DISABLE_COPY_MOVE(QueuedCalls)

    Sender sender() const;

private:
    struct Receiver;
    std::shared_ptr<Receiver> m_receiver;
};

// For any thread; may be copied, and may outlive the object that it came from.
class QueuedCalls::Sender
{
public:
    // Calls `call` on the receiver's thread, from the event loop, in the order of the sends. Once the receiver is gone, `call`
    // is destroyed on this thread without being called.
    void send(std::function<void()> call) const;
    // The same, unless `context` is gone by then. The QPointer has to be created on the receiver's thread.
    void send(QPointer<QObject> context, std::function<void()> call) const;

private:
    friend class QueuedCalls;
    explicit Sender(std::shared_ptr<Receiver> receiver) : m_receiver(std::move(receiver)) {}
    std::shared_ptr<Receiver> m_receiver;
};

} // namespace postreel
