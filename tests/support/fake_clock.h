// A clock that stands still until the test moves it.
// Invariant: monotonic and wall time move together, unless sleep() moves the wall alone.
#pragma once

#include "app/base/clock.h"

namespace postreel::testing {

class FakeClock final : public Clock
{
public:
    qint64 monotonicMs() const override { return m_monotonicMs; }
    qint64 wallMs() const override { return m_wallMs; }
    void advance(qint64 ms)
    {
        m_monotonicMs += ms;
        m_wallMs += ms;
    }
    void sleep(qint64 ms) { m_wallMs += ms; } // the computer slept: only the wall clock went on

private:
    qint64 m_monotonicMs = 1'000;
    qint64 m_wallMs = 1'700'000'000'000;
};

} // namespace postreel::testing
