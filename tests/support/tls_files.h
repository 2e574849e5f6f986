// A certificate of this test run, made by the `openssl` command.
// Invariant: the key is made again in each run and goes with the folder; none is kept in the repository.
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

    // The same for a time that is over, or not yet there: two dates as openssl takes them, 20200101000000Z.
    bool makeFor(const QString &from, const QString &until)
    {
        if (!make())
            return false;
        QFile settings(m_folder.filePath(QStringLiteral("ca.cnf")));
        if (!settings.open(QIODevice::WriteOnly) ||
            settings.write("[ca]\ndefault_ca=c\n[c]\ndatabase=database\nnew_certs_dir=.\nrand_serial=yes\n"
                           "default_md=sha256\npolicy=p\ncopy_extensions=copy\n[p]\ncommonName=supplied\n") < 0)
            return false;
        settings.close();
        QFile database(m_folder.filePath(QStringLiteral("database")));
        if (!database.open(QIODevice::WriteOnly))
            return false;
        database.close();
        return openssl({QStringLiteral("req"), QStringLiteral("-new"), QStringLiteral("-key"), keyPath(),
                        QStringLiteral("-subj"), QStringLiteral("/CN=localhost"), QStringLiteral("-addext"),
                        QStringLiteral("subjectAltName=IP:127.0.0.1,DNS:localhost"), QStringLiteral("-out"),
                        QStringLiteral("request")}) &&
               openssl({QStringLiteral("ca"), QStringLiteral("-batch"), QStringLiteral("-notext"), QStringLiteral("-config"),
                        settings.fileName(), QStringLiteral("-selfsign"), QStringLiteral("-keyfile"), keyPath(),
                        QStringLiteral("-in"), QStringLiteral("request"), QStringLiteral("-out"), certificatePath(),
                        QStringLiteral("-startdate"), from, QStringLiteral("-enddate"), until}) &&
               !certificate().isNull();
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
    bool openssl(const QStringList &arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral("openssl"), arguments);
        return process.waitForFinished(20'000) && process.exitCode() == 0;
    }

    QTemporaryDir m_folder;
};

} // namespace postreel::testing
