#include "app/desktop/sleep_notice.h"

#include <QtGlobal>
#if !defined(Q_OS_UNIX) || defined(Q_OS_DARWIN)

namespace postreel {

struct SleepNotice::Native
{
};

SleepNotice::SleepNotice(QObject *parent) : QObject(parent) {}

SleepNotice::~SleepNotice() = default;

bool SleepNotice::start()
{
    return false;
}

} // namespace postreel

#endif
