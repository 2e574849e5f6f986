// All Posts of the sandbox.
// Invariant: a Post is in the journal before its id is sent to the client, and never changes afterwards.
#pragma once

#include "app/sandbox/journal.h"
#include "app/sandbox/post_text.h"

#include <QStringList>
#include <map>

namespace postreel::sandbox {

struct Post
{
    QString id;
    QString user;      // id
    QString sent;      // as the client sent it
    ShownText shown;   // as X shows it
    QStringList media; // ids
    QString previewMedia;
    QString title; // of the video
    QString description;
    QString replyTo; // id; empty: not a reply
    QString quotes;  // id
    QString replySettings;
    qint64 createdMs = 0;
};

class PostStore
{
public:
    explicit PostStore(Journal &journal) : m_journal(journal) {}

    // False if the journal cannot be written; the Post is then not stored.
    bool add(const Post &post);
    const Post *find(const QString &id) const;
    // Newest first.
    QList<const Post *> all() const;
    // Whether this user already has a Post without media and with the same text.
    bool isDuplicate(const QString &user, const QString &sent) const;

    QList<QJsonObject> snapshot() const;
    void replay(const QJsonObject &line);

private:
    static QJsonObject line(const Post &post);

    Journal &m_journal;
    std::map<quint64, Post> m_posts; // by id, thus in order of creation
};

} // namespace postreel::sandbox
