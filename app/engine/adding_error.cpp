#include "app/engine/adding_error.h"

#include "app/media/files/being_written.h"

#include <QDateTime>

namespace postreel {

Error addingError(const QString &file)
{
    return fileError(file, QDateTime::currentMSecsSinceEpoch());
}

} // namespace postreel
