// Makes the records of a new Post: looks at its files first, so that a bad one is told before anything is
// written.
// Invariant: either the Post and all its uploads are recorded, or nothing is.
#pragma once

#include "app/base/clock.h"
#include "app/engine/engine.h"
#include "app/media/range_reader.h"
#include "app/media/thumbnail.h"
#include "app/store/post_store.h"
#include "app/store/settings.h"
#include "app/store/upload_store.h"

namespace postreel {

struct MadePost
{
    Post post;
    QVector<Upload> uploads;
};

class PostMaker final : public QObject
{
    Q_OBJECT
public:
    PostMaker(Clock &clock, PostStore &posts, UploadStore &uploads, Settings &settings, FileReads &reads,
              Frames &frames, const QString &coverFolder, QObject *parent);

    using Made = std::function<void(const Result<MadePost> &)>;
    // Errors: those of checkRegularFile(), Storage; for a cover those of Frames::extractFrame().
    void make(const NewPost &wanted, QObject *context, Made done);

    using Added = std::function<void(const Result<QVector<Upload>> &)>;
    // The account that they go to, asked when they are recorded; an error: they are not to be recorded any more.
    using AccountThen = std::function<Result<QString>()>;
    // The same for media that are added to a Post, from `position` on.
    void add(const QString &postId, const QVector<NewMedia> &media, int position, AccountThen account, QObject *context,
             Added done);

    // Cuts a frame of a video to a file of its own. Errors: those of Frames::extractFrame().
    void cutCover(const QString &video, const QString &mediaType, qint64 atMs, QObject *context, Frames::FrameDone done);
    // The upload of a frame that was cut as the cover of a video. It is not recorded yet.
    Upload coverOf(const Upload &video, const QString &frame, int position);
    // The upload of a subtitle track of a video. It is not recorded yet, and its file was not looked at.
    Upload trackOf(const Upload &video, const NewMedia::Subtitle &track, int position);
    bool ownsCover(const QString &frame) const; // it was cut by cutCover()

private:
    struct Job;
    // `post`: one that is recorded with them.
    void begin(const QString &postId, const QVector<NewMedia> &media, int position, AccountThen account, QObject *context,
               Added done, const std::optional<Post> &post);
    Result<Done> record(const Job &job);
    void checkFiles(const std::shared_ptr<Job> &job, QStringList files);
    void beginUploads(const std::shared_ptr<Job> &job);
    void cutCovers(const std::shared_ptr<Job> &job);
    void recordUploads(const std::shared_ptr<Job> &job);
    void cutCoverOf(const NewMedia &media, const QString &mediaType, const QString &videoId, const std::shared_ptr<Job> &job);
    QVector<Upload> uploadsOf(const NewMedia &media, const QString &postId, const QString &account, int position);
    Upload blank(UploadKind kind, const QString &postId, const QString &account, const QString &file, int position);

    Clock &m_clock;
    PostStore &m_posts;
    UploadStore &m_uploads;
    Settings &m_settings;
    FileReads &m_reads;
    Frames &m_frames;
    QString m_coverFolder;
};

// An id for a record of ours.
QString newId();

// Whether both ask for a Post of the same account, text and files.
bool sameWish(const NewPost &a, const NewPost &b);

// The Post that was unfinished when the wanted one was asked for, and that it would repeat: the same account, text and
// files; null: none.
const Post *sameUnfinished(const NewPost &wanted, const QVector<MadePost> &known);

} // namespace postreel
