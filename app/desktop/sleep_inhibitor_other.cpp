#include "app/desktop/sleep_inhibitor.h"

#include <QtGlobal>
#if !defined(Q_OS_UNIX) || defined(Q_OS_DARWIN)

namespace postreel {

struct SleepInhibitor::Native
{
};

SleepInhibitor::SleepInhibitor(QObject *parent) : QObject(parent) {}

SleepInhibitor::~SleepInhibitor() = default;

bool SleepInhibitor::hold(const QString &)
{
    return false;
}

void SleepInhibitor::release() {}

bool SleepInhibitor::isHeld() const
{
    return false;
}

} // namespace postreel

#endif
