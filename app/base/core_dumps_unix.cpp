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
        limit.rlim_cur = 0; // the hard one stays, for a program started from here that wants its own
        setrlimit(RLIMIT_CORE, &limit);
    }
    // A system may hand cores to a program of its own, which asks for no limit.
#if defined(Q_OS_LINUX) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

} // namespace postreel

#endif
