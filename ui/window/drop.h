// What is in a drop or a paste, decoded: files that can be tried, and a sentence for each that cannot.
// Invariant: nothing is passed over in silence; decodeUrls() never touches the disk, inspectFiles() does.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>
#include <QVector>

namespace postreel {

struct DropPlan
{
    QStringList files;    // absolute local paths, in the order of the drop, each once
    QStringList refusals; // one sentence each, with the name and the next step
};

// By the shape of the addresses alone: web pages, devices and servers are refused.
DropPlan decodeUrls(const QList<QUrl> &urls);

// By what is on the disk: missing, folder, FIFO, unreadable, empty. May block as long as a network share
// does: never on the thread of the window.
DropPlan inspectFiles(const QStringList &files);

} // namespace postreel
