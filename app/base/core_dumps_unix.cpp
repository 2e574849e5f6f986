#include "app/base/core_dumps.h"

#include <QtGlobal>
#ifdef Q_OS_UNIX

#include <sys/resource.h>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace postreel {

void forbidCoreDumps()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_CORE, &limit) == 0) {
        limit.rlim_cur = 0; // the hard limit stays, so that a child process may raise it again
        setrlimit(RLIMIT_CORE, &limit);
    }
    // A system may pipe core dumps to a program, which ignores the limit. A sanitizer looks for leaks from another process,
    // which this would keep out.
#if defined(Q_OS_LINUX) && !defined(POSTREEL_SANITIZED)
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

} // namespace postreel

#endif
