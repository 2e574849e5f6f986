#include "app/sandbox/page_access.h"

#include "app/sandbox/html.h"
#include "app/sandbox/problem.h"

#include <QUrlQuery>

namespace postreel::sandbox {

namespace {

const QString keyName = QStringLiteral("key");

// Cookies ignore the port; without it in the name, two sandboxes would read each other's.
QByteArray cookieName(const SandboxState &world)
{
    return "postreel-sandbox-" + QByteArray::number(world.base.port());
}

bool hasCookie(const SandboxState &world, const HttpHead &head)
{
    const QByteArray name = cookieName(world);
    for (const HttpHeader &header : head.headers) {
        if (header.name.compare("Cookie", Qt::CaseInsensitive) != 0)
            continue;
        for (const QByteArray &pair : header.value.split(';')) {
            const qsizetype equals = pair.indexOf('=');
            if (equals > 0 && pair.left(equals).trimmed() == name && world.pageKeys->isCookieValue(pair.mid(equals + 1).trimmed()))
                return true;
        }
    }
    return false;
}

HttpResponse withoutKey(const SandboxState &world, const HttpHead &head, QUrlQuery query, bool giveCookie)
{
    query.removeAllQueryItems(keyName);
    QByteArray target = head.target.left(head.target.indexOf('?'));
    if (!query.isEmpty())
        target += '?' + query.toString(QUrl::FullyEncoded).toLatin1();
    HttpResponse answer;
    answer.status = 303;
    // An absolute URL, because a path that begins with two slashes would name another host.
    answer.addHeader("Location", "http" + QByteArray(world.base.scheme() == QLatin1String("https") ? "s" : "") + "://" +
                                     (head.has("Host") ? head.header("Host") : world.base.authority().toLatin1()) + target);
    answer.addHeader("Cache-Control", "no-store");
    answer.addHeader("Referrer-Policy", "same-origin");
    if (giveCookie)
        answer.addHeader("Set-Cookie", cookieName(world) + '=' + world.pageKeys->cookieValue() +
                                           "; Path=/; HttpOnly; SameSite=Strict" +
                                           (world.base.scheme() == QLatin1String("https") ? "; Secure" : ""));
    return answer;
}

HttpResponse accessHelpPage(const SandboxState &world)
{
    return html::page(403, QStringLiteral("Not from here"),
                      "<h1>Not from here</h1><p>This is Postreel's sandbox on this computer. It shows its Posts only to "
                      "browsers that it has let in.</p><p>" +
                          html::escaped(world.howToOpen) + "</p>");
}

} // namespace

QByteArray bearerToken(const HttpHead &head)
{
    const QByteArray header = head.header("Authorization");
    return header.left(7).toLower() == "bearer " ? header.mid(7).trimmed() : QByteArray();
}

std::optional<HttpResponse> checkPageAccess(SandboxState &world, const HttpHead &head, Call call)
{
    const bool reads = head.method == "GET" || head.method == "HEAD";
    const QUrlQuery query(QString::fromUtf8(head.query()));
    if (reads && call != Call::Inspect && query.hasQueryItem(keyName)) {
        const bool opens = world.pageKeys->redeem(query.queryItemValue(keyName).toLatin1());
        if (opens || world.open || hasCookie(world, head))
            return withoutKey(world, head, query, opens);
        return accessHelpPage(world);
    }
    if (world.open || hasCookie(world, head) || world.tokens.lookUp(bearerToken(head), world.nowMs()))
        return std::nullopt;
    if (call != Call::Inspect)
        return accessHelpPage(world);
    HttpResponse refusal = bareProblem(401);
    refusal.addHeader("WWW-Authenticate", "Bearer");
    return refusal;
}

} // namespace postreel::sandbox
