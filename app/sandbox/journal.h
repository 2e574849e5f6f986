// What the sandbox must know after a restart: one JSON object a line, appended before it is answered.
// Invariant: a line that write() returned true for is in the kernel's hands, so it outlives kill -9; a
// torn last line is dropped at the next start.
#pragma once

#include "app/base/result.h"

#include <QFile>
#include <QJsonObject>
#include <functional>

namespace postreel::sandbox {

class Journal
{
public:
    // Hands every whole line of the file to `replay`, oldest first. A missing file is an empty one.
    Result<Done> load(const QString &path, const std::function<void(const QJsonObject &)> &replay);
    // Replaces the file with these lines, at once or not at all, and makes ready for write().
    Result<Done> restart(const QList<QJsonObject> &lines);
    // False when the disk refuses.
    bool write(const QJsonObject &line);

private:
    QString m_path;
    QFile m_file;
};

} // namespace postreel::sandbox
