// Reads the power source of the computer, and decides whether it allows to keep the computer awake.
// Invariant: what cannot be read counts as mains power, so that a machine without data does not stop an upload.
#pragma once

#include <QString>

namespace postreel {

struct PowerState
{
    bool onBattery = false; // a battery discharges, and no mains supply is online
    int percent = 100;      // of all batteries together, 0…100
    friend bool operator==(const PowerState &, const PowerState &) = default;
};

// Reads the kernel's list of power supplies, without batteries of peripherals such as mice. A machine without
// batteries, or without such a folder (any system but Linux), is not on battery. Blocks, since some of the files
// query the hardware: not for the GUI thread.
PowerState readPowerState(const QString &folder = QStringLiteral("/sys/class/power_supply"));

// Whether something runs, unless it would use the last 20 % of a battery.
bool shouldKeepAwake(bool anythingRuns, PowerState power);

} // namespace postreel
