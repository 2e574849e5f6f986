// Copies files that are not on this computer's file system (a phone over mtp://, a camera, a share that a file
// manager opened) to a local folder, with the desktop's own tool.
// Invariant: a file is at its final path complete or not at all; existing files are never overwritten.
#pragma once

#include "app/base/result.h"

#include <QHash>
#include <QObject>
#include <QString>
#include <QUrl>
#include <functional>

namespace postreel {

class RemoteFileFetcher : public QObject
{
    Q_OBJECT
public:
    using Callback = std::function<void(const Result<QString> &file)>;
    using SoFar = std::function<void(qint64 bytes)>;

    // `folder`: where copies are stored; created if missing.
    explicit RemoteFileFetcher(QString folder, QObject *parent = nullptr);
    ~RemoteFileFetcher() override; // stops running copies without calling back

    // Whether the desktop has the tool.
    static bool available();

    // Starts a copy without a time limit; `answer` gets its path, from the event loop, and `soFar` the bytes copied,
    // twice a second until then. There is one copy per address at a time: a second call takes over the callbacks of
    // the first. Errors, with the file name as subject: Usage (an address without a file name), Unreadable (`detail`:
    // the tool's message), Storage, Aborted (stop()), NotReached (available() is false).
    void copy(const QUrl &from, SoFar soFar, Callback answer);
    void stop(const QUrl &from);

    // Removes a copy that is no longer needed; ignores files outside the folder.
    void discard(const QString &file);
    // Removes all files in the folder except these (absolute paths).
    void keepOnly(const QStringList &files);

private:
    struct Work;
    void run(Work *work, const QString &program);
    void end(const QUrl &from, const Result<QString> &result);

    const QString m_folder;
    QHash<QUrl, Work *> m_works; // children
};

} // namespace postreel
