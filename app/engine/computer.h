// Connects the engine to the computer: network, sleep, staying awake, shutting down. Lives on the main thread beside
// the Engine.
// Invariant: hints only; the engine also works where the system reports nothing.
#pragma once

#include "app/base/queued_calls.h"
#include "app/desktop/awake_while_running.h"
#include "app/desktop/network_hint.h"
#include "app/desktop/power_off.h"
#include "app/desktop/sleep_notice.h"
#include "app/engine/engine.h"

#include <QTimer>

namespace postreel {

class Computer final : public QObject
{
    Q_OBJECT
public:
    // How long the user can cancel before the computer is shut down.
    static constexpr int shutDownNoticeMs = 60'000;

    explicit Computer(Engine &engine, QObject *parent = nullptr);
    // Starts listening.
    void start();

    // "Shut down when done": for this run, the next time all work has ended.
    void setShutDownWhenDone(bool wanted);

Q_SIGNALS:
    void shutDownSoon(int inMs); // setShutDownWhenDone(false) cancels it
    void shutDownCalledOff();
    void shutDownRefused(const postreel::Error &error);

private:
    void listenToNetwork();
    void apply(const StatusView &status);
    void shutDown();
    void readPower(std::function<void(PowerState)> done);

    Engine &m_engine;
    NetworkHint m_network;
    SleepNotice m_sleep;
    AwakeWhileRunning m_awake;
    PowerOff m_powerOff;
    QTimer m_shutDown;
    bool m_working = false;
    bool m_shutDownWanted = false;
    QueuedCalls m_powerRead;
};

} // namespace postreel
