#include "ui/window/queue/segment_bar.h"

#include "ui/stage_text.h"
#include "ui/window/parts/theme_colors.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace postreel {

namespace {

void addRun(QVector<BarRun> &runs, BarRun::Kind kind, double from, double to)
{
    constexpr double touching = 1e-9;
    if (to <= from)
        return;
    if (!runs.isEmpty() && runs.last().kind == kind && from - runs.last().to < touching)
        runs.last().to = to;
    else
        runs << BarRun{kind, from, to};
}

// The share of the bytes in flight that has probably left, 0…1.
double shareLeft(const UploadView &upload)
{
    qint64 inFlight = 0;
    for (const SegmentView &segment : upload.segments)
        if (segment.phase == SegmentPhase::InFlight || segment.phase == SegmentPhase::Retried)
            inFlight += segment.bytes;
    if (inFlight <= 0)
        return 0;
    return std::clamp(
        static_cast<double>(upload.shownBytes - upload.ackedBytes) / static_cast<double>(inFlight), 0.0, 1.0);
}

void addUpload(QVector<BarRun> &runs, const UploadView &upload, double start, double whole)
{
    if (upload.segments.isEmpty() || upload.state == UploadState::Ready) {
        addRun(runs, BarRun::Sent, start, start + static_cast<double>(upload.ackedBytes) / whole);
        return;
    }
    const double left = shareLeft(upload);
    qint64 offset = 0;
    for (const SegmentView &segment : upload.segments) {
        const double from = start + static_cast<double>(offset) / whole;
        offset += segment.bytes;
        const double to = start + static_cast<double>(offset) / whole;
        switch (segment.phase) {
        case SegmentPhase::Waiting:
            break;
        case SegmentPhase::Sent:
            addRun(runs, BarRun::Sent, from, to);
            break;
        case SegmentPhase::InFlight:
            addRun(runs, BarRun::Moving, from, from + (to - from) * left);
            addRun(runs, BarRun::InFlight, from + (to - from) * left, to);
            break;
        case SegmentPhase::Retried:
            addRun(runs, BarRun::Again, from, from + (to - from) * left);
            addRun(runs, BarRun::AgainRest, from + (to - from) * left, to);
            break;
        }
    }
}

double wholeOf(const QVector<UploadView> &uploads)
{
    double whole = 0;
    for (const UploadView &upload : uploads)
        whole += static_cast<double>(upload.totalBytes);
    return whole;
}

QColor colorOf(BarRun::Kind kind, const PostView &post, const QPalette &palette)
{
    const QColor sent = post.state == PostState::Posted ? theme::good(palette)
                        : post.state == PostState::Failed || post.state == PostState::Cancelled
                            ? theme::quiet(palette)
                            : theme::accent(palette);
    const QColor track = theme::track(palette);
    switch (kind) {
    case BarRun::Sent:
        return sent;
    case BarRun::Moving:
        return theme::mixed(sent, track, 0.55);
    case BarRun::InFlight:
        return theme::mixed(sent, track, 0.22);
    case BarRun::Again:
        return theme::mixed(theme::warning(palette), track, 0.8);
    case BarRun::AgainRest:
        return theme::mixed(theme::warning(palette), track, 0.35);
    }
    return track;
}

} // namespace

QVector<BarRun> barRuns(const QVector<UploadView> &uploads)
{
    const double whole = wholeOf(uploads);
    QVector<BarRun> runs;
    if (whole <= 0)
        return runs;
    double start = 0;
    for (const UploadView &upload : uploads) {
        addUpload(runs, upload, start, whole);
        start += static_cast<double>(upload.totalBytes) / whole;
    }
    return runs;
}

QVector<BarRun> barRuns(const PostView &post)
{
    const UploadView *leading = leadingUpload(post);
    const int percent = stageOf(post).percent;
    const bool counts = leading && (leading->state == UploadState::Fixing ||
                                    (leading->state == UploadState::Processing && percent >= 0));
    if (!counts)
        return barRuns(post.uploads);
    QVector<BarRun> runs; // of the current stage, like the ring and the number
    addRun(runs, BarRun::Moving, 0, std::max(0, percent) / 100.0);
    return runs;
}

QVector<double> barBorders(const QVector<UploadView> &uploads)
{
    const double whole = wholeOf(uploads);
    QVector<double> borders;
    double at = 0;
    for (const UploadView &upload : uploads) {
        double end = at;
        for (const SegmentView &segment : upload.segments) {
            end += static_cast<double>(segment.bytes) / whole;
            borders << end;
        }
        at += static_cast<double>(upload.totalBytes) / whole;
        if (upload.segments.isEmpty())
            borders << at;
    }
    return borders;
}

void paintSegmentBar(QPainter &painter, const QRectF &rect, const PostView &post, const QPalette &palette,
                     Qt::LayoutDirection direction)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QPainterPath outline;
    outline.addRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    painter.fillPath(outline, theme::track(palette));
    painter.setClipPath(outline);
    for (const BarRun &run : barRuns(post)) {
        QRectF part(rect.x() + run.from * rect.width(), rect.y(), (run.to - run.from) * rect.width(),
                    rect.height());
        if (direction == Qt::RightToLeft)
            part.moveLeft(rect.x() + rect.right() - part.right());
        painter.fillRect(part, colorOf(run.kind, post, palette));
    }
    constexpr double leastSegmentWidth = 6;
    const QVector<double> borders = barBorders(post.uploads);
    if (static_cast<double>(borders.size()) * leastSegmentWidth < rect.width()) {
        for (const double border : borders) {
            const double share = direction == Qt::RightToLeft ? 1 - border : border;
            painter.fillRect(QRectF(rect.x() + share * rect.width() - 0.5, rect.y(), 1, rect.height()),
                             palette.color(QPalette::Base));
        }
    }
    painter.restore();
}

} // namespace postreel
