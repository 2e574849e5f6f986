#include "app/media/fix/fix_progress.h"

#include <algorithm>
#include <numeric>

namespace postreel {

namespace {
constexpr int lookingPercent = 98;
constexpr qsizetype longestLine = 1000;
}

void ReportReader::take(const QByteArray &bytes)
{
    m_rest += bytes;
    qsizetype begin = 0;
    for (qsizetype end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n', begin)) {
        takeLine(m_rest.mid(begin, end - begin));
        begin = end + 1;
    }
    m_rest.remove(0, begin);
    if (m_rest.size() > longestLine)
        m_rest.clear();
}

void ReportReader::takeLine(const QByteArray &line)
{
    const qsizetype sign = line.indexOf('=');
    if (sign < 0)
        return;
    const QByteArray name = line.first(sign).trimmed();
    bool sound = false;
    const qint64 number = line.mid(sign + 1).trimmed().toLongLong(&sound);
    if (!sound || number < 0) // "N/A", and times before the first frame
        return;
    if (name == "out_time_us")
        m_report.timeMs = std::max(m_report.timeMs, number / 1000);
    else if (name == "frame")
        m_report.frames = std::max(m_report.frames, number);
    else if (name == "total_size")
        m_report.bytes = number;
}

FixMeter::FixMeter(FixKind kind, qint64 lengthMs, QVector<double> shares, qint64 estimatedMs)
    : m_lengthMs(lengthMs), m_estimatedMs(estimatedMs), m_shares(std::move(shares))
{
    m_told.kind = kind;
}

void FixMeter::beginPass(int index, double already)
{
    m_before = std::accumulate(m_shares.begin(), m_shares.begin() + index, 0.0);
    m_share = m_shares.value(index, 1);
    m_already = index == 0 || already > 0 ? m_before + m_share * already : m_already;
}

FixProgress FixMeter::at(const FfmpegReport &report, qint64 elapsedMs)
{
    constexpr double enough = 0.02; // of the work, before its speed can be extrapolated
    double part = 0;
    if (m_lengthMs > 0)
        part = std::clamp(double(report.timeMs) / double(m_lengthMs), 0.0, 1.0);
    else if (m_estimatedMs > 0)
        part = std::min(0.95, double(elapsedMs) / double(m_estimatedMs));
    const double all = std::min(1.0, m_before + m_share * std::max(part, 0.0));
    m_told.percent = std::max(m_told.percent, int(all * lookingPercent));
    const double done = all - m_already;
    if (done > enough)
        m_told.leftMs = qint64(double(elapsedMs) * (1 - all) / done);
    else if (m_estimatedMs > 0)
        m_told.leftMs = std::max<qint64>(0, m_estimatedMs - elapsedMs);
    return m_told;
}

FixProgress FixMeter::looking()
{
    m_told.percent = std::max(m_told.percent, lookingPercent);
    m_told.leftMs = 0;
    return m_told;
}

FixProgress FixMeter::done()
{
    m_told.percent = 100;
    m_told.leftMs = 0;
    return m_told;
}

} // namespace postreel
