// One line of plain text that shrinks: elided if there is no room, with the whole text as its tooltip.
// Invariant: its accessible name is the whole text; it never widens its window.
#pragma once

#include <QFrame>

namespace postreel {

class ElidedLabel : public QFrame
{
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString &text);
    // Where it is elided: Qt::ElideRight for sentences, Qt::ElideMiddle for names.
    void setElideMode(Qt::TextElideMode mode);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString m_text;
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace postreel
