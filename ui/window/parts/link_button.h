// A button that looks like a link: the secondary choice beside a main button.
// Invariant: its text has readable contrast, and keyboard focus is visible.
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
