// Progress of a fix: turns what ffmpeg reports on standard output (-progress) into percent and time left. Pure.
// Invariant: percent never goes back and reaches 100 only in done().
#pragma once

#include "app/media/fix/fix_queue.h"

#include <QByteArray>
#include <QVector>

namespace postreel {

// ffmpeg's last report; -1: not reported yet.
struct FfmpegReport
{
    qint64 timeMs = -1; // reached in the result
    qint64 frames = -1;
    qint64 bytes = -1;  // of the result, so far
    friend bool operator==(const FfmpegReport &, const FfmpegReport &) = default;
};

// Parses -progress output that arrives in pieces of any size.
class ReportReader
{
public:
    void take(const QByteArray &bytes);
    const FfmpegReport &report() const { return m_report; }

private:
    void takeLine(const QByteArray &line);
    QByteArray m_rest; // an incomplete line
    FfmpegReport m_report;
};

class FixMeter
{
public:
    // `lengthMs`: of the result; ≤ 0: not known. `shares`: FixPass::share of each pass. `estimatedMs`: of the whole fix.
    FixMeter(FixKind kind, qint64 lengthMs, QVector<double> shares, qint64 estimatedMs);

    // `already`: the part of the pass, 0…1, that an earlier run has done.
    void beginPass(int index, double already = 0);
    // `elapsedMs`: since this fix began.
    FixProgress at(const FfmpegReport &report, qint64 elapsedMs);
    FixProgress looking(); // ffmpeg is done; its result is being checked
    FixProgress done();

private:
    FixProgress m_told;
    qint64 m_lengthMs;
    qint64 m_estimatedMs;
    QVector<double> m_shares;
    double m_before = 0;  // share of the passes that are done
    double m_share = 1;   // of this pass
    double m_already = 0; // of all passes, when this run began
};

} // namespace postreel
