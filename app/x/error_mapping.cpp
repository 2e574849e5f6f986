#include "app/x/error_mapping.h"

#include "app/base/log.h"
#include "app/x/response_shape.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStringDecoder>
#include <algorithm>

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
QString problemOf(const QJsonObject &object)
{
    const QString type = object.value(QLatin1String("type")).toString();
    return cleanWords(type).section(u'/', -1, -1, QString::SectionSkipEmpty).left(100);
}

// Whether X suspended or locked this account, as opposed to the author who is replied to.
bool saysAccountLocked(const QJsonObject &object, const QString &words)
{
    constexpr int suspended = 64; // X's error codes
    constexpr int locked = 326;
    const QJsonArray errors = object.value(QLatin1String("errors")).toArray();
    const bool coded = std::any_of(errors.begin(), errors.end(), [](const QJsonValue &error) {
        const int code = error[QLatin1String("code")].toInt();
        return code == suspended || code == locked;
    });
    static const QRegularExpression said(
        QStringLiteral("\\b(your|this) (user )?account (is|has been|was)( (permanently|temporarily|currently))?"
                       " (suspended|locked)\\b"),
        QRegularExpression::CaseInsensitiveOption);
    return coded || said.match(words).hasMatch();
}

ErrorKind kindOfForbidden(Call call, const QJsonObject &object, const QString &words)
{
    const QString reason = object.value(QLatin1String("reason")).toString();
    if (reason == QLatin1String("client-not-enrolled") || reason == QLatin1String("user-not-enrolled"))
        return ErrorKind::NotEnrolled;
    if (saysAccountLocked(object, words))
        return ErrorKind::AccountLocked;
    const bool duplicate = call == Call::CreatePost && words.contains(QLatin1String("duplicate"), Qt::CaseInsensitive);
    return duplicate ? ErrorKind::Duplicate : ErrorKind::Forbidden;
}

// "Your media IDs are invalid." and similar words.
bool saysMediaInvalid(const QString &words)
{
    static const QRegularExpression said(
        QStringLiteral("\\bmedia[ _]?ids?\\b|\\bmedia\\b.*\\b(expired|unknown|not found|not exist|no longer)\\b"
                       "|\\b(expired|unknown|invalid) media\\b|\\b(expired|not found|not exist)\\b.*\\bmedia\\b"),
        QRegularExpression::CaseInsensitiveOption);
    return said.match(words).hasMatch();
}

// The kind of a page that is not X's. Its status says little about X, but a server error, "too large" and a rate limit are
// handled the same whoever sent them. For Create Post the last two stay NotFromX: they do not tell whether a Post was made.
ErrorKind kindOfForeign(Call call, int http)
{
    constexpr int networkAuthenticationRequired = 511; // RFC 6585, 6: captive portals send it
    if ((http >= 300 && http < 400) || http == networkAuthenticationRequired)
        return ErrorKind::Redirected;
    const bool mayBeMade = call == Call::CreatePost;
    if (!mayBeMade && (http == 413 || http == 431))
        return ErrorKind::TooLarge;
    if (!mayBeMade && http == 429)
        return ErrorKind::RateLimited;
    const bool trouble = http >= 500 || http == 408 || http == 425;
    return trouble ? ErrorKind::ServerError : ErrorKind::NotFromX;
}

ErrorKind kindOfStatus(Call call, int http, const QJsonObject &object, const QString &words, const QString &problem)
{
    constexpr int networkAuthenticationRequired = 511; // RFC 6585, 6: captive portals send it
    if ((http >= 300 && http < 400) || http == networkAuthenticationRequired)
        return ErrorKind::Redirected;
    if (problem == QLatin1String("credits"))
        return ErrorKind::NoCredit;
    if (problem == QLatin1String("usage-capped"))
        return ErrorKind::UsageCapped;
    switch (http) {
    case 401:
        return ErrorKind::NotSignedIn;
    case 402:
        return ErrorKind::NoCredit;
    case 403:
        return kindOfForbidden(call, object, words);
    case 404:
    case 405:
    case 410:
        return call == Call::CreatePost && saysMediaInvalid(words) ? ErrorKind::MediaInvalid : ErrorKind::NotFound;
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
    if (call == Call::CreatePost && saysMediaInvalid(words))
        return ErrorKind::MediaInvalid;
    return http >= 400 ? ErrorKind::Refused : ErrorKind::BadAnswer;
}

// What a 403 refuses. After a successful INIT the account has the right to upload, so a later 403 is about finishing the media.
ErrorCause causeOfForbidden(Call call)
{
    switch (call) {
    case Call::CreatePost:
        return ErrorCause::CreatePost;
    case Call::Me:
    case Call::OwnPosts:
        return ErrorCause::ReadAccount;
    case Call::Finalize:
    case Call::Status:
    case Call::Metadata:
    case Call::Subtitles:
        return ErrorCause::FinishMedia;
    case Call::Initialize:
    case Call::Append:
    case Call::SignIn:
        break;
    }
    return ErrorCause::None;
}

void setForbidder(Error &error, Call call, const Response &answer)
{
    if (error.kind == ErrorKind::Forbidden)
        error.cause = causeOfForbidden(call);
    if (answer.proxy.isEmpty() || error.source == ErrorSource::X || error.http != 403)
        return;
    error = {.kind = ErrorKind::ProxyRefused,
             .http = error.http,
             .detail = error.detail,
             .source = error.source,
             .subject = answer.proxy};
}

} // namespace

QString cleanWords(const QString &said)
{
    QString words = said;
    words.removeIf([](QChar c) {
        const bool turnsText = (c >= u'\u202a' && c <= u'\u202e') || (c >= u'\u2066' && c <= u'\u2069');
        // Decoders drop a byte order mark at the front; elsewhere it hides a word.
        return turnsText || c == QChar::ByteOrderMark || (c.category() == QChar::Other_Control && !c.isSpace());
    });
    words = redact(words.simplified()).left(maxWords); // truncated last: half a secret is not recognised as one
    if (words.endsWith(QChar::ReplacementCharacter) || (!words.isEmpty() && words.back().isHighSurrogate()))
        words.chop(1);
    return words;
}

bool saysMediaGone(const Error &error)
{
    return error.kind == ErrorKind::Refused && saysMediaInvalid(error.detail);
}

bool saysBytesMissing(const Error &error)
{
    // X: "Segments do not add up to provided total file size."; other servers use other words.
    static const QRegularExpression said(
        QStringLiteral("\\badd up\\b|\\bincomplete\\b"
                       "|(segment|chunk|part|byte|piece)s?\\b.*\\b(missing|lost|not (been )?(received|uploaded|found))\\b"
                       "|\\b(missing|lost|not all|too few|fewer)\\b.*\\b(segment|chunk|part|byte|piece)s?\\b"
                       "|\\b(size|length|total[_ ]?bytes|bytes)\\b.*(mismatch|not match|n't match|differ|not equal)"
                       "|\\bmismatch(ed|ing)?\\b.*\\b(size|length|bytes)\\b"),
        QRegularExpression::CaseInsensitiveOption);
    const bool verdict = error.kind == ErrorKind::Refused || error.kind == ErrorKind::BadAnswer;
    return verdict && said.match(error.detail).hasMatch();
}

bool isConnectivityError(ErrorKind kind)
{
    return kind == ErrorKind::NotReached || kind == ErrorKind::TlsFailed || kind == ErrorKind::Redirected
        || kind == ErrorKind::ProxyFailed || kind == ErrorKind::ProxyRefused || kind == ErrorKind::ProxySignIn
        || kind == ErrorKind::ProxyUnusable;
}

bool isDoubtful(const Error &error)
{
    if (error.kind != ErrorKind::Forbidden && error.kind != ErrorKind::Refused)
        return false;
    const bool bare = error.http == 403 && error.detail.isEmpty(); // refused without a word
    const bool notOwn = error.source == ErrorSource::None && (bare || !error.detail.isEmpty());
    return notOwn || error.detail.contains(QLatin1String("unknown is forbidden"), Qt::CaseInsensitive);
}

QString wordsOf(const QByteArray &body)
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    QString words;
    if (document.isObject()) {
        words = wordsOfObject(document.object());
    } else if (!body.trimmed().startsWith('<')) { // an HTML page has no words for the user
        words = QStringDecoder(QStringDecoder::Utf8).decode(body.left(4 * maxWords));
    }
    return cleanWords(words);
}

namespace {

// What a response says and whose words these are, without an error kind.
Error saidIn(Call call, const Response &answer)
{
    Error error{.http = answer.http};
    if (answer.overlong)
        return error;
    error.detail = wordsOf(answer.body);
    error.problem = problemOf(QJsonDocument::fromJson(answer.body).object());
    if (!answer.proxy.isEmpty() && !error.detail.isEmpty() && shapeOf(answer) != ResponseShape::Own)
        error.source = ErrorSource::Proxy;
    else if (shapeOf(answer) == ResponseShape::Own && !error.detail.isEmpty())
        error.source = call == Call::SignIn ? ErrorSource::AuthorizationServer : ErrorSource::X;
    return error;
}

// For a response that is no success.
Error classified(Call call, const Response &answer)
{
    Error error = saidIn(call, answer);
    const QJsonObject object = QJsonDocument::fromJson(answer.body).object();
    const bool foreign = shapeOf(answer) == ResponseShape::Foreign;
    error.kind = foreign ? kindOfForeign(call, answer.http)
                         : kindOfStatus(call, answer.http, object, error.detail, error.problem);
    if (error.kind == ErrorKind::NotSignedIn && answer.renewable)
        error.kind = ErrorKind::TokenLater;
    if (error.kind == ErrorKind::UsageCapped) // its headers still show thousands left, so they do not apply
        error.period = cleanWords(object.value(QLatin1String("period")).toString()).left(20);
    else
        error.retryAfterMs = answer.retryAfterMs;
    if (error.kind == ErrorKind::NotEnrolled)
        error.remedyUrl = pageOfX(object.value(QLatin1String("registration_url")).toString());
    if (error.kind == ErrorKind::Forbidden || error.kind == ErrorKind::NotFromX)
        setForbidder(error, call, answer);
    if (error.kind == ErrorKind::RateLimited)
        error.resetsAtMs = answer.rate.resetsAtMs;
    return error;
}

} // namespace

Error errorOf(Call call, const Response &answer)
{
    switch (answer.outcome) {
    case RequestOutcome::NoToken:
        return Error{.kind = ErrorKind::NotSignedIn};
    case RequestOutcome::TokenLater:
        return Error{.kind = ErrorKind::TokenLater, .problem = answer.cause.problem, .retryAfterMs = answer.retryAfterMs};
    case RequestOutcome::NotReached:
        return answer.cause ? answer.cause : Error{.kind = ErrorKind::NotReached};
    case RequestOutcome::TlsFailed:
        return answer.cause ? answer.cause : Error{.kind = ErrorKind::TlsFailed};
    case RequestOutcome::ProxyFailed:
        return answer.cause ? answer.cause : Error{.kind = ErrorKind::ProxyFailed};
    case RequestOutcome::NoAnswer:
        return Error{.kind = ErrorKind::NoAnswer};
    case RequestOutcome::Stalled:
        return Error{.kind = ErrorKind::Stalled};
    case RequestOutcome::Aborted:
        return Error{.kind = ErrorKind::Aborted};
    case RequestOutcome::BlockedByRateLimit:
        return Error{.kind = ErrorKind::RateLimited, .retryAfterMs = answer.retryAfterMs};
    case RequestOutcome::Answered:
        break;
    }
    return answer.succeeded() ? Error{} : classified(call, answer);
}

Error unreadable(Call call, const Response &answer)
{
    Error error = saidIn(call, answer);
    error.kind = shapeOf(answer) == ResponseShape::Foreign ? ErrorKind::NotFromX : ErrorKind::BadAnswer;
    return error;
}

Result<QJsonObject> objectOf(Call call, const Response &answer)
{
    if (const Error error = errorOf(call, answer))
        return error;
    const QJsonDocument document = QJsonDocument::fromJson(answer.body);
    const bool readable = document.isObject() && !answer.overlong && shapeOf(answer) != ResponseShape::Foreign;
    if (!readable || hasErrorsAlone(document.object()))
        return unreadable(call, answer);
    return document.object();
}

Result<Done> acknowledged(Call call, const Response &answer)
{
    if (const Error error = errorOf(call, answer))
        return error;
    const QJsonObject object = QJsonDocument::fromJson(answer.body).object();
    if (shapeOf(answer) == ResponseShape::Foreign || hasErrorsAlone(object))
        return unreadable(call, answer);
    return Done{};
}

} // namespace postreel
