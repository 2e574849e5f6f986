// A way to the system's or the session's D-Bus for the classes of this module: opened off the calling thread,
// with its own connection, so that whatever was asked for over it ends with it.
// Invariant: no function waits for the bus or a service, the destructor neither, and no callback comes after it.
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

// A signal to listen to, whoever sends it. Empty `firstArgument`: any.
struct BusSignal
{
    QString path;
    QString interface;
    QString name;
    QString firstArgument;
};

// The bus's own signal that the owner of a name has changed: (name, old owner, new owner).
BusSignal nameOwnerChanged(const QString &service);

class Bus
{
public:
    enum class Kind { System, Session };

    struct Callbacks
    {
        std::function<void(const QDBusMessage &signal)> signalled;
        std::function<void()> lost; // the bus went away; open() tries again
    };

    // Opens nothing yet.
    Bus(Kind kind, QList<BusSignal> wanted, Callbacks callbacks);
    // Not from within a callback.
    ~Bus();
    Q_DISABLE_COPY_MOVE(Bus)

    // Calls `opened` on this thread: from within when the bus is open, else once that is decided. The address
    // is that of the D-Bus specification; no bus is started for it. Not again before the answer.
    void open(std::function<void(bool open)> opened);
    // Ends the connection, and with it all that was granted over it. Pending calls are answered with an
    // error.
    void close();
    // Only while open. `answered` gets a reply or an error message, at the latest after 25 s, unless
    // `context` is gone by then.
    void call(const QDBusMessage &message, QObject *context,
              std::function<void(const QDBusMessage &answer)> answered);
    // Asks for no answer; without an open bus nothing happens.
    void send(const QDBusMessage &message);

private:
    void silence();
    void take(const std::shared_ptr<BusLink> &link);

    const Kind m_kind;
    const QList<BusSignal> m_wanted;
    const Callbacks m_callbacks;
    std::shared_ptr<BusLink> m_link;
    std::function<void(bool)> m_opened; // until it is decided
    int m_try = 0;                      // of opening; what an older one brings is let go
    QueuedCalls m_calls;
};

} // namespace postreel

#endif
