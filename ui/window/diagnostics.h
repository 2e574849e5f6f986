// What "Copy diagnostics" puts on the clipboard: versions, counts of states, the end of the log.
// Invariant: passes through redact(); of Posts it holds counts only, never a text or a file name.
#pragma once

#include <QString>

namespace postreel {

class QueueModel;

QString diagnosticsText(const QueueModel &posts, const QString &logFile);

} // namespace postreel
