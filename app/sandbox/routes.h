// Maps a method and path to a call.
// Invariant: every path of X's API that the sandbox serves is found by route() alone.
#pragma once

#include "app/sandbox/call_name.h"
#include "app/sandbox/sandbox_spec.h"

#include <QByteArray>

namespace postreel::sandbox {

struct Route
{
    Call call = Call::Unknown;
    QString id;           // from the path
    QByteArray allow;     // methods that the path accepts, e.g. "GET, POST"; empty: no such path
    bool allowed = false; // the request's method is among them
    // Only the body's `command` field tells the call: POST /2/media/upload.
    bool byCommand = false;
};

Route route(const QByteArray &method, const QByteArray &path, ServedForms forms);

} // namespace postreel::sandbox
