#include "app/media/files/file_writers.h"

#include <QtGlobal>

#ifndef Q_OS_LINUX

namespace postreel {

Writers writersOf(QFile &)
{
    return Writers::NotKnown;
}

} // namespace postreel

#endif
