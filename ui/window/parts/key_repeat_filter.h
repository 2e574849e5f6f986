// Suppresses the auto-repeat of a key that triggered an action, until it is released.
// Invariant: one instance per program, and one key at a time; a key that is pressed again is not suppressed.
#pragma once

#include <QKeyEvent>
#include <QObject>
#include <QPointer>

namespace postreel {

class KeyRepeatFilter : public QObject
{
public:
    // Installs the filter; further calls do nothing.
    static void watch();
    // Whether the press is an auto-repeat. Qt does not always know, since X11 reports each repeat as a release and a press.
    static bool isRepeat(const QKeyEvent &press);
    // Suppresses the repeats of the key that was just pressed, for every receiver.
    static void suppressRepeats(const QKeyEvent &press);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    explicit KeyRepeatFilter(QObject *program) : QObject(program) {}
    static QPointer<KeyRepeatFilter> &only();
    int m_key = 0; // key whose repeats are suppressed; 0: none
    int m_released = 0;
    quint64 m_releasedAt = 0; // time stamp; 0: unknown
};

} // namespace postreel
