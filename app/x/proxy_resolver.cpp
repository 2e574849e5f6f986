#include "app/x/proxy_resolver.h"

#include "app/base/this_computer.h"
#include "app/base/unjoined_threads.h"

#include <QNetworkAccessManager>
#include <QPointer>
#include <QTimer>
#include <mutex>

namespace postreel {

namespace {

constexpr std::chrono::seconds timeout{5};  // then the last answer counts, or none; most networks have no proxy
constexpr std::chrono::minutes fresh{1};

// QNetworkAccessManager uses a scheme of its own for connections that are opened in advance.
QUrl plain(QUrl address)
{
    if (address.scheme().startsWith(QLatin1String("preconnect-")))
        address.setScheme(address.scheme().mid(11));
    return address;
}

QString originOf(const QUrl &address)
{
    const QUrl url = plain(address);
    return url.scheme() % QStringLiteral("://") % url.authority(QUrl::FullyEncoded).section(u'@', -1);
}

class Factory final : public QNetworkProxyFactory
{
public:
    explicit Factory(const ProxyResolver &proxies) : m_proxies(proxies) {}
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        ProxyChoice choice = m_proxies.known(query.url());
        // For plain http, Transport sends the credentials in a header of the first request: a body that can be read only once
        // cannot be sent again after a 407.
        if (choice.proxy.type() == QNetworkProxy::HttpProxy && plain(query.url()).scheme() == QLatin1String("http")) {
            choice.proxy.setUser({});
            choice.proxy.setPassword({});
        }
        return {choice.proxy};
    }

private:
    const ProxyResolver &m_proxies;
};

} // namespace

struct ProxyResolver::Link
{
    std::mutex mutex;
    ProxyResolver *proxies = nullptr; // null: gone
    quint64 network = 0;              // counts the calls of forget()
};

ProxyResolver::ProxyResolver(QProcessEnvironment environment, AskSystem askSystem, QObject *parent)
    : QObject(parent), m_environment(std::move(environment)), m_askSystem(std::move(askSystem)),
      m_link(std::make_shared<Link>())
{
    m_link->proxies = this;
    for (const char *base : {"http://x", "https://x"})
        m_passwords << KnownSecret(proxyFor(QUrl(QLatin1String(base)), m_environment).proxy.password().toUtf8());
}

ProxyResolver::~ProxyResolver()
{
    const std::lock_guard lock(m_link->mutex);
    m_link->proxies = nullptr;
}

QList<QNetworkProxy> ProxyResolver::ofSystem(const QUrl &address)
{
    return QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(address));
}

void ProxyResolver::applyTo(QNetworkAccessManager &manager)
{
    manager.setProxyFactory(new Factory(*this));
}

void ProxyResolver::exempt(const QUrl &base)
{
    m_exempt.insert(originOf(base));
}

ProxyChoice ProxyResolver::byEnvironment(const QUrl &address) const
{
    if (m_exempt.contains(originOf(address)))
        return {};
    const ProxyChoice choice = proxyFor(plain(address), m_environment);
    // A system's proxy is never meant for a server on this computer.
    return choice.kind == ProxyChoice::Kind::AskSystem && isLoopbackHost(address.host()) ? ProxyChoice() : choice;
}

ProxyChoice ProxyResolver::known(const QUrl &address) const
{
    const ProxyChoice choice = byEnvironment(address);
    return choice.kind == ProxyChoice::Kind::AskSystem ? m_found.value(originOf(address)).choice : choice;
}

void ProxyResolver::find(const QUrl &address, QObject *context, std::function<void()> then)
{
    if (byEnvironment(address).kind != ProxyChoice::Kind::AskSystem)
        return then();
    const QString origin = originOf(address);
    const auto found = m_found.constFind(origin);
    if (found != m_found.cend() && !found->fresh.hasExpired())
        return then();
    const bool asked = m_waiting.contains(origin);
    if (!asked)
        m_waiting[origin].serial = ++m_lastSerial;
    m_waiting[origin].callers << [context = QPointer(context), then = std::move(then)] {
        if (context)
            then();
    };
    if (!asked)
        ask(origin, address);
}

void ProxyResolver::ask(const QString &origin, const QUrl &address)
{
    QTimer::singleShot(timeout, this, [this, origin, serial = m_waiting[origin].serial] {
        if (m_waiting.value(origin).serial == serial)
            found(origin, m_found.value(origin).choice);
    });
    startUnjoined([link = m_link, network = m_link->network, askSystem = m_askSystem, origin, address = plain(address)] {
        const ProxyChoice choice = proxyOf(askSystem(address));
        const std::lock_guard lock(link->mutex);
        if (link->proxies && link->network == network) // else it is the proxy of another network
            QMetaObject::invokeMethod(
                link->proxies, [proxies = link->proxies, origin, choice] { proxies->found(origin, choice); },
                Qt::QueuedConnection);
    });
}

void ProxyResolver::found(const QString &origin, const ProxyChoice &choice)
{
    m_found.insert(origin, {choice, QDeadlineTimer(fresh)});
    const QVector<std::function<void()>> waiting = m_waiting.take(origin).callers;
    for (const std::function<void()> &then : waiting)
        then();
}

void ProxyResolver::forget()
{
    m_found.clear();
    {
        const std::lock_guard lock(m_link->mutex);
        ++m_link->network;
    }
    const QStringList waiting = m_waiting.keys();
    for (const QString &origin : waiting) {
        m_waiting[origin].serial = ++m_lastSerial;
        ask(origin, QUrl(origin));
    }
}

} // namespace postreel
