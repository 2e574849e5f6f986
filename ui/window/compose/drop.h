// Decodes a drop or a paste: files that can be tried, and a sentence for each that cannot.
// Invariant: nothing is ignored silently; decodeUrls() never accesses the disk, usableFiles() does.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>
#include <QVector>

namespace postreel {

struct DroppedFiles
{
    QStringList files;    // absolute local paths, in the order of the drop, without duplicates
    QList<QUrl> elsewhere; // on a device, a server or the web: have to be copied here first
    QStringList refusals; // one sentence each, with the name and the next step
};

// Decides by the URLs alone: one that is not local goes to `elsewhere`; one that is invalid or not UTF-8 is refused.
DroppedFiles decodeUrls(const QList<QUrl> &urls);

// Why a remote file cannot be added directly, and what to do about it.
QString remoteUrlText(const QUrl &url);

// Refuses what is missing, a folder, a FIFO, unreadable or empty. May block as long as a network share does: never call
// it on the GUI thread.
DroppedFiles usableFiles(const QStringList &files);

} // namespace postreel
