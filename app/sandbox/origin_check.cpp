#include "app/sandbox/origin_check.h"

#include "app/sandbox/problem.h"

#include <algorithm>

namespace postreel::sandbox {

namespace {

struct Authority
{
    QByteArray host; // in lower case; an IPv6 address with its brackets
    int port = 0;

    friend bool operator==(const Authority &, const Authority &) = default;
};

// Parses digits without sign or leading zero; -1 if malformed or greater than `most`.
int plainNumber(const QByteArray &text, int most)
{
    const bool digits = !text.isEmpty() && text.size() <= 5 &&
                        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || (text.size() > 1 && text.startsWith('0')))
        return -1;
    const int number = text.toInt();
    return number <= most ? number : -1;
}

std::optional<Authority> parseAuthority(const QByteArray &text, int usualPort)
{
    const qsizetype hostEnd = text.startsWith('[') ? text.indexOf(']') + 1 : text.indexOf(':');
    const QByteArray host = hostEnd < 0 ? text : text.left(hostEnd);
    const QByteArray rest = hostEnd < 0 ? QByteArray() : text.mid(hostEnd);
    if (host.isEmpty())
        return std::nullopt;
    if (rest.isEmpty())
        return Authority{host.toLower(), usualPort};
    const int port = rest.startsWith(':') ? plainNumber(rest.mid(1), 65535) : -1;
    return port < 0 ? std::nullopt : std::optional(Authority{host.toLower(), port});
}

bool isLoopbackName(const QByteArray &host)
{
    if (host == "localhost" || host == "[::1]")
        return true;
    const QList<QByteArray> parts = host.split('.');
    return parts.size() == 4 && parts.first() == "127" && std::all_of(parts.begin(), parts.end(), [](const QByteArray &part) {
               return plainNumber(part, 255) >= 0;
           });
}

int usualPortOf(const QUrl &base)
{
    return base.scheme() == QLatin1String("https") ? 443 : 80;
}

bool isOwn(const QByteArray &authority, const QUrl &base, bool anyPort)
{
    const std::optional<Authority> said = parseAuthority(authority, usualPortOf(base));
    return said && (anyPort || said->port == base.port(usualPortOf(base))) && isLoopbackName(said->host);
}

// A page on one loopback name is foreign to a request to another name, as it is for browsers.
bool isOwnOrigin(const QByteArray &origin, const QByteArray &host, const QUrl &base, bool anyPort)
{
    const QByteArray scheme = base.scheme().toLatin1() + "://";
    if (!origin.toLower().startsWith(scheme))
        return false;
    const QByteArray authority = origin.mid(scheme.size());
    const int usual = usualPortOf(base);
    return isOwn(authority, base, anyPort) && (host.isEmpty() || parseAuthority(authority, usual) == parseAuthority(host, usual));
}

} // namespace

std::optional<HttpResponse> foreignRequest(const HttpHead &head, const QUrl &base, bool anyPort)
{
    // HTTP/1.0 may omit Host; no browser uses it.
    const QByteArray host = head.header("Host");
    if ((head.has("Host") && !isOwn(host, base, anyPort)) ||
        (!head.authority.isEmpty() && !isOwn(head.authority, base, anyPort)))
        return bareProblem(421, QStringLiteral("This server answers to loopback names with its own port alone."));
    for (const HttpHeader &header : head.headers) {
        const bool origin = header.name.compare("Origin", Qt::CaseInsensitive) == 0;
        const bool site = header.name.compare("Sec-Fetch-Site", Qt::CaseInsensitive) == 0;
        if ((origin && !isOwnOrigin(header.value, host, base, anyPort)) ||
            (site && header.value != "same-origin" && header.value != "none"))
            return bareProblem(403, QStringLiteral("Pages of other origins get no answer here."));
    }
    return std::nullopt;
}

} // namespace postreel::sandbox
