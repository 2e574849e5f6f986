// Reports once what became of the Posts whose posting was undone together.
// Invariant: nothing is said of one before the engine has told of it.
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
    // News of the engine, of any Post.
    void postChanged(const PostView &post);
    void postRemoved(const QString &postId);
    // What was said of the last ones is not true any more.
    void forget();

private:
    struct Batch
    {
        QSet<QString> open; // not told of yet
        int drafts = 0;
        int gone = 0; // it was too late
    };
    void settle(const QString &postId, int Batch::*outcome);
    void announce(const Batch &batch);

    MessageArea &m_messages;
    QVector<Batch> m_batches;
    QPointer<MessageBar> m_told;
};

} // namespace postreel
