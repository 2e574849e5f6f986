// A speed as a person sets it: a number, and kB/s or MB/s (1 kB is 1,000 bytes); "No limit" too, where that is a choice.
// Invariant: gives 0 (no limit) or at least what the engine takes, and gives back what it was given.
#pragma once

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;

namespace postreel {

class SpeedBox : public QWidget
{
    Q_OBJECT
public:
    // `name`: of what it is the speed, for assistive technology.
    SpeedBox(const QString &name, bool mayBeNone, QWidget *parent);

    qint64 bytesPerSecond() const;
    // 0 where there is no "No limit" changes nothing.
    void setBytesPerSecond(qint64 speed);

private:
    void showUnit(int unit, qint64 bytesPerSecond);

    QDoubleSpinBox *m_number;
    QComboBox *m_unit;
    int m_shownUnit = -1;
};

} // namespace postreel
