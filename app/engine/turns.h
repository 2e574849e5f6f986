// Positions of the waiting uploads of one link, as shown to users: "Waits its turn (4th)".
// Invariant: pure; the order is that in which segments get their slots.
#pragma once

#include "app/upload/segment_scheduler.h"

#include <QHash>

namespace postreel {

// An upload to be sent, with its priority in SegmentScheduler.
struct InLine
{
    QString upload;
    QString link; // its API base
    SendPriority claim;
};

// Maps waiting uploads to their position in the line of their link, the first being 1. Uploads with segments in
// flight are counted, but not in the result; nor is the first.
QHash<QString, int> turnsOf(QVector<InLine> line);

} // namespace postreel
