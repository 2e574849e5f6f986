#include "app/base/this_computer.h"

#include <QHostAddress>
#include <QString>

namespace postreel {

bool isLoopbackHost(const QString &host)
{
    return host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0 || QHostAddress(host).isLoopback();
}

} // namespace postreel
