// Who waits for whom among the uploads of one link, as people are told: "Waits its turn (4th)".
// Invariant: pure; the order is that in which segments are given their places.
#pragma once

#include "app/upload/segment_scheduler.h"

#include <QHash>

namespace postreel {

// One upload that is to be sent, with its claim as SegmentScheduler has it.
struct InLine
{
    QString upload;
    QString link; // its API base
    SendPriority claim;
};

// Upload → its place in the line of its link, the first is 1, of all that wait. Those that have segments on their way are
// counted in the line, but wait no more; nor does the first.
QHash<QString, int> turnsOf(QVector<InLine> line);

} // namespace postreel
