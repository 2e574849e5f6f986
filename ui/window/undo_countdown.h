// Counts the seconds of the pause before a Post leaves, in its bar, and takes the bar away at their end.
// Invariant: a child of the bar: gone with it, whoever dismisses it.
#pragma once

#include <QDeadlineTimer>
#include <QTimer>

namespace postreel {

class MessageBar;

class UndoCountdown : public QObject
{
    Q_OBJECT
public:
    UndoCountdown(MessageBar &bar, int seconds);

private:
    void show();
    MessageBar &m_bar;
    QDeadlineTimer m_end;
    QTimer m_timer;
};

} // namespace postreel
