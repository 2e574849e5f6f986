#include "app/x/tls_trouble.h"

#include "app/x/error_mapping.h"

#include <QLocale>
#include <QSslCertificate>
#include <algorithm>

namespace postreel {

namespace {

ErrorDetail detailOf(QSslError::SslError error)
{
    switch (error) {
    case QSslError::CertificateNotYetValid:
        return ErrorDetail::NotYetValid;
    case QSslError::CertificateExpired:
        return ErrorDetail::Expired;
    case QSslError::HostNameMismatch:
        return ErrorDetail::OtherHost;
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
        return ErrorDetail::SelfSigned;
    default: // an open list of Qt's: nobody who is trusted vouches for it
        return ErrorDetail::UnknownIssuer;
    }
}

// The first one counts: a wrong time makes every certificate wrong, and one of another host is a stranger's.
constexpr ErrorDetail byWeight[] = {ErrorDetail::NotYetValid, ErrorDetail::Expired, ErrorDetail::OtherHost,
                                    ErrorDetail::SelfSigned, ErrorDetail::UnknownIssuer};

QString validity(const QSslCertificate &certificate)
{
    const QLocale locale;
    const auto day = [&](const QDateTime &at) { return locale.toString(at.toLocalTime(), QLocale::ShortFormat); };
    return QStringLiteral(" (%1 – %2)").arg(day(certificate.effectiveDate()), day(certificate.expiryDate()));
}

// What OpenSSL says, which is an open list, of a handshake that came to no certificate.
ErrorDetail detailOfHandshake(const QString &words)
{
    const auto says = [&words](const char *part) { return words.contains(QLatin1String(part), Qt::CaseInsensitive); };
    if (says("wrong version number") || says("http request") || says("packet length too long") || says("record layer"))
        return ErrorDetail::NoTls;
    if (says("protocol version") || says("unsupported protocol") || says("no protocols available"))
        return ErrorDetail::OldTls;
    return ErrorDetail::None;
}

} // namespace

Error tlsTrouble(const QList<QSslError> &errors, const QString &words)
{
    Error trouble{.kind = ErrorKind::TlsFailed, .source = ErrorSource::System};
    if (errors.isEmpty()) {
        trouble.detail = detailOfHandshake(words);
        trouble.said = cleanWords(words);
        return trouble;
    }
    QStringList said;
    for (const QSslError &error : errors) {
        const ErrorDetail detail = detailOf(error.error());
        const bool ofTime = detail == ErrorDetail::Expired || detail == ErrorDetail::NotYetValid;
        const QString line = error.errorString() % (ofTime ? validity(error.certificate()) : QString());
        if (!said.contains(line))
            said << line;
    }
    const auto has = [&errors](ErrorDetail detail) {
        return std::any_of(errors.cbegin(), errors.cend(),
                           [&](const QSslError &error) { return detailOf(error.error()) == detail; });
    };
    trouble.detail = *std::find_if(std::begin(byWeight), std::end(byWeight), has);
    trouble.said = cleanWords(said.join(QStringLiteral("; ")));
    return trouble;
}

} // namespace postreel
