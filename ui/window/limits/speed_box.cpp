#include "ui/window/limits/speed_box.h"

#include "app/engine/views.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <cmath>

namespace postreel {

namespace {

enum Unit { Kilobytes, Megabytes, None }; // as indexes of the combo box

constexpr qint64 kilobyte = 1'000;
constexpr qint64 megabyte = 1'000'000;
constexpr qint64 megabyteStep = 10'000; // the second decimal of MB/s
constexpr qint64 firstSpeed = megabyte;

double sizeOf(int unit)
{
    return static_cast<double>(unit == Megabytes ? megabyte : kilobyte);
}

// Less than 1 MB/s is shown in kB/s, so that "500 kB/s" does not come back as "0.50 MB/s".
int unitOf(qint64 speed)
{
    if (speed <= 0)
        return None;
    return speed >= megabyte && speed % megabyteStep == 0 ? Megabytes : Kilobytes;
}

// As few decimals as show the value exactly: a limit in KiB/s, from the command line or an earlier version, is not a
// whole number of kB/s.
int decimalsFor(int unit, qint64 speed)
{
    return unit == Megabytes ? 2 : speed % kilobyte == 0 ? 0 : 3;
}

} // namespace

SpeedBox::SpeedBox(const QString &name, bool mayBeNone, QWidget *parent)
    : QWidget(parent), m_number(new QDoubleSpinBox(this)), m_unit(new QComboBox(this))
{
    m_number->setAccessibleName(name);
    m_number->setKeyboardTracking(false);
    //: %1 is what it is the unit of, such as "Limit"
    m_unit->setAccessibleName(tr("%1: unit").arg(name));
    // On Linux, Qt reports the value of a combo box as its name; only the label says what it is.
    auto *label = new QLabel(m_unit->accessibleName(), this);
    label->setBuddy(m_unit);
    label->hide();
    m_unit->addItems({tr("kB/s"), tr("MB/s")});
    if (mayBeNone)
        m_unit->addItem(tr("No limit"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_number);
    row->addWidget(m_unit);
    setFocusProxy(m_number);
    connect(m_unit, &QComboBox::currentIndexChanged, this, [this](int unit) {
        const auto bytes = static_cast<qint64>(std::llround(m_number->value() * sizeOf(m_shownUnit)));
        showUnit(unit, bytes);
    });
    setBytesPerSecond(firstSpeed);
}

qint64 SpeedBox::bytesPerSecond() const
{
    return m_shownUnit == None ? 0 : std::llround(m_number->value() * sizeOf(m_shownUnit));
}

void SpeedBox::setBytesPerSecond(qint64 speed)
{
    if (speed <= 0 && m_unit->count() <= None)
        return;
    const int unit = unitOf(speed);
    {
        const QSignalBlocker quiet(m_unit);
        m_unit->setCurrentIndex(unit);
    }
    showUnit(unit, speed > 0 ? speed : firstSpeed);
}

void SpeedBox::showUnit(int unit, qint64 bytesPerSecond)
{
    m_shownUnit = unit;
    m_number->setEnabled(unit != None);
    const int decimals = decimalsFor(unit, bytesPerSecond);
    m_number->setDecimals(decimals);
    // Rounded into the allowed range: 0.03 MB/s would be below the minimum.
    const double step = sizeOf(unit) / std::pow(10, decimals); // bytes per second of the last decimal
    const auto inUnit = [&](double steps) { return steps * step / sizeOf(unit); };
    m_number->setRange(inUnit(std::ceil(static_cast<double>(leastLimit) / step)),
                       inUnit(std::floor(static_cast<double>(mostLimit) / step)));
    m_number->setSingleStep(unit == Megabytes ? 0.1 : 50);
    m_number->setValue(static_cast<double>(bytesPerSecond) / sizeOf(unit));
}

} // namespace postreel
