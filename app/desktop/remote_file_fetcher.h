// Copies what is not on this computer's file system (a phone over mtp://, a camera, a share that a file manager opened) to
// a folder here, with the desktop's own tool.
// Invariant: a file is at its place whole or not at all; nothing that was there is written over.
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

    // `folder`: takes the copies; made when it is not there.
    explicit RemoteFileFetcher(QString folder, QObject *parent = nullptr);
    ~RemoteFileFetcher() override; // ends what runs, calls nobody

    // Whether this desktop can do it at all.
    static bool available();

    // Copies, as long as it takes, and answers with the path, from the event loop; until then tells twice a second how
    // much is here. One copy of an address at a time: asked for again, the newer call gets the answer. Errors, with the file
    // name as subject: Usage (an address without a file name), Unreadable (`detail`: the tool's words), Storage, Aborted
    // (stop()), NotReached (available() is false).
    void copy(const QUrl &from, SoFar soFar, Callback answer);
    void stop(const QUrl &from);

    // Removes a copy that nobody needs any more; what does not lie in the folder is left alone.
    void discard(const QString &file);
    // The same for all copies but these.
    void keepOnly(const QStringList &files);

private:
    struct Work;
    void run(Work *work, const QString &program);
    void end(const QUrl &from, const Result<QString> &result);

    const QString m_folder;
    QHash<QUrl, Work *> m_works; // children
};

} // namespace postreel
