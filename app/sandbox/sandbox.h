// The X on loopback: an HTTP/1.1 server that answers as X would, with a world of its own on disk.
// Invariant: it listens on 127.0.0.1 alone and answers nobody who has neither a token nor a cookie of its own links,
// unless it is open; all its state is in its folder, so that uploads, Posts and links outlast the process.
#pragma once

#include "app/base/clock.h"
#include "app/sandbox/page_keys.h"
#include "app/sandbox/sandbox_spec.h"
#include "app/sandbox/token_book.h"

#include <QObject>
#include <QUrl>
#include <memory>

namespace postreel::sandbox {

class HttpServer;
class World;

struct SandboxOptions
{
    QString folder;
    quint16 port = 0; // 0: the one of last time when it is free, else any
    SandboxSpec spec;
    QString tlsCertFile; // PEM, the whole chain; with tlsKeyFile: https
    QString tlsKeyFile;  // PEM
    QString recordFile;  // one JSON line per request is appended; empty: none
    QList<OAuthClient> clients;
    QString anyTokenUser;         // every unknown bearer token is this user; empty: it is refused
    bool open = false;            // Post pages, media, the authorize page and the inspection ask for neither token nor key
    QString howToOpen;            // what a browser without a key is told to do; one sentence
    const Clock *clock = nullptr; // nullptr: the system's
    int probeLimitMs = 20'000;    // how long ffprobe may look at one file
};

class Sandbox : public QObject
{
    Q_OBJECT
public:
    explicit Sandbox(const SandboxOptions &options, QObject *parent = nullptr);
    ~Sandbox() override;

    // Loads the world and listens; returns the base, e.g. http://127.0.0.1:8080. Errors are of kind
    // Storage (folder, journal, record file), Usage (TLS files) or NotReached (port taken), each with one
    // sentence in `detail`. To be called, as is delete, on the thread that the object lives on.
    Result<QUrl> start();

    // Any thread may call these; they are carried out on the sandbox's own, before they return. That
    // thread's event loop must be running.
    void addToken(const QByteArray &token, const QString &userName);
    // `expiresMs` is an epoch, 0 for never.
    void addToken(const QByteArray &token, const QString &userName, const QStringList &scopes,
                  qint64 expiresMs);
    void apply(const SandboxSpec &spec);

    // The same link with a key that lets a browser in, for a link to this sandbox that has been started; any other one as it
    // is. Never blocks.
    QUrl browserLink(const QUrl &link, PageKeys::Life life = PageKeys::Life::Once);

private:
    Result<Done> prepareFolder() const;
    Result<Done> listen();
    void onOwnThread(const std::function<void()> &work);

    SandboxOptions m_options;
    SystemClock m_systemClock;
    PageKeys m_pageKeys;
    QUrl m_base; // set by start()
    std::unique_ptr<World> m_world;
    std::unique_ptr<HttpServer> m_server;
};

} // namespace postreel::sandbox

namespace postreel {
using sandbox::Sandbox;
using sandbox::SandboxOptions;
} // namespace postreel
