// Posts that a person takes back before they are out: says once of all that were taken back together what became of them.
// Invariant: nothing is said of one before the engine has told of it.
#pragma once

#include "app/engine/views.h"

#include <QObject>
#include <QPointer>
#include <QSet>

namespace postreel {

class MessageArea;
class MessageBar;

class TakenBack : public QObject
{
    Q_OBJECT
public:
    TakenBack(MessageArea &messages, QObject *parent) : QObject(parent), m_messages(messages) {}

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
    void tell(const Batch &batch);

    MessageArea &m_messages;
    QVector<Batch> m_batches;
    QPointer<MessageBar> m_told;
};

} // namespace postreel
