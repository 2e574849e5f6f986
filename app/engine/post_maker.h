// Creates the records of a new Post; checks its files first, so that a bad one is reported before anything is saved.
// Invariant: either the Post and all its uploads are saved, or nothing is.
#pragma once

#include "app/base/clock.h"
#include "app/engine/new_post.h"
#include "app/media/files/range_reader.h"
#include "app/media/frames/thumbnail.h"
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
    // Errors: those of addingError(), Storage; for a cover also those of troubleWithCover() and
    // Frames::extractFrame(). `done` is not called once `context` is destroyed while files are read.
    void make(const NewPost &wanted, QObject *context, Made done);

    using Added = std::function<void(const Result<QVector<Upload>> &)>;
    // Returns the account, called right before saving; an error cancels the save.
    using AccountThen = std::function<Result<QString>()>;
    // The same for media added to a Post, with positions from `position` on.
    void add(const QString &postId, const QVector<NewMedia> &media, int position, AccountThen account, QObject *context,
             Added done);

    // Extracts a frame of a video to a new file. Errors: those of Frames::extractFrame().
    void cutCover(const QString &video, const QString &mediaType, qint64 atMs, QObject *context, Frames::FrameDone done);
    // The upload record, not saved yet, for an extracted frame as the cover of a video.
    Upload coverOf(const Upload &video, const QString &frame, int position);
    // The upload record, not saved yet, for a subtitle track of a video; its file is not checked.
    Upload trackOf(const Upload &video, const NewMedia::Subtitle &track, int position);
    bool ownsCover(const QString &frame) const; // whether cutCover() created the file

private:
    struct Job;
    // `post`: saved together with the uploads.
    void begin(const QString &postId, const QVector<NewMedia> &media, int position, AccountThen account, QObject *context,
               Added done, const std::optional<Post> &post);
    Result<Done> record(const Job &job);
    void checkFiles(const std::shared_ptr<Job> &job, QStringList files);
    void makeRecords(const std::shared_ptr<Job> &job);
    void cutNextCover(const std::shared_ptr<Job> &job);
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

// A new unique id for a record.
QString newId();

// Whether both request a Post with the same account, text and files.
bool isSameRequest(const NewPost &a, const NewPost &b);

// The Post with the same account, text and files that was unfinished when the wanted one was requested; null: none.
const Post *sameUnfinished(const NewPost &wanted, const QVector<MadePost> &known);

} // namespace postreel
