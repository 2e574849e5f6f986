// Asks for the limit of the sending speed and for the hours in which another one counts.
// Invariant: gives only what the engine keeps as it is; deletes itself when it is closed.
#pragma once

#include "app/engine/views.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace postreel {

class SpeedBox;
class TimetableRowEdit;

class SpeedLimitDialog : public QDialog
{
    Q_OBJECT
public:
    SpeedLimitDialog(qint64 plainLimit, const QVector<TimetableRow> &timetable, QWidget *parent);

    qint64 limit() const; // bytes per second; 0: none
    QVector<TimetableRow> timetable() const;

private:
    void makeHours();
    TimetableRowEdit *addRow(const TimetableRow &row);
    void removeRow(TimetableRowEdit *edit);
    void validate();
    int aroundRows() const;
    int usualWidth() const;

    QCheckBox *m_on;
    SpeedBox *m_speed;
    QScrollArea *m_hours;
    QPushButton *m_add;
    QLabel *m_trouble;
    QPushButton *m_save = nullptr;
    QVBoxLayout *m_lines = nullptr;
    QVector<TimetableRowEdit *> m_rows; // the first one that covers a time counts
};

} // namespace postreel
