#include "app/sandbox/socket_reset.h"

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace postreel::sandbox {

void resetOnClose(qintptr socketDescriptor)
{
    linger hard{};
    hard.l_onoff = 1;
    hard.l_linger = 0;
#ifdef Q_OS_WIN
    setsockopt(static_cast<SOCKET>(socketDescriptor), SOL_SOCKET, SO_LINGER,
               reinterpret_cast<const char *>(&hard), sizeof hard);
#else
    setsockopt(static_cast<int>(socketDescriptor), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
#endif
}

} // namespace postreel::sandbox
