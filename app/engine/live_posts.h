// Owns the Posts that are not posted, with their uploads, and the records of posted Posts, which need no objects: creates,
// finds, archives and releases them.
// Invariant: an upload that the user removed stays active, but is not listed among those of its Post.
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
    // Call it before anything is added. Both must outlive clear().
    void open(UploadServices &uploads, PostServices &posts);
    // Destroys all objects, when the program exits.
    void clear();

    // Creates the object of a Post or an upload; owned by this class.
    Publisher *add(const Post &post);
    // `removed`: removed by the user, who can still undo it.
    Uploader *add(const Upload &upload, bool removed);
    // Adds or replaces the record of a posted Post.
    void addPosted(const MadePost &posted);

    // Null if it is unknown or already posted.
    Publisher *publisher(const QString &postId) const { return m_publishers.value(postId); }
    // For an upload that was replaced in this run: its replacement.
    Uploader *uploader(const QString &uploadId) const { return m_uploaders.value(successorOf(uploadId)); }
    // By exactly this id, without replacements.
    Uploader *exactly(const QString &uploadId) const { return m_uploaders.value(uploadId); }
    QList<Publisher *> publishers() const { return m_publishers.values(); }
    QList<Uploader *> uploaders() const { return m_uploaders.values(); }
    // Sorted by position, without removed ones.
    QVector<Uploader *> uploadersOf(const QString &postId) const;

    const QHash<QString, MadePost> &posted() const { return m_posted; }

    // The id of the account's Post with this key of --once, posted or not; empty: none.
    QString withOnceKey(const QString &key, const QString &account) const;
    QStringList postsOf(const QString &account) const;
    QSet<QString> postedIds(const QString &account) const; // ids given by X
    // The Posts that are not posted, and those posted since `atMs` (wall clock; 0: none).
    QVector<MadePost> knownSince(qint64 atMs) const;

    // Replaces the objects of a posted Post by its records.
    void archive(const QString &postId);
    // Deletes the object later, from the event loop; the caller takes care of its record.
    void release(Uploader *upload);
    void release(Publisher *post);
    // Removes a Post whose record was removed.
    void forget(const QString &postId);

    // The user removed it, or undid that. takePost() gives the caller the Post: its object in `post`, or the record
    // if it is posted.
    void setRemoved(const QString &uploadId, bool removed);
    MadePost takePost(const QString &postId, Publisher **post); // removes the Post from this list
    void putBack(Publisher *post) { m_publishers.insert(post->record().id, post); }

    // `successor` has replaced `uploadId`.
    void setSuccessor(const QString &uploadId, const QString &successor);
    QString successorOf(const QString &uploadId) const { return m_successors.value(uploadId, uploadId); }

Q_SIGNALS:
    void uploadAdded(postreel::Uploader *upload);
    void postAdded(postreel::Publisher *post);
    void uploadReleased(const QString &uploadId, const QString &file);
    void changed(const QString &postId); // what is shown of it has changed

private:
    UploadServices *m_uploadServices = nullptr;
    PostServices *m_postServices = nullptr;
    QHash<QString, Uploader *> m_uploaders;   // children
    QHash<QString, Publisher *> m_publishers; // children
    QMultiHash<QString, QString> m_shown;     // by Post: ids of its uploads that are not removed
    QHash<QString, QString> m_successors;     // by upload that was replaced in this run
    QHash<QString, MadePost> m_posted;
};

// The records of uploadersOf(), without cancelled ones.
QVector<Upload> liveUploadsOf(const LivePosts &live, const QString &postId);

} // namespace postreel
