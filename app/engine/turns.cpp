#include "app/engine/turns.h"

#include <algorithm>

namespace postreel {

QHash<QString, int> turnsOf(QVector<InLine> line)
{
    std::stable_sort(line.begin(), line.end(), [](const InLine &a, const InLine &b) { return isBefore(a.claim, b.claim); });
    QHash<QString, int> lengths; // by link
    QHash<QString, int> turns;
    for (const InLine &one : std::as_const(line))
        if (const int place = ++lengths[one.link]; place > 1 && one.claim.inFlight == 0)
            turns.insert(one.upload, place);
    return turns;
}

} // namespace postreel
