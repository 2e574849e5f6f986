#include "app/engine/event_feed.h"

#include "app/engine/without_ffmpeg.h"
#include "app/media/rules/limit_words.h"
#include "app/store/record_json.h"

#include <QDateTime>
#include <QJsonArray>
#include <algorithm>

namespace postreel {

namespace {
QJsonObject notSavedFields()
{
    return {{QStringLiteral("reason"), nameOf(WaitReason::Storage)}, {QStringLiteral("until"), QString()}};
}
} // namespace

QUrl statusUrl(const QUrl &apiBase, const QString &postedId)
{
    const QString path = QStringLiteral("/i/status/") % postedId;
    if (apiBase.host() == QLatin1String("api.x.com"))
        return QUrl(QStringLiteral("https://x.com") % path);
    QUrl url = apiBase;
    QString before = apiBase.path();
    if (before.endsWith(u'/'))
        before.chop(1);
    url.setPath(before % path);
    return url;
}

QString isoTime(qint64 atMs)
{
    return atMs <= 0 ? QString() : QDateTime::fromMSecsSinceEpoch(atMs, Qt::UTC).toString(Qt::ISODateWithMs);
}

void EventFeed::report(const QString &name, const QString &postId, const QString &uploadId, QJsonObject fields,
                       const Error &error)
{
    const bool aboutUpload = !uploadId.isEmpty();
    fields.insert(aboutUpload ? QStringLiteral("upload") : QStringLiteral("post"), aboutUpload ? uploadId : postId);
    Q_EMIT happened(EngineEvent{name, postId, uploadId, fields, error});
}

void EventFeed::created(const Post &post, const QString &accountLabel, const QVector<Upload> &uploads)
{
    QJsonArray media;
    for (const Upload &upload : uploads)
        media.append(QJsonObject{{QStringLiteral("upload"), upload.id}, {QStringLiteral("file"), upload.file}});
    report(QStringLiteral("created"), post.id, {},
         {{QStringLiteral("account"), accountLabel}, {QStringLiteral("media"), media}});
}

void EventFeed::needs(const QString &postId, const QString &uploadId, const QString &action, const Error &error)
{
    report(QStringLiteral("needs"), postId, uploadId, {{QStringLiteral("action"), action}}, error);
}

void EventFeed::waiting(const QString &postId, const QString &uploadId, WaitReason reason, qint64 untilAtMs,
                        const Error &error)
{
    report(QStringLiteral("waiting"), postId, uploadId,
         {{QStringLiteral("reason"), nameOf(reason)}, {QStringLiteral("until"), isoTime(untilAtMs)}}, error);
    if (reason == WaitReason::ProxySignIn)
        needs(postId, uploadId, QStringLiteral("signin"), error); // sign-in at the proxy
    // There was no token for the lookup on X: an upload enters NeedsSignIn then, but a Post that may be on X stays
    // Unconfirmed.
    if (uploadId.isEmpty() && reason == WaitReason::TokenRefused && error.kind == ErrorKind::NotSignedIn && error.http == 0)
        needs(postId, uploadId, QStringLiteral("signin"), error);
}

void EventFeed::failed(const QString &postId, const QString &uploadId, const Error &error)
{
    report(QStringLiteral("failed"), postId, uploadId,
         {{QStringLiteral("kind"), nameOf(error.kind)}, {QStringLiteral("http"), error.http}}, error);
}

void EventFeed::verdict(const Upload &upload, const QVector<Problem> &problems)
{
    report(QStringLiteral("verdict"), upload.postId, upload.id,
         {{QStringLiteral("file"), upload.file},
          {QStringLiteral("verdict"), nameOf(upload.verdict)},
          {QStringLiteral("problems"), toJson(problems)}});
}

void EventFeed::uploadState(const Upload &upload, const QVector<Problem> &problems, UploadState from, UploadState to)
{
    const bool checked = from == UploadState::Checking && (to == UploadState::Initializing || to == UploadState::NeedsFix || to == UploadState::Fixing);
    if (checked)
        verdict(upload, problems);
    report(QStringLiteral("state"), upload.postId, upload.id,
         {{QStringLiteral("file"), upload.file},
          {QStringLiteral("from"), nameOf(from)},
          {QStringLiteral("to"), nameOf(to)}});
    if (to == UploadState::NeedsFix)
        Q_EMIT happened({.name = QStringLiteral("needs"),
                         .postId = upload.postId,
                         .uploadId = upload.id,
                         .fields = {{QStringLiteral("upload"), upload.id}, {QStringLiteral("action"), QStringLiteral("fix")}},
                         .error = upload.error,
                         .offered = dropsContent(upload.problems) ? FixKind::None : upload.offer.kind,
                         .wantsFfmpeg = wantsFfmpeg(upload)});
    if (to == UploadState::NeedsSignIn)
        needs(upload.postId, upload.id, QStringLiteral("signin"), upload.error);
}

void EventFeed::segment(const Uploader &uploader, int index, qint64 bytes, qint64 acked, qint64 total)
{
    const Upload &upload = uploader.record();
    const Segment &segment = upload.segments.at(index);
    const auto inFlight = std::count_if(upload.segments.cbegin(), upload.segments.cend(), [&](const Segment &other) {
        return uploader.isInFlight(other.index);
    });
    report(QStringLiteral("segment"), upload.postId, upload.id,
         {{QStringLiteral("index"), index},
          {QStringLiteral("bytes"), bytes},
          {QStringLiteral("acked"), acked},
          {QStringLiteral("total"), total},
          {QStringLiteral("try"), segment.tries},
          {QStringLiteral("ms"), segment.ms},
          {QStringLiteral("inflight"), static_cast<qint64>(inFlight)}});
}

void EventFeed::follow(Uploader *uploader, std::function<QVector<Problem>(const Upload &)> problems)
{
    const QString post = uploader->record().postId;
    connect(uploader, &Uploader::stateChanged, this, [this, uploader, problems = std::move(problems)](const QString &, UploadState from, UploadState to) {
        uploadState(uploader->record(), problems(uploader->record()), from, to);
    });
    connect(uploader, &Uploader::segmentAcked, this,
            [this, uploader](const QString &, int index, qint64 bytes, qint64 acked, qint64 total) {
                segment(*uploader, index, bytes, acked, total);
            });
    connect(uploader, &Uploader::retrying, this,
            [this, post](const QString &id, int index, int nextTry, const Error &error, qint64 waitMs) {
                report(QStringLiteral("retry"), post, id,
                     {{QStringLiteral("index"), index},
                      {QStringLiteral("try"), nextTry},
                      {QStringLiteral("reason"), nameOf(error.kind)},
                      {QStringLiteral("wait_ms"), waitMs}},
                     error);
            });
    connect(uploader, &Uploader::fixing, this,
            [this, post](const QString &id, FixKind kind, int percent, qint64 leftMs) {
                report(QStringLiteral("fixing"), post, id,
                     {{QStringLiteral("fix"), nameOf(kind)},
                      {QStringLiteral("percent"), percent},
                      {QStringLiteral("eta_ms"), leftMs}});
            });
    followX(uploader);
}

void EventFeed::followX(Uploader *uploader)
{
    const QString post = uploader->record().postId;
    connect(uploader, &Uploader::finalized, this, [this, post](const QString &id, const QString &mediaId) {
        report(QStringLiteral("finalized"), post, id, {{QStringLiteral("media_id"), mediaId}});
    });
    connect(uploader, &Uploader::processingStateChanged, this,
            [this, post](const QString &id, const QString &state, int percent) {
                report(QStringLiteral("processing"), post, id,
                     {{QStringLiteral("state"), state}, {QStringLiteral("percent"), percent}});
            });
    connect(uploader, &Uploader::waiting, this,
            [this, post, uploader](const QString &id, WaitReason reason, qint64 untilAtMs) {
                waiting(post, id, reason, untilAtMs, uploader->record().error);
            });
    connect(uploader, &Uploader::notSaved, this, [this, post](const QString &id, const Error &) {
        report(QStringLiteral("waiting"), post, id, notSavedFields());
    });
    connect(uploader, &Uploader::failed, this, [this, post](const QString &id, const Error &error) {
        failed(post, id, error);
    });
}

void EventFeed::follow(Publisher *publisher,
                       std::function<QUrl(const QString &account, const QString &postedId)> url,
                       std::function<QStringList(const QString &postId)> files)
{
    connect(publisher, &Publisher::stateChanged, this,
            [this, publisher, url, files](const QString &id, PostState from, PostState to) {
                const Post &post = publisher->record();
                report(QStringLiteral("post"), id, {},
                     {{QStringLiteral("from"), nameOf(from)}, {QStringLiteral("to"), nameOf(to)}});
                if (to == PostState::NeedsSignIn)
                    needs(id, {}, QStringLiteral("signin"), post.error);
                if (to == PostState::AskPerson)
                    needs(id, {}, QStringLiteral("decide"), post.error);
                if (to != PostState::Posted)
                    return;
                const QString postedId = post.parts.first().postedId;
                report(QStringLiteral("posted"), id, {},
                     {{QStringLiteral("id"), postedId},
                      {QStringLiteral("url"), url(post.account, postedId).toString()},
                      {QStringLiteral("files"), QJsonArray::fromStringList(files(id))}});
            });
    connect(publisher, &Publisher::waiting, this,
            [this, publisher](const QString &id, WaitReason reason, qint64 untilAtMs) {
                waiting(id, {}, reason, untilAtMs, publisher->record().error);
            });
    connect(publisher, &Publisher::notSaved, this, [this](const QString &id, const Error &) {
        report(QStringLiteral("waiting"), id, {}, notSavedFields());
    });
    connect(publisher, &Publisher::failed, this, [this](const QString &id, const Error &error) { failed(id, {}, error); });
}

} // namespace postreel
