// Finds the proxy of each address: from the environment, else from the system. The system may take long (a PAC script on a
// server), so it is asked on a thread that nothing waits for.
// Invariant: a request goes through the proxy that known() returned when it was sent; the sandbox is never reached through one.
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

    // Makes `manager` use what known() returns; it must not send requests after the end of this object.
    void applyTo(QNetworkAccessManager &manager);
    // Addresses with the scheme, host and port of `base` are reached directly.
    void exempt(const QUrl &base);
    // Calls `then` once known() is right for the address: synchronously, unless the system has to be asked; else within 5 s,
    // unless `context` is gone by then.
    void find(const QUrl &address, QObject *context, std::function<void()> then);
    // What is known so far; Direct if nothing is.
    ProxyChoice known(const QUrl &address) const;
    // Forgets the system's answers, as the network may have changed.
    void forget();

    // Asks the system; may block.
    static QList<QNetworkProxy> ofSystem(const QUrl &address);

private:
    struct Found
    {
        ProxyChoice choice;
        QDeadlineTimer fresh;
    };
    struct Link; // shared with threads that may outlive this
    void ask(const QString &origin, const QUrl &address);
    void found(const QString &origin, const ProxyChoice &choice);
    ProxyChoice byEnvironment(const QUrl &address) const;

    const QProcessEnvironment m_environment;
    const AskSystem m_askSystem;
    QVector<KnownSecret> m_passwords; // of the environment's proxies
    QSet<QString> m_exempt;           // origins
    QHash<QString, Found> m_found;    // the system's answers, by origin
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
