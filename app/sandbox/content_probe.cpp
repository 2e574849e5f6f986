#include "app/sandbox/content_probe.h"

#include "app/base/log.h"
#include "app/sandbox/probe_run.h"

#include <QStandardPaths>

namespace postreel::sandbox {

namespace {
constexpr int mostRunning = 2;
}

ContentProbe::ContentProbe(int limitMs, QObject *parent)
    : QObject(parent), m_program(QStandardPaths::findExecutable(QStringLiteral("ffprobe"))),
      m_limitMs(limitMs)
{
}

void ContentProbe::look(const QString &id, const QString &file, bool countFrames)
{
    m_orders.push_back({id, file, countFrames});
    startNext();
}

void ContentProbe::startNext()
{
    while (m_running < mostRunning && !m_orders.empty()) {
        const Order order = m_orders.front();
        m_orders.pop_front();
        ++m_running;
        auto *run = new ProbeRun(order.file, order.countFrames, this);
        // Queued, because a process that fails to start reports it synchronously.
        connect(
            run, &ProbeRun::finished, this,
            [this, id = order.id](const ProbeResult &look) {
                --m_running;
                if (look.outcome == ProbeResult::Outcome::Unknown)
                    qCInfo(logSandbox) << "ffprobe could not tell what media" << id << "is.";
                Q_EMIT looked(id, look);
                startNext();
            },
            Qt::QueuedConnection);
        run->start(m_program, m_limitMs);
    }
}

} // namespace postreel::sandbox
