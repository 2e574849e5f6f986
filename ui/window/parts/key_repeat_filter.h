// Suppresses the auto-repeat of a key that triggered an action, until it is released.
// Invariant: one for the program, and one key at a time; any key that is pressed again counts.
#pragma once

#include <QKeyEvent>
#include <QObject>
#include <QPointer>

namespace postreel {

class KeyRepeatFilter : public QObject
{
public:
    // From now on; once, however often it is asked.
    static void watch();
    // Whether the key is held: Qt does not always know, since X11 tells each repeat as a release and a press.
    static bool isRepeat(const QKeyEvent &press);
    // From now on nobody gets repeats of the key that was just pressed.
    static void suppressRepeats(const QKeyEvent &press);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    explicit KeyRepeatFilter(QObject *program) : QObject(program) {}
    static QPointer<KeyRepeatFilter> &only();
    int m_key = 0; // that nobody gets the repeats of; 0: none
    int m_released = 0;
    quint64 m_releasedAt = 0; // 0: no time was told
};

} // namespace postreel
