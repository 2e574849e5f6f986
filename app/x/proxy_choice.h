// Which proxy an address is reached through, as the environment says it, read as curl reads it.
// Invariant: pure; neither a user name nor a password stands in `where` or `setting`.
#pragma once

#include <QNetworkProxy>
#include <QProcessEnvironment>
#include <QString>
#include <QUrl>

namespace postreel {

struct ProxyChoice
{
    enum class Kind {
        AskSystem, // the environment says nothing of proxies
        Direct,
        Through,
        Unusable, // something is set that cannot be used: nothing is sent around it
    };
    Kind kind = Kind::Direct;
    QNetworkProxy proxy = QNetworkProxy::NoProxy;
    QString where;   // of Through: HOST:PORT
    QString setting; // the variable that said it; empty: the system

    friend bool operator==(const ProxyChoice &, const ProxyChoice &) = default;
};

// http_proxy or https_proxy by the address's scheme, else all_proxy, in small letters before capitals; an empty one is
// none. Values: [http|socks5|socks5h://][USER[:PASSWORD]@]HOST[:PORT], port 1080 without one. Exempt is what no_proxy
// names: *, a host with all below it, HOST:PORT, an address or a network such as 10.0.0.0/8 or fe80::/10.
ProxyChoice proxyFor(const QUrl &address, const QProcessEnvironment &environment);

// The other end of connections for an address: its host, or the proxy's.
struct Peer
{
    QString host;
    quint16 port = 0; // 0: there is none, since what is set as the proxy cannot be used
};
Peer peerOf(const QUrl &address, const ProxyChoice &proxy);

// Whether the proxy reads the request itself, plain http, in place of a tunnel through it.
bool goesInTheOpen(const ProxyChoice &proxy, const QUrl &address);

// The same of what the system answers for an address.
ProxyChoice proxyOf(const QList<QNetworkProxy> &systems);

} // namespace postreel
