// X's responses: the data envelope and every form of refusal (Problem, errors array, plain text).
// Invariant: each function returns a complete response; statuses and types are those of X's own spec.
#pragma once

#include "app/sandbox/http_message.h"

#include <QJsonObject>
#include <QJsonValue>

namespace postreel::sandbox {

HttpResponse jsonAnswer(int status, const QJsonObject &body);
// {"data": …}
HttpResponse dataAnswer(int status, const QJsonObject &data);
// 400 Problem invalid-request; `parameter` and `value` may be empty.
HttpResponse invalidRequest(const QString &message, const QString &parameter = {}, const QString &value = {});
// The same, for a member or field that the schema does not define.
HttpResponse unknownMember(const QString &name);
// 404 Problem resource-not-found.
HttpResponse resourceNotFound(const QString &type, const QString &id, const QString &parameter);
// 403 Problem not-authorized-for-resource.
HttpResponse notAuthorizedFor(const QString &type, const QString &id, const QString &parameter);
// 403 Problem with a detail, e.g. duplicate content.
HttpResponse forbidden(const QString &detail);
// {"title","type":"about:blank","status","detail"}, the form in which X's front end sends 401, 404, 405, 415
// and 5xx.
HttpResponse bareProblem(int status, const QString &detail = {});
HttpResponse plainText(int status, const QByteArray &text);
// 429 with X's body; without rate-limit headers.
HttpResponse rateLimited();
// {"error","error_description"} of the token endpoint.
HttpResponse oauthError(int status, const QString &error, const QString &description);
// The response of a statusNNN fault: the body that X, or the proxy in front of it, sends with that status.
HttpResponse sceneAnswer(int status);

} // namespace postreel::sandbox
