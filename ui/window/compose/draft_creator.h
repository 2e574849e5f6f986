// Makes drafts, one per media, in the order in which they are to stand in the queue.
// Invariant: a media leaves the draft that it is in only once its own one is there, so that whatever comes in between, no
// media and none of its texts is lost.
#pragma once

#include "app/engine/engine.h"

namespace postreel {

class MessageArea;

class DraftCreator : public QObject
{
    Q_OBJECT
public:
    DraftCreator(Engine &engine, MessageArea &messages, QObject *parent);

    struct Wanted
    {
        NewMedia media;
        QString account; // key
        QString leaves;  // the upload that is in another draft so far; empty: none
    };
    void make(const QVector<Wanted> &drafts);

Q_SIGNALS:
    void firstDraftCreated(const QString &postId); // of those that were asked for together

private:
    void makeNext();

    Engine &m_engine;
    MessageArea &m_messages;
    QVector<Wanted> m_wanted;
    int m_made = 0;
};

} // namespace postreel
