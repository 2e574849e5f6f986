#include "app/sandbox/fault_play.h"

#include "app/sandbox/odd_responses.h"
#include "app/sandbox/problem.h"

#include <QRegularExpression>

namespace postreel::sandbox {

namespace {

constexpr qsizetype hugeBytes = 10'000'000;
constexpr qint64 defaultRetryAfterSecs = 2;
constexpr qint64 sceneResetSecs = 2; // short, so that a test need not wait 15 minutes

QByteArray withNumbers(const QByteArray &body)
{
    // "id":"123" → "id":123; likewise media_id and arrays of ids.
    static const QRegularExpression id(
        QStringLiteral("(\"(?:id|media_id|previous_post_id)\":)\"([0-9]{1,19})\""));
    static const QRegularExpression list(QStringLiteral("(\"edit_history_tweet_ids\":\\[)\"([0-9]{1,19})\""));
    QString text = QString::fromUtf8(body);
    text.replace(id, QStringLiteral("\\1\\2"));
    text.replace(list, QStringLiteral("\\1\\2"));
    return text.toUtf8();
}

QByteArray withOtherId(const QByteArray &body)
{
    static const QRegularExpression id(QStringLiteral("(\"id\":)\"[0-9]{1,19}\""));
    return QString::fromUtf8(body).replace(id, QStringLiteral("\\1\"1234567890123456789\"")).toUtf8();
}

HttpResponse withBody(HttpResponse answer, const QByteArray &body)
{
    answer.status = 200;
    answer.file.clear();
    answer.body = body;
    return answer;
}

} // namespace

QString faultName(const Fault &fault)
{
    static const QStringList lines = faultActionLines();
    QString name = lines.value(static_cast<int>(fault.action)).section(u':', 0, 0);
    return name.replace(QStringLiteral("NNN"), QString::number(fault.status));
}

bool replacesHandling(const Fault &fault)
{
    return fault.action == FaultAction::Status || fault.action == FaultAction::Early ||
           fault.action == FaultAction::Bare || fault.action == FaultAction::Later ||
           fault.action == FaultAction::Redirect || fixedResponse(fault).has_value();
}

HttpResponse faultAnswer(const Fault &fault, const HttpHead &head, quint16 port, bool tls, qint64 nowSecs)
{
    if (fault.action == FaultAction::Redirect) {
        HttpResponse answer;
        answer.status = 307;
        answer.addHeader("Location", (tls ? "https://localhost:" : "http://localhost:") +
                                         QByteArray::number(port) + head.target);
        return answer;
    }
    if (fault.action == FaultAction::Bare)
        return rateLimited();
    if (const std::optional<HttpResponse> said = fixedResponse(fault))
        return *said;
    if (fault.action == FaultAction::Later) {
        HttpResponse answer = fault.status == 429 ? rateLimited() : sceneAnswer(fault.status);
        answer.addHeader("Retry-After",
                         QByteArray::number(fault.byte >= 0 ? fault.byte : defaultRetryAfterSecs));
        return answer;
    }
    HttpResponse answer = sceneAnswer(fault.status);
    if (fault.status == 429)
        answer.headers = {{"x-rate-limit-limit", "1875"},
                          {"x-rate-limit-remaining", "0"},
                          {"x-rate-limit-reset", QByteArray::number(nowSecs + sceneResetSecs)}};
    return answer;
}

HttpResponse applyFault(const HttpResponse &answer, const Fault &fault)
{
    switch (fault.action) { // all other actions leave the response unchanged
    case FaultAction::Done: {
        HttpResponse lie = sceneAnswer(fault.status);
        return lie;
    }
    case FaultAction::DonePage:
        return intermediaryPage(fault.status);
    case FaultAction::Moved: {
        HttpResponse away = intermediaryPage(fault.status);
        away.addHeader("Location", "https://sign-in.invalid/?from=api");
        return away;
    }
    case FaultAction::OtherId: {
        HttpResponse changed = answer;
        changed.body = withOtherId(answer.body);
        return changed;
    }
    case FaultAction::Garbage:
        return withBody(answer, QByteArray("\x01\x02 <<< this is no JSON }{ \xff"));
    case FaultAction::Huge:
        return withBody(answer, "{\"data\":{\"id\":\"" + QByteArray(hugeBytes, 'x') + "\"}}");
    case FaultAction::BadUtf8:
        return withBody(answer, "{\"data\":{\"id\":\"12\xc3\x28\xff\xfe\"}}");
    case FaultAction::Numbers: {
        HttpResponse changed = answer;
        changed.body = withNumbers(answer.body);
        return changed;
    }
    default:
        return answer;
    }
}

} // namespace postreel::sandbox
