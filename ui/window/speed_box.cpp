#include "ui/window/speed_box.h"

#include "app/engine/views.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <cmath>

namespace postreel {

namespace {

enum Unit { Kibibytes, Megabytes, None }; // as they stand in the box

constexpr double kibibyte = 1024;
constexpr double megabyte = 1'000'000;
constexpr qint64 megabyteStep = 10'000; // two decimals
constexpr qint64 firstSpeed = 1000 * 1024;

double sizeOf(int unit)
{
    return unit == Megabytes ? megabyte : kibibyte;
}

} // namespace

SpeedBox::SpeedBox(const QString &name, bool mayBeNone, QWidget *parent)
    : QWidget(parent), m_number(new QDoubleSpinBox(this)), m_unit(new QComboBox(this))
{
    m_number->setAccessibleName(name);
    m_number->setKeyboardTracking(false);
    //: %1 is what it is the unit of, such as "Limit"
    m_unit->setAccessibleName(tr("%1: unit").arg(name));
    m_unit->addItems({tr("KiB/s"), tr("MB/s")});
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
    const int unit = speed <= 0 ? None : speed % megabyteStep == 0 ? Megabytes : Kibibytes;
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
    const bool megabytes = unit == Megabytes;
    m_number->setDecimals(megabytes ? 2 : 0);
    // Rounded up: 0.03 MB/s would be less than the least.
    const double least = static_cast<double>(leastLimit) / sizeOf(unit);
    m_number->setRange(megabytes ? std::ceil(least * 100) / 100 : least, static_cast<double>(mostLimit) / sizeOf(unit));
    m_number->setSingleStep(megabytes ? 0.1 : 32);
    m_number->setValue(static_cast<double>(bytesPerSecond) / sizeOf(unit));
}

} // namespace postreel
