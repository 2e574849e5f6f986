// Tells by its shape who sent a response. X sends JSON in a few shapes, or one plain phrase. A page comes from something else:
// a content delivery network, a proxy or a captive portal, whatever its status.
// Invariant: total and pure; any bytes have exactly one shape.
#pragma once

#include "app/x/exchange.h"

#include <QJsonObject>

namespace postreel {

enum class ResponseShape {
    Own,    // a JSON object as X writes it, or the plain phrase of its status ("Forbidden")
    Empty,  // nothing, or an object without a telling member: X was seen to send both
    Words,  // plain text, or JSON that is no object: perhaps X's
    Foreign // a page, a JSON error of Cloudflare's, or a 401 or 403 in no shape of X's: not from X
};
ResponseShape shapeOf(const Response &answer);

// Whether the object of a 2xx holds only errors: then nothing was done, or it is unknown. Errors beside data are fine: X names
// that way what it could not include.
bool hasErrorsAlone(const QJsonObject &object);

// Returns the address if it may be shown and opened as X's own page, else an empty string: https, on x.com or twitter.com or a
// subdomain, without user name and port.
QString pageOfX(const QString &address);

} // namespace postreel
