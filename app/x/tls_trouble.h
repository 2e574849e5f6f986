// Why a private connection did not come about: from what Qt and its TLS library say to the Error of the product.
// Invariant: pure; `detail` holds their words alone, with the time for which a certificate counts.
#pragma once

#include "app/base/error.h"

#include <QSslError>

namespace postreel {

// `errors`: of QNetworkReply::sslErrors, empty when the handshake itself failed; `words`: QNetworkReply::errorString().
Error tlsTrouble(const QList<QSslError> &errors, const QString &words);

} // namespace postreel
