#include "app/auth/authorization_response.h"

#include "app/auth/pkce.h"
#include "app/base/enum_names.h"
#include "app/x/error_mapping.h"

#include <QUrlQuery>
#include <algorithm>

namespace postreel {

namespace {

using enum CallbackEnd;
constexpr EnumNames<CallbackEnd, 6> names{{
    {Code, "Code"},
    {Denied, "Denied"},
    {WrongState, "WrongState"},
    {ErrorFromX, "ErrorFromX"},
    {PortTaken, "PortTaken"},
    {TimedOut, "TimedOut"},
}};

constexpr qsizetype longestCode = 4096;
constexpr qsizetype shortestCode = 8; // a word or two pasted by mistake is no code

// RFC 6749, A.11: printable ASCII.
bool isCode(const QString &text)
{
    return !text.isEmpty() && text.size() <= longestCode
           && std::all_of(text.begin(), text.end(), [](QChar c) { return c > u' ' && c < u'\u007f'; });
}

// Empty if the parameter is missing, or there more than once, which no server does.
QString single(const QUrlQuery &query, const char *name)
{
    const QStringList values = query.allQueryItemValues(QLatin1String(name), QUrl::FullyDecoded);
    return values.size() == 1 ? values.first() : QString();
}

} // namespace

QString nameOf(CallbackEnd end)
{
    return enumName(names, end);
}

std::optional<AuthorizationResponse> readCallback(const QByteArray &query, const QByteArray &state)
{
    const QUrlQuery items(QString::fromLatin1(query));
    const QString error = single(items, "error");
    const QString code = single(items, "code");
    if (error.isEmpty() && !isCode(code))
        return std::nullopt;
    if (!sameSecret(single(items, "state").toUtf8(), state))
        return AuthorizationResponse{.end = WrongState, .code = {}, .detail = {}};
    if (error == QLatin1String("access_denied"))
        return AuthorizationResponse{.end = Denied, .code = {}, .detail = {}};
    if (error.isEmpty())
        return AuthorizationResponse{.end = Code, .code = code.toLatin1(), .detail = {}};
    const QString words = single(items, "error_description");
    return AuthorizationResponse{.end = ErrorFromX, .code = {}, .detail = cleanWords(words.isEmpty() ? error : words)};
}

std::optional<AuthorizationResponse> readPasted(const QString &text, const QByteArray &state)
{
    QString trimmed = text.trimmed();
    for (const QChar quote : {u'"', u'\''})
        if (trimmed.size() > 1 && trimmed.startsWith(quote) && trimmed.endsWith(quote))
            trimmed = trimmed.mid(1, trimmed.size() - 2).trimmed();
    const qsizetype question = trimmed.indexOf(u'?');
    const QString query = trimmed.mid(question + 1).section(u'#', 0, 0);
    if (std::optional<AuthorizationResponse> read = readCallback(query.toUtf8(), state))
        return read;
    const bool alone = !trimmed.contains(u'=') && !trimmed.contains(QLatin1String("://")) && question < 0;
    if (alone && isCode(trimmed) && trimmed.size() >= shortestCode)
        return AuthorizationResponse{.end = Code, .code = trimmed.toLatin1(), .detail = {}};
    return std::nullopt;
}

} // namespace postreel
