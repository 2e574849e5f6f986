// A key that is held down acts once: what it opened, or what the focus came to, gets none of its repeats until it is released.
// Invariant: one for the program, and one key at a time; any key that is pressed anew counts.
#pragma once

#include <QKeyEvent>
#include <QObject>
#include <QPointer>

namespace postreel {

class HeldKey : public QObject
{
public:
    // From now on nobody gets repeats of the key that was just pressed.
    static void actsOnce(const QKeyEvent &press);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    explicit HeldKey(QObject *program) : QObject(program) {}
    int m_key = 0; // 0: none is held
};

} // namespace postreel
