#include "app/engine/post_maker.h"

#include "app/engine/adding_error.h"
#include "app/engine/cover_moment.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>

namespace postreel {

namespace {
// Media and subtitle files.
QStringList allFilesOf(const QVector<NewMedia> &media)
{
    QStringList files;
    for (const NewMedia &each : media) {
        files << each.file;
        for (const NewMedia::Subtitle &subtitle : each.subtitles)
            files << subtitle.file;
    }
    return files;
}
} // namespace

QString newId()
{
    return QUuid::createUuid().toString(QUuid::Id128);
}

// State of one creation, kept alive by its pending steps.
struct PostMaker::Job
{
    QVector<NewMedia> media;
    QString postId;
    std::optional<Post> post; // saved together with the uploads
    AccountThen account;
    int position = 0;
    QPointer<QObject> context;
    Added done;
    QVector<Upload> uploads;
    QStringList ids; // of the uploads of `media`, in its order
    qsizetype coversCut = 0;

    // Its covers were cut for it alone.
    ~Job()
    {
        for (const Upload &upload : std::as_const(uploads))
            if (upload.kind == UploadKind::Cover && !recorded)
                QFile::remove(upload.file);
    }
    bool recorded = false;
};

PostMaker::PostMaker(Clock &clock, PostStore &posts, UploadStore &uploads, Settings &settings, FileReads &reads,
                     Frames &frames, const QString &coverFolder, QObject *parent)
    : QObject(parent), m_clock(clock), m_posts(posts), m_uploads(uploads), m_settings(settings), m_reads(reads), m_frames(frames),
      m_coverFolder(coverFolder)
{
}

void PostMaker::make(const NewPost &wanted, QObject *context, Made done)
{
    Post post;
    post.id = newId();
    post.account = wanted.account;
    post.parts = {PostPart{.text = wanted.text}};
    post.onceKey = wanted.onceKey;
    post.createdAtMs = m_clock.wallMs();
    post.activityAtMs = post.createdAtMs;
    begin(post.id, wanted.media, 0, [account = post.account] { return Result<QString>(account); }, context,
          [post, done](const Result<QVector<Upload>> &uploads) {
              done(uploads ? Result<MadePost>(MadePost{post, *uploads}) : Result<MadePost>(uploads.error()));
          }, post);
}

void PostMaker::add(const QString &postId, const QVector<NewMedia> &media, int position, AccountThen account,
                    QObject *context, Added done)
{
    begin(postId, media, position, std::move(account), context, std::move(done), std::nullopt);
}

void PostMaker::begin(const QString &postId, const QVector<NewMedia> &media, int position, AccountThen account,
                      QObject *context, Added done, const std::optional<Post> &post)
{
    const auto job = std::make_shared<Job>();
    job->media = media;
    job->postId = postId;
    job->account = std::move(account);
    job->position = position;
    job->context = context;
    job->done = std::move(done);
    job->post = post;
    checkFiles(job, allFilesOf(media));
}

Result<Done> PostMaker::record(const Job &job)
{
    const auto uploads = [&] { return m_uploads.add(job.uploads); };
    return job.post ? m_posts.save(*job.post, std::nullopt, uploads) : uploads();
}

// One read per file, so that a hanging file is reported by its own name.
void PostMaker::checkFiles(const std::shared_ptr<Job> &job, QStringList files)
{
    if (files.isEmpty())
        return makeRecords(job);
    const QString file = files.takeFirst();
    m_reads.run<Error>(
        file, this, [file] { return addingError(file); },
        [this, job, files](const Error &error) {
            if (!job->context)
                return;
            error ? job->done(error) : checkFiles(job, files);
        });
}

void PostMaker::makeRecords(const std::shared_ptr<Job> &job)
{
    int position = job->position;
    for (const NewMedia &media : std::as_const(job->media)) {
        const QVector<Upload> uploads = uploadsOf(media, job->postId, {}, position);
        job->ids << uploads.first().id;
        job->uploads += uploads;
        position = job->uploads.last().position + 1;
    }
    cutNextCover(job);
}

// Extracts the covers one by one; after the last one everything is saved.
void PostMaker::cutNextCover(const std::shared_ptr<Job> &job)
{
    while (job->coversCut < job->media.size() && job->media.at(job->coversCut).coverMs < 0)
        ++job->coversCut;
    if (job->coversCut < job->media.size()) {
        const QString videoId = job->ids.at(job->coversCut);
        const NewMedia media = job->media.at(job->coversCut++);
        return m_reads.run<Inspection>(
            media.file, this, [file = media.file] { return inspect(file, UploadKind::Media); },
            [this, job, media, videoId](const Inspection &seen) {
                if (!job->context)
                    return;
                if (const Error trouble = troubleWithCover(media.file, seen, media.coverMs))
                    return job->done(trouble);
                cutCoverOf(media, seen.facts.mediaType, videoId, job);
            });
    }
    recordUploads(job);
}

void PostMaker::recordUploads(const std::shared_ptr<Job> &job)
{
    const Result<QString> account = job->account();
    if (!account)
        return job->done(account.error());
    for (Upload &upload : job->uploads)
        upload.account = *account;
    const Result<Done> saved = record(*job);
    job->recorded = saved.ok();
    job->done(saved ? Result<QVector<Upload>>(job->uploads) : Result<QVector<Upload>>(saved.error()));
}

void PostMaker::cutCoverOf(const NewMedia &media, const QString &mediaType, const QString &videoId, const std::shared_ptr<Job> &job)
{
    cutCover(media.file, mediaType, media.coverMs, this, [this, job, videoId](const Result<QString> &cut) {
        if (!cut)
            return job->context ? job->done(cut.error()) : void();
        const auto video = std::find_if(job->uploads.cbegin(), job->uploads.cend(),
                                        [&](const Upload &upload) { return upload.id == videoId; });
        job->uploads.append(coverOf(*video, *cut, job->uploads.last().position + 1));
        if (job->context)
            cutNextCover(job);
    });
}

void PostMaker::cutCover(const QString &video, const QString &mediaType, qint64 atMs, QObject *context,
                         Frames::FrameDone done)
{
    QDir().mkpath(m_coverFolder);
    const QString frame = QDir(m_coverFolder).filePath(newId() % QStringLiteral(".jpg"));
    m_frames.extractFrame(video, mediaType, atMs, frame, context, std::move(done));
}

Upload PostMaker::coverOf(const Upload &video, const QString &frame, int position)
{
    Upload cover = blank(UploadKind::Cover, video.postId, video.account, frame, position);
    cover.parentId = video.id;
    return cover;
}

bool PostMaker::ownsCover(const QString &frame) const
{
    return QFileInfo(frame).absolutePath() == QFileInfo(m_coverFolder).absoluteFilePath();
}

Upload PostMaker::blank(UploadKind kind, const QString &postId, const QString &account, const QString &file,
                        int position)
{
    Upload upload;
    upload.id = newId();
    upload.postId = postId;
    upload.kind = kind;
    upload.file = QFileInfo(file).absoluteFilePath();
    upload.account = account;
    upload.position = position;
    upload.createdAtMs = m_clock.wallMs();
    return upload;
}

QVector<Upload> PostMaker::uploadsOf(const NewMedia &media, const QString &postId, const QString &account, int position)
{
    Upload upload = blank(UploadKind::Media, postId, account, media.file, position);
    upload.altText = media.altText;
    upload.title = media.title;
    upload.description = media.description;
    upload.coverMs = media.coverMs;
    upload.trimStartMs = media.trimStartMs;
    upload.trimEndMs = media.trimEndMs;
    upload.soundStream = media.soundStream;
    upload.deadlineAtMs = media.deadlineAtMs;
    upload.sendAnyway = media.sendAnyway;
    upload.fix = media.fix.value_or(m_settings.fixByItself());
    QVector<Upload> uploads{upload};
    for (const NewMedia::Subtitle &subtitle : media.subtitles)
        uploads.append(trackOf(upload, subtitle, ++position));
    return uploads;
}

Upload PostMaker::trackOf(const Upload &video, const NewMedia::Subtitle &track, int position)
{
    Upload upload = blank(UploadKind::Subtitle, video.postId, video.account, track.file, position);
    upload.parentId = video.id;
    upload.language = track.language;
    upload.fix = true; // does not change the text
    return upload;
}

namespace {
QStringList filesOf(const NewPost &wanted)
{
    QStringList files;
    for (const NewMedia &media : wanted.media)
        files << QFileInfo(media.file).absoluteFilePath();
    return files;
}
} // namespace

bool isSameRequest(const NewPost &a, const NewPost &b)
{
    return a.account == b.account && a.text == b.text && filesOf(a) == filesOf(b);
}

const Post *sameUnfinished(const NewPost &wanted, const QVector<MadePost> &known)
{
    const QStringList files = filesOf(wanted);
    for (const MadePost &candidate : known) {
        const Post &post = candidate.post;
        const bool endedSince = wanted.askedAtMs > 0 && post.activityAtMs >= wanted.askedAtMs;
        const bool ended =
            post.state == PostState::Cancelled || (post.state == PostState::Posted && !endedSince);
        if (ended || post.account != wanted.account || post.parts.size() != 1
            || post.parts.first().text != wanted.text)
            continue;
        QStringList held;
        for (const Upload &upload : candidate.uploads)
            if (upload.kind == UploadKind::Media)
                held << upload.file;
        if (held == files)
            return &post;
    }
    return nullptr;
}

} // namespace postreel
