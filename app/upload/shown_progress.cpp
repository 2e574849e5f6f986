#include "app/upload/shown_progress.h"

#include <algorithm>

namespace postreel {

void ShownProgress::onChange(const Upload &before, const Upload &now)
{
    const qint64 acked = now.ackedBytes();
    const bool restarted = before.mediaId != now.mediaId || acked < before.ackedBytes();
    const bool stops = before.state == UploadState::Sending && now.state != UploadState::Sending;
    if (restarted || stops) {
        m_meter.clear(); // the time until it resumes says nothing about the link
        m_bytes = acked;
    }
    m_bytes = std::max(m_bytes, acked);
}

void ShownProgress::start(const Upload &record, qint64 nowMs)
{
    if (m_meter.isEmpty())
        m_meter.add(nowMs, record.ackedBytes());
}

void ShownProgress::onAcked(const Upload &record, qint64 nowMs)
{
    if (record.state == UploadState::Sending)
        m_meter.add(nowMs, record.ackedBytes());
}

void ShownProgress::estimate(const Upload &record, qint64 bytesSent, qint64 nowMs)
{
    constexpr qint64 surelyArriving = 95; // percent
    if (record.state != UploadState::Sending)
        return;
    const qint64 estimated = record.ackedBytes() + m_meter.estimate(nowMs, bytesSent * surelyArriving / 100);
    m_bytes = std::max(m_bytes, std::min(estimated, record.totalBytes()));
}

} // namespace postreel
