#include "app/x/media_calls.h"

#include "app/x/bodies.h"
#include "app/x/decimal_id.h"
#include "app/x/error_mapping.h"

#include <QJsonArray>
#include <algorithm>

namespace postreel {

namespace {

const QString commandPath = QStringLiteral("/2/media/upload");

QString resourcePath(const QString &mediaId, const char *step)
{
    return commandPath % u'/' % mediaId % u'/' % QLatin1String(step);
}

QString idIn(const QJsonObject &data)
{
    const QString id = decimalId(data.value(QLatin1String("id")));
    return id.isEmpty() ? decimalId(data.value(QLatin1String("media_id_string"))) : id;
}

qint64 millisecondsIn(const QJsonObject &object, const char *key)
{
    constexpr qint64 yearSeconds = 365LL * 24 * 3600;
    return std::clamp<qint64>(object.value(QLatin1String(key)).toInteger(0), 0, yearSeconds) * 1000;
}

// A name from X that is shown and reported, so its length is bounded.
QString nameIn(const QJsonObject &object, const char *key)
{
    constexpr int longest = 100;
    return cleanWords(object.value(QLatin1String(key)).toString()).left(longest);
}

QJsonObject dataIn(const QJsonObject &object)
{
    const QJsonValue data = object.value(QLatin1String("data"));
    return data.isObject() ? data.toObject() : object;
}

Error rejection(const QJsonObject &error)
{
    QString words = error.value(QLatin1String("message")).toString();
    const QString name = nameIn(error, "name");
    if (words.isEmpty())
        words = name;
    return Error{.kind = ErrorKind::Rejected,
                 .detail = cleanWords(words),
                 .source = words.isEmpty() ? ErrorSource::None : ErrorSource::X,
                 .problem = name};
}

// processing_info as X and compatible servers send it: check_after_secs may be missing, 0 or huge, `failed` may come without an
// error, and `in_progress` with an error means failed.
Result<MediaStatus> statusIn(Call call, const Response &answer)
{
    const Result<QJsonObject> object = objectOf(call, answer);
    if (!object)
        return object.error();
    const QJsonObject data = dataIn(*object);
    MediaStatus status;
    status.mediaId = idIn(data);
    status.mediaKey = nameIn(data, "media_key");
    status.expiresAfterMs = millisecondsIn(data, "expires_after_secs");
    const QJsonValue infoValue = data.value(QLatin1String("processing_info"));
    if (!infoValue.isObject()) {
        if (status.mediaId.isEmpty())
            return unreadable(call, answer);
        return status;
    }
    const QJsonObject info = infoValue.toObject();
    status.name = nameIn(info, "state");
    const qint64 percent = info.value(QLatin1String("progress_percent")).toInteger(-1);
    status.percent = percent < 0 ? -1 : static_cast<int>(std::min<qint64>(percent, 100));
    const qint64 after = info.value(QLatin1String("check_after_secs")).toInteger(0);
    status.checkAfterMs = after <= 0 ? 2000 : std::clamp<qint64>(after, 1, 60) * 1000;
    const QJsonValue error = info.value(QLatin1String("error"));
    if (status.name == QLatin1String("failed") || error.isObject()) {
        status.state = MediaStatus::State::Failed;
        status.error = rejection(error.toObject());
        status.error.http = answer.http;
    } else if (status.name != QLatin1String("succeeded")) {
        status.state = MediaStatus::State::Processing;
    }
    return status;
}

} // namespace

InitializeCall::InitializeCall(WireForm form, const MediaFacts &facts, qint64 totalBytes)
    : m_form(form), m_facts(facts), m_totalBytes(totalBytes)
{
}

Request InitializeCall::request() const
{
    if (m_form == WireForm::Command)
        return multipartRequest(call, commandPath,
                                {{"command", "INIT"},
                                 {"media_type", m_facts.mediaType.toLatin1()},
                                 {"total_bytes", QByteArray::number(m_totalBytes)},
                                 {"media_category", m_facts.mediaCategory.toLatin1()}});
    return jsonRequest(call, commandPath % QStringLiteral("/initialize"),
                       {{QStringLiteral("media_type"), m_facts.mediaType},
                        {QStringLiteral("total_bytes"), m_totalBytes},
                        {QStringLiteral("media_category"), m_facts.mediaCategory}});
}

Result<MediaTicket> InitializeCall::read(const Response &answer)
{
    const Result<QJsonObject> object = objectOf(call, answer);
    if (!object)
        return object.error();
    const QJsonObject data = dataIn(*object);
    MediaTicket ticket{.mediaId = idIn(data),
                       .mediaKey = nameIn(data, "media_key"),
                       .expiresAfterMs = millisecondsIn(data, "expires_after_secs")};
    if (ticket.mediaId.isEmpty())
        return unreadable(call, answer);
    return ticket;
}

AppendCall::AppendCall(WireForm form, const QString &mediaId, int index, QVector<QByteArray> bytes)
    : m_form(form), m_mediaId(mediaId), m_index(index), m_bytes(std::move(bytes))
{
}

Request AppendCall::request() const
{
    const QByteArray index = QByteArray::number(m_index);
    if (m_form == WireForm::Command)
        return multipartRequest(
            call, commandPath,
            {{"command", "APPEND"}, {"media_id", m_mediaId.toLatin1()}, {"segment_index", index}}, m_bytes);
    return multipartRequest(call, resourcePath(m_mediaId, "append"), {{"segment_index", index}}, m_bytes);
}

Result<Done> AppendCall::read(const Response &answer)
{
    return acknowledged(call, answer); // the body may be empty, {} or {"data":{"expires_at":…}}
}

FinalizeCall::FinalizeCall(WireForm form, const QString &mediaId) : m_form(form), m_mediaId(mediaId) {}

Request FinalizeCall::request() const
{
    if (m_form == WireForm::Command)
        return multipartRequest(call, commandPath, {{"command", "FINALIZE"}, {"media_id", m_mediaId.toLatin1()}});
    return jsonRequest(call, resourcePath(m_mediaId, "finalize"), {});
}

Result<MediaStatus> FinalizeCall::read(const Response &answer)
{
    return statusIn(call, answer);
}

Request StatusCall::request() const
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("command"), QStringLiteral("STATUS"));
    query.addQueryItem(QStringLiteral("media_id"), m_mediaId);
    return getRequest(call, commandPath, query);
}

Result<MediaStatus> StatusCall::read(const Response &answer)
{
    return statusIn(call, answer);
}

} // namespace postreel
