// Chooses the proxy for an address from the environment, by the rules of curl.
// Invariant: pure; neither a user name nor a password is in `where` or `setting`.
#pragma once

#include <QNetworkProxy>
#include <QProcessEnvironment>
#include <QString>
#include <QUrl>

namespace postreel {

struct ProxyChoice
{
    enum class Kind {
        AskSystem, // the environment sets no proxy
        Direct,
        Through,
        Unusable, // a proxy is set that cannot be used; it is never bypassed
    };
    Kind kind = Kind::Direct;
    QNetworkProxy proxy = QNetworkProxy::NoProxy;
    QString where;   // of Through: HOST:PORT
    QString setting; // name of the variable; empty: the system's setting

    friend bool operator==(const ProxyChoice &, const ProxyChoice &) = default;
};

// Uses http_proxy or https_proxy by the address's scheme, else all_proxy; lower case before upper case; an empty variable
// counts as unset. Values: [http|socks5|socks5h://][USER[:PASSWORD]@]HOST[:PORT], by default port 1080. Exempt is what no_proxy
// lists: *, a host with its subdomains, HOST:PORT, an address, or a network such as 10.0.0.0/8 or fe80::/10.
ProxyChoice proxyFor(const QUrl &address, const QProcessEnvironment &environment);

// The TCP peer of connections for an address: its host, or the proxy.
struct Peer
{
    QString host;
    quint16 port = 0; // 0: none, as the proxy that is set cannot be used
};
Peer peerOf(const QUrl &address, const ProxyChoice &proxy);

// Whether the proxy reads the request itself (plain http) instead of tunnelling it.
bool isReadByProxy(const ProxyChoice &proxy, const QUrl &address);

// The value of Proxy-Authorization; empty if the proxy is used without a user name.
QByteArray proxyCredentials(const ProxyChoice &proxy);

// The choice among the proxies that the system names for an address.
ProxyChoice proxyOf(const QList<QNetworkProxy> &systems);

} // namespace postreel
