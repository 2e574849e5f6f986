#include "app/desktop/power_off.h"

#include <QtGlobal>
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)

#include "app/base/log.h"
#include "app/desktop/bus_linux.h"

#include <QCoreApplication>
#include <QHash>
#include <utility>
#include <vector>

namespace postreel {

namespace {

ErrorKind kindOf(const QString &busError)
{
    static const QHash<QString, ErrorKind> kinds{
        {QStringLiteral("AccessDenied"), ErrorKind::Forbidden},
        {QStringLiteral("AuthFailed"), ErrorKind::Forbidden},
        {QStringLiteral("InteractiveAuthorizationRequired"), ErrorKind::Forbidden},
        {QStringLiteral("ServiceUnknown"), ErrorKind::NotReached},
        {QStringLiteral("NameHasNoOwner"), ErrorKind::NotReached},
        {QStringLiteral("ChildExited"), ErrorKind::NotReached}, // the service could not be started
        {QStringLiteral("NoReply"), ErrorKind::NoAnswer},
        {QStringLiteral("Timeout"), ErrorKind::NoAnswer},
        {QStringLiteral("Disconnected"), ErrorKind::NoAnswer},
    };
    return kinds.value(busError.section(u'.', -1), ErrorKind::Refused);
}

class PowerOffWords
{
    Q_DECLARE_TR_FUNCTIONS(PowerOff)

public:
    static QString notReached()
    {
        return tr("The computer stays on: this system has no service that lets a program shut it down.");
    }
    static QString of(ErrorKind kind, const QString &said)
    {
        if (kind == ErrorKind::NotReached)
            return notReached();
        if (kind == ErrorKind::NoAnswer)
            return tr(
                "The system was asked to shut down but has not answered. If the computer stays on, shut it down "
                "yourself.");
        const QString sentence =
            kind == ErrorKind::Forbidden
                ? tr("The computer stays on: the system does not let Postreel shut it down.")
                : tr("The computer stays on: the system refused to shut down.");
        //: %1 is the sentence before, %2 the words of the operating system.
        return said.isEmpty() ? sentence : tr("%1 The system says: %2").arg(sentence, redact(said));
    }
};

} // namespace

struct PowerOff::Native
{
    void answer(const Result<Done> &result)
    {
        for (const Callback &waiting : std::exchange(answers, {}))
            waiting(result);
    }
    void fail(ErrorKind kind, const QString &said)
    {
        answer(Error{.kind = kind, .detail = PowerOffWords::of(kind, said)});
    }

    Bus bus{Bus::Kind::System, {}, {}};
    std::vector<Callback> answers;
};

PowerOff::PowerOff(QObject *parent) : QObject(parent), m_native(std::make_unique<Native>()) {}

PowerOff::~PowerOff() = default;

void PowerOff::request(Callback answer)
{
    m_native->answers.push_back(std::move(answer));
    if (m_native->answers.size() > 1)
        return;
    m_native->bus.open([this](bool open) {
        if (!open) {
            m_native->fail(ErrorKind::NotReached, {});
            return;
        }
        QDBusMessage message = QDBusMessage::createMethodCall(
            QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"),
            QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("PowerOff"));
        constexpr bool askForPassword = false;
        message.setArguments({askForPassword});
        m_native->bus.call(message, this, [this](const QDBusMessage &said) {
            if (said.type() == QDBusMessage::ReplyMessage)
                m_native->answer(Done{});
            else
                m_native->fail(kindOf(said.errorName()), said.errorMessage());
        });
    });
}

} // namespace postreel

#endif
