// "Post no later than": asks when a media has to be on X; its fix is chosen accordingly.
// Invariant: deadlineMs() is later than `nowMs`, or 0 for no deadline.
#pragma once

#include <QDialog>

class QCheckBox;
class QDateTimeEdit;

namespace postreel {

class DeadlineDialog : public QDialog
{
    Q_OBJECT
public:
    // `deadlineMs`, `nowMs`: ms since the epoch. `deadlineMs` is the current deadline; 0: none.
    DeadlineDialog(const QString &file, qint64 deadlineMs, qint64 nowMs, QWidget *parent);

    qint64 deadlineMs() const; // ms since the epoch; 0: none

private:
    QCheckBox *m_must;
    QDateTimeEdit *m_time;
    const qint64 m_nowMs;
};

} // namespace postreel
