#include "app/x/response_shape.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace postreel {

namespace {

constexpr const char *speaking[] = {"data", "errors", "error", "detail", "title", "type", "message", "meta"};

QByteArray withoutMark(const QByteArray &body)
{
    const QByteArray mark("\xef\xbb\xbf");
    return (body.startsWith(mark) ? body.mid(mark.size()) : body).trimmed();
}

bool isHostOf(const QString &host, QLatin1String domain)
{
    return host == domain || host.endsWith(u'.' % domain);
}

// Cloudflare answers programs that ask for JSON with a Problem of its own, or with "error code: 1020".
bool isOfCloudflare(const QJsonObject &object)
{
    const QString host = QUrl(object.value(QLatin1String("type")).toString()).host();
    return object.value(QLatin1String("cloudflare_error")).toBool() || isHostOf(host, QLatin1String("cloudflare.com"));
}

// The plain phrase of a status, from a server that says nothing else.
bool isPhraseOf(int http, const QByteArray &text)
{
    switch (http) {
    case 400:
        return text == "Bad Request";
    case 401:
        return text == "Unauthorized";
    case 403:
        return text == "Forbidden";
    default:
        return false;
    }
}

bool isPageType(const QByteArray &contentType)
{
    const QByteArray type = contentType.toLower();
    return type.contains("html") || type.contains("xml");
}

// Refusals that a filter on the way may have sent; X has its own shapes for them.
bool isRefusal(int http)
{
    return http == 401 || http == 403;
}

ResponseShape shapeOfText(const Response &answer, const QByteArray &text)
{
    if (text.startsWith('<') || isPageType(answer.contentType) || text.startsWith("error code: "))
        return ResponseShape::Foreign;
    if (isPhraseOf(answer.http, text))
        return ResponseShape::Own;
    return isRefusal(answer.http) ? ResponseShape::Foreign : ResponseShape::Words;
}

} // namespace

ResponseShape shapeOf(const Response &answer)
{
    if (answer.overlong) // no response of X is that long, and only its type tells whether it is a page
        return isPageType(answer.contentType) ? ResponseShape::Foreign : ResponseShape::Words;
    const QByteArray text = withoutMark(answer.body);
    if (text.isEmpty())
        return ResponseShape::Empty;
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (!document.isObject())
        return shapeOfText(answer, text);
    const QJsonObject object = document.object();
    if (isOfCloudflare(object))
        return ResponseShape::Foreign;
    const bool speaks = std::any_of(std::begin(speaking), std::end(speaking),
                                    [&](const char *name) { return object.contains(QLatin1String(name)); });
    if (speaks)
        return ResponseShape::Own;
    return isRefusal(answer.http) && !object.isEmpty() ? ResponseShape::Foreign : ResponseShape::Empty;
}

bool hasErrorsAlone(const QJsonObject &object)
{
    const QJsonValue data = object.value(QLatin1String("data"));
    const bool oldForm = object.contains(QLatin1String("media_id_string")); // its data are beside the errors
    const bool hasData = !data.toObject().isEmpty() || !data.toArray().isEmpty() || data.isString() || oldForm;
    const auto says = [&object](const char *name) {
        const QJsonValue value = object.value(QLatin1String(name));
        return !value.toString().isEmpty() || !value.toArray().isEmpty() || !value.toObject().isEmpty();
    };
    const bool isProblem = says("title") && (says("detail") || says("type") || object.contains(QLatin1String("status")));
    return !hasData && (says("errors") || says("error") || isProblem);
}

QString pageOfX(const QString &address)
{
    const QUrl url(address, QUrl::StrictMode);
    const QString host = url.host();
    const bool ofX = isHostOf(host, QLatin1String("x.com")) || isHostOf(host, QLatin1String("twitter.com"));
    const bool plain = url.scheme() == QLatin1String("https") && url.userInfo().isEmpty() && url.port() == -1;
    return url.isValid() && ofX && plain ? url.toString(QUrl::FullyEncoded) : QString();
}

} // namespace postreel
