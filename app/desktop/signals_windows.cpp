#include "app/desktop/signals.h"

#include <QtGlobal>
#ifdef Q_OS_WIN

#include <atomic>
#include <csignal>
#include <qt_windows.h>

namespace postreel {

namespace {

std::atomic<Signals *> listener{nullptr};

// Runs on a thread of the system's.
BOOL WINAPI consoleHandler(DWORD event)
{
    Signals *signals = listener.load();
    if (!signals)
        return FALSE;
    const int number = event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT ? SIGINT : SIGTERM;
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

Signals::~Signals()
{
    SetConsoleCtrlHandler(consoleHandler, FALSE);
    listener = nullptr;
}

} // namespace postreel

#endif
