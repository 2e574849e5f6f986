// Calls from other threads to the one that this object lives on: the one way in which work on another thread answers.
// Invariant: whether the receiver of a call is still there is known on the receiver's own thread alone, so it is asked
// there; no call begins after the end of this object, and nobody waits for a call.
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

    // Belongs to the thread that it is made on, as does every context of its calls.
    QueuedCalls();
    // What waits to be called is destroyed here and now, not with the event queue of the thread.
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
    // Calls it on the receiver's thread, from the event loop, in the order of the sends. Once the receiver is gone it is
    // destroyed uncalled, on this thread.
    void send(std::function<void()> call) const;
    // The same, unless `context` is gone by then. The pointer is made on the receiver's thread.
    void send(QPointer<QObject> context, std::function<void()> call) const;

private:
    friend class QueuedCalls;
    explicit Sender(std::shared_ptr<Receiver> receiver) : m_receiver(std::move(receiver)) {}
    std::shared_ptr<Receiver> m_receiver;
};

} // namespace postreel
