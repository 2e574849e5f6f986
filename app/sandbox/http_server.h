// Accepts connections on 127.0.0.1, over TLS if it has a certificate.
// Invariant: it owns every open connection; deleting it closes them all.
#pragma once

#include "app/sandbox/sandbox_state.h"

#include <QSslConfiguration>
#include <QTcpServer>

namespace postreel::sandbox {

class HttpConnection;

class HttpServer : public QTcpServer
{
    Q_OBJECT
public:
    explicit HttpServer(SandboxState &world, QObject *parent = nullptr);
    ~HttpServer() override;

    // PEM files: certificate chain and private key. The error's `detail` says which file is unusable.
    Result<Done> useTls(const QString &certificateFile, const QString &keyFile);
    bool tls() const { return m_tls.has_value(); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    SandboxState &m_world;
    std::optional<QSslConfiguration> m_tls;
    QList<HttpConnection *> m_connections;
    int m_count = 0;
};

} // namespace postreel::sandbox
