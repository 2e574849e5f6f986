#include <QtGlobal>
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)

#include "app/desktop/bus_link_linux.h"

#include <QDBusPendingCallWatcher>
#include <QFile>
#include <QThread>
#include <QThreadPool>
#include <QUuid>
#include <optional>
#include <utility>

namespace postreel {

namespace {

const QString localPath = QStringLiteral("/org/freedesktop/DBus/Local");
const QString localInterface = QStringLiteral("org.freedesktop.DBus.Local");

// As the D-Bus specification says, but for "autolaunch:": a bus of our own has nobody to ask on it.
QString addressOf(Bus::Kind kind)
{
    if (kind == Bus::Kind::System)
        return qEnvironmentVariable("DBUS_SYSTEM_BUS_ADDRESS",
                                    QStringLiteral("unix:path=/var/run/dbus/system_bus_socket"));
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const QString inRuntime = runtime + QStringLiteral("/bus");
    return qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS", !runtime.isEmpty() && QFile::exists(inRuntime)
                                                                ? QStringLiteral("unix:path=") + inRuntime
                                                                : QString());
}

// On a thread of the pool: each of these steps waits for the bus.
void openLink(std::shared_ptr<BusLink> shared, const QString &address, const QList<BusSignal> &wanted)
{
    const QDBusConnection opened = QDBusConnection::connectToBus(address, shared->name());
    if (shared.use_count() == 1) // the Bus is gone
        return;
    BusLink *link = shared.get();
    std::optional<QDBusConnection> connection;
    if (opened.isConnected())
        connection = opened;
    if (connection) {
        connection->connect({}, localPath, localInterface, QStringLiteral("Disconnected"), link,
                            SLOT(disconnected()));
        for (const BusSignal &signal : wanted)
            connection->connect({}, signal.path, signal.interface, signal.name,
                                signal.firstArgument.isEmpty() ? QStringList()
                                                               : QStringList(signal.firstArgument),
                                {}, link, SLOT(received(QDBusMessage)));
    }
    // The call carries the link: once it may be delivered to, only its own thread lets go of it.
    const auto decided = [link = std::move(shared), connection] {
        link->connection = connection;
        if (const auto tell = std::exchange(link->opened, nullptr))
            tell(connection.has_value());
    };
    QMetaObject::invokeMethod(link, decided, Qt::QueuedConnection);
}

// Ending a connection and a listener waits for the one thread of QtDBus, which a bus that hangs while it
// opens holds up, whichever bus that is. So the pool waits.
void endLink(BusLink *link)
{
    if (link->thread() == QThread::currentThread())
        link->moveToThread(nullptr); // nothing is delivered to it any more
    QThreadPool::globalInstance()->start([link] { delete link; });
}

} // namespace

BusLink::BusLink() : m_name(QStringLiteral("postreel-") % QUuid::createUuid().toString(QUuid::Id128)) {}

BusLink::~BusLink()
{
    connection.reset();
    QDBusConnection::disconnectFromBus(m_name);
}

void BusLink::received(const QDBusMessage &signal)
{
    if (const auto signalled = callbacks.signalled) // a copy: it may close its Bus
        signalled(signal);
}

void BusLink::disconnected()
{
    connection.reset();
    if (const auto lost = callbacks.lost)
        lost();
}

BusSignal nameOwnerChanged(const QString &service)
{
    return {QStringLiteral("/org/freedesktop/DBus"), QStringLiteral("org.freedesktop.DBus"),
            QStringLiteral("NameOwnerChanged"), service};
}

Bus::Bus(Kind kind, QList<BusSignal> wanted, Callbacks callbacks)
    : m_kind(kind), m_wanted(std::move(wanted)), m_callbacks(std::move(callbacks))
{
}

Bus::~Bus()
{
    silence();
}

void Bus::silence()
{
    if (!m_link)
        return;
    m_link->callbacks = {};
    m_link->opened = nullptr;
}

void Bus::close()
{
    if (!m_link)
        return;
    silence();
    // Not at once: it may be the link that is calling.
    BusLink *link = m_link.get();
    QMetaObject::invokeMethod(
        link, [closed = std::move(m_link)] {}, Qt::QueuedConnection);
}

void Bus::open(std::function<void(bool)> opened)
{
    Q_ASSERT(!m_link || !m_link->opened);
    if (m_link && m_link->connection && m_link->connection->isConnected()) {
        opened(true);
        return;
    }
    close();
    m_link = std::shared_ptr<BusLink>(new BusLink, endLink);
    m_link->callbacks = m_callbacks;
    m_link->opened = std::move(opened);
    // The Bus keeps the one and the opening thread the other share in the link.
    auto opening = [link = m_link, address = addressOf(m_kind), wanted = m_wanted]() mutable {
        openLink(std::move(link), address, wanted);
    };
    QThreadPool::globalInstance()->start(std::move(opening));
}

void Bus::call(const QDBusMessage &message, QObject *context,
               std::function<void(const QDBusMessage &)> answered)
{
    Q_ASSERT(m_link && !m_link->opened);
    auto *watcher =
        m_link->connection
            ? new QDBusPendingCallWatcher(m_link->connection->asyncCall(message), context)
            : new QDBusPendingCallWatcher(
                  QDBusPendingCall::fromError(QDBusError(QDBusError::Disconnected, QString())), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context,
                     [answered = std::move(answered)](QDBusPendingCallWatcher *finished) {
                         finished->deleteLater();
                         answered(finished->reply());
                     });
}

void Bus::send(const QDBusMessage &message)
{
    if (m_link && m_link->connection)
        m_link->connection->send(message);
}

} // namespace postreel

#endif
