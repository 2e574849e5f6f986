#include "ui/cli/standing.h"

#include "ui/error_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <algorithm>

namespace postreel {

namespace {

EngineEvent eventOf(const char *name, const PostView &post, const UploadView &upload, QJsonObject fields)
{
    const bool aboutUpload = !upload.id.isEmpty();
    fields.insert(aboutUpload ? QStringLiteral("upload") : QStringLiteral("post"), aboutUpload ? upload.id : post.id);
    return {.name = QLatin1String(name),
            .postId = post.id,
            .uploadId = upload.id,
            .fields = fields,
            .error = aboutUpload ? upload.error : post.error,
            .offered = upload.offer.kind,
            .wantsFfmpeg = upload.wantsFfmpeg};
}

EngineEvent needs(const char *action, const PostView &post, const UploadView &upload = {})
{
    return eventOf("needs", post, upload, {{QStringLiteral("action"), QLatin1String(action)}});
}

EngineEvent waiting(WaitReason reason, qint64 untilAtMs, const PostView &post, const UploadView &upload = {})
{
    const QString until =
        untilAtMs > 0 ? QDateTime::fromMSecsSinceEpoch(untilAtMs, Qt::UTC).toString(Qt::ISODateWithMs) : QString();
    return eventOf("waiting", post, upload,
                   {{QStringLiteral("reason"), nameOf(reason)}, {QStringLiteral("until"), until}});
}

} // namespace

bool isUnfinished(PostState state)
{
    return state != PostState::Draft && state != PostState::Posted && state != PostState::Cancelled
           && state != PostState::Failed;
}

QVector<EngineEvent> standingOf(const PostView &post)
{
    QVector<EngineEvent> events;
    for (const UploadView &upload : post.uploads) {
        if (upload.state == UploadState::NeedsFix)
            events << needs("fix", post, upload);
        if (upload.state == UploadState::NeedsSignIn)
            events << needs("signin", post, upload);
        if (upload.state == UploadState::Waiting)
            events << waiting(upload.reason, upload.untilAtMs, post, upload);
    }
    if (post.state == PostState::NeedsSignIn)
        events << needs("signin", post);
    if (post.state == PostState::AskPerson)
        events << needs("decide", post);
    if (post.state == PostState::Waiting)
        events << waiting(post.reason, post.untilAtMs, post);
    return events;
}

QString pausedWords(const PostView &post)
{
    const bool paused = post.state == PostState::Paused
                        || std::any_of(post.uploads.cbegin(), post.uploads.cend(), [](const UploadView &upload) {
                               return upload.state == UploadState::Paused;
                           });
    if (!paused)
        return {};
    constexpr int shownCharacters = 40;
    //: %1 is the beginning of the text of a Post
    return QCoreApplication::translate("postreel::Run", "The Post “%1” is paused. Resume it in the window, and it goes on.")
        .arg(shownWords(post.parts.value(0)).left(shownCharacters));
}

} // namespace postreel
