// The primary button of a place, filled with the palette's highlight colour.
// Invariant: its text has readable contrast in every state, also disabled. A double click counts as one click
// (double_click_guard.h).
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
