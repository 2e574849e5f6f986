#include "app/base/cpu_time.h"

#ifndef Q_OS_LINUX

namespace postreel {

std::optional<qint64> cpuTimeMs(qint64)
{
    return std::nullopt;
}

} // namespace postreel

#endif
