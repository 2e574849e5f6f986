// Which media X takes together in one Post: up to four pictures, or one GIF, or one video.
// Invariant: pure; what a file's content tells counts, and its name only until that is known.
#pragma once

#include "app/engine/views.h"

#include <QString>
#include <QVector>

namespace postreel {

enum class FileKind { Picture, Gif, Video, Other };

// By the name alone, for an offer while something is dragged; the content decides later.
FileKind kindByName(const QString &file);

// By its content when that is known, else by its name.
FileKind kindOf(const MediaFacts &facts, const QString &file);
FileKind kindOf(const UploadView &upload);

bool canShareOnePost(const QVector<FileKind> &kinds);

// Why they cannot, as a sentence; empty when they can.
QString whyNotOnePost(const QVector<FileKind> &kinds);
// The same with the next step in the window.
QString mixAdvice(const QVector<FileKind> &kinds);

// The places of those that do not fit with the ones before them.
QVector<qsizetype> misfitsAmong(const QVector<FileKind> &kinds);

} // namespace postreel
