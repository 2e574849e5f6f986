#include "app/auth/callback_page.h"

namespace postreel {

QByteArray CallbackPage::of(const AuthorizationResponse &answer)
{
    switch (answer.end) {
    case CallbackEnd::Code:
        return page(200, tr("Almost done"),
                    tr("Postreel is finishing the sign-in. You can close this page and go back to it."));
    case CallbackEnd::Denied:
        return page(200, tr("Not signed in"),
                    tr("You chose not to allow it, so nothing has changed. You can close this page and try again in "
                       "Postreel."));
    case CallbackEnd::WrongState:
        return page(400, tr("This page is from another attempt"),
                    tr("It belongs to an earlier attempt to sign in, or to one that is not yours. Close this page and "
                       "use the one that Postreel opened last."));
    case CallbackEnd::ErrorFromX:
        return page(200, tr("X did not sign you in"),
                    tr("The sign-in server says: “%1”. You can close this page; Postreel tells you what to do next.").arg(answer.detail));
    case CallbackEnd::PortTaken:
    case CallbackEnd::TimedOut:
        break; // do not come through the browser
    }
    return refusal(400);
}

QByteArray CallbackPage::refusal(int http)
{
    return page(http, tr("Nothing to see here"), tr("Postreel is waiting here for X to answer a sign-in, and this "
                                                    "page is not part of it."));
}

QByteArray CallbackPage::page(int http, const QString &title, const QString &text)
{
    const QByteArray body = "<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>Postreel</title></head>\n<body "
                            "style=\"font-family:sans-serif;margin:4em auto;max-width:34em\">\n<h1>"
                            + title.toHtmlEscaped().toUtf8() + "</h1>\n<p>" + text.toHtmlEscaped().toUtf8()
                            + "</p>\n</body></html>\n";
    // The URL of the page holds the code, which must not reach another server or a cache.
    return "HTTP/1.1 " + QByteArray::number(http) + (http == 200 ? " OK" : " Refused")
           + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + QByteArray::number(body.size())
           + "\r\nConnection: close\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
             "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n"
             "X-Content-Type-Options: nosniff\r\n\r\n"
           + body;
}

} // namespace postreel
