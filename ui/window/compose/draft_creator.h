// Creates drafts, one per media, in the given order.
// Invariant: a media leaves its present draft only once its new one exists, so that no media and none of its texts is
// lost if something comes in between.
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
        QString leaves;  // id of the upload to detach from its present draft; empty: none
    };
    void make(const QVector<Wanted> &drafts);

Q_SIGNALS:
    void firstDraftCreated(const QString &postId); // the first one of those requested together

private:
    void makeNext();

    Engine &m_engine;
    MessageArea &m_messages;
    QVector<Wanted> m_wanted;
    int m_made = 0;
};

} // namespace postreel
