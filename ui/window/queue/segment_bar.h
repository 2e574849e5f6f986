// The bar made of segments: sent, in flight, waiting, sent again.
// Invariant: what is painted as sent is what X acknowledged; runs of one kind are one rectangle, so a
// bar of 1,000 segments costs no more than its width.
#pragma once

#include "app/engine/views.h"

#include <QPalette>
#include <QRectF>

class QPainter;

namespace postreel {

// One run of the bar. Moving and Again are the share of a segment in flight (for the first time, or once
// more) that has probably left, as far as the engine dares to estimate it; InFlight and AgainRest the rest.
// Positions are shares of the whole, 0…1.
struct BarRun
{
    enum Kind { Sent, Moving, InFlight, Again, AgainRest } kind = Sent;
    double from = 0;
    double to = 0;
};

QVector<BarRun> barRuns(const QVector<UploadView> &uploads);
// Of a Post whose media is being fixed: how far that is; of any other, its segments.
QVector<BarRun> barRuns(const PostView &post);

// Where one segment ends and the next begins, as shares of the whole.
QVector<double> barBorders(const QVector<UploadView> &uploads);

// Paints from the leading edge of the layout direction, with the borders when there is room for them.
void paintSegmentBar(QPainter &painter, const QRectF &rect, const PostView &post, const QPalette &palette,
                     Qt::LayoutDirection direction);

} // namespace postreel
