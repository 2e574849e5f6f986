#include "app/desktop/power_state.h"

#include <QDir>
#include <QFile>
#include <optional>

namespace postreel {

namespace {

constexpr int lowPercent = 20;

// Content of one sysfs file; empty if it does not exist.
QString word(const QDir &supply, const char *name)
{
    QFile file(supply.filePath(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.read(64)).trimmed() : QString();
}

std::optional<double> number(const QDir &supply, const char *name)
{
    bool isNumber = false;
    const double value = word(supply, name).toDouble(&isNumber);
    return isNumber && value >= 0 ? std::optional(value) : std::nullopt;
}

// Batteries of one laptop can differ in size; if each reports its full capacity, that is its weight.
struct Batteries
{
    void add(const QDir &supply)
    {
        discharging = discharging || word(supply, "status") == QLatin1String("Discharging");
        const std::optional<double> percent = number(supply, "capacity");
        if (!percent)
            return;
        const double full = number(supply, "energy_full").value_or(number(supply, "charge_full").value_or(0));
        allTellFull = allTellFull && full > 0;
        ++count;
        sum += *percent;
        weighedSum += *percent * full;
        fullSum += full;
    }
    int percent() const
    {
        if (count == 0)
            return 100;
        return qBound(0, qRound(allTellFull ? weighedSum / fullSum : sum / count), 100);
    }

    bool discharging = false;
    bool allTellFull = true;
    int count = 0;
    double sum = 0;
    double weighedSum = 0;
    double fullSum = 0;
};

} // namespace

PowerState readPowerState(const QString &folder)
{
    Batteries batteries;
    bool mains = false;
    const QDir all(folder);
    const QStringList names = all.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        const QDir supply(all.filePath(name));
        if (word(supply, "scope") == QLatin1String("Device"))
            continue;
        if (word(supply, "type") == QLatin1String("Battery"))
            batteries.add(supply);
        else
            mains = mains || number(supply, "online").value_or(0) > 0;
    }
    const bool onBattery = batteries.discharging && !mains;
    return {.onBattery = onBattery, .percent = batteries.percent()};
}

bool shouldKeepAwake(bool anythingRuns, PowerState power)
{
    return anythingRuns && !(power.onBattery && power.percent <= lowPercent);
}

} // namespace postreel
