#include "app/media/files/range_reader.h"

#include "app/media/files/file_check.h"

#include <algorithm>

namespace postreel {

namespace {

// Translates errors of opening and reading for a file that was there before.
Error whileSending(Error error, const QString &path)
{
    if (error.kind == ErrorKind::Missing)
        error.kind = ErrorKind::FileAway;
    else if (error.kind == ErrorKind::NotAFile)
        error.kind = ErrorKind::FileChanged;
    else if (error.kind == ErrorKind::Unreadable && !QFile::exists(path))
        error.kind = ErrorKind::FileAway; // the card was removed during reading
    return error;
}

bool isStill(const QFile &file, const Fingerprint &expected)
{
    return stampOf(file) == FileStamp{.size = expected.size, .mtimeMs = expected.mtimeMs};
}

} // namespace

Result<QVector<QByteArray>> readRange(const QString &path, const Fingerprint &expected, qint64 offset, qint64 length)
{
    if (offset < 0 || length < 0 || offset > expected.size || length > expected.size - offset)
        return {ErrorKind::Usage, fileNameOf(path)};
    const auto file = openRegularFile(path);
    if (!file)
        return whileSending(file.error(), path);
    if (!isStill(**file, expected))
        return {ErrorKind::FileChanged, fileNameOf(path)};
    QVector<QByteArray> pieces;
    for (qint64 done = 0; done < length; done += readPieceBytes) {
        const qint64 part = std::min(readPieceBytes, length - done);
        const auto bytes = readBytes(**file, offset + done, part);
        if (!bytes)
            return whileSending(bytes.error(), path);
        if (bytes->size() != part)
            return {ErrorKind::FileChanged, fileNameOf(path)};
        pieces.append(*bytes);
    }
    if (!isStill(**file, expected))
        return {ErrorKind::FileChanged, fileNameOf(path)};
    return pieces;
}

} // namespace postreel
