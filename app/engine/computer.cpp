#include "app/engine/computer.h"

#include "app/base/unjoined_threads.h"

namespace postreel {

Computer::Computer(Engine &engine, QObject *parent)
    : QObject(parent), m_engine(engine), m_network(this), m_sleep(this),
      m_awake([this](auto done) { readPower(std::move(done)); }, AwakeWhileRunning::everyMinuteMs, this), m_powerOff(this)
{
    m_shutDown.setSingleShot(true);
    m_shutDown.setInterval(shutDownNoticeMs);
    connect(&m_shutDown, &QTimer::timeout, this, &Computer::shutDown);
    connect(&m_network, &NetworkHint::cameBack, &m_engine.network(), &EngineNetwork::networkCameBack);
    connect(&m_network, &NetworkHint::goneChanged, &m_engine.network(), &EngineNetwork::setNetworkGone);
    connect(&m_network, &NetworkHint::meteredChanged, &m_engine.network(), &EngineNetwork::setMetered);
    connect(&m_sleep, &SleepNotice::listens, this, [this](bool there) {
        if (there)
            listenToNetwork();
    });
    connect(&m_sleep, &SleepNotice::woke, &m_engine.network(), &EngineNetwork::wokeUp);
    connect(&m_engine, &Engine::statusChanged, this, &Computer::apply);
}

void Computer::start()
{
    if (!m_sleep.start())
        listenToNetwork();
}

// Qt blocks on the system bus here, so it starts only after that bus has answered.
void Computer::listenToNetwork()
{
    if (!m_network.start())
        return;
    m_engine.network().setNetworkGone(m_network.isGone());
    if (m_network.isMetered())
        m_engine.network().setMetered(true);
}

// Runs on another thread: some sysfs files query the battery itself, which takes time.
void Computer::readPower(std::function<void(PowerState)> done)
{
    startUnjoined([calls = m_powerRead.sender(), done = std::move(done)] {
        calls.send([done, power = readPowerState()] { done(power); });
    });
}

void Computer::apply(const StatusView &status)
{
    const bool ended = m_working && !status.working;
    m_working = status.working;
    //: why the computer is kept awake, shown by the system
    m_awake.setRunning(m_working, tr("Videos are being posted"));
    if (m_working && m_shutDown.isActive()) {
        m_shutDown.stop();
        Q_EMIT shutDownCalledOff();
    } else if (ended && m_shutDownWanted) {
        m_shutDown.start();
        Q_EMIT shutDownSoon(shutDownNoticeMs);
    }
}

void Computer::setShutDownWhenDone(bool wanted)
{
    m_shutDownWanted = wanted;
    if (wanted || !m_shutDown.isActive())
        return;
    m_shutDown.stop();
    Q_EMIT shutDownCalledOff();
}

void Computer::shutDown()
{
    m_shutDownWanted = false;
    m_powerOff.request([this](const Result<Done> &done) {
        if (!done)
            Q_EMIT shutDownRefused(done.error());
    });
}

} // namespace postreel
