// A certificate of this test run, made by the `openssl` command.
// Invariant: the key is made anew in each run and goes with the folder; none is kept in the repository.
#pragma once

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QTemporaryDir>

namespace postreel::testing {

class TlsFiles
{
public:
    // For the names of `subjects` alone. False: no openssl command, or it refused.
    bool make(const QString &subjects = QStringLiteral("IP:127.0.0.1,DNS:localhost"))
    {
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"),
                      {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                       QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                       QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"),
                       QStringLiteral("-keyout"), keyPath(), QStringLiteral("-out"), certificatePath(),
                       QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
                       QStringLiteral("/CN=localhost"), QStringLiteral("-addext"),
                       QStringLiteral("subjectAltName=") % subjects});
        return openssl.waitForFinished(20'000) && openssl.exitCode() == 0 && !certificate().isNull() &&
               !key().isNull();
    }

    QString certificatePath() const { return m_folder.filePath(QStringLiteral("certificate.pem")); }
    QString keyPath() const { return m_folder.filePath(QStringLiteral("key.pem")); }
    QSslCertificate certificate() const
    {
        return QSslCertificate::fromPath(certificatePath()).value(0, QSslCertificate());
    }
    QSslKey key() const
    {
        QFile file(keyPath());
        return file.open(QIODevice::ReadOnly) ? QSslKey(&file, QSsl::Ec) : QSslKey();
    }

private:
    QTemporaryDir m_folder;
};

} // namespace postreel::testing
