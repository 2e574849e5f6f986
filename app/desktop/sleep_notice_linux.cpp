#include "app/desktop/sleep_notice.h"

#include <QtGlobal>
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)

#include "app/desktop/bus_linux.h"

namespace postreel {

struct SleepNotice::Native
{
    Bus bus;
};

SleepNotice::SleepNotice(QObject *parent) : QObject(parent) {}

SleepNotice::~SleepNotice() = default;

bool SleepNotice::start()
{
    if (m_native)
        return true;
    const BusSignal prepareForSleep{QStringLiteral("/org/freedesktop/login1"),
                                    QStringLiteral("org.freedesktop.login1.Manager"),
                                    QStringLiteral("PrepareForSleep"),
                                    {}};
    const auto signalled = [this](const QDBusMessage &signal) {
        // The argument is true before the sleep, false after it.
        const QVariant before = signal.arguments().value(0);
        if (before.typeId() == QMetaType::Bool && !before.toBool())
            Q_EMIT woke();
    };
    m_native.reset(new Native{.bus = Bus(Bus::Kind::System, {prepareForSleep}, {signalled, nullptr})});
    m_native->bus.open([this](bool open) { Q_EMIT listens(open); });
    return true;
}

} // namespace postreel

#endif
