// What a first start offers, once something was dropped or written and no account is chosen: the sandbox, or to connect X.
// Invariant: knows nothing; it says what was pressed.
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
