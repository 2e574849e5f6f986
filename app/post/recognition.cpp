#include "app/post/recognition.h"

#include <QRegularExpression>
#include <algorithm>

namespace postreel {

namespace {

// X makes a link of a bare "Example.com", too, and expands it as "http://example.com".
QString withPlainHosts(const QString &text)
{
    static const QRegularExpression link(QStringLiteral("(?:https?://)?([\\w-]+(?:\\.[\\w-]+)+)(?:/(?=\\s|$))?"),
                                         QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    QString plain;
    qsizetype end = 0;
    for (auto links = link.globalMatch(text); links.hasNext();) {
        const QRegularExpressionMatch found = links.next();
        plain += QStringView(text).mid(end, found.capturedStart() - end) % found.captured(1).toLower();
        end = found.capturedEnd();
    }
    return plain % QStringView(text).mid(end);
}

QString compared(const QString &text)
{
    return withPlainHosts(text.normalized(QString::NormalizationForm_C).simplified());
}

bool matches(const PostQuery &sought, const OwnPost &post)
{
    if (post.createdAtMs > 0 && post.createdAtMs < sought.sentAtMs - lookBackMs)
        return false;
    if (post.replyTo != sought.replyTo)
        return false;
    if (!sought.mediaKeys.isEmpty())
        return std::any_of(sought.mediaKeys.cbegin(), sought.mediaKeys.cend(),
                           [&](const QString &key) { return post.mediaKeys.contains(key); });
    return post.mediaKeys.isEmpty() != sought.withMedia && compared(post.text) == compared(sought.text);
}

} // namespace

QString recognise(const PostQuery &sought, const QVector<OwnPost> &timeline, const QSet<QString> &alreadyOurs)
{
    for (const OwnPost &post : timeline)
        if (!alreadyOurs.contains(post.id) && matches(sought, post))
            return post.id;
    return {};
}

PostQuery postQueryOf(const Post &post, const QVector<Upload> &uploads, qint64 sentAtMs)
{
    const QString &text = post.parts.at(post.part).text;
    PostQuery sought{.text = text, .withMedia = false, .mediaKeys = {}, .replyTo = {}, .sentAtMs = sentAtMs};
    if (post.part > 0) {
        sought.replyTo = post.parts.at(post.part - 1).postedId;
        return sought;
    }
    for (const Upload &upload : uploads) {
        if (upload.kind != UploadKind::Media)
            continue;
        sought.withMedia = true;
        if (!upload.mediaKey.isEmpty())
            sought.mediaKeys << upload.mediaKey;
    }
    return sought;
}

} // namespace postreel
