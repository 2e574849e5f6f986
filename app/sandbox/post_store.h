// All Posts of the sandbox.
// Invariant: a Post is in the journal before its id is answered, and is never changed afterwards.
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
    QString replyTo; // id, empty: no reply
    QString quotes;  // id
    QString replySettings;
    qint64 createdMs = 0;
};

class PostStore
{
public:
    explicit PostStore(Journal &journal) : m_journal(journal) {}

    // False when the disk refuses; the Post is not there then.
    bool add(const Post &post);
    const Post *find(const QString &id) const;
    // Newest first.
    QList<const Post *> all() const;
    // The same user has posted the same text without media before.
    bool isDuplicate(const QString &user, const QString &sent) const;

    QList<QJsonObject> snapshot() const;
    void replay(const QJsonObject &line);

private:
    static QJsonObject line(const Post &post);

    Journal &m_journal;
    std::map<quint64, Post> m_posts; // ids grow with time
};

} // namespace postreel::sandbox
