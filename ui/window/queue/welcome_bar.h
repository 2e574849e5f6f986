// Offers the sandbox and connecting X as long as there are Posts but no account.
// Invariant: keeps no state; only emits what was clicked.
#pragma once

#include <QFrame>

namespace postreel {

class WelcomeBar : public QFrame
{
    Q_OBJECT
public:
    explicit WelcomeBar(QWidget *parent);

Q_SIGNALS:
    void sandboxRequested();
    void connectRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace postreel
