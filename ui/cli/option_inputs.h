// The content of the files that options name: texts, tokens, certificates.
// Invariant: content is never part of a sentence, since any of these files may hold a secret.
#pragma once

#include <QByteArray>
#include <QString>
#include <functional>
#include <optional>

namespace postreel {

// All functions answer nothing and set `problem`, a sentence or the rest of one that begins with the
// option, when the content does not serve.

// Up to 1 MiB and one byte of a file, or of standard input for "-".
std::optional<QByteArray> readInput(const QString &name, const std::function<QByteArray()> &standardInput,
                                    QString *problem);

// The text of a Post: UTF-8, at most 1 MiB, without the line end that every editor leaves.
std::optional<QString> postTextOf(const QByteArray &bytes, const QString &name, QString *problem);

// One access token: printable ASCII without spaces, on one line.
std::optional<QByteArray> tokenOf(const QByteArray &bytes, const QString &name, QString *problem);

} // namespace postreel
