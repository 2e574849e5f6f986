// What one connection to a bus needs to reach its Bus, shared with the thread that opens it, which may still
// be at it when the Bus is gone.
// Invariant: all but the name is used on the thread of the object alone; its end is the connection's end.
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
    std::function<void(bool open)> opened;     // until it is decided
    std::optional<QDBusConnection> connection; // while it is open

public Q_SLOTS:
    void received(const QDBusMessage &signal);
    void disconnected();

private:
    const QString m_name;
};

} // namespace postreel

#endif
