// Which media X accepts together in one Post: up to four pictures, or one GIF, or one video.
// Invariant: pure functions; a file's content decides, its name only until the content is known; a file of
// unknown kind is refused only if no kind would fit.
#pragma once

#include "app/engine/views.h"

#include <QString>
#include <QVector>

namespace postreel {

enum class FileKind {
    Picture,
    Gif,
    Video,
    Other,   // checked: none of these
    Unknown, // not checked yet, and the name does not tell
};

// By the name alone, for feedback while files are dragged; the content decides later.
FileKind kindByName(const QString &file);
// The suffixes that kindByName() knows, lower case and without a dot: of formats that X accepts or that can
// be converted.
QStringList suffixesOfMedia();

// For a checked file: by its content; by its name if X does not accept the type.
FileKind kindOf(const MediaFacts &facts, const QString &file);
// The same; by its name until the file is checked.
FileKind kindOf(const UploadView &upload);

bool canShareOnePost(const QVector<FileKind> &kinds);

// A sentence that says why these cannot share a Post; empty if they can.
QString whyNotOnePost(const QVector<FileKind> &kinds);
// The same with the next step in the window.
QString mixAdvice(const QVector<FileKind> &kinds);

// The indexes of those that do not fit with the ones before them.
QVector<qsizetype> misfitsAmong(const QVector<FileKind> &kinds);

} // namespace postreel
