// What a person reads of files that do not answer.
// Invariant: one sentence about the cause and one about what helps, however many files there are.
#pragma once

#include <QStringList>

namespace postreel {

// Paths that are waited for; empty for none.
QString hangingText(const QStringList &paths);

} // namespace postreel
