// Asks for the upload speed limit and for the hours in which another limit applies.
// Invariant: returns only values that the engine stores unchanged; deletes itself when closed.
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
    // `plainLimit`: bytes per second; 0: none.
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
    QVector<TimetableRowEdit *> m_rows; // the first one that covers a time applies
};

} // namespace postreel
