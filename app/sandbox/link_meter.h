// Computes how many bytes a link of a given rate may have carried by now.
// Invariant: over any period in which there is always something to send, the granted bytes differ from rate ×
// time by at most maxBurstMs worth of bytes.
#pragma once

#include <QtGlobal>
#include <algorithm>

namespace postreel::sandbox {

class LinkMeter
{
public:
    static constexpr double maxBurstMs = 100; // credit kept while the event loop was late
    static constexpr double idleBurstMs = 2;  // credit kept while nothing was to be sent

    // In Mbit/s (10^6 bits); 0: no limit.
    void setRate(double megabits) { m_bytesPerMs = megabits * 125.0; }
    bool limited() const { return m_bytesPerMs > 0; }
    double bytesPerMs() const { return m_bytesPerMs; }

    void start(qint64 nowNs)
    {
        m_atNs = nowNs;
        m_credit = 0;
    }
    void advance(qint64 nowNs)
    {
        m_credit += m_bytesPerMs * static_cast<double>(nowNs - m_atNs) / 1e6;
        m_credit = std::min(m_credit, m_bytesPerMs * maxBurstMs);
        m_atNs = nowNs;
    }
    qint64 granted() const { return limited() ? static_cast<qint64>(m_credit) : Q_INT64_C(1) << 40; }
    void spend(qint64 bytes) { m_credit -= static_cast<double>(bytes); }
    // Call when nothing is waiting: an idle link saves up no credit beyond idleBurstMs.
    void idle() { m_credit = std::min(m_credit, m_bytesPerMs * idleBurstMs); }

private:
    double m_bytesPerMs = 0;
    double m_credit = 0;
    qint64 m_atNs = 0;
};

} // namespace postreel::sandbox
