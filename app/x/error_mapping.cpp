#include "app/x/error_mapping.h"

#include "app/base/log.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringDecoder>

namespace postreel {

namespace {

constexpr qsizetype maxWords = 500;

QString textMember(const QJsonObject &object, std::initializer_list<const char *> keys)
{
    for (const char *key : keys)
        if (const QString text = object.value(QLatin1String(key)).toString().trimmed(); !text.isEmpty())
            return text;
    return {};
}

QString wordsOfObject(const QJsonObject &object)
{
    QStringList words;
    const QString own = textMember(object, {"detail", "error_description", "message", "title", "error"});
    if (!own.isEmpty())
        words << own;
    const QJsonArray errors = object.value(QLatin1String("errors")).toArray();
    for (const QJsonValue &value : errors) {
        const QString word = value.isString() ? value.toString().trimmed()
                                              : textMember(value.toObject(), {"message", "detail", "title"});
        if (!word.isEmpty() && !words.contains(word))
            words << word;
    }
    return words.join(QStringLiteral(" – "));
}

// "https://api.x.com/2/problems/client-forbidden" → "client-forbidden"; the host varies, the end does not.
QString problemOf(const QByteArray &body)
{
    const QString type = QJsonDocument::fromJson(body).object().value(QLatin1String("type")).toString();
    return cleanWords(type).section(u'/', -1, -1, QString::SectionSkipEmpty).left(100);
}

ErrorKind kindOfForbidden(Call call, const QString &words)
{
    const bool duplicate = call == Call::CreatePost && words.contains(QLatin1String("duplicate"), Qt::CaseInsensitive);
    return duplicate ? ErrorKind::Duplicate : ErrorKind::Forbidden;
}

ErrorKind kindOfStatus(Call call, int http, const QString &words, const QString &problem)
{
    constexpr int networkAuthenticationRequired = 511; // RFC 6585, 6: a captive portal says so itself
    if ((http >= 300 && http < 400) || http == networkAuthenticationRequired)
        return ErrorKind::Redirected;
    if (problem == QLatin1String("credits"))
        return ErrorKind::NoCredit;
    switch (http) {
    case 401:
        return ErrorKind::NotSignedIn;
    case 402:
        return ErrorKind::NoCredit;
    case 403:
        return kindOfForbidden(call, words);
    case 404:
    case 405:
    case 410:
        return ErrorKind::NotFound;
    case 413:
    case 431:
        return ErrorKind::TooLarge;
    case 408:
    case 425:
        return ErrorKind::ServerError;
    case 429:
        return ErrorKind::RateLimited;
    default:
        break;
    }
    if (http >= 500)
        return ErrorKind::ServerError;
    if (call == Call::CreatePost && http == 400 && words.contains(QLatin1String("media id"), Qt::CaseInsensitive))
        return ErrorKind::MediaInvalid;
    return http >= 400 ? ErrorKind::Refused : ErrorKind::BadAnswer;
}

// Whose words an answer holds: those of X's shapes, JSON and plain text; a proxy that reads the request answers in pages
// and words of its own.
ErrorSource sourceOf(Call call, const Answer &answer, const QString &words)
{
    if (words.isEmpty())
        return ErrorSource::None;
    if (!answer.proxy.isEmpty() && !QJsonDocument::fromJson(answer.body).isObject())
        return ErrorSource::Proxy;
    return call == Call::SignIn ? ErrorSource::AuthorizationServer : ErrorSource::X;
}

// Whom a 403 is about: only calls of media take the right to upload.
ErrorDetail detailOfForbidden(Call call)
{
    if (call == Call::CreatePost)
        return ErrorDetail::CreatePost;
    return call == Call::Me || call == Call::OwnPosts ? ErrorDetail::ReadAccount : ErrorDetail::None;
}

void setForbidder(Error &error, Call call, const Answer &answer)
{
    error.detail = detailOfForbidden(call);
    if (answer.proxy.isEmpty() || error.source == ErrorSource::X)
        return;
    error = {.kind = ErrorKind::ProxyRefused,
             .http = error.http,
             .said = error.said,
             .source = error.source,
             .subject = answer.proxy};
}

} // namespace

QString cleanWords(const QString &said)
{
    QString words = said;
    words.removeIf([](QChar c) {
        const bool turnsText = (c >= u'\u202a' && c <= u'\u202e') || (c >= u'\u2066' && c <= u'\u2069');
        return turnsText || (c.category() == QChar::Other_Control && !c.isSpace());
    });
    words = redact(words.simplified()).left(maxWords); // cut last: half a secret is not recognised as one
    if (words.endsWith(QChar::ReplacementCharacter) || (!words.isEmpty() && words.back().isHighSurrogate()))
        words.chop(1);
    return words;
}

bool saysMediaGone(const Error &error)
{
    if (error.kind != ErrorKind::Refused || !error.said.contains(QLatin1String("media"), Qt::CaseInsensitive))
        return false;
    return error.said.contains(QLatin1String("expired"), Qt::CaseInsensitive)
        || error.said.contains(QLatin1String("not found"), Qt::CaseInsensitive);
}

QString wordsOf(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    QString words;
    if (document.isObject()) {
        words = wordsOfObject(document.object());
    } else if (!body.trimmed().startsWith('<')) { // a page of HTML has no words for a person
        words = QStringDecoder(QStringDecoder::Utf8).decode(body.left(4 * maxWords));
    }
    return cleanWords(words);
}

Error errorOf(Call call, const Answer &answer)
{
    Error error;
    switch (answer.outcome) {
    case Ending::NoToken:
        return Error{.kind = ErrorKind::NotSignedIn};
    case Ending::TokenLater:
        return Error{.kind = ErrorKind::TokenLater, .retryAfterMs = answer.retryAfterMs};
    case Ending::NotReached:
        return Error{.kind = ErrorKind::NotReached};
    case Ending::TlsFailed:
        return answer.cause ? answer.cause : Error{.kind = ErrorKind::TlsFailed};
    case Ending::ProxyFailed:
        return answer.cause ? answer.cause : Error{.kind = ErrorKind::ProxyFailed};
    case Ending::NoAnswer:
        return Error{.kind = ErrorKind::NoAnswer};
    case Ending::Stalled:
        return Error{.kind = ErrorKind::Stalled};
    case Ending::Aborted:
        return Error{.kind = ErrorKind::Aborted};
    case Ending::HeldBack:
        return Error{.kind = ErrorKind::RateLimited, .retryAfterMs = answer.retryAfterMs};
    case Ending::Answered:
        break;
    }
    if (answer.succeeded())
        return error;
    error.http = answer.http;
    error.said = answer.overlong ? QString() : wordsOf(answer.body);
    error.source = sourceOf(call, answer, error.said);
    error.problem = problemOf(answer.body);
    error.kind = kindOfStatus(call, answer.http, error.said, error.problem);
    if (error.kind == ErrorKind::NotSignedIn && answer.renewable)
        error.kind = ErrorKind::TokenLater;
    if (error.kind == ErrorKind::Forbidden)
        setForbidder(error, call, answer);
    error.retryAfterMs = answer.retryAfterMs;
    if (error.kind == ErrorKind::RateLimited)
        error.resetsAtMs = answer.rate.resetsAtMs;
    return error;
}

Error badAnswer(Call call, const Answer &answer)
{
    const QString said = answer.overlong ? QString() : wordsOf(answer.body);
    return {.kind = ErrorKind::BadAnswer, .http = answer.http, .said = said, .source = sourceOf(call, answer, said)};
}

Result<QJsonObject> objectOf(Call call, const Answer &answer)
{
    if (const Error error = errorOf(call, answer))
        return error;
    const QJsonDocument document = QJsonDocument::fromJson(answer.body);
    if (!document.isObject() || answer.overlong)
        return badAnswer(call, answer);
    return document.object();
}

} // namespace postreel
