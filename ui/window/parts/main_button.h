// The one button of a place that everything leads to, filled with the palette's highlight.
// Invariant: its words keep a readable contrast in every state, also off. A double click counts as one click (double_click_guard.h).
#pragma once

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
};

} // namespace postreel
