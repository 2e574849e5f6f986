#include "app/engine/engine_network.h"

#include "app/engine/engine_thread.h"

namespace postreel {

EngineNetwork::EngineNetwork(EngineThread *thread) : m_thread(thread) {}

void EngineNetwork::setMetered(bool metered) { m_thread->onCore([=](EngineCore &core) { core.network().setMetered(metered); }); }
void EngineNetwork::setNetworkGone(bool gone) { m_thread->onCore([=](EngineCore &core) { core.network().setGone(gone); }); }
void EngineNetwork::networkCameBack() { m_thread->onCore([](EngineCore &core) { core.network().onBack(); }); }
void EngineNetwork::wokeUp() { m_thread->onCore([](EngineCore &core) { core.wokeUp(); }); }
void EngineNetwork::sendOverMetered() { m_thread->onCore([](EngineCore &core) { core.network().sendOverMetered(); }); }
void EngineNetwork::setAskWhenMetered(bool ask) { m_thread->onCore([=](EngineCore &core) { core.network().setAskWhenMetered(ask); }); }

void EngineNetwork::setPlainLimit(qint64 bytesPerSecond)
{
    m_thread->onCore([=](EngineCore &core) { core.speedLimits().setPlainLimit(bytesPerSecond); });
}

void EngineNetwork::setTimetable(const QVector<TimetableRow> &rows)
{
    m_thread->onCore([rows](EngineCore &core) { core.speedLimits().setTimetable(rows); });
}

void EngineNetwork::slowDown(bool slow) { m_thread->onCore([=](EngineCore &core) { core.speedLimits().slowDown(slow); }); }

void EngineNetwork::setRunLimit(qint64 bytesPerSecond)
{
    m_thread->onCore([=](EngineCore &core) { core.speedLimits().setRunLimit(bytesPerSecond); });
}

} // namespace postreel
