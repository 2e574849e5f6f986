// What the tests of SleepInhibitor look at: the reason that is given, and how its signal went.
#pragma once

#include <QSignalSpy>

namespace postreel::testing {

inline const QString why = QStringLiteral("Uploading 3 videos");

inline QList<bool> changesOf(const QSignalSpy &held)
{
    QList<bool> changes;
    for (const QVariantList &change : held)
        changes << change.first().toBool();
    return changes;
}

} // namespace postreel::testing
