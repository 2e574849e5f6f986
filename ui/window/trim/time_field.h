// Input for a time of a video, to the millisecond.
// Invariant: shows a time within its range, or none; input that cannot be read changes nothing.
#pragma once

#include "ui/window/trim/trim_selection.h"

#include <QAbstractSpinBox>

namespace postreel {

class TimeField : public QAbstractSpinBox
{
    Q_OBJECT
    // These three are for assistive technology.
    Q_PROPERTY(qint64 value READ value WRITE choose NOTIFY chosen)
    Q_PROPERTY(qint64 minimum READ minimum)
    Q_PROPERTY(qint64 maximum READ maximum)
public:
    // `name`: for assistive technology. `milliFps`: 0: unknown.
    TimeField(const QString &name, qint64 milliFps, QWidget *parent);

    // `ms` below 0: no time, shown as `none`. Emits nothing.
    void show(qint64 ms, const TimeRange &range, const QString &none = {});
    qint64 value() const { return m_ms; }
    qint64 minimum() const { return m_range.fromMs; }
    qint64 maximum() const { return m_range.toMs; }
    // Like typed input: takes the nearest time within the range.
    void choose(qint64 ms);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    QValidator::State validate(QString &text, int &position) const override;
    void stepBy(int steps) override;

Q_SIGNALS:
    void chosen(qint64 ms); // by the user, or by choose()
    void entered();         // got the focus

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
