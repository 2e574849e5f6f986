#include "app/media/files/being_written.h"

#include "app/media/files/file_check.h"
#include "app/media/files/file_writers.h"

namespace postreel {

namespace {
constexpr qint64 freshMs = 3000;        // used where only the modification time is known
constexpr qint64 abandonedMs = 60'000;  // open for writing, but no longer written to
}

bool isBeingWritten(const QString &path, qint64 nowMs)
{
    const auto file = openRegularFile(path);
    if (!file)
        return false;
    const qint64 age = qAbs(nowMs - stampOf(**file).mtimeMs); // a time in the future means that a clock is wrong
    switch (writersOf(**file)) {
    case Writers::None:
        return false;
    case Writers::Some:
        return age < abandonedMs;
    case Writers::NotKnown:
        return age < freshMs;
    }
    return false;
}

Error fileError(const QString &path, qint64 nowMs)
{
    const Error error = checkRegularFile(path).error();
    return error.kind == ErrorKind::Empty && isBeingWritten(path, nowMs) ? Error{} : error;
}

} // namespace postreel
