// The message about files that do not respond.
// Invariant: one sentence about the cause and one about what helps, however many files there are.
#pragma once

#include <QStringList>

namespace postreel {

// `paths`: files that are being waited for. Empty for none.
QString hangingText(const QStringList &paths);

} // namespace postreel
