// Input for a speed: a number in kB/s or MB/s (1 kB is 1,000 bytes), optionally "No limit".
// Invariant: returns 0 (no limit) or at least the engine's minimum, and returns the value that was set unchanged.
#pragma once

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;

namespace postreel {

class SpeedBox : public QWidget
{
    Q_OBJECT
public:
    // `name`: what the speed is of, for assistive technology. `mayBeNone`: offers "No limit".
    SpeedBox(const QString &name, bool mayBeNone, QWidget *parent);

    qint64 bytesPerSecond() const; // 0: no limit
    // A speed of 0 is ignored unless "No limit" is offered.
    void setBytesPerSecond(qint64 speed);

private:
    void showUnit(int unit, qint64 bytesPerSecond);

    QDoubleSpinBox *m_number;
    QComboBox *m_unit;
    int m_shownUnit = -1;
};

} // namespace postreel
