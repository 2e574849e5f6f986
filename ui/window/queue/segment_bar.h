// The progress bar made of segments: sent, in flight, waiting, sent again.
// Invariant: only what X acknowledged is painted as sent; adjacent runs of one kind are one rectangle, so a bar of
// 1,000 segments costs no more than its width.
#pragma once

#include "app/engine/views.h"

#include <QPalette>
#include <QRectF>

class QPainter;

namespace postreel {

// One run of the bar. Moving and Again are the share of a segment in flight (for the first time, or again) that has
// probably left, by a cautious estimate of the engine; InFlight and AgainRest are the rest of it. Positions are
// fractions of the whole, 0…1.
struct BarRun
{
    enum Kind { Sent, Moving, InFlight, Again, AgainRest } kind = Sent;
    double from = 0;
    double to = 0;
};

QVector<BarRun> barRuns(const QVector<UploadView> &uploads);
// The progress of a fix or of X's processing while one is under way; otherwise the segments.
QVector<BarRun> barRuns(const PostView &post);

// The boundaries between segments, as fractions of the whole.
QVector<double> barBorders(const QVector<UploadView> &uploads);

// Paints from the leading edge of the layout direction; draws the boundaries if there is room for them.
void paintSegmentBar(QPainter &painter, const QRectF &rect, const PostView &post, const QPalette &palette,
                     Qt::LayoutDirection direction);

} // namespace postreel
