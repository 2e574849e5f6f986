// Tells whether an ffmpeg that reports nothing hangs, or works on a computer that is busy with other programs. Some passes
// report nothing before their end, such as the choice of a GIF's colours.
// Invariant: pure; some end is reached, whatever ffmpeg does.
#pragma once

#include <QtGlobal>
#include <optional>

namespace postreel {

class StallDetector
{
public:
    // A report has just come. `limitMs`: how long ffmpeg may take without another where it has a CPU for itself. `cpuMs`: the
    // CPU time that it has used so far; nullopt: not known, so that only the time that passes counts.
    void restart(qint64 limitMs, std::optional<qint64> cpuMs);
    // Call it whenever another `limitMs` has passed without a report.
    bool isStalled(std::optional<qint64> cpuMs);

private:
    qint64 m_limitMs = 0;
    std::optional<qint64> m_atRestart;
    std::optional<qint64> m_atLastLook;
};

} // namespace postreel
