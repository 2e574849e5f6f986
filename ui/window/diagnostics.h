// The text that "Copy diagnostics" puts on the clipboard: versions, counts per state, the end of the log.
// Invariant: passes through redact(); of Posts it contains counts only, never text or file names.
#pragma once

#include <QString>

namespace postreel {

class QueueModel;

QString diagnosticsText(const QueueModel &posts, const QString &logFile);

} // namespace postreel
