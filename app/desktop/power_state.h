// What the computer runs on, and whether that allows to keep it awake.
// Invariant: what cannot be read counts as mains: an upload is not stopped by a machine that says nothing.
#pragma once

#include <QString>

namespace postreel {

struct PowerState
{
    bool onBattery = false; // one discharges, and no mains supply is on
    int percent = 100;      // of all its batteries together, 0 … 100
    friend bool operator==(const PowerState &, const PowerState &) = default;
};

// Reads the kernel's list of power supplies; batteries of mice and the like do not count. A machine without
// one, or without such a folder (any system but Linux), is not on battery. Reads files, some of which ask the
// hardware: not for the window's thread.
PowerState readPowerState(const QString &folder = QStringLiteral("/sys/class/power_supply"));

// Something runs, and the battery is not the one that would pay for it with its last 20 %.
bool shouldKeepAwake(bool anythingRuns, PowerState power);

} // namespace postreel
