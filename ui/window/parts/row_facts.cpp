#include "ui/window/parts/row_facts.h"

#include "ui/line_parts.h"
#include "ui/quantities.h"
#include "ui/shown_words.h"
#include "ui/stage_text.h"
#include "ui/text_direction.h"
#include "ui/window/parts/post_error_text.h"

#include <QCoreApplication>
#include <algorithm>

namespace postreel {

namespace {

class Row
{
    Q_DECLARE_TR_FUNCTIONS(QueueRow)
};


// The first line of the text that is not blank.
QString textLineOf(const PostView &post)
{
    for (const QString &part : post.parts) {
        const QString line = part.trimmed().section(u'\n', 0, 0).trimmed();
        if (!line.isEmpty())
            return line;
    }
    return {};
}

QVector<QString> mediaFilesOf(const PostView &post)
{
    QVector<QString> files;
    for (const UploadView &upload : post.uploads)
        if (upload.kind == UploadKind::Media)
            files << upload.file;
    return files;
}

} // namespace

Progress progressOf(const PostView &post)
{
    Progress sum;
    for (const UploadView &upload : post.uploads) {
        sum.total += upload.totalBytes;
        sum.shown += upload.shownBytes;
        sum.bytesPerSecond += upload.bytesPerSecond;
        sum.timeLeftMs = std::max(sum.timeLeftMs, upload.timeLeftMs);
    }
    return sum;
}

QString titleOf(const PostView &post)
{
    if (const QString line = textLineOf(post); !line.isEmpty())
        return line;
    const QVector<QString> files = mediaFilesOf(post);
    return files.isEmpty() ? Row::tr("No text yet") : shownName(files.first());
}

QString titleInSentence(const PostView &post, int most)
{
    const QVector<QString> files = mediaFilesOf(post);
    if (textLineOf(post).isEmpty() && !files.isEmpty())
        return shownName(files.first(), most);
    return inOwnDirection(shortened(titleOf(post), most));
}

QString filesOf(const PostView &post)
{
    const QVector<QString> files = mediaFilesOf(post);
    if (files.isEmpty())
        return {};
    const QString name = textLineOf(post).isEmpty() ? QString() : shownName(files.first());
    const auto more = static_cast<int>(files.size()) - 1;
    if (more == 0)
        return name;
    //: besides the file that was named before
    const QString others = Row::tr("%n more file(s)", nullptr, more);
    return lineOf({name, others});
}

QString accountTextOf(const PostView &post)
{
    return post.sandbox && post.state == PostState::Posted ? QString() : post.accountLabel;
}

QString progressText(const PostView &post, qint64 nowMs)
{
    const UploadView *leading = leadingUpload(post);
    if (post.state == PostState::Posted)
        return lineOf({dateTimeText(post.activityAtMs, nowMs),
                       post.uploads.isEmpty() ? QString() : bytesText(progressOf(post).total)});
    const int percent = stageOf(post, nowMs).percent;
    //: %1 is a percentage
    const QString share = percent < 0 || percent == 100 ? QString() : Row::tr("%1 %").arg(percent);
    if (leading && leading->state == UploadState::Processing) {
        //: X's processing of a video: %1 is a span such as 0:24
        return lineOf({share, Row::tr("for %1; usually takes a few minutes, longer for a long video")
                                  .arg(spanText(std::max<qint64>(0, nowMs - leading->processingSinceAtMs)))});
    }
    if (leading && leading->state == UploadState::Fixing)
        return lineOf({share, timeLeftText(leading->fixLeftMs)});
    const Progress progress = progressOf(post);
    if (progress.total <= 0) // so that two drafts with the same title can be told apart
        return post.state == PostState::Draft
                   ? Row::tr("Last changed %1").arg(dateTimeText(post.activityAtMs, nowMs))
                   : QString();
    if (share.isEmpty() || progress.shown == 0) // nothing is sent yet, or everything
        return bytesText(progress.total);
    //: %1 and %2 are sizes: so much of so much
    const QString bytes = Row::tr("%1 of %2").arg(bytesText(progress.shown), bytesText(progress.total));
    return lineOf({bytes, share, speedText(progress.bytesPerSecond), timeLeftText(progress.timeLeftMs)});
}

QString stageDetails(const PostView &post, bool written, qint64 nowMs)
{
    QStringList also{filesOf(post), accountTextOf(post)}; // the end may be elided: what is known best is last
    if (written)
        also.prepend(Row::tr("Being written"));
    else if (post.state == PostState::Draft && stageText(post, nowMs) != stateWord(PostState::Draft))
        also.prepend(stateWord(PostState::Draft));
    return lineOf(also);
}

QString accessibleRowText(const PostView &post, bool written)
{
    const qint64 nowMs = QDateTime::currentMSecsSinceEpoch();
    QStringList parts{titleOf(post), stageText(post, nowMs), stageDetails(post, written, nowMs),
                      progressText(post, nowMs), errorTextOf(post, nowMs)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

} // namespace postreel
