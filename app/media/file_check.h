// The final refusals of a file, before a byte of it is used, and the only way this module opens one.
// Invariant: nothing here ever waits on a FIFO, device or socket: type first, then an open that cannot block.
#pragma once

#include "app/base/result.h"

#include <QFile>
#include <memory>

namespace postreel {

// What can be sent at all: 1,000 segments of 8 MB (X's page "Chunked media upload"). Bytes.
inline constexpr qint64 maxUploadBytes = 8'000'000'000;

struct RegularFile
{
    QString name;       // without its folder, for people
    qint64 size = 0;    // bytes, at least 1; what X takes of it is limits.h's to say
    qint64 mtimeMs = 0; // last modification
};

// Size and time of an open file as the file system has them now.
struct FileStamp
{
    qint64 size = -1;   // bytes
    qint64 mtimeMs = 0; // last modification
    friend bool operator==(const FileStamp &, const FileStamp &) = default;
};

// The file's name without its folder: the subject of every error about it.
QString fileNameOf(const QString &path);

// A regular file opened for reading, of any size. Errors: Missing, NotAFile, Unreadable; subject is the file
// name.
Result<std::shared_ptr<QFile>> openRegularFile(const QString &path);

FileStamp stampOf(const QFile &open);

// Exactly the bytes [offset, offset + length) of an open file, or fewer where it ends sooner.
// Error: Unreadable when reading fails.
Result<QByteArray> readBytes(QFile &open, qint64 offset, qint64 length);

// Errors: those of openRegularFile, Empty (0 bytes); subject is the file name.
Result<RegularFile> checkRegularFile(const QString &path);

} // namespace postreel
