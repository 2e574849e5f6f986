// The page that the browser shows after the authorize page: what happened, and that it can be closed.
// Invariant: holds nothing of what was asked or answered but cleaned and escaped words; loads nothing, runs nothing.
#pragma once

#include "app/auth/authorization_response.h"

#include <QCoreApplication>

namespace postreel {

class CallbackPage
{
    Q_DECLARE_TR_FUNCTIONS(postreel::CallbackPage)
public:
    // The whole HTTP answer for an end that came by the browser.
    static QByteArray of(const AuthorizationResponse &answer);
    // For a request that is none of the authorize page's; `http` is 400, 404, 405 or 431.
    static QByteArray refusal(int http);

private:
    static QByteArray page(int http, const QString &title, const QString &text);
};

} // namespace postreel
