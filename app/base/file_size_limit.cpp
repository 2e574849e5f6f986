#include "app/base/file_size_limit.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

namespace postreel {

#ifdef Q_OS_UNIX

bool fileSizeIsLimited()
{
    rlimit limit = {};
    return ::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
}

void surviveFileSizeLimit()
{
    std::signal(SIGXFSZ, SIG_IGN);
}

#else

bool fileSizeIsLimited()
{
    return false;
}

void surviveFileSizeLimit() {}

#endif

} // namespace postreel
