#include "app/desktop/power_off.h"

#include <QtGlobal>
#if !defined(Q_OS_UNIX) || defined(Q_OS_DARWIN)

namespace postreel {

struct PowerOff::Native
{
};

PowerOff::PowerOff(QObject *parent) : QObject(parent) {}

PowerOff::~PowerOff() = default;

void PowerOff::request(Callback answer)
{
    const Error error{.kind = ErrorKind::NotReached,
                      .detail = tr("The computer stays on: Postreel cannot shut it down on this system.")};
    QMetaObject::invokeMethod(
        this, [answer = std::move(answer), error] { answer(error); }, Qt::QueuedConnection);
}

} // namespace postreel

#endif
