// Maps a response of X to an Error, whatever shape its body has.
// Invariant: total and pure; any bytes give exactly one kind, and nothing throws.
#pragma once

#include "app/base/result.h"
#include "app/x/exchange.h"

#include <QJsonObject>

namespace postreel {

// The error of a response; kind None for a 2xx. `call` decides what a 400, 403 or 404 means.
Error errorOf(Call call, const Response &answer);

// Whether X says that a media id is unknown or has expired: the media has to be uploaded again.
bool saysMediaGone(const Error &error);
// Whether X refused FINALIZE because it does not have all bytes of a media.
bool saysBytesMissing(const Error &error);
// Whether a refusal is worth another try: X was seen to say "Authenticating with Unknown is forbidden" without cause, and plain
// text may be a proxy's.
bool isDoubtful(const Error &error);
// Whether no request reaches X at present, because of the network, a captive portal, a proxy or a certificate.
bool isConnectivityError(ErrorKind kind);

// Extracts X's own words from a body of any shape: Problem, {"errors":[{"message"}]}, {"errors":["…"]}, {error,
// error_description}, plain text, or nothing. At most 500 characters, redacted.
QString wordsOf(const QByteArray &body);

// Brings words of X from any other place into the same form: one line, at most 500 characters, redacted, without control
// characters and without those that change the direction of text.
QString cleanWords(const QString &said);

// Parses the JSON object of a 2xx body. Errors: those of errorOf(); BadAnswer, if the body is no object or holds only errors;
// NotFromX.
Result<QJsonObject> objectOf(Call call, const Response &answer);
// For calls whose success has no content: accepts any 2xx that is neither a page nor made of errors alone.
Result<Done> acknowledged(Call call, const Response &answer);
// The error of a 2xx that lacks its expected content: BadAnswer, or NotFromX.
Error unreadable(Call call, const Response &answer);

} // namespace postreel
