#include "app/media/files/file_check.h"

#include <QDateTime>
#include <QFileInfo>
#include <filesystem>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace postreel {

namespace {

std::filesystem::path nativePath(const QString &path)
{
#ifdef Q_OS_WIN
    return path.toStdWString();
#else
    return QFile::encodeName(path).toStdString();
#endif
}

// Qt replaces invalid UTF-8 in a file name, so the file is not found under that name.
ErrorKind missing(const QString &path)
{
    return path.contains(QChar::ReplacementCharacter) ? ErrorKind::NameNotUtf8 : ErrorKind::Missing;
}

// Returns None for a regular file or a link to one.
ErrorKind kindOfPath(const QString &path)
{
    // A NUL would truncate the name, so another file would be checked.
    if (path.isEmpty() || path.contains(QChar(u'\0')))
        return ErrorKind::Missing;
    std::error_code failure;
    const std::filesystem::file_status status = std::filesystem::status(nativePath(path), failure);
    if (status.type() == std::filesystem::file_type::regular)
        return ErrorKind::None;
    if (status.type() == std::filesystem::file_type::none)
        return failure == std::errc::permission_denied || failure == std::errc::io_error
                   ? ErrorKind::Unreadable
                   : missing(path);
    return status.type() == std::filesystem::file_type::not_found ? missing(path) : ErrorKind::NotAFile;
}

#ifdef Q_OS_UNIX
// The file may have become a FIFO since kindOfPath(): opens with O_NONBLOCK and checks the type again.
ErrorKind openWithoutWaiting(QFile &file)
{
    const QByteArray name = QFile::encodeName(file.fileName());
    int handle = ::open(name.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    // Only a regular file can be leased, as a file server does it: opening it waits until the lease is given back.
    if (handle < 0 && errno == EWOULDBLOCK)
        handle = ::open(name.constData(), O_RDONLY | O_CLOEXEC);
    if (handle < 0)
        return errno == ENOENT ? ErrorKind::Missing : ErrorKind::Unreadable;
    struct stat what = {};
    if (::fstat(handle, &what) != 0 || !S_ISREG(what.st_mode)) {
        ::close(handle);
        return ErrorKind::NotAFile;
    }
    if (!file.open(handle, QIODevice::ReadOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle)) {
        ::close(handle);
        return ErrorKind::Unreadable;
    }
    return ErrorKind::None;
}
#else
ErrorKind openWithoutWaiting(QFile &file)
{
    return file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) ? ErrorKind::None : ErrorKind::Unreadable;
}
#endif

} // namespace

QString fileNameOf(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    return name.isEmpty() ? path : name; // "/" and "folder/" have none
}

Result<std::shared_ptr<QFile>> openRegularFile(const QString &path)
{
    ErrorKind kind = kindOfPath(path);
    if (kind != ErrorKind::None)
        return {kind, fileNameOf(path)};
    auto file = std::make_shared<QFile>(path);
    kind = openWithoutWaiting(*file);
    if (kind != ErrorKind::None)
        return {kind, fileNameOf(path)};
    return file;
}

FileStamp stampOf(const QFile &open)
{
    return {.size = open.size(),
            .mtimeMs = open.fileTime(QFileDevice::FileModificationTime).toMSecsSinceEpoch()};
}

Result<QByteArray> readBytes(QFile &open, qint64 offset, qint64 length)
{
    Q_ASSERT(offset >= 0 && length >= 0);
    if (!open.seek(offset))
        return {ErrorKind::Unreadable, fileNameOf(open.fileName())};
    QByteArray bytes(length, Qt::Uninitialized);
    qint64 got = 0;
    while (got < length) {
        const qint64 count = open.read(bytes.data() + got, length - got);
        if (count < 0)
            return {ErrorKind::Unreadable, fileNameOf(open.fileName())};
        if (count == 0)
            break;
        got += count;
    }
    bytes.truncate(got);
    return bytes;
}

Result<RegularFile> checkRegularFile(const QString &path)
{
    const auto file = openRegularFile(path);
    if (!file)
        return file.error();
    const FileStamp stamp = stampOf(**file);
    const QString name = fileNameOf(path);
    if (stamp.size == 0)
        return {ErrorKind::Empty, name};
    return RegularFile{.name = name, .size = stamp.size, .mtimeMs = stamp.mtimeMs};
}

} // namespace postreel
