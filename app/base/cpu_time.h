// Asks the system how much CPU time another process has used.
#pragma once

#include <QtGlobal>
#include <optional>

namespace postreel {

// Of all threads of the process, ms, in steps of about 10 ms; nullopt if it has ended, or where the system is not asked. Each
// platform has its own source file.
std::optional<qint64> cpuTimeMs(qint64 processId);

} // namespace postreel
