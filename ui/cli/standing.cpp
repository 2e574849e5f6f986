#include "ui/cli/standing.h"

#include "ui/cli/cli_text.h"
#include "ui/shown_words.h"

#include <algorithm>

namespace postreel {

namespace {

EngineEvent needs(const char *action, const PostView &post, const UploadView &upload = {})
{
    const bool aboutUpload = !upload.id.isEmpty();
    return {.name = QStringLiteral("needs"),
            .postId = post.id,
            .uploadId = upload.id,
            .fields = {{aboutUpload ? QStringLiteral("upload") : QStringLiteral("post"), aboutUpload ? upload.id : post.id},
                       {QStringLiteral("action"), QLatin1String(action)}},
            .error = aboutUpload ? upload.error : post.error,
            .offered = upload.offer.kind,
            .wantsFfmpeg = upload.wantsFfmpeg};
}

} // namespace

bool isUnfinished(const PostView &post)
{
    if (post.state == PostState::Draft)
        return post.leavesWhenAdded;
    return post.state != PostState::Posted && post.state != PostState::Cancelled && post.state != PostState::Failed;
}

QVector<EngineEvent> needsOf(const PostView &post)
{
    QVector<EngineEvent> events;
    for (const UploadView &upload : post.uploads) {
        if (upload.state == UploadState::NeedsFix)
            events << needs("fix", post, upload);
        if (upload.state == UploadState::NeedsSignIn)
            events << needs("signin", post, upload);
    }
    if (post.state == PostState::NeedsSignIn)
        events << needs("signin", post);
    if (post.state == PostState::AskPerson)
        events << needs("decide", post);
    return events;
}

QString pausedText(const PostView &post)
{
    const bool paused = post.state == PostState::Paused
                        || std::any_of(post.uploads.cbegin(), post.uploads.cend(), [](const UploadView &upload) {
                               return upload.state == UploadState::Paused;
                           });
    if (!paused)
        return {};
    constexpr int shownCharacters = 40;
    //: %1 is the beginning of the text of a Post
    return CliText::tr("The Post “%1” is paused. Resume it in the window to continue.")
        .arg(shownWords(post.parts.value(0)).left(shownCharacters));
}

} // namespace postreel
