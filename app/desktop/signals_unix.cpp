#include "app/desktop/signals.h"

#include <QtGlobal>
#ifdef Q_OS_UNIX

#include <QSocketNotifier>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace postreel {

namespace {

// All that the handler may access: write() to a pipe is one of the few calls that are async-signal-safe.
std::atomic<int> handlerPipe{-1};
std::atomic<int> secondsToEnd{0}; // 0: no limit
std::atomic<int> firstSignal{0};
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void postreelSignalHandler(int number)
{
    const int saved = errno;
    const char byte = static_cast<char>(number);
    // If the pipe is full, the program is already ending.
    [[maybe_unused]] const ssize_t written = ::write(handlerPipe.load(), &byte, 1);
    int none = 0;
    if (secondsToEnd > 0 && firstSignal.compare_exchange_strong(none, number))
        ::alarm(static_cast<unsigned>(secondsToEnd.load()));
    errno = saved;
}

extern "C" void postreelEndProcess(int)
{
    constexpr int signalBase = 128;
    ::_exit(signalBase + firstSignal.load());
}

constexpr int watched[] = {SIGINT, SIGTERM, SIGHUP};

} // namespace

struct Signals::Native
{
    int pipe[2] = {-1, -1};
    std::unique_ptr<QSocketNotifier> notifier;
};

Signals::Signals(QObject *parent) : QObject(parent), m_native(std::make_unique<Native>())
{
    if (::pipe(m_native->pipe) != 0)
        return;
    for (const int end : m_native->pipe) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    handlerPipe = m_native->pipe[1];
    m_native->notifier = std::make_unique<QSocketNotifier>(m_native->pipe[0], QSocketNotifier::Read);
    connect(m_native->notifier.get(), &QSocketNotifier::activated, this, [this] {
        char number = 0;
        while (::read(m_native->pipe[0], &number, 1) == 1)
            Q_EMIT received(number);
    });

    struct sigaction action = {};
    action.sa_handler = postreelSignalHandler;
    action.sa_flags = SA_RESTART;
    for (const int number : watched) {
        struct sigaction before = {};
        const bool ignored = ::sigaction(number, nullptr, &before) == 0 && before.sa_handler == SIG_IGN;
        if (number != SIGHUP || !ignored)
            ::sigaction(number, &action, nullptr);
    }
    std::signal(SIGPIPE, SIG_IGN);
}

void Signals::endProcessAfter(int seconds)
{
    struct sigaction action = {};
    action.sa_handler = postreelEndProcess;
    ::sigaction(SIGALRM, &action, nullptr);
    secondsToEnd = seconds;
}

Signals::~Signals()
{
    for (const int number : watched) {
        struct sigaction now = {};
        if (::sigaction(number, nullptr, &now) == 0 && now.sa_handler == postreelSignalHandler)
            std::signal(number, SIG_DFL);
    }
    handlerPipe = -1;
    m_native->notifier.reset();
    for (const int end : m_native->pipe)
        if (end >= 0)
            ::close(end);
}

} // namespace postreel

#endif
