#include "app/desktop/signals.h"

#include <QtGlobal>
#ifdef Q_OS_WIN

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>
#include <qt_windows.h>

namespace postreel {

namespace {

std::atomic<Signals *> listener{nullptr};
std::atomic<int> secondsToEnd{0}; // 0: no limit

// Runs on a thread that the system creates.
BOOL WINAPI consoleHandler(DWORD event)
{
    Signals *signals = listener.load();
    if (!signals)
        return FALSE;
    const int number = event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT ? SIGINT : SIGTERM;
    if (const int seconds = secondsToEnd.exchange(0); seconds > 0)
        std::thread([seconds, number] {
            std::this_thread::sleep_for(std::chrono::seconds(seconds));
            std::_Exit(128 + number);
        }).detach();
    QMetaObject::invokeMethod(
        signals, [signals, number] { Q_EMIT signals->received(number); }, Qt::QueuedConnection);
    return TRUE;
}

} // namespace

struct Signals::Native
{
};

Signals::Signals(QObject *parent) : QObject(parent), m_native(std::make_unique<Native>())
{
    listener = this;
    SetConsoleCtrlHandler(consoleHandler, TRUE);
}

void Signals::endProcessAfter(int seconds)
{
    secondsToEnd = seconds;
}

Signals::~Signals()
{
    SetConsoleCtrlHandler(consoleHandler, FALSE);
    listener = nullptr;
}

} // namespace postreel

#endif
