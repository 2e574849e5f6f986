#include "ui/window/parts/post_error_text.h"

#include "ui/error_text.h"
#include "ui/problem_text.h"
#include "ui/shown_words.h"
#include "ui/stage_text.h"

#include <algorithm>

namespace postreel {

QString errorTextOf(const UploadView &upload, qint64 nowMs)
{
    const std::optional<ErrorSituation> situation = situationOf(upload);
    return situation ? sentence(upload, *situation, nowMs) : QString();
}

QString postErrorTextOf(const PostView &post, qint64 nowMs)
{
    const std::optional<ErrorSituation> situation = situationOf(post);
    if (!situation || (!post.error && *situation != ErrorSituation::AskPerson))
        return {};
    const auto same = std::find_if(post.uploads.begin(), post.uploads.end(),
                                   [&post](const UploadView &upload) { return upload.error == post.error; });
    return same == post.uploads.end() ? sentence(post.error, {}, *situation, nowMs) : sentence(*same, *situation, nowMs);
}

QStringList errorTextsOf(const PostView &post, qint64 nowMs)
{
    QStringList lines{postErrorTextOf(post, nowMs)};
    for (const UploadView &upload : post.uploads) {
        lines << errorTextOf(upload, nowMs);
        if (upload.state == UploadState::NeedsFix)
            for (const Problem &problem : upload.problems)
                lines << shownName(upload.file) % QStringLiteral(": ") % problemWithFix(problem);
    }
    lines.removeAll(QString());
    lines.removeDuplicates();
    return lines;
}

QString errorTextOf(const PostView &post, qint64 nowMs)
{
    if (const QString own = postErrorTextOf(post, nowMs); !own.isEmpty() && (post.state != PostState::Unconfirmed || waitsToLook(post)))
        return own;
    const UploadView *leading = leadingUpload(post);
    if (!leading || post.state == PostState::Posted || post.state == PostState::Cancelled)
        return {};
    const bool waits = leading->state == UploadState::Waiting && isOfNetwork(leading->reason);
    if (leading->state == UploadState::Failed || leading->state == UploadState::NeedsFix || waits)
        if (const QString trouble = errorTextOf(*leading, nowMs); !trouble.isEmpty())
            return trouble;
    if (leading->state == UploadState::NeedsFix && !leading->problems.isEmpty())
        return problemText(leading->problems.first());
    return {};
}

} // namespace postreel
