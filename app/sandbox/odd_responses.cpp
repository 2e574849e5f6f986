#include "app/sandbox/odd_responses.h"

#include "app/sandbox/problem.h"

#include <QJsonArray>

namespace postreel::sandbox {

namespace {

HttpResponse errorsAlone()
{
    const QJsonObject error{{QStringLiteral("title"), QStringLiteral("Service Unavailable")},
                            {QStringLiteral("message"), QStringLiteral("Something went wrong, nothing was stored.")}};
    return jsonAnswer(200, {{QStringLiteral("errors"), QJsonArray{error}}});
}

HttpResponse unknownAuthentication()
{
    return jsonAnswer(
        403, {{QStringLiteral("title"), QStringLiteral("Unsupported Authentication")},
              {QStringLiteral("detail"),
               QStringLiteral("Authenticating with Unknown is forbidden for this endpoint. Supported authentication "
                              "types are [OAuth 1.0a User Context, OAuth 2.0 User Context].")},
              {QStringLiteral("type"), QStringLiteral("https://api.twitter.com/2/problems/unsupported-authentication")},
              {QStringLiteral("status"), 403}});
}

HttpResponse usageCapped(const QString &period)
{
    HttpResponse answer = jsonAnswer(
        429, {{QStringLiteral("account_id"), 1},
              {QStringLiteral("product_name"), QStringLiteral("standard-basic")},
              {QStringLiteral("title"), QStringLiteral("UsageCapExceeded")},
              {QStringLiteral("period"), period},
              {QStringLiteral("scope"), QStringLiteral("Product")},
              {QStringLiteral("detail"), QStringLiteral("Usage cap exceeded: %1 product cap").arg(period)},
              {QStringLiteral("type"), QStringLiteral("https://api.twitter.com/2/problems/usage-capped")}});
    answer.headers += {{"x-rate-limit-limit", "40000"}, {"x-rate-limit-remaining", "39999"}};
    return answer;
}

HttpResponse notEnrolled()
{
    return jsonAnswer(
        403, {{QStringLiteral("title"), QStringLiteral("Client Forbidden")},
              {QStringLiteral("detail"), QStringLiteral("This request must be made using an approved developer account "
                                                        "that is enrolled in the requested endpoint.")},
              {QStringLiteral("reason"), QStringLiteral("client-not-enrolled")},
              {QStringLiteral("registration_url"), QStringLiteral("https://console.x.com/")},
              {QStringLiteral("required_enrollment"), QStringLiteral("Appropriate Level of API Access")},
              {QStringLiteral("type"), QStringLiteral("https://api.twitter.com/2/problems/client-forbidden")},
              {QStringLiteral("status"), 403}});
}

} // namespace

HttpResponse intermediaryPage(int status)
{
    HttpResponse page = plainText(status, "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>"
                                        "<h1>One more step</h1><p>Please sign in to this network or complete the "
                                        "check.</p></body></html>");
    page.contentType = "text/html; charset=UTF-8";
    return page;
}

std::optional<HttpResponse> fixedResponse(const Fault &fault)
{
    switch (fault.action) { // all other actions have no fixed response
    case FaultAction::Page:
        return intermediaryPage(fault.status);
    case FaultAction::Errors:
        return errorsAlone();
    case FaultAction::Lose:
        return jsonAnswer(200, {});
    case FaultAction::UnknownAuth:
        return unknownAuthentication();
    case FaultAction::Capped:
        return usageCapped(fault.byte == 1 ? QStringLiteral("Daily") : QStringLiteral("Monthly"));
    case FaultAction::NotEnrolled:
        return notEnrolled();
    case FaultAction::Suspended:
        return forbidden(QStringLiteral("Your account is suspended and is not permitted to access this feature."));
    case FaultAction::BadMedia:
        return invalidRequest(QStringLiteral("Your media IDs are invalid."), QStringLiteral("media.media_ids"),
                              QStringLiteral("1"));
    default:
        return std::nullopt;
    }
}

} // namespace postreel::sandbox
