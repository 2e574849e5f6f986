// Whose an answer is, told by its shape: X speaks JSON in a few shapes, or one plain phrase. A page is somebody
// else's: of a content delivery network, a proxy or a captive portal, whatever its status says.
// Invariant: total and pure; any bytes at all have exactly one shape.
#pragma once

#include "app/x/exchange.h"

#include <QJsonObject>

namespace postreel {

enum class ResponseShape {
    Own,    // a JSON object as X writes it, or the plain phrase of its status ("Forbidden")
    Empty,  // nothing, or an object without a member that says anything: X was seen to do both
    Words,  // plain text, or JSON that is no object: perhaps X's, perhaps not
    Foreign // a page, a JSON error that Cloudflare signed, or a 401 or 403 in no shape of X's: surely not X's
};
ResponseShape shapeOf(const Response &answer);

// Whether an object of a 2xx has nothing but errors in it: then nothing was done, or it is not known.
// Errors beside data are fine, X names what it could not add to its answer that way.
bool hasErrorsAlone(const QJsonObject &object);

// The address if it is one that may be shown and opened as X's own page, else nothing: https, on x.com or
// twitter.com or below them, without a user name or a port.
QString pageOfX(const QString &address);

} // namespace postreel
