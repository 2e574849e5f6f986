// What is in a drop or a paste, decoded: files that can be tried, and a sentence for each that cannot.
// Invariant: nothing is passed over in silence; decodeUrls() never touches the disk, inspectFiles() does.
#pragma once

#include "app/engine/views.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>
#include <QVector>

namespace postreel {

struct DropPlan
{
    QStringList files;    // absolute local paths, in the order of the drop, each once
    QList<QUrl> elsewhere; // on a device, a server or the web: to be copied here first
    QStringList refusals; // one sentence each, with the name and the next step
};

// By the shape of the addresses alone: what is not here is elsewhere, and what is no address is
// refused.
DropPlan decodeUrls(const QList<QUrl> &urls);

// Why something elsewhere cannot be taken as it is, and what to do about it.
QString elsewhereText(const QUrl &url);

// By what is on the disk: missing, folder, FIFO, unreadable, empty. May block as long as a network share
// does: never on the thread of the window.
DropPlan inspectFiles(const QStringList &files);

enum class FileKind { Picture, Gif, Video, Other };

// By the name alone, for an offer while something is dragged; the content decides later.
FileKind kindByName(const QString &file);

// By its content when that is known, else by its name.
FileKind kindOf(const UploadView &upload);

// Whether X takes these in one Post: up to four pictures, or one GIF, or one video.
bool canShareOnePost(const QVector<FileKind> &kinds);

} // namespace postreel
