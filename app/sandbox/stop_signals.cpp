#include "app/sandbox/stop_signals.h"

#include <QCoreApplication>

#ifdef Q_OS_UNIX
#include <QSocketNotifier>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace postreel::sandbox {

#ifdef Q_OS_UNIX

namespace {

int wakePair[2] = {-1, -1};

void onStop(int)
{
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = write(wakePair[0], &byte, 1);
}

} // namespace

void quitOnStopSignals()
{
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, wakePair) != 0)
        return;
    auto *notifier = new QSocketNotifier(wakePair[1], QSocketNotifier::Read, QCoreApplication::instance());
    QObject::connect(notifier, &QSocketNotifier::activated, QCoreApplication::instance(),
                     &QCoreApplication::quit);
    struct sigaction action = {};
    action.sa_handler = onStop;
    action.sa_flags = SA_RESTART;
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGINT, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

#else

void quitOnStopSignals() {}

#endif

} // namespace postreel::sandbox
