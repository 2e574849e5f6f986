#include "app/sandbox/problem.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace postreel::sandbox {

namespace {

constexpr QLatin1String problemBase("https://api.x.com/2/problems/");

QJsonObject problem(const char *type, int status, const QString &title, const QString &detail)
{
    return {{QStringLiteral("title"), title},
            {QStringLiteral("detail"), detail},
            {QStringLiteral("type"), QString(problemBase % QLatin1String(type))},
            {QStringLiteral("status"), status}};
}

HttpResponse problemAnswer(int status, const QJsonObject &body)
{
    HttpResponse answer = jsonAnswer(status, body);
    answer.contentType = "application/problem+json";
    return answer;
}

QJsonObject aboutResource(QJsonObject body, const QString &type, const QString &id, const QString &parameter)
{
    body[QStringLiteral("resource_type")] = type;
    body[QStringLiteral("resource_id")] = id;
    body[QStringLiteral("parameter")] = parameter;
    body[QStringLiteral("value")] = id;
    return body;
}

} // namespace

HttpResponse jsonAnswer(int status, const QJsonObject &body)
{
    HttpResponse answer;
    answer.status = status;
    answer.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return answer;
}

HttpResponse dataAnswer(int status, const QJsonObject &data)
{
    return jsonAnswer(status, {{QStringLiteral("data"), data}});
}

HttpResponse invalidRequest(const QString &message, const QString &parameter, const QString &value)
{
    QJsonObject body =
        problem("invalid-request", 400, QStringLiteral("Invalid Request"),
                parameter.isEmpty() ? message
                                    : QStringLiteral("One or more parameters to your request was invalid."));
    QJsonObject parameters;
    if (!parameter.isEmpty())
        parameters[parameter] = QJsonArray{value};
    body[QStringLiteral("errors")] = QJsonArray{
        QJsonObject{{QStringLiteral("parameters"), parameters}, {QStringLiteral("message"), message}}};
    return problemAnswer(400, body);
}

HttpResponse unknownMember(const QString &name)
{
    return invalidRequest(
        QStringLiteral(
            "$.%1: is not defined in the schema and the schema does not allow additional properties")
            .arg(name));
}

HttpResponse resourceNotFound(const QString &type, const QString &id, const QString &parameter)
{
    const QString detail = QStringLiteral("Could not find %1 with %2: [%3].").arg(type, parameter, id);
    return problemAnswer(
        404, aboutResource(problem("resource-not-found", 404, QStringLiteral("Not Found Error"), detail),
                           type, id, parameter));
}

HttpResponse notAuthorizedFor(const QString &type, const QString &id, const QString &parameter)
{
    const QString detail =
        QStringLiteral("Sorry, you are not authorized to use the %1 with %2: [%3].").arg(type, parameter, id);
    return problemAnswer(403, aboutResource(problem("not-authorized-for-resource", 403,
                                                    QStringLiteral("Authorization Error"), detail),
                                            type, id, parameter));
}

HttpResponse forbidden(const QString &detail)
{
    return problemAnswer(403, {{QStringLiteral("title"), QStringLiteral("Forbidden")},
                               {QStringLiteral("detail"), detail},
                               {QStringLiteral("type"), QStringLiteral("about:blank")},
                               {QStringLiteral("status"), 403}});
}

HttpResponse bareProblem(int status, const QString &detail)
{
    const QString title = QString::fromLatin1(reasonPhrase(status));
    return problemAnswer(status, {{QStringLiteral("title"), title},
                                  {QStringLiteral("type"), QStringLiteral("about:blank")},
                                  {QStringLiteral("status"), status},
                                  {QStringLiteral("detail"), detail.isEmpty() ? title : detail}});
}

HttpResponse plainText(int status, const QByteArray &text)
{
    HttpResponse answer;
    answer.status = status;
    answer.contentType = "text/plain; charset=utf-8";
    answer.body = text;
    return answer;
}

HttpResponse rateLimited()
{
    const QJsonObject error{{QStringLiteral("code"), 88},
                            {QStringLiteral("message"), QStringLiteral("Rate limit exceeded")}};
    return jsonAnswer(429, {{QStringLiteral("errors"), QJsonArray{error}}});
}

HttpResponse oauthError(int status, const QString &error, const QString &description)
{
    return jsonAnswer(status,
                      {{QStringLiteral("error"), error}, {QStringLiteral("error_description"), description}});
}

HttpResponse sceneAnswer(int status)
{
    switch (status) {
    case 403:
        return plainText(403, "Forbidden");
    case 413: // X sends it with an empty body
        return plainText(413, {});
    case 429:
        return rateLimited();
    case 500:
        return jsonAnswer(500,
                          {{QStringLiteral("errors"), QJsonArray{QStringLiteral("internal server error")}}});
    case 502:
    case 504: {
        HttpResponse page = plainText(status, "<html><body><h1>" + QByteArray::number(status) + ' ' +
                                                reasonPhrase(status) + "</h1></body></html>");
        page.contentType = "text/html";
        return page;
    }
    case 503:
        return bareProblem(503, QStringLiteral("Service Unavailable"));
    default: // any other status that a rule may name
        return bareProblem(status);
    }
}

} // namespace postreel::sandbox
