#include "app/desktop/sleep_inhibitor.h"

#include <QtGlobal>
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)

#include "app/desktop/bus_linux.h"

#include <QDBusError>
#include <QDBusUnixFileDescriptor>

namespace postreel {

namespace {

const QString program = QStringLiteral("Postreel");

// The services to ask, best first.
enum class Way { Logind, ScreenSaver, SessionManager, None };

struct Service
{
    Bus::Kind bus;
    QString name;
    QString path;
    QString interface;
    QString releaseCall; // takes the cookie; empty: closing the descriptor releases
};

Service serviceOf(Way way)
{
    switch (way) {
    case Way::Logind:
        return {Bus::Kind::System,
                QStringLiteral("org.freedesktop.login1"),
                QStringLiteral("/org/freedesktop/login1"),
                QStringLiteral("org.freedesktop.login1.Manager"),
                {}};
    case Way::ScreenSaver:
        return {Bus::Kind::Session, QStringLiteral("org.freedesktop.ScreenSaver"),
                QStringLiteral("/org/freedesktop/ScreenSaver"), QStringLiteral("org.freedesktop.ScreenSaver"),
                QStringLiteral("UnInhibit")};
    case Way::SessionManager:
        return {Bus::Kind::Session, QStringLiteral("org.gnome.SessionManager"),
                QStringLiteral("/org/gnome/SessionManager"), QStringLiteral("org.gnome.SessionManager"),
                QStringLiteral("Uninhibit")};
    case Way::None:
        break;
    }
    return {};
}

Way after(Way way)
{
    return static_cast<Way>(static_cast<int>(way) + 1);
}

QDBusMessage messageTo(const Service &service, const QString &call)
{
    QDBusMessage message =
        QDBusMessage::createMethodCall(service.name, service.path, service.interface, call);
    // A screen saver that is not running does not prevent sleep, so it is not started for this.
    message.setAutoStartService(service.bus == Bus::Kind::System);
    return message;
}

QVariantList inhibitArguments(Way way, const QString &why)
{
    constexpr uint noWindow = 0;
    constexpr uint suspendAndIdle = 4 | 8;
    switch (way) {
    case Way::Logind:
        return {QStringLiteral("sleep:idle"), program, why, QStringLiteral("block")};
    case Way::ScreenSaver:
        return {program, why};
    case Way::SessionManager:
        return {program, noWindow, why, suspendAndIdle};
    case Way::None:
        break;
    }
    return {};
}

} // namespace

struct SleepInhibitor::Native
{
    explicit Native(SleepInhibitor *keepAwake);

    void ask(Way way);
    void answered(Way way, const QDBusMessage &answer);
    void release();
    void lose();
    void ownerChanged(const QDBusMessage &signal);
    Bus &busOf(Way way) { return serviceOf(way).bus == Bus::Kind::System ? systemBus : sessionBus; }

    SleepInhibitor *const q;
    QString reason;
    bool wanted = false;
    bool asking = false;
    bool askAgain = false; // a service appeared while the others were asked
    Way heldBy = Way::None;
    QDBusUnixFileDescriptor descriptor; // of logind
    uint cookie = 0;                    // of the other services
    // Last, so that they are destroyed first.
    Bus systemBus;
    Bus sessionBus;
};

SleepInhibitor::Native::Native(SleepInhibitor *keepAwake)
    : q(keepAwake), systemBus(Bus::Kind::System, {nameOwnerChanged(serviceOf(Way::Logind).name)},
                              {[this](const QDBusMessage &signal) { ownerChanged(signal); }, nullptr}),
      sessionBus(Bus::Kind::Session,
                 {nameOwnerChanged(serviceOf(Way::ScreenSaver).name),
                  nameOwnerChanged(serviceOf(Way::SessionManager).name)},
                 {[this](const QDBusMessage &signal) { ownerChanged(signal); },
                  [this] {
                      // logind's descriptor outlives the connection that delivered it; a cookie does not.
                      if (heldBy != Way::None && heldBy != Way::Logind)
                          lose();
                  }})
{
}

void SleepInhibitor::Native::ask(Way way)
{
    if (way == Way::Logind)
        askAgain = false;
    asking = wanted && way != Way::None;
    if (!asking) {
        if (wanted && askAgain)
            ask(Way::Logind);
        return;
    }
    busOf(way).open([this, way](bool open) {
        if (!open || !wanted) {
            ask(after(way));
            return;
        }
        QDBusMessage message = messageTo(serviceOf(way), QStringLiteral("Inhibit"));
        message.setArguments(inhibitArguments(way, reason));
        busOf(way).call(message, q, [this, way](const QDBusMessage &answer) { answered(way, answer); });
    });
}

void SleepInhibitor::Native::answered(Way way, const QDBusMessage &answer)
{
    const QVariant granted =
        answer.type() == QDBusMessage::ReplyMessage ? answer.arguments().value(0) : QVariant();
    const auto asDescriptor = granted.value<QDBusUnixFileDescriptor>();
    if (way == Way::Logind ? !asDescriptor.isValid() : granted.typeId() != QMetaType::UInt) {
        // The service may still grant it after our timeout: an unread descriptor of logind closes itself, a cookie
        // would remain.
        if (way != Way::Logind && QDBusError(answer).type() == QDBusError::NoReply)
            sessionBus.close();
        ask(after(way));
        return;
    }
    asking = false;
    heldBy = way;
    descriptor = asDescriptor;
    cookie = granted.toUInt();
    if (wanted)
        Q_EMIT q->heldChanged(true);
    else
        release();
}

void SleepInhibitor::Native::release()
{
    const Service service = serviceOf(heldBy);
    if (!service.releaseCall.isEmpty()) {
        QDBusMessage message = messageTo(service, service.releaseCall);
        message.setArguments({cookie});
        busOf(heldBy).send(message);
    }
    descriptor = {};
    heldBy = Way::None;
}

// The service that granted the inhibitor has lost it.
void SleepInhibitor::Native::lose()
{
    heldBy = Way::None;
    Q_EMIT q->heldChanged(false);
}

void SleepInhibitor::Native::ownerChanged(const QDBusMessage &signal)
{
    const QString name = signal.arguments().value(0).toString();
    const bool wasThere = !signal.arguments().value(1).toString().isEmpty();
    const bool isThere = !signal.arguments().value(2).toString().isEmpty();
    // logind keeps its inhibitors across a restart.
    if (wasThere && heldBy != Way::None && heldBy != Way::Logind && serviceOf(heldBy).name == name)
        lose();
    if (!wanted || heldBy != Way::None || !(wasThere || isThere))
        return;
    if (asking)
        askAgain = true;
    else
        ask(Way::Logind);
}

SleepInhibitor::SleepInhibitor(QObject *parent) : QObject(parent), m_native(std::make_unique<Native>(this)) {}

SleepInhibitor::~SleepInhibitor()
{
    // A cookie ends with our connection; the explicit release is for services that do not watch it.
    if (isHeld())
        m_native->release();
}

bool SleepInhibitor::hold(const QString &why)
{
    m_native->wanted = true;
    if (m_native->asking || isHeld())
        return true;
    m_native->reason = why;
    m_native->ask(Way::Logind);
    return true;
}

void SleepInhibitor::release()
{
    m_native->wanted = false;
    if (!isHeld())
        return;
    m_native->release();
    Q_EMIT heldChanged(false);
}

bool SleepInhibitor::isHeld() const
{
    return m_native->heldBy != Way::None;
}

} // namespace postreel

#endif
