// From an answer of X to the Error that the product speaks of: every body shape in FACTS, and none.
// Invariant: total and pure; whatever bytes came, exactly one kind comes out and nothing throws.
#pragma once

#include "app/base/result.h"
#include "app/x/exchange.h"

#include <QJsonObject>

namespace postreel {

// The error that an answer stands for; kind None for a 2xx. `call` decides what a 403 or a 400 means.
Error errorOf(Call call, const Response &answer);

// Whether X says that a media id is unknown or has run out: it is to be sent again.
bool saysMediaGone(const Error &error);
// Whether FINALIZE was refused because X does not have all bytes of a media.
bool saysBytesMissing(const Error &error);
// A refusal that is worth another try: X was seen to say "Authenticating with Unknown is forbidden" without cause,
// and plain words may be a proxy's.
bool isDoubtful(const Error &error);
// Whether nothing gets to X at present: the network, its portal, a proxy or a certificate keeps it away.
bool isConnectivityError(ErrorKind kind);

// X's own words in a body of any shape: Problem, {"errors":[{"message"}]}, {"errors":["…"]},
// {error, error_description}, plain text, or nothing. At most 500 characters, redacted.
QString wordsOf(const QByteArray &body);

// Words of X from any other place, brought to the same: one line, at most 500 characters, redacted,
// without control characters and those that turn the direction of text.
QString cleanWords(const QString &said);

// The JSON object of a 2xx body. Errors: what errorOf() says; BadAnswer, if it is none or has nothing but errors;
// NotFromX.
Result<QJsonObject> objectOf(Call call, const Response &answer);
// Of calls whose success has nothing to read: any 2xx that is neither a page nor made of errors alone.
Result<Done> acknowledged(Call call, const Response &answer);
// The error that a 2xx stands for which lacks what it should have: BadAnswer, or NotFromX.
Error unreadable(Call call, const Response &answer);

} // namespace postreel
