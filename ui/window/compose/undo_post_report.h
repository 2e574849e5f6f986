// Reports once what happened to the Posts whose posting was undone together.
// Invariant: a Post is reported only after the engine has reported its state.
#pragma once

#include "app/engine/views.h"

#include <QObject>
#include <QPointer>
#include <QSet>

namespace postreel {

class MessageArea;
class MessageBar;

class UndoPostReport : public QObject
{
    Q_OBJECT
public:
    UndoPostReport(MessageArea &messages, QObject *parent) : QObject(parent), m_messages(messages) {}

    void add(const QStringList &postIds);
    // To be called for every change that the engine reports, of any Post.
    void postChanged(const PostView &post);
    void postRemoved(const QString &postId);
    // Dismisses the last report, which is no longer true.
    void forget();

private:
    struct Batch
    {
        QSet<QString> open; // no result yet
        int drafts = 0;
        int gone = 0; // it was too late to take them back
    };
    void settle(const QString &postId, int Batch::*outcome);
    void announce(const Batch &batch);

    MessageArea &m_messages;
    QVector<Batch> m_batches;
    QPointer<MessageBar> m_told;
};

} // namespace postreel
