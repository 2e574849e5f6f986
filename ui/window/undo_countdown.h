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
    // `mediaReady`: else the Post leaves later than the pause ends, when its uploads are done.
    UndoCountdown(MessageBar &bar, int seconds, bool mediaReady, int posts = 1);

private:
    void show();
    MessageBar &m_bar;
    const bool m_mediaReady;
    const int m_posts;
    QDeadlineTimer m_end;
    QTimer m_timer;
};

} // namespace postreel
