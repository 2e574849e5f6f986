#include <QtGlobal>
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)

#include "app/base/unjoined_threads.h"
#include "app/desktop/bus_link_linux.h"

#include <QDBusPendingCallWatcher>
#include <QFile>
#include <QThread>
#include <QUuid>
#include <optional>
#include <utility>

namespace postreel {

namespace {

const QString localPath = QStringLiteral("/org/freedesktop/DBus/Local");
const QString localInterface = QStringLiteral("org.freedesktop.DBus.Local");

// Per the D-Bus specification, except "autolaunch:": a bus started for us has no services to ask.
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

// Closing a connection waits for QtDBus's single thread, which any bus that hangs while it opens blocks. So a
// separate thread does it.
void endLink(BusLink *link)
{
    if (link->thread() == QThread::currentThread())
        link->moveToThread(nullptr); // no events are delivered to it any more
    startUnjoined([link] { delete link; });
}

// Runs on a separate thread: each of these steps blocks on the bus. Events for the link stay queued until it is
// handed over.
std::shared_ptr<BusLink> openLink(const QString &address, const QList<BusSignal> &wanted)
{
    std::shared_ptr<BusLink> link(new BusLink, endLink);
    link->moveToThread(nullptr);
    QDBusConnection opened = QDBusConnection::connectToBus(address, link->name());
    if (!opened.isConnected())
        return link;
    opened.connect({}, localPath, localInterface, QStringLiteral("Disconnected"), link.get(), SLOT(disconnected()));
    for (const BusSignal &signal : wanted)
        opened.connect({}, signal.path, signal.interface, signal.name,
                       signal.firstArgument.isEmpty() ? QStringList() : QStringList(signal.firstArgument), {},
                       link.get(), SLOT(received(QDBusMessage)));
    link->connection = opened;
    return link;
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
    if (const auto signalled = callbacks.signalled) // a copy: the callback may close its Bus
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
    ++m_try;
    m_opened = nullptr;
    if (m_link)
        m_link->callbacks = {};
}

void Bus::close()
{
    silence();
    // Deferred: the call may come from the link itself.
    if (m_link)
        m_calls.sender().send([closed = std::move(m_link)] {});
    m_link.reset();
}

void Bus::open(std::function<void(bool)> opened)
{
    Q_ASSERT(!m_opened);
    if (m_link && m_link->connection && m_link->connection->isConnected()) {
        opened(true);
        return;
    }
    close();
    m_opened = std::move(opened);
    startUnjoined([this, calls = m_calls.sender(), attempt = m_try, address = addressOf(m_kind), wanted = m_wanted] {
        calls.send([this, attempt, link = openLink(address, wanted)] {
            if (attempt == m_try)
                take(link);
        });
    });
}

void Bus::take(const std::shared_ptr<BusLink> &link)
{
    m_link = link;
    m_link->moveToThread(QThread::currentThread());
    m_link->callbacks = m_callbacks;
    std::exchange(m_opened, nullptr)(m_link->connection.has_value());
}

void Bus::call(const QDBusMessage &message, QObject *context,
               std::function<void(const QDBusMessage &)> answered)
{
    Q_ASSERT(m_link && !m_opened);
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
