// Lets the text cursor stand still once nobody has typed or clicked for a while: each blink wakes the computer.
// Invariant: the cursor stays visible, and blinks again, as the desktop has it, with the next key, click or change of focus.
#pragma once

#include <QObject>
#include <QTimer>

namespace postreel {

class CursorRest : public QObject
{
    Q_OBJECT
public:
    static constexpr int usualMs = 10'000;

    explicit CursorRest(QObject *parent, int afterMs = usualMs);
    ~CursorRest() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void blink();

    QTimer m_timer;
    int m_flashMs = 0; // of the desktop, while the cursor stands still; 0: it blinks
};

} // namespace postreel
