// Tells what forbidCoreDumps() changes, for tst_core_dumps: a program without a sanitizer, which would keep it from half of it.
#include "app/base/core_dumps.h"

#include <cstdio>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace {

void notify()
{
    rlimit limit{};
    getrlimit(RLIMIT_CORE, &limit);
    std::printf("dumpable %d core %d\n", prctl(PR_GET_DUMPABLE), limit.rlim_cur == 0 ? 0 : 1);
}

} // namespace

int main()
{
    rlimit limit{};
    getrlimit(RLIMIT_CORE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_CORE, &limit);
    notify();
    postreel::forbidCoreDumps();
    notify();
    return 0;
}
