// How far a fix is: what ffmpeg reports on standard output (-progress), as percent and time left. Pure.
// Invariant: percent never goes back and reaches 100 only when it is told to.
#pragma once

#include "app/media/fix_queue.h"

#include <QByteArray>
#include <QVector>

namespace postreel {

// What ffmpeg reported last; -1: not told yet.
struct FfmpegReport
{
    qint64 timeMs = -1; // of the result
    qint64 frames = -1;
    qint64 bytes = -1;  // of the result, so far
    friend bool operator==(const FfmpegReport &, const FfmpegReport &) = default;
};

// Takes the bytes as they come, in pieces of any size.
class ReportReader
{
public:
    void take(const QByteArray &bytes);
    const FfmpegReport &report() const { return m_report; }

private:
    void takeLine(const QByteArray &line);
    QByteArray m_rest; // a line that has not come to its end
    FfmpegReport m_report;
};

class FixMeter
{
public:
    // `lengthMs`: of the result; ≤ 0: not known. `shares`: of the passes. `estimatedMs`: of the whole fix.
    FixMeter(FixKind kind, qint64 lengthMs, QVector<double> shares, qint64 estimatedMs);

    // `already`: the part of the pass, 0…1, that an earlier run has done.
    void beginPass(int index, double already = 0);
    // `elapsedMs`: since this fix began.
    FixProgress at(const FfmpegReport &report, qint64 elapsedMs);
    FixProgress looking(); // ffmpeg is done; its result is being looked at
    FixProgress done();

private:
    FixProgress m_told;
    qint64 m_lengthMs;
    qint64 m_estimatedMs;
    QVector<double> m_shares;
    double m_before = 0;  // share of the passes that are done
    double m_share = 1;   // of this pass
    double m_already = 0; // of all, when this run began
};

} // namespace postreel
