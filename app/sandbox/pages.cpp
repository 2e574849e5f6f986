// The pages for a browser: the list of Posts, one Post, and its media with range requests.
#include "app/sandbox/api.h"
#include "app/sandbox/html.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace postreel::sandbox::api {

namespace {

const QString notOnX = QStringLiteral("Posted in the sandbox, not on X");

QByteArray mediaElement(const Media &media)
{
    const QByteArray source = "/media/" + media.id.toLatin1() + "/file";
    const QByteArray alt = html::escaped(media.altText);
    if (media.kind() == MediaKind::Image || media.type == QLatin1String("image/gif"))
        return "<figure><img src=\"" + source + "\" alt=\"" + alt + "\"><figcaption>" + alt +
               "</figcaption></figure>\n";
    QByteArray tracks;
    for (const SubtitleTrack &track : media.subtitles)
        tracks += "<track kind=\"subtitles\" src=\"/media/" + media.id.toLatin1() + "/subtitles/" +
                  track.language.toLatin1() + "\" srclang=\"" + track.language.toLower().toLatin1() +
                  "\" label=\"" + html::escaped(track.name) + "\" default>";
    return "<figure><video controls preload=\"metadata\" src=\"" + source + "\" aria-label=\"" + alt + "\">" +
           tracks + "</video><figcaption>" + alt + "</figcaption></figure>\n";
}

HttpResponse notThere()
{
    return html::page(404, QStringLiteral("Nothing here"),
                      "<h1>Nothing here</h1><p><a href=\"/\">All Posts</a></p>");
}

HttpResponse postPage(const SandboxState &world, const QString &id)
{
    const Post *post = world.posts.find(id);
    if (!post)
        return notThere();
    const std::optional<User> author = world.tokens.userWithId(post->user);
    QByteArray body =
        "<p class=\"note\">" + html::escaped(notOnX) + "</p>\n<p><b>@" +
        html::escaped(author ? author->name : post->user) + "</b> · <time>" +
        QDateTime::fromMSecsSinceEpoch(post->createdMs, Qt::UTC).toString(Qt::ISODate).toUtf8() +
        "</time></p>\n";
    if (!post->replyTo.isEmpty())
        body += "<p>In reply to <a href=\"/i/status/" + html::escaped(post->replyTo) + "\">" +
                html::escaped(post->replyTo) + "</a></p>\n";
    body += "<p class=\"text\">" + html::escaped(post->sent) + "</p>\n";
    for (const QString &mediaId : post->media)
        if (const Media *media = world.media.find(mediaId))
            body += mediaElement(*media);
    if (!post->title.isEmpty())
        body += "<h2>" + html::escaped(post->title) + "</h2>\n";
    if (!post->description.isEmpty())
        body += "<p>" + html::escaped(post->description) + "</p>\n";
    return html::page(200, notOnX, body + "<p><a href=\"/\">All Posts</a></p>");
}

HttpResponse indexPage(const SandboxState &world)
{
    QByteArray items;
    for (const Post *post : world.posts.all())
        items += "<li><a href=\"/i/status/" + post->id.toLatin1() + "\">" +
                 html::escaped(post->sent.isEmpty() ? post->id : post->sent.left(120)) + "</a></li>\n";
    return html::page(200, notOnX,
                      "<h1>Posts</h1>\n<p class=\"note\">" + html::escaped(notOnX) + "</p>\n<ul>\n" + items +
                          "</ul>");
}

// Applies a single range of the form bytes=A-B, bytes=A- or bytes=-N; any other form gets the whole file.
// False if the range cannot be satisfied (416).
bool applyRange(const QByteArray &header, qint64 size, HttpResponse &answer)
{
    static const QRegularExpression form(QStringLiteral("^bytes=(\\d{0,18})-(\\d{0,18})$"));
    const QRegularExpressionMatch match = form.match(QString::fromLatin1(header));
    const QString first = match.captured(1);
    const QString last = match.captured(2);
    if (!match.hasMatch() || (first.isEmpty() && last.isEmpty()))
        return true;
    qint64 start = first.toLongLong();
    qint64 end = last.isEmpty() ? size - 1 : std::min(last.toLongLong(), size - 1);
    if (first.isEmpty()) {
        start = std::max<qint64>(0, size - last.toLongLong());
        end = size - 1;
    }
    if (start > end || start >= size)
        return false;
    answer.status = 206;
    answer.fileOffset = start;
    answer.fileLength = end - start + 1;
    answer.addHeader("Content-Range", "bytes " + QByteArray::number(start) + '-' + QByteArray::number(end) +
                                          '/' + QByteArray::number(size));
    return true;
}

HttpResponse fileAnswer(const SandboxState &world, const ApiRequest &request, const Media &media)
{
    HttpResponse answer;
    const QString path = world.media.filePath(media.id);
    const qint64 size = QFileInfo(path).size();
    answer.contentType = media.type.toLatin1();
    answer.addHeader("Accept-Ranges", "bytes");
    answer.addHeader("X-Content-Type-Options", "nosniff");
    answer.addHeader("Cross-Origin-Resource-Policy", "same-origin");
    answer.fileLength = size;
    if (!applyRange(request.head.header("Range"), size, answer)) {
        HttpResponse refusal = plainText(416, "No such range.");
        refusal.addHeader("Content-Range", "bytes */" + QByteArray::number(size));
        return refusal;
    }
    if (answer.fileLength > 0)
        answer.file = path;
    return answer;
}

// Browsers play only WebVTT; SubRip differs in the decimal comma and the missing first line.
HttpResponse subtitleAnswer(const SandboxState &world, const Media &media, const QString &language)
{
    for (const SubtitleTrack &track : media.subtitles) {
        QFile file(world.media.filePath(track.mediaId));
        if (track.language != language || !file.open(QIODevice::ReadOnly))
            continue;
        QString text = QString::fromUtf8(file.readAll());
        if (!text.startsWith(QLatin1String("WEBVTT"))) {
            static const QRegularExpression comma(QStringLiteral("(\\d{2}:\\d{2}:\\d{2}),(\\d{3})"));
            text.replace(comma, QStringLiteral("\\1.\\2"));
            text.prepend(QStringLiteral("WEBVTT\n\n"));
        }
        HttpResponse answer = plainText(200, text.toUtf8());
        answer.contentType = "text/vtt; charset=utf-8";
        return answer;
    }
    return notThere();
}

} // namespace

void page(SandboxState &world, const ApiRequest &request, QObject *context, const Reply &reply)
{
    static const QRegularExpression mediaPath(
        QStringLiteral("^/media/([0-9]{1,19})/(file|subtitles/([A-Z]{2}))$"));
    const QString path = QString::fromUtf8(request.head.path());
    const QRegularExpressionMatch match = mediaPath.match(path);
    if (path == QLatin1String("/"))
        return reply(indexPage(world));
    if (!match.hasMatch())
        return reply(postPage(world, request.id));
    const QString id = match.captured(1);
    const Media *media = world.media.find(id);
    if (!media || !media->finalized())
        return reply(notThere());
    if (!match.captured(3).isEmpty())
        return reply(subtitleAnswer(world, *media, match.captured(3)));
    // A copy of the head, because `request` may be gone when the file is assembled.
    const HttpHead head = request.head;
    world.media.whenAssembled(id, context, [&world, id, head, reply] {
        const BodyReader noBody(HttpHead(), {});
        reply(fileAnswer(world, ApiRequest{.head = head, .body = noBody, .id = {}, .query = {}, .access = {}},
                         *world.media.find(id)));
    });
}

} // namespace postreel::sandbox::api
