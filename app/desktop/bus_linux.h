// The system or session D-Bus for the classes of this module: opened off the calling thread, with a connection of its
// own, so that everything granted over it ends with it.
// Invariant: no function waits for the bus or a service, the destructor included, and no callback comes after it.
#pragma once

#include <QtGlobal>
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)

#include "app/base/queued_calls.h"

#include <QDBusMessage>
#include <QList>
#include <QString>
#include <functional>
#include <memory>

class QObject;

namespace postreel {

class BusLink;

// A signal to listen to, from any sender. Empty `firstArgument`: any.
struct BusSignal
{
    QString path;
    QString interface;
    QString name;
    QString firstArgument;
};

// The bus's signal that a name has a new owner: (name, old owner, new owner).
BusSignal nameOwnerChanged(const QString &service);

class Bus
{
public:
    enum class Kind { System, Session };

    struct Callbacks
    {
        std::function<void(const QDBusMessage &signal)> signalled;
        std::function<void()> lost; // the connection was lost; open() tries again
    };

    // Does not open the bus.
    Bus(Kind kind, QList<BusSignal> wanted, Callbacks callbacks);
    // Must not be called from within a callback.
    ~Bus();
    Q_DISABLE_COPY_MOVE(Bus)

    // Calls `opened` on this thread: directly if the bus is open, otherwise when the attempt ends. Uses the address
    // of the D-Bus specification and starts no bus. Do not call it again before that.
    void open(std::function<void(bool open)> opened);
    // Closes the connection and thereby releases everything granted over it. Pending calls get an error.
    void close();
    // Only after open() has called back. `answered` gets a reply or an error message, after 25 s at the latest,
    // unless `context` is destroyed by then.
    void call(const QDBusMessage &message, QObject *context,
              std::function<void(const QDBusMessage &answer)> answered);
    // Expects no reply; does nothing while the bus is not open.
    void send(const QDBusMessage &message);

private:
    void silence();
    void take(const std::shared_ptr<BusLink> &link);

    const Kind m_kind;
    const QList<BusSignal> m_wanted;
    const Callbacks m_callbacks;
    std::shared_ptr<BusLink> m_link;
    std::function<void(bool)> m_opened; // set while an attempt to open is pending
    int m_try = 0;                      // number of the attempt to open; results of older ones are dropped
    QueuedCalls m_calls;
};

} // namespace postreel

#endif
