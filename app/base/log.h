// Log categories, and the one gate through which every log line leaves the program.
// Invariant: a line that leaves the gate has passed redact(); tokens, codes and secrets do not pass.
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

// The text with every secret replaced by "[redacted]": Authorization headers, and the values of
// access_token, refresh_token, id_token, client_secret, code_verifier, code and token in JSON, form and URL.
QString redact(const QString &text);

// Sends all log lines, redacted, to FOLDER/postreel.log, which is rotated at 1 MiB with three old files
// kept, and those of critical errors to stderr, too. An empty folder: warnings and worse to stderr alone.
void installLog(const QString &folder);

} // namespace postreel
