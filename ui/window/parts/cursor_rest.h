// Stops the blinking of the text cursor after a while without input, because each blink wakes the computer.
// Invariant: the cursor stays visible, and blinks again, at the desktop's rate, with the next key, click or change of focus.
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
    int m_flashMs = 0; // the desktop's flash time while blinking is stopped; 0: it blinks
};

} // namespace postreel
