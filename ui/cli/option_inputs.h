// Reads the files that options name: texts, tokens, certificates.
// Invariant: messages never quote content, because any of these files may hold a secret.
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
    QString problem;    // a sentence, if there are no bytes
    bool isLate = false; // timed out; the thread that reads is still running
};

// Reads a file, or standard input for "-", but stops beyond 1 MiB. Because a pipe or a network share may
// block for ever, a finite `until` makes it read on a thread of its own.
Input readInput(const QString &name, const std::function<QByteArray()> &standardInput, QDeadlineTimer until);

// The next two return nothing and set `problem`, a sentence, if the content is unusable.

// The text of a Post: UTF-8, at most 1 MiB, without the line end that editors append.
std::optional<QString> postTextOf(const QByteArray &bytes, const QString &name, QString *problem);

// One access token: printable ASCII without spaces, on one line, at most 64 KiB.
std::optional<QByteArray> tokenOf(const QByteArray &bytes, const QString &name, QString *problem);

} // namespace postreel
