// The sandbox's own OAuth server in a thread of its own, and a person at its authorize page.
// Invariant: everything goes over a real socket; each wait is bounded.
#pragma once

#include "app/auth/oauth_app.h"
#include "app/sandbox/sandbox.h"
#include "tests/support/authorize_page.h"

#include <QTemporaryDir>
#include <QThread>

namespace postreel::testing {

inline const QString publicClient = QStringLiteral("native-app");
inline const QString confidentialClient = QStringLiteral("web app:1"); // needs percent encoding in Basic
inline const QByteArray clientSecret = "s3cr3t%+/ of the web app";
inline const QString registeredCallback = QStringLiteral("http://127.0.0.1:8737/callback");

class OAuthSandbox
{
public:
    // `spec` is that of --sandbox=SPEC; the same folder goes on where an earlier sandbox ended.
    explicit OAuthSandbox(const QString &spec = {}, const QString &callback = registeredCallback)
    {
        SandboxOptions options;
        options.folder = m_folder.filePath(QStringLiteral("sandbox"));
        options.clients = {{publicClient, {}, callback}, {confidentialClient, clientSecret, callback}};
        options.spec = specOf(spec);
        m_sandbox = new Sandbox(options);
        m_sandbox->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_sandbox, &QObject::deleteLater);
        m_thread.start();
        QMetaObject::invokeMethod(
            m_sandbox, [this] { start(); }, Qt::BlockingQueuedConnection);
    }
    ~OAuthSandbox()
    {
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(OAuthSandbox)

    QUrl base() const { return m_base; }
    OAuthEndpoints endpoints() const { return endpointsOf(m_base); }
    void play(const QString &spec) { m_sandbox->apply(specOf(spec)); }

    // Who a token is, as users/me says; empty: it is refused.
    QString userOf(const QByteArray &token)
    {
        const QByteArray answer = askServer(m_base, "GET /2/users/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: "
                                      "Bearer " + token + "\r\n\r\n");
        const qsizetype at = answer.indexOf("\"username\":\"");
        return at < 0 ? QString() : QString::fromUtf8(answer.mid(at + 12, answer.indexOf('"', at + 12) - at - 12));
    }

private:
    static SandboxSpec specOf(const QString &text)
    {
        const Result<SandboxSpec> spec = SandboxSpec::parse(QStringLiteral("limits=off,seed=7,") + text);
        if (!spec)
            qFatal("%s", qPrintable(spec.error().said));
        return *spec;
    }
    void start()
    {
        const Result<QUrl> base = m_sandbox->start();
        if (!base)
            qFatal("%s", qPrintable(base.error().said));
        m_base = *base;
    }
    QTemporaryDir m_folder;
    QThread m_thread;
    Sandbox *m_sandbox = nullptr;
    QUrl m_base;
};

} // namespace postreel::testing
