// Counts down the Undo pause of submitted Posts in their bar, and dismisses the bar once none of them can be held back.
// Invariant: a child of the bar, deleted with it. It never dismisses a bar that has the keyboard focus.
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
    // `seconds`: length of the pause. `mediaReady`: false: the Posts are sent only after their uploads, if those take
    // longer than the pause.
    UndoCountdown(MessageBar &bar, const QStringList &postIds, int seconds, bool mediaReady);

    // The Posts that Undo takes back: without those that were paused, cancelled or edited meanwhile.
    QStringList posts() const { return m_posts; }

    // To be called for every change that the engine reports, of any Post.
    void postChanged(const PostView &post);
    void postRemoved(const QString &postId);

private:
    void show();
    void end();
    bool isAttended() const;
    MessageBar &m_bar;
    QStringList m_posts;
    QSet<QString> m_scheduled; // Posts whose pause the engine has reported; before that, reports are outdated
    QSet<QString> m_uploading; // Posts whose media is not ready yet
    bool m_ended = false;
    QDeadlineTimer m_end;
    QTimer m_timer;
};

} // namespace postreel
