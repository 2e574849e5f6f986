// How many bytes a line of a given rate may carry by now: the arithmetic of the emulated link.
// Invariant: over any stretch in which there is always something to send, what was granted differs from
// rate × time by at most maxBurstMs worth of bytes.
#pragma once

#include <QtGlobal>
#include <algorithm>

namespace postreel::sandbox {

class LinkMeter
{
public:
    static constexpr double maxBurstMs = 100; // credit kept while the event loop was late
    static constexpr double idleBurstMs = 2;  // credit kept while nobody had anything to send

    // Mbit/s (10^6 bits); 0 is a line without limit.
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
    // Nobody wants more: a line does not save up what it did not carry.
    void idle() { m_credit = std::min(m_credit, m_bytesPerMs * idleBurstMs); }

private:
    double m_bytesPerMs = 0;
    double m_credit = 0;
    qint64 m_atNs = 0;
};

} // namespace postreel::sandbox
