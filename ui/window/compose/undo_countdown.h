// Counts the seconds of the pause before Posts leave, in their bar, and takes the bar away once none of them can be held back.
// Invariant: a child of the bar: gone with it, whoever dismisses it. It never takes the bar away under the keyboard focus.
#pragma once

#include "app/engine/views.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace postreel {

class MessageBar;

class UndoCountdown : public QObject
{
    Q_OBJECT
public:
    // `mediaReady`: else the Posts leave later than the pause ends, when their uploads are done, unless they are done before.
    UndoCountdown(MessageBar &bar, const QStringList &postIds, int seconds, bool mediaReady);

    // Those that the bar's Undo is for: not the ones that were paused, cancelled or edited meanwhile.
    QStringList posts() const { return m_posts; }

    // News of the engine, of any Post.
    void postChanged(const PostView &post);
    void postRemoved(const QString &postId);

private:
    void show();
    void end();
    bool isAttended() const;
    MessageBar &m_bar;
    QStringList m_posts;
    QSet<QString> m_scheduled; // of those: whose pause the engine has told of, by which older news are known
    QSet<QString> m_uploading; // of those: whose media is not ready yet
    bool m_ended = false;
    QDeadlineTimer m_end;
    QTimer m_timer;
};

} // namespace postreel
