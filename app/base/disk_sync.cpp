#include "app/base/disk_sync.h"

#include <QFile>

#ifdef Q_OS_WIN
#include <io.h>
#include <windows.h>
#else
#include <cerrno>
#include <unistd.h>
#endif

namespace postreel {

namespace {

#ifdef Q_OS_WIN

bool flushed(int handle)
{
    return ::FlushFileBuffers(reinterpret_cast<HANDLE>(::_get_osfhandle(handle))) != 0;
}

#else

bool flushed(int handle)
{
    int done = 0;
    do
        done = ::fsync(handle);
    while (done != 0 && errno == EINTR);
    return done == 0;
}

#endif

} // namespace

Result<Done> syncToDisk(const QFile &file)
{
    if (flushed(file.handle()))
        return Done{};
    return Error{.kind = ErrorKind::Storage,
                 .detail = qt_error_string(),
                 .source = ErrorSource::System,
                 .subject = file.fileName()};
}

} // namespace postreel
