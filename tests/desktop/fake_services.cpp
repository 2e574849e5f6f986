#include "tests/desktop/fake_services.h"

#include <QDBusConnectionInterface>
#include <QDBusServiceWatcher>
#include <QUuid>
#include <algorithm>
#include <fcntl.h>
#include <unistd.h>

namespace postreel::testing {

FakeService::FakeService(const QString &address, const QString &name, const QString &path)
    : m_connection(QDBusConnection::connectToBus(address, QUuid::createUuid().toString()))
{
    m_isThere =
        m_connection.registerObject(
            path, this, QDBusConnection::ExportScriptableSlots | QDBusConnection::ExportScriptableSignals) &&
        m_connection.registerService(name);
}

FakeService::~FakeService()
{
    QDBusConnection::disconnectFromBus(m_connection.name());
}

void FakeService::answerCall(const QVariantList &arguments)
{
    setDelayedReply(true);
    calls << arguments;
    if (isSlow)
        m_keptBack << message();
    else
        answerTo(message());
}

void FakeService::answerTo(const QDBusMessage &call)
{
    if (!refusal.isEmpty()) {
        if (grantsTooLate)
            grant(call.service());
        m_connection.send(call.createErrorReply(refusal, QStringLiteral("Not today.")));
        return;
    }
    const QVariant granted = grant(call.service());
    m_connection.send(granted.isValid() ? call.createReply(granted) : call.createReply());
}

void FakeService::answerAll()
{
    isSlow = false;
    for (const QDBusMessage &call : std::exchange(m_keptBack, {}))
        answerTo(call);
}

FakeLogind::FakeLogind(const QString &address)
    : FakeService(address, QStringLiteral("org.freedesktop.login1"),
                  QStringLiteral("/org/freedesktop/login1"))
{
}

FakeLogind::~FakeLogind()
{
    for (const int pipe : m_pipes)
        ::close(pipe);
}

int FakeLogind::inhibitors() const
{
    return static_cast<int>(std::count_if(m_pipes.begin(), m_pipes.end(), [](int pipe) {
        char byte = 0;
        return ::read(pipe, &byte, 1) != 0; // 0: the end, nobody has the other one any more
    }));
}

QDBusUnixFileDescriptor FakeLogind::Inhibit(const QString &what, const QString &who, const QString &why,
                                            const QString &mode)
{
    m_inhibiting = true;
    answerCall({what, who, why, mode});
    return {};
}

void FakeLogind::PowerOff(bool interactive)
{
    m_inhibiting = false;
    answerCall({interactive});
}

QVariant FakeLogind::grant(const QString &)
{
    int ends[2] = {-1, -1};
    if (!m_inhibiting || ::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return {};
    m_pipes.push_back(ends[0]);
    const QDBusUnixFileDescriptor theirs(ends[1]); // a copy of its own
    ::close(ends[1]);
    return QVariant::fromValue(theirs);
}

QVariant FakeInhibitor::grant(const QString &caller)
{
    m_holders.insert(++m_lastCookie, caller);
    const auto forget = [this](const QString &gone) {
        m_holders.removeIf([&gone](const auto &holder) { return holder.value() == gone; });
    };
    auto *watcher = new QDBusServiceWatcher(caller, bus(), QDBusServiceWatcher::WatchForUnregistration, this);
    connect(watcher, &QDBusServiceWatcher::serviceUnregistered, this, forget);
    if (!bus().interface()->isServiceRegistered(caller)) // gone before its answer
        forget(caller);
    return m_lastCookie;
}

void FakeInhibitor::giveBack(uint cookie)
{
    givenBack << cookie;
    m_holders.remove(cookie);
}

uint FakeScreenSaver::Inhibit(const QString &who, const QString &why)
{
    answerCall({who, why});
    return 0;
}

uint FakeSessionManager::Inhibit(const QString &who, uint window, const QString &why, uint flags)
{
    answerCall({who, window, why, flags});
    return 0;
}

} // namespace postreel::testing
