// Which media X takes together in one Post: up to four pictures, or one GIF, or one video.
// Invariant: pure; what a file's content tells counts, and its name only until that is known; what neither tells is
// refused only where no kind would fit.
#pragma once

#include "app/engine/views.h"

#include <QString>
#include <QVector>

namespace postreel {

enum class FileKind {
    Picture,
    Gif,
    Video,
    Other,   // looked at: none of these
    Unknown, // not looked at yet, and its name does not tell
};

// By the name alone, for an offer while something is dragged; the content decides later.
FileKind kindByName(const QString &file);
// The suffixes that it knows, lower case and without a dot: of what X takes and of what can be made so.
QStringList suffixesOfMedia();

// Of a file that was looked at: by its content, and by its name where that is none that X takes.
FileKind kindOf(const MediaFacts &facts, const QString &file);
// The same; by its name until it was looked at.
FileKind kindOf(const UploadView &upload);

bool canShareOnePost(const QVector<FileKind> &kinds);

// Why they cannot, as a sentence; empty when they can.
QString whyNotOnePost(const QVector<FileKind> &kinds);
// The same with the next step in the window.
QString mixAdvice(const QVector<FileKind> &kinds);

// The places of those that do not fit with the ones before them.
QVector<qsizetype> misfitsAmong(const QVector<FileKind> &kinds);

} // namespace postreel
