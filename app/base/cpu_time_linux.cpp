#include "app/base/cpu_time.h"

#ifdef Q_OS_LINUX

#include <QFile>
#include <QList>
#include <unistd.h>

namespace postreel {

std::optional<qint64> cpuTimeMs(qint64 processId)
{
    // proc(5): the fields after the name, which stands in parentheses and may contain any character.
    constexpr qsizetype userTime = 11, systemTime = 12;
    QFile file(QStringLiteral("/proc/%1/stat").arg(processId));
    if (processId <= 0 || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray line = file.readAll();
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    const qint64 ticksPerSecond = ::sysconf(_SC_CLK_TCK);
    if (fields.size() <= systemTime || ticksPerSecond <= 0)
        return std::nullopt;
    return (fields[userTime].toLongLong() + fields[systemTime].toLongLong()) * 1000 / ticksPerSecond;
}

} // namespace postreel

#endif
