// A moment of a film as a number that can be typed, to the millisecond.
// Invariant: shows a moment within its range, or that there is none; what cannot be read changes nothing.
#pragma once

#include "ui/window/trim/trim_selection.h"

#include <QAbstractSpinBox>

namespace postreel {

class TimeField : public QAbstractSpinBox
{
    Q_OBJECT
    // For assistive technology, as the two below.
    Q_PROPERTY(qint64 value READ value WRITE choose NOTIFY chosen)
    Q_PROPERTY(qint64 minimum READ minimum)
    Q_PROPERTY(qint64 maximum READ maximum)
public:
    // `name`: for assistive technology.
    TimeField(const QString &name, qint64 milliFps, QWidget *parent);

    // ms; below 0: none, shown as `none`. Tells nothing.
    void show(qint64 ms, const TimeRange &range, const QString &none = {});
    qint64 value() const { return m_ms; }
    qint64 minimum() const { return m_range.fromMs; }
    qint64 maximum() const { return m_range.toMs; }
    // As if it had been typed: the nearest moment within the range.
    void choose(qint64 ms);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    QValidator::State validate(QString &text, int &position) const override;
    void stepBy(int steps) override;

Q_SIGNALS:
    void chosen(qint64 ms); // by the person
    void entered();         // has the focus

protected:
    StepEnabled stepEnabled() const override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void read();

    const qint64 m_milliFps;
    qint64 m_ms = 0;
    TimeRange m_range;
};

} // namespace postreel
