#include "app/sandbox/http_server.h"

#include "app/sandbox/http_connection.h"
#include "app/sandbox/sandbox_text.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

namespace postreel::sandbox {

namespace {

Error tlsError(const QString &sentence, const QString &file)
{
    return Error{.kind = ErrorKind::Usage,
                 .detail = sentence.arg(file),
                 .subject = file};
}

QSslKey readKey(const QByteArray &pem)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec}) {
        const QSslKey key(pem, algorithm);
        if (!key.isNull())
            return key;
    }
    return {};
}

} // namespace

HttpServer::HttpServer(SandboxState &world, QObject *parent) : QTcpServer(parent), m_world(world)
{
    setListenBacklogSize(256);
}

HttpServer::~HttpServer()
{
    close();
    qDeleteAll(m_connections);
}

Result<Done> HttpServer::useTls(const QString &certificateFile, const QString &keyFile)
{
    const QList<QSslCertificate> chain =
        QSslCertificate::fromPath(certificateFile, QSsl::Pem, QSslCertificate::PatternSyntax::FixedString);
    if (chain.isEmpty())
        return tlsError(SandboxText::tr("\"%1\" contains no PEM certificate."), certificateFile);
    QFile file(keyFile);
    const QSslKey key = file.open(QIODevice::ReadOnly) ? readKey(file.readAll()) : QSslKey();
    if (key.isNull())
        return tlsError(SandboxText::tr("\"%1\" contains no PEM key."), keyFile);
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // the client has no certificate
    m_tls = configuration;
    return Done{};
}

void HttpServer::incomingConnection(qintptr descriptor)
{
    QTcpSocket *socket = m_tls ? new QSslSocket : new QTcpSocket;
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    auto *connection = new HttpConnection(m_world, socket, ++m_count, this);
    m_connections.append(connection);
    connect(connection, &HttpConnection::over, this, [this, connection] {
        if (m_connections.removeOne(connection))
            connection->deleteLater();
    });
    if (auto *secure = qobject_cast<QSslSocket *>(socket)) {
        secure->setSslConfiguration(*m_tls);
        secure->startServerEncryption();
    }
}

} // namespace postreel::sandbox
