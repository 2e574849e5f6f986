// "Post no later than": asks until when a media has to be on X; the fix that makes it is chosen then.
// Invariant: deadlineMs() is to come, or 0 for "whenever it is ready".
#pragma once

#include <QDialog>

class QCheckBox;
class QDateTimeEdit;

namespace postreel {

class DeadlineDialog : public QDialog
{
    Q_OBJECT
public:
    // `deadlineMs`: what is said so far, wall clock; 0: nothing.
    DeadlineDialog(const QString &file, qint64 deadlineMs, qint64 nowMs, QWidget *parent);

    qint64 deadlineMs() const; // wall clock, ms

private:
    QCheckBox *m_must;
    QDateTimeEdit *m_time;
    const qint64 m_nowMs;
};

} // namespace postreel
