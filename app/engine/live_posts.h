// The Posts and uploads at work, and the records of Posts that are posted, for which nothing else is kept: made, found,
// archived, let go.
// Invariant: an upload that a person removed is at work, but is not among those of its Post.
#pragma once

#include "app/engine/post_maker.h"
#include "app/post/publisher.h"
#include "app/upload/uploader.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <memory>

namespace postreel {

class LivePosts final : public QObject
{
    Q_OBJECT
public:
    // Before anything is added. Both outlive clear().
    void open(UploadServices &uploads, PostServices &posts);
    // Ends all at work, as the program does.
    void clear();

    Publisher *add(const Post &post);
    // `removed`: by a person, who may still take it back.
    Uploader *add(const Upload &upload, bool removed);
    // One that is posted.
    void addPosted(const MadePost &posted);

    // Null: it is none, or not at work.
    Publisher *publisher(const QString &postId) const { return m_publishers.value(postId); }
    // One that was replaced in this run: the one in its place.
    Uploader *uploader(const QString &uploadId) const { return m_uploaders.value(successorOf(uploadId)); }
    // By that id alone.
    Uploader *exactly(const QString &uploadId) const { return m_uploaders.value(uploadId); }
    QList<Publisher *> publishers() const { return m_publishers.values(); }
    QList<Uploader *> uploaders() const { return m_uploaders.values(); }
    // By position, without those that were removed.
    QVector<Uploader *> uploadersOf(const QString &postId) const;
    // Their records, without those that were cancelled.
    QVector<Upload> liveUploadsOf(const QString &postId) const;

    const QHash<QString, MadePost> &posted() const { return m_posted; }

    // Of all: the id of the Post of this account's key of --once; empty: there is none.
    QString withOnceKey(const QString &key, const QString &account) const;
    QStringList postsOf(const QString &account) const;
    QSet<QString> postedIds(const QString &account) const; // X's
    // Those that are not posted, or were since; 0: not posted.
    QVector<MadePost> knownSince(qint64 atMs) const;

    // Posted: its objects go, its records stay.
    void archive(const QString &postId);
    // The object goes once its present call has returned; what is recorded of it is the caller's business.
    void release(Uploader *upload);
    void release(Publisher *post);
    // Its record is gone.
    void forget(const QString &postId);

    // A person removed it, or took that back. A Post keeps its object, which is the caller's meanwhile.
    void setRemoved(const QString &uploadId, bool removed);
    MadePost takePost(const QString &postId, Publisher **post); // either the record of a posted one, or its object
    void putBack(Publisher *post) { m_publishers.insert(post->record().id, post); }

    // `successor` is there in its place.
    void setSuccessor(const QString &uploadId, const QString &successor);
    QString successorOf(const QString &uploadId) const { return m_successors.value(uploadId, uploadId); }

Q_SIGNALS:
    void uploadAdded(postreel::Uploader *upload);
    void postAdded(postreel::Publisher *post);
    void uploadReleased(const QString &uploadId, const QString &file);
    void changed(const QString &postId); // what is shown of it

private:
    UploadServices *m_uploadServices = nullptr;
    PostServices *m_postServices = nullptr;
    QHash<QString, Uploader *> m_uploaders;   // children
    QHash<QString, Publisher *> m_publishers; // children
    QMultiHash<QString, QString> m_shown;     // uploads by Post
    QHash<QString, QString> m_successors;     // of uploads that were replaced in this run
    QHash<QString, MadePost> m_posted;
};

} // namespace postreel
