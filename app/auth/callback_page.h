// The page that the browser shows after the authorize page: what happened, and that it can be closed.
// Invariant: repeats nothing of the request or response but cleaned and escaped words; loads nothing, runs nothing.
#pragma once

#include "app/auth/authorization_response.h"

#include <QCoreApplication>

namespace postreel {

class CallbackPage
{
    Q_DECLARE_TR_FUNCTIONS(postreel::CallbackPage)
public:
    // The whole HTTP response for an end that came through the browser.
    static QByteArray of(const AuthorizationResponse &answer);
    // For a request that is not from the authorize page; `http` is 400, 404, 405 or 431.
    static QByteArray refusal(int http);

private:
    static QByteArray page(int http, const QString &title, const QString &text);
};

} // namespace postreel
