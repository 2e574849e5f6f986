// A stand-in for X on loopback: an HTTP/1.1 server that responds as X would, with its own state on disk.
// Invariant: it listens on 127.0.0.1 alone and, unless it is open, shows its content to nobody without a
// token or a cookie from its own links; all its state is in its folder, so that uploads, Posts and links
// outlast the process.
#pragma once

#include "app/base/clock.h"
#include "app/sandbox/page_keys.h"
#include "app/sandbox/sandbox_spec.h"
#include "app/sandbox/sandbox_tokens.h"

#include <QObject>
#include <QUrl>
#include <memory>

namespace postreel::sandbox {

class HttpServer;
class SandboxState;

struct SandboxOptions
{
    QString folder;
    quint16 port = 0; // 0: last time's port if it is free, else any
    SandboxSpec spec;
    QString tlsCertFile; // PEM, the whole chain; together with tlsKeyFile enables https
    QString tlsKeyFile;  // PEM
    QString recordFile;  // one JSON line per request is appended; empty: none
    QList<OAuthClient> clients;
    QString anyTokenUser;         // user of every unknown bearer token; empty: such tokens are refused
    bool open = false;            // pages, media, the authorize page and the inspection need neither token nor key
    QString howToOpen;            // sentence that tells a browser without a key how to get in
    const Clock *clock = nullptr; // nullptr: the system clock; otherwise it must outlive the sandbox
    int probeLimitMs = 20'000;    // time limit of ffprobe per file
};

class Sandbox : public QObject
{
    Q_OBJECT
public:
    explicit Sandbox(const SandboxOptions &options, QObject *parent = nullptr);
    ~Sandbox() override;

    // Loads the state and listens; returns the base URL, e.g. http://127.0.0.1:8080. Errors are of kind
    // Storage (folder, journal, record file), Usage (TLS files) or NotReached (port taken), each with one
    // sentence in `detail`. Call it, and delete the object, on the thread that the object lives on.
    Result<QUrl> start();

    // May be called from any thread, while the event loop of the sandbox's own thread is running; they run on
    // that thread and return when done. addToken() has no effect before start().
    void addToken(const QByteArray &token, const QString &userName);
    // `expiresMs` is epoch time; 0: never.
    void addToken(const QByteArray &token, const QString &userName, const QStringList &scopes,
                  qint64 expiresMs);
    void apply(const SandboxSpec &spec);

    // Returns the link with a key added that lets a browser in. A link to another server, or any link before
    // start(), is returned unchanged. Never blocks.
    QUrl browserLink(const QUrl &link, PageKeys::Life life = PageKeys::Life::Once);

private:
    Result<Done> prepareFolder() const;
    Result<Done> listen();
    void onOwnThread(const std::function<void()> &work);

    SandboxOptions m_options;
    SystemClock m_systemClock;
    PageKeys m_pageKeys;
    QUrl m_base; // set by start()
    std::unique_ptr<SandboxState> m_world;
    std::unique_ptr<HttpServer> m_server;
};

} // namespace postreel::sandbox

namespace postreel {
using sandbox::Sandbox;
using sandbox::SandboxOptions;
} // namespace postreel
