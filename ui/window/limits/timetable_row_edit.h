// One row of the speed timetable: days, from, to, speed, and a button to remove it.
// Invariant: row() is what is shown; the owner decides whether it is valid.
#pragma once

#include "app/engine/views.h"

#include <QWidget>

class QLayout;
class QTimeEdit;
class QToolButton;

namespace postreel {

class FlowLayout;
class SpeedBox;

class TimetableRowEdit : public QWidget
{
    Q_OBJECT
public:
    TimetableRowEdit(const TimetableRow &row, QWidget *parent);

    TimetableRow row() const;

Q_SIGNALS:
    void changed();
    void removeRequested();

private:
    void addDays(FlowLayout &line, int days);
    QTimeEdit *addTime(QLayout &line, const QString &name, int minute);

    QVector<QToolButton *> m_days; // Monday first, whatever the order in which they are shown
    QTimeEdit *m_from;
    QTimeEdit *m_to;
    SpeedBox *m_speed;
};

} // namespace postreel
