#include "ui/cli/start_request.h"

#include <QJsonArray>

namespace postreel {

namespace {

// Visits each member by name, in one place for both directions.
template <typename R, typename Visit>
void visitMembers(R &request, Visit &&visit)
{
    visit("files", request.files);
    visit("sandbox", request.sandbox);
    visit("sandboxSpec", request.sandboxSpec);
    visit("apiBase", request.apiBase);
    visit("caFile", request.caFile);
    visit("token", request.token);
    visit("account", request.account);
    visit("text", request.text);
    visit("altTexts", request.altTexts);
    visit("subtitles", request.subtitles);
    visit("coverMs", request.coverMs);
    visit("atMs", request.atMs);
    visit("post", request.post);
    visit("each", request.each);
    visit("sendAnyway", request.sendAnyway);
    visit("fix", request.fix);
    visit("limitBytesPerSecond", request.limitBytesPerSecond);
    visit("timeoutMs", request.timeoutMs);
    visit("onceKey", request.onceKey);
    visit("quitWhenDone", request.quitWhenDone);
    visit("events", request.events);
    visit("profile", request.profile);
}

struct Writer
{
    QJsonObject &json;

    void operator()(const char *key, bool value) const { json[QLatin1String(key)] = value; }
    void operator()(const char *key, qint64 value) const { json[QLatin1String(key)] = value; }
    void operator()(const char *key, const QString &value) const { json[QLatin1String(key)] = value; }
    void operator()(const char *key, const QByteArray &value) const
    {
        json[QLatin1String(key)] = QString::fromLatin1(value);
    }
    void operator()(const char *key, const QStringList &value) const
    {
        json[QLatin1String(key)] = QJsonArray::fromStringList(value);
    }
    void operator()(const char *key, const QVector<StartRequest::Subtitle> &value) const
    {
        QJsonArray list;
        for (const StartRequest::Subtitle &subtitle : value)
            list << QJsonObject{{QStringLiteral("file"), subtitle.file},
                                {QStringLiteral("language"), subtitle.language}};
        json[QLatin1String(key)] = list;
    }
};

struct Reader
{
    const QJsonObject &json;

    void operator()(const char *key, bool &value) const { value = json[QLatin1String(key)].toBool(); }
    void operator()(const char *key, qint64 &value) const { value = json[QLatin1String(key)].toInteger(value); }
    void operator()(const char *key, QString &value) const { value = json[QLatin1String(key)].toString(); }
    void operator()(const char *key, QByteArray &value) const
    {
        value = json[QLatin1String(key)].toString().toLatin1();
    }
    void operator()(const char *key, QStringList &value) const
    {
        value.clear();
        for (const QJsonValue &item : json[QLatin1String(key)].toArray())
            value << item.toString();
    }
    void operator()(const char *key, QVector<StartRequest::Subtitle> &value) const
    {
        value.clear();
        for (const QJsonValue &item : json[QLatin1String(key)].toArray())
            value << StartRequest::Subtitle{item[QStringLiteral("file")].toString(),
                                       item[QStringLiteral("language")].toString()};
    }
};

} // namespace

QJsonObject StartRequest::toJson() const
{
    QJsonObject json{{QStringLiteral("check"), kind == Kind::Check}};
    visitMembers(*this, Writer{json});
    return json;
}

StartRequest StartRequest::fromJson(const QJsonObject &json)
{
    StartRequest request;
    request.kind = json[QStringLiteral("check")].toBool() ? Kind::Check : Kind::Run;
    visitMembers(request, Reader{json});
    return request;
}

} // namespace postreel
