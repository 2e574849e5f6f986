// A button that looks like a link: the second choice beside a main button.
// Invariant: its words keep a readable contrast, and by keyboard it is seen to have the focus.
#pragma once

#include <QPushButton>

namespace postreel {

class LinkButton : public QPushButton
{
    Q_OBJECT
public:
    explicit LinkButton(QWidget *parent);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace postreel
