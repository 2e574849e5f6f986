// Writes Posts into a profile through the program's own stores: most of them posted, some drafts, some failed, each with
// a video that X has. None of them has anything left to send.
//
//   fill_profile --profile DIR --account KEY --file VIDEO --posts N
#include "app/store/post_store.h"
#include "app/store/upload_store.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <cstdio>

using namespace postreel;

namespace {

constexpr qint64 minuteMs = 60'000;

Post makePost(int number, const QString &account, qint64 nowMs)
{
    static constexpr PostState states[] = {PostState::Posted, PostState::Posted, PostState::Posted, PostState::Draft,
                                           PostState::Failed};
    Post post;
    post.id = QStringLiteral("filled-%1").arg(number);
    post.account = account;
    post.state = states[number % 5];
    PostPart part{.text = QStringLiteral("Post number %1, long enough that its line does not fit into a narrow row").arg(number)};
    if (post.state == PostState::Posted)
        part.postedId = QString::number(1'900'000'000'000'000'000 + number);
    if (post.state == PostState::Failed) {
        post.resumeState = PostState::Posting;
        post.error = {.kind = ErrorKind::Refused, .http = 400, .detail = QStringLiteral("Bad Request")};
    }
    post.parts = {part};
    post.createdAtMs = nowMs - number * minuteMs;
    post.activityAtMs = post.createdAtMs;
    return post;
}

Upload makeUpload(const Post &post, const QString &file, qint64 nowMs)
{
    Upload upload;
    upload.id = post.id + QStringLiteral("-video");
    upload.postId = post.id;
    upload.account = post.account;
    upload.file = file;
    upload.state = UploadState::Ready;
    upload.facts = {.mediaType = QStringLiteral("video/mp4"), .mediaCategory = QStringLiteral("tweet_video"),
                    .durationMs = 6000, .width = 1280, .height = 720};
    const QFileInfo info(file);
    upload.fingerprint = {.size = info.size(), .mtimeMs = info.lastModified().toMSecsSinceEpoch(), .hash = post.id.toLatin1()};
    upload.verdict = Verdict::Ready;
    upload.mediaId = QStringLiteral("18") + QString::number(qHash(post.id));
    upload.form = WireForm::Resource;
    upload.expiresAtMs = nowMs + 24 * 60 * minuteMs;
    upload.segments = {{.index = 0, .offset = 0, .length = info.size(), .acked = true, .tries = 1, .ms = 400}};
    upload.createdAtMs = post.createdAtMs;
    return upload;
}

Result<Done> fill(const QString &profile, const QString &account, const QString &file, int posts)
{
    QDir().mkpath(profile);
    Database database;
    if (const auto opened = database.open(QDir(profile).filePath(QStringLiteral("postreel.sqlite"))); !opened)
        return opened.error();
    PostStore postStore(database);
    UploadStore uploadStore(database);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (int number = 0; number < posts; ++number) {
        const Post post = makePost(number, account, now);
        if (const Result<Done> saved = postStore.save(post, std::nullopt); !saved)
            return saved;
        if (const Result<Done> saved = uploadStore.save({}, makeUpload(post, file, now), std::nullopt); !saved)
            return saved;
    }
    return Done{};
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("profile"), QStringLiteral("Folder."), QStringLiteral("DIR")},
                       {QStringLiteral("account"), QStringLiteral("Whose Posts."), QStringLiteral("KEY")},
                       {QStringLiteral("file"), QStringLiteral("Shown with each."), QStringLiteral("VIDEO")},
                       {QStringLiteral("posts"), QStringLiteral("How many."), QStringLiteral("N"), QStringLiteral("1000")}});
    parser.process(application);
    const Result<Done> filled = fill(parser.value(QStringLiteral("profile")), parser.value(QStringLiteral("account")),
                                     QFileInfo(parser.value(QStringLiteral("file"))).absoluteFilePath(),
                                     parser.value(QStringLiteral("posts")).toInt());
    if (!filled)
        std::fprintf(stderr, "fill_profile: %s\n", qPrintable(filled.error().detail));
    return filled ? 0 : 1;
}
