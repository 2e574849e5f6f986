// One connection to a bus and its listener: made by the thread that opens it, then handed to the thread of its Bus.
// Invariant: it belongs to one of the two at a time; its end is the connection's end, and happens on a thread that may
// wait for the bus.
#pragma once

#include "app/desktop/bus_linux.h"

#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)

#include <QDBusConnection>
#include <QObject>
#include <optional>

namespace postreel {

class BusLink : public QObject
{
    Q_OBJECT
public:
    BusLink();
    ~BusLink() override;

    // Of the connection, for QDBusConnection.
    const QString &name() const { return m_name; }

    Bus::Callbacks callbacks;
    std::optional<QDBusConnection> connection; // while it is open

public Q_SLOTS:
    void received(const QDBusMessage &signal);
    void disconnected();

private:
    const QString m_name;
};

} // namespace postreel

#endif
