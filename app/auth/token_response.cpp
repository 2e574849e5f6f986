#include "app/auth/token_response.h"

#include "app/x/response_shape.h"
#include "app/x/error_mapping.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace postreel {

namespace {

using Verdict = TokenResponse::Verdict;

constexpr qint64 usualLifeMs = 7200 * 1000; // X's, for a server that does not state one
constexpr qint64 longestLifeMs = 365LL * 24 * 3600 * 1000;
constexpr qsizetype longestToken = 8192;

// A token goes into a header, so it must hold nothing that begins another header line (RFC 6750, 2.1).
QByteArray tokenIn(const QJsonObject &object, const char *name)
{
    const QString text = object.value(QLatin1String(name)).toString();
    const bool fit = std::all_of(text.begin(), text.end(), [](QChar c) { return c > u' ' && c < u'\u007f'; });
    return fit && text.size() <= longestToken ? text.toLatin1() : QByteArray();
}

qint64 lifeIn(const QJsonObject &object)
{
    const QJsonValue said = object.value(QLatin1String("expires_in"));
    bool isNumber = said.isDouble();
    const double seconds = isNumber ? said.toDouble() : said.toString().toDouble(&isNumber);
    if (!isNumber || !(seconds > 0))
        return usualLifeMs;
    return static_cast<qint64>(std::min(seconds * 1000, static_cast<double>(longestLifeMs)));
}

// Whether the endpoint itself says that what was sent is invalid. X says invalid_request where RFC 6749 has invalid_grant, and
// also for requests that lack something: it counts only with words about the value itself.
bool refusesTheToken(const QString &code, const QString &description)
{
    if (code == QLatin1String("invalid_grant"))
        return true;
    const auto says = [&description](const char *word) {
        return description.contains(QLatin1String(word), Qt::CaseInsensitive);
    };
    return code == QLatin1String("invalid_request") && says("invalid") && (says("token") || says("authorization code"));
}

bool refusesTheApp(const QString &code)
{
    return code == QLatin1String("invalid_client") || code == QLatin1String("unauthorized_client");
}

TokenResponse later(const Response &answer, bool mayBeSpent)
{
    TokenResponse read;
    read.error = errorOf(Call::SignIn, answer);
    if (read.error.kind == ErrorKind::None) // a 2xx without a token in it
        read.error = Error{.kind = ErrorKind::BadAnswer, .http = answer.http};
    read.mayBeSpent = mayBeSpent;
    return read;
}

TokenResponse readSuccess(const Response &answer)
{
    const QJsonObject object = QJsonDocument::fromJson(answer.body).object();
    TokenResponse read{.verdict = Verdict::Granted, .grant = {}, .error = {}};
    read.grant.access = tokenIn(object, "access_token");
    const QString type = object.value(QLatin1String("token_type")).toString(QStringLiteral("bearer"));
    if (answer.overlong || read.grant.access.isEmpty() || type.compare(QLatin1String("bearer"), Qt::CaseInsensitive) != 0)
        return later(answer, true);
    read.grant.refresh = tokenIn(object, "refresh_token");
    read.grant.lifeMs = lifeIn(object);
    read.grant.known = {KnownSecret(read.grant.access), KnownSecret(read.grant.refresh)};
    read.grant.scopes = redactKnown(object.value(QLatin1String("scope")).toString()).split(u' ', Qt::SkipEmptyParts);
    return read;
}

// Whether the server may have done what was asked for all the same: only a refusal of its own proves the opposite.
bool mayHaveBeenDone(const Response &answer)
{
    const bool isRefusal = answer.http >= 400 && answer.http < 500 && answer.http != 408 && answer.http != 425;
    return !isRefusal || shapeOf(answer) == ResponseShape::Foreign;
}

} // namespace

TokenResponse readTokenResponse(const Response &answer)
{
    switch (answer.outcome) {
    case RequestOutcome::NoToken:
    case RequestOutcome::TokenLater:
    case RequestOutcome::NotReached:
    case RequestOutcome::TlsFailed:
    case RequestOutcome::ProxyFailed:
    case RequestOutcome::BlockedByRateLimit:
        return later(answer, false);
    case RequestOutcome::NoAnswer:
    case RequestOutcome::Stalled:
    case RequestOutcome::Aborted:
        return later(answer, true);
    case RequestOutcome::Answered:
        break;
    }
    if (answer.succeeded())
        return readSuccess(answer);
    const QJsonObject object = QJsonDocument::fromJson(answer.body).object();
    const QString code = object.value(QLatin1String("error")).toString();
    const QString description = object.value(QLatin1String("error_description")).toString();
    TokenResponse read = later(answer, mayHaveBeenDone(answer));
    if (answer.http != 400 && answer.http != 401)
        return read;
    if (refusesTheToken(code, description))
        read.verdict = Verdict::Dead;
    else if (refusesTheApp(code))
        read.verdict = Verdict::AppRefused;
    return read;
}

} // namespace postreel
