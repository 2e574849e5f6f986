// What is in a drop or a paste, decoded: files that can be tried, and a sentence for each that cannot.
// Invariant: nothing is passed over in silence; decodeUrls() never touches the disk, inspectFiles() does.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>
#include <QVector>

namespace postreel {

struct DroppedFiles
{
    QStringList files;    // absolute local paths, in the order of the drop, each once
    QList<QUrl> elsewhere; // on a device, a server or the web: to be copied here first
    QStringList refusals; // one sentence each, with the name and the next step
};

// By the shape of the addresses alone: what is not here is elsewhere, and what is no address is
// refused.
DroppedFiles decodeUrls(const QList<QUrl> &urls);

// Why something elsewhere cannot be taken as it is, and what to do about it.
QString remoteUrlText(const QUrl &url);

// By what is on the disk: missing, folder, FIFO, unreadable, empty. May block as long as a network share
// does: never on the thread of the window.
DroppedFiles inspectFiles(const QStringList &files);

} // namespace postreel
