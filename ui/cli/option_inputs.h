// The content of the files that options name: texts, tokens, certificates.
// Invariant: content is never part of a sentence, since any of these files may hold a secret.
#pragma once

#include <QByteArray>
#include <QDeadlineTimer>
#include <QString>
#include <functional>
#include <optional>

namespace postreel {

struct Input
{
    std::optional<QByteArray> bytes;
    QString problem;    // a sentence, where there are none
    bool isLate = false; // they did not come in time, and the thread that reads them is left behind
};

// Up to 1 MiB and one byte of a file, or of standard input for "-". A pipe or a share may keep its bytes for as long as it
// wants: with an end to `until`, they are read on a thread of their own.
Input readInput(const QString &name, const std::function<QByteArray()> &standardInput, QDeadlineTimer until);

// These answer nothing and set `problem`, a sentence or the rest of one that begins with the option, when the content does
// not serve.

// The text of a Post: UTF-8, at most 1 MiB, without the line end that every editor leaves.
std::optional<QString> postTextOf(const QByteArray &bytes, const QString &name, QString *problem);

// One access token: printable ASCII without spaces, on one line.
std::optional<QByteArray> tokenOf(const QByteArray &bytes, const QString &name, QString *problem);

} // namespace postreel
