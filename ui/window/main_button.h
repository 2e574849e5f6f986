// The one button of a place that everything leads to, filled with the palette's highlight.
// Invariant: its words keep a readable contrast in every state, also off. A double click counts as one click: what it leads to
// may stand there by the second.
#pragma once

#include <QMouseEvent>
#include <QPushButton>

namespace postreel {

class MainButton : public QPushButton
{
    Q_OBJECT
public:
    MainButton(const QString &text, QWidget *parent);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override { event->accept(); }
};

} // namespace postreel
