// Log categories, and the message handler that every log line passes through.
// Invariant: every line that is written has passed redact(), so it holds no token, code or secret.
#pragma once

#include <QLoggingCategory>
#include <QString>

namespace postreel {

Q_DECLARE_LOGGING_CATEGORY(logStore)
Q_DECLARE_LOGGING_CATEGORY(logMedia)
Q_DECLARE_LOGGING_CATEGORY(logX)
Q_DECLARE_LOGGING_CATEGORY(logAuth)
Q_DECLARE_LOGGING_CATEGORY(logUpload)
Q_DECLARE_LOGGING_CATEGORY(logPost)
Q_DECLARE_LOGGING_CATEGORY(logEngine)
Q_DECLARE_LOGGING_CATEGORY(logSandbox)
Q_DECLARE_LOGGING_CATEGORY(logUi)

// Returns the text with every secret replaced by "[redacted]": known secrets, Authorization headers, and the values of
// access_token, refresh_token, id_token, client_secret, code_verifier, code and token in JSON, form and URL.
QString redact(const QString &text);

// Writes all log lines, redacted, to FOLDER/postreel.log (rotated at 1 MiB, three old files are kept), and critical ones to
// stderr too. With an empty folder, or if the file cannot be opened, Postreel's own warnings go to stderr.
void installLog(const QString &folder);

} // namespace postreel
