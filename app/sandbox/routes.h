// Which call a path and method mean.
// Invariant: every path of X's API that the sandbox speaks is found by route() alone.
#pragma once

#include "app/sandbox/call_name.h"
#include "app/sandbox/sandbox_spec.h"

#include <QByteArray>

namespace postreel::sandbox {

struct Route
{
    Call call = Call::Unknown;
    QString id;           // from the path
    QByteArray allow;     // methods that the path takes, e.g. "GET, POST"; empty: no such path
    bool allowed = false; // this method is among them
    // The call is known only from the body's `command` field: POST /2/media/upload.
    bool byCommand = false;
};

Route route(const QByteArray &method, const QByteArray &path, ServedForms forms);

} // namespace postreel::sandbox
