// Rules out files that cannot be uploaded at all; the only way in which this module opens the user's files.
// Invariant: never waits on a FIFO, device or socket: the type is checked first, then the open cannot block.
#pragma once

#include "app/base/result.h"

#include <QFile>
#include <memory>

namespace postreel {

// The largest upload possible, in bytes: 1,000 segments of 8 MB (X's page "Chunked media upload").
inline constexpr qint64 maxUploadBytes = 8'000'000'000;

struct RegularFile
{
    QString name;       // without its folder, for display
    qint64 size = 0;    // bytes, at least 1; X's limits are in limits.h
    qint64 mtimeMs = 0; // last modification
};

// Current size and modification time of an open file.
struct FileStamp
{
    qint64 size = -1;   // bytes
    qint64 mtimeMs = 0; // last modification
    friend bool operator==(const FileStamp &, const FileStamp &) = default;
};

// The file's name without its folder, used as the subject of errors; the path itself if it has no file name.
QString fileNameOf(const QString &path);

// Opens a regular file of any size for reading, unbuffered. Errors: Missing, NameNotUtf8, NotAFile, Unreadable; the
// subject is the file name.
Result<std::shared_ptr<QFile>> openRegularFile(const QString &path);

FileStamp stampOf(const QFile &open);

// Reads the bytes [offset, offset + length) of an open file, fewer if it ends before. Error: Unreadable.
Result<QByteArray> readBytes(QFile &open, qint64 offset, qint64 length);

// Errors: those of openRegularFile(), Empty (0 bytes); the subject is the file name.
Result<RegularFile> checkRegularFile(const QString &path);

} // namespace postreel
