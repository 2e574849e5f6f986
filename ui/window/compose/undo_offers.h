// Offers to undo the posting of Posts, while their Undo pause lasts, and reports what became of that.
// Invariant: one report at a time; an offer ends with its bar.
#pragma once

#include "app/engine/views.h"

#include <QObject>
#include <QPointer>

namespace postreel {

class MessageArea;
class MessageBar;
class UndoCountdown;
class UndoPostReport;

class UndoOffers : public QObject
{
    Q_OBJECT
public:
    // `messages`: shows the bars; must outlive it.
    UndoOffers(MessageArea &messages, QObject *parent);

    // Pause before a submitted Post is sent, in seconds; clamped to 0…60. 0: nothing is offered.
    void setSeconds(int seconds);
    int pauseMs() const { return m_seconds * 1000; }

    // Adds a bar with Undo and the time left. `mediaReady`: see UndoCountdown.
    void offer(const QStringList &postIds, bool mediaReady);
    // Counts down in a bar that has an Undo already; dismisses it if there is no pause.
    void countDownIn(MessageBar &bar, const QString &postId);
    // The Posts are being taken back; reports what the engine makes of it.
    void onTakenBack(const QStringList &postIds);

    // To be called for every change that the engine reports, of any Post.
    void postChanged(const PostView &post);
    void postRemoved(const QString &postId);

Q_SIGNALS:
    void undoRequested(const QStringList &postIds); // those that can still be taken back

private:
    UndoCountdown *count(MessageBar &bar, const QStringList &postIds, bool mediaReady);

    MessageArea &m_messages;
    UndoPostReport *m_report;
    QVector<QPointer<UndoCountdown>> m_countdowns;
    int m_seconds = 5;
};

} // namespace postreel
