#include "app/x/proxy_choice.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <algorithm>

namespace postreel {

namespace {

constexpr int usualPort = 1080; // curl's default for every kind of proxy
constexpr int highestPort = 65535;

int portOf(const QUrl &address)
{
    return address.port(address.scheme() == QLatin1String("https") ? 443 : 80);
}

// Lower case, without the trailing dot and without the brackets of IPv6.
QString plainHost(QString host)
{
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    while (host.endsWith(u'.'))
        host.chop(1);
    return host.toLower();
}

struct HostPort
{
    QString host;
    int port = 0; // 0: not named; -1: not a port
};

HostPort hostPortOf(const QString &text)
{
    const bool bare6 = text.count(u':') > 1 && !text.startsWith(u'[');
    const qsizetype colon = text.startsWith(u'[') ? text.indexOf(u':', text.indexOf(u']')) : text.lastIndexOf(u':');
    if (bare6 || colon < 0)
        return {plainHost(text), 0};
    bool isNumber = false;
    const int port = text.mid(colon + 1).toInt(&isNumber);
    return {plainHost(text.left(colon)), isNumber && port > 0 && port <= highestPort ? port : -1};
}

bool isNetwork(const QString &entry, const QHostAddress &address)
{
    const QPair<QHostAddress, int> network = QHostAddress::parseSubnet(plainHost(entry));
    return network.second >= 0 && address.protocol() == network.first.protocol() && address.isInSubnet(network);
}

// Matches one entry of no_proxy.
bool exempts(const QString &entry, const QString &host, int port)
{
    if (entry == QLatin1String("*"))
        return true;
    const QHostAddress address(host);
    if (entry.contains(u'/'))
        return !address.isNull() && isNetwork(entry, address);
    HostPort named = hostPortOf(entry);
    if (named.port != 0 && named.port != port)
        return false;
    if (!address.isNull())
        return QHostAddress(named.host) == address;
    if (named.host.startsWith(QLatin1String("*.")))
        named.host.remove(0, 1);
    while (named.host.startsWith(u'.'))
        named.host.remove(0, 1);
    const QString name = QString::fromLatin1(QUrl::toAce(named.host));
    return !name.isEmpty() && (host == name || host.endsWith(u'.' % name));
}

bool isExempt(const QUrl &address, const QString &noProxy)
{
    static const QRegularExpression between(QStringLiteral("[,\\s]+"));
    const QStringList entries = noProxy.split(between, Qt::SkipEmptyParts);
    const QString host = plainHost(address.host(QUrl::FullyEncoded));
    return std::any_of(entries.cbegin(), entries.cend(),
                       [&](const QString &entry) { return exempts(entry, host, portOf(address)); });
}

QString decoded(const QString &text)
{
    return QUrl::fromPercentEncoding(text.toUtf8());
}

ProxyChoice through(const QNetworkProxy &proxy, const QString &setting)
{
    const QString host = proxy.hostName().contains(u':') ? u'[' % proxy.hostName() % u']' : proxy.hostName();
    return {ProxyChoice::Kind::Through, proxy, host % u':' % QString::number(proxy.port()), setting};
}

ProxyChoice choiceOf(const QString &value, const QString &setting)
{
    const ProxyChoice unusable{ProxyChoice::Kind::Unusable, QNetworkProxy::NoProxy, {}, setting};
    const qsizetype schemeEnd = value.indexOf(QLatin1String("://"));
    const QString scheme = schemeEnd < 0 ? QStringLiteral("http") : value.left(schemeEnd).toLower();
    const bool names = scheme != QLatin1String("socks5"); // whether the proxy resolves host names
    if (scheme != QLatin1String("http") && scheme != QLatin1String("socks5h") && names)
        return unusable;
    const QString rest = schemeEnd < 0 ? value : value.mid(schemeEnd + 3);
    static const QRegularExpression path(QStringLiteral("[/?#]"));
    const qsizetype at = rest.lastIndexOf(u'@'); // first, as a password may contain characters that begin a path
    const QString user = at < 0 ? QString() : rest.left(at);
    const HostPort named = hostPortOf(rest.mid(at + 1).section(path, 0, 0));
    if (named.host.isEmpty() || named.port < 0 || named.host.contains(u' '))
        return unusable;
    const bool http = scheme == QLatin1String("http");
    QNetworkProxy proxy(http ? QNetworkProxy::HttpProxy : QNetworkProxy::Socks5Proxy, named.host,
                        static_cast<quint16>(named.port > 0 ? named.port : usualPort), decoded(user.section(u':', 0, 0)),
                        decoded(user.section(u':', 1)));
    proxy.setCapabilities(proxy.capabilities().setFlag(QNetworkProxy::HostNameLookupCapability, names));
    return through(proxy, setting);
}

// The name of the variable that is set, lower case before upper case; empty: neither is.
QString settingIn(const QProcessEnvironment &environment, const QString &name)
{
    for (const QString &candidate : {name, name.toUpper()})
        if (!environment.value(candidate).trimmed().isEmpty())
            return candidate;
    return {};
}

} // namespace

ProxyChoice proxyFor(const QUrl &address, const QProcessEnvironment &environment)
{
    if (isExempt(address, environment.value(settingIn(environment, QStringLiteral("no_proxy")))))
        return {};
    const QString own = address.scheme() % QStringLiteral("_proxy");
    for (const QString &name : {own, QStringLiteral("all_proxy")})
        if (const QString setting = settingIn(environment, name); !setting.isEmpty())
            return choiceOf(environment.value(setting).trimmed(), setting);
    // Who set a proxy for the other scheme only wants none for this one.
    for (const char *name : {"http_proxy", "https_proxy"})
        if (!settingIn(environment, QLatin1String(name)).isEmpty())
            return {};
    return {.kind = ProxyChoice::Kind::AskSystem};
}

Peer peerOf(const QUrl &address, const ProxyChoice &proxy)
{
    if (proxy.kind == ProxyChoice::Kind::Unusable)
        return {};
    if (proxy.kind == ProxyChoice::Kind::Through)
        return {proxy.proxy.hostName(), proxy.proxy.port()};
    const int usual = address.scheme() == QLatin1String("http") ? 80 : 443;
    return {address.host(), static_cast<quint16>(address.port(usual))};
}

bool isReadByProxy(const ProxyChoice &proxy, const QUrl &address)
{
    return proxy.proxy.type() == QNetworkProxy::HttpProxy && address.scheme() == QLatin1String("http");
}

QByteArray proxyCredentials(const ProxyChoice &proxy)
{
    if (proxy.proxy.user().isEmpty())
        return {};
    return "Basic " + (proxy.proxy.user() % u':' % proxy.proxy.password()).toUtf8().toBase64();
}

ProxyChoice proxyOf(const QList<QNetworkProxy> &systems)
{
    for (const QNetworkProxy &proxy : systems) {
        if (proxy.type() == QNetworkProxy::NoProxy)
            return {};
        if (proxy.type() == QNetworkProxy::HttpProxy || proxy.type() == QNetworkProxy::Socks5Proxy)
            return through(proxy, {});
    }
    return {};
}

} // namespace postreel
