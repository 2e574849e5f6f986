// "Post no later than": asks until when a media has to be on X; the cure that makes it is chosen then.
// Invariant: outByMs() is to come, or 0 for "whenever it is ready".
#pragma once

#include <QDialog>

class QCheckBox;
class QDateTimeEdit;

namespace postreel {

class OutByDialog : public QDialog
{
    Q_OBJECT
public:
    // `outByMs`: what is said so far, wall clock; 0: nothing.
    OutByDialog(const QString &file, qint64 outByMs, qint64 nowMs, QWidget *parent);

    qint64 outByMs() const; // wall clock, ms

private:
    QCheckBox *m_must;
    QDateTimeEdit *m_time;
    const qint64 m_nowMs;
};

} // namespace postreel
