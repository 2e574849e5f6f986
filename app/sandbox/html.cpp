#include "app/sandbox/html.h"

namespace postreel::sandbox::html {

QByteArray escaped(const QString &text)
{
    return text.toHtmlEscaped().replace(u'\'', QStringLiteral("&#39;")).toUtf8();
}

HttpResponse page(int status, const QString &title, const QByteArray &body)
{
    static const QByteArray style =
        "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 "
        "1rem;color-scheme:light dark}"
        "video,img{max-width:100%;border-radius:.7rem;background:#8882}.text{white-space:pre-wrap;font-size:"
        "1.2rem}"
        ".note{border:1px solid #d80;border-radius:.4rem;padding:.2rem .6rem;display:inline-block}";
    HttpResponse answer;
    answer.status = status;
    answer.contentType = "text/html; charset=utf-8";
    // The style is inline; scripts and resources of other origins are forbidden.
    answer.addHeader("Content-Security-Policy",
                     "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; "
                     "frame-ancestors 'none'");
    answer.addHeader("Cross-Origin-Resource-Policy", "same-origin");
    // Without this header, a browser may send "Origin: null" with the page's own forms.
    answer.addHeader("Referrer-Policy", "same-origin");
    answer.addHeader("X-Content-Type-Options", "nosniff");
    answer.body = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                  "content=\"width=device-width\"><title>" +
                  escaped(title) + "</title><style>" + style + "</style></head>\n<body>\n" + body +
                  "\n</body></html>\n";
    return answer;
}

} // namespace postreel::sandbox::html
