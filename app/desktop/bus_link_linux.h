// One D-Bus connection and its listener: created by the thread that opens it, then handed to the thread of its Bus.
// Invariant: owned by one of the two at a time; destroying it closes the connection, on a thread that may block on
// the bus.
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

    // The connection name for QDBusConnection.
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
