// Turns the TLS errors of Qt and its TLS library into an Error that says why no TLS connection was made.
// Invariant: pure; `detail` holds their words alone, with the validity period of a certificate whose time is wrong.
#pragma once

#include "app/base/error.h"

#include <QSslError>

namespace postreel {

// `errors`: of QNetworkReply::sslErrors, empty when the handshake itself failed; `words`: QNetworkReply::errorString().
Error tlsTrouble(const QList<QSslError> &errors, const QString &words);

} // namespace postreel
