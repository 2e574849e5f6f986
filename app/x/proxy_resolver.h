// Finds the proxy of each address: the environment's, else the system's. The system may take long (a script for proxies
// that lies on a server), so it is asked on a thread that nothing waits for.
// Invariant: what a request left through is what `known()` answered then; the sandbox is never reached through a proxy.
#pragma once

#include "app/base/known_secrets.h"
#include "app/x/proxy_choice.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QObject>
#include <QSet>
#include <functional>
#include <memory>

class QNetworkAccessManager;

namespace postreel {

class ProxyResolver : public QObject
{
    Q_OBJECT
public:
    using AskSystem = std::function<QList<QNetworkProxy>(const QUrl &address)>; // may block; runs on another thread
    explicit ProxyResolver(QProcessEnvironment environment, AskSystem askSystem, QObject *parent = nullptr);
    ~ProxyResolver() override;

    // Makes a manager go where `known()` says.
    void applyTo(QNetworkAccessManager &manager);
    // Everything below this address is reached directly.
    void exempt(const QUrl &base);
    // Calls `then` once `known()` is right for the address: at once, unless the system has to be asked.
    void find(const QUrl &address, QObject *context, std::function<void()> then);
    // What is known of it by now; Direct if nothing is.
    ProxyChoice known(const QUrl &address) const;
    // The network may be another one.
    void forget();

    static QList<QNetworkProxy> ofSystem(const QUrl &address);

private:
    struct Found
    {
        ProxyChoice choice;
        QDeadlineTimer fresh;
    };
    struct Link; // to threads that may outlive this
    void ask(const QString &origin, const QUrl &address);
    void found(const QString &origin, const ProxyChoice &choice);
    ProxyChoice byEnvironment(const QUrl &address) const;

    const QProcessEnvironment m_environment;
    const AskSystem m_askSystem;
    QVector<KnownSecret> m_passwords; // of the environment's proxies
    QSet<QString> m_exempt;           // origins
    QHash<QString, Found> m_found;    // of the system, by origin
    struct Lookup
    {
        quint64 serial = 0;
        QVector<std::function<void()>> callers;
    };
    QHash<QString, Lookup> m_waiting; // by origin
    quint64 m_lastSerial = 0;
    std::shared_ptr<Link> m_link;
};

} // namespace postreel
