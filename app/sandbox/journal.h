// The state that the sandbox must keep over a restart: one JSON object per line, appended before the response
// is sent.
// Invariant: a line for which write() returned true has reached the kernel, so it survives kill -9; an
// incomplete last line is dropped at the next start.
#pragma once

#include "app/base/result.h"

#include <QFile>
#include <QJsonObject>
#include <functional>

namespace postreel::sandbox {

class Journal
{
public:
    // Passes every complete line of the file to `replay`, oldest first. A missing file counts as empty.
    Result<Done> load(const QString &path, const std::function<void(const QJsonObject &)> &replay);
    // Atomically replaces the file with these lines and opens it for write().
    Result<Done> restart(const QList<QJsonObject> &lines);
    // False if the write fails, e.g. on a full disk.
    bool write(const QJsonObject &line);

private:
    QString m_path;
    QFile m_file;
};

} // namespace postreel::sandbox
