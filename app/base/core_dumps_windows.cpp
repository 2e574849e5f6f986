#include "app/base/core_dumps.h"

#include <QtGlobal>
#ifdef Q_OS_WIN

namespace postreel {

void forbidCoreDumps() {}

} // namespace postreel

#endif
