#include "app/x/tls_trouble.h"

#include "app/x/error_mapping.h"

#include <QLocale>
#include <QSslCertificate>
#include <algorithm>

namespace postreel {

namespace {

ErrorCause causeOf(QSslError::SslError error)
{
    switch (error) {
    case QSslError::CertificateNotYetValid:
        return ErrorCause::NotYetValid;
    case QSslError::CertificateExpired:
        return ErrorCause::Expired;
    case QSslError::HostNameMismatch:
        return ErrorCause::OtherHost;
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
        return ErrorCause::SelfSigned;
    default: // and whatever Qt may add: no trusted issuer
        return ErrorCause::UnknownIssuer;
    }
}

// The first one that applies counts: a wrong time makes every certificate wrong, and one of another host is a stranger's.
constexpr ErrorCause byWeight[] = {ErrorCause::NotYetValid, ErrorCause::Expired, ErrorCause::OtherHost,
                                    ErrorCause::SelfSigned, ErrorCause::UnknownIssuer};

QString validity(const QSslCertificate &certificate)
{
    const QLocale locale;
    const auto day = [&](const QDateTime &at) { return locale.toString(at.toLocalTime(), QLocale::ShortFormat); };
    return QStringLiteral(" (%1 – %2)").arg(day(certificate.effectiveDate()), day(certificate.expiryDate()));
}

// OpenSSL's words, of which there may be others, for a handshake that got no certificate.
ErrorCause causeOfHandshake(const QString &words)
{
    const auto says = [&words](const char *part) { return words.contains(QLatin1String(part), Qt::CaseInsensitive); };
    if (says("wrong version number") || says("http request") || says("packet length too long") || says("record layer"))
        return ErrorCause::NoTls;
    if (says("protocol version") || says("unsupported protocol") || says("no protocols available"))
        return ErrorCause::OldTls;
    return ErrorCause::None;
}

} // namespace

Error tlsTrouble(const QList<QSslError> &errors, const QString &words)
{
    Error trouble{.kind = ErrorKind::TlsFailed, .source = ErrorSource::System};
    if (errors.isEmpty()) {
        trouble.cause = causeOfHandshake(words);
        trouble.detail = cleanWords(words);
        return trouble;
    }
    QStringList said;
    for (const QSslError &error : errors) {
        const ErrorCause cause = causeOf(error.error());
        const bool ofTime = cause == ErrorCause::Expired || cause == ErrorCause::NotYetValid;
        const QString line = error.errorString() % (ofTime ? validity(error.certificate()) : QString());
        if (!said.contains(line))
            said << line;
    }
    const auto has = [&errors](ErrorCause cause) {
        return std::any_of(errors.cbegin(), errors.cend(),
                           [&](const QSslError &error) { return causeOf(error.error()) == cause; });
    };
    trouble.cause = *std::find_if(std::begin(byWeight), std::end(byWeight), has);
    trouble.detail = cleanWords(said.join(QStringLiteral("; ")));
    return trouble;
}

} // namespace postreel
