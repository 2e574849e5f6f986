// The plan of a fix that has begun, kept beside what it has done: one that has to be out by a time would choose another one
// when it goes on, since less time is left and the link is as fast as it is then, and all would be to do again.
// Invariant: a plan comes back as it was or not at all, and only for the very file.
#pragma once

#include "app/media/fix_plan.h"

namespace postreel {

// `folder`: of the fix. Nothing happens when the disk does not take it. Blocks.
void keepPlan(const QString &folder, const FixPlan &plan, const Fingerprint &source);
std::optional<FixPlan> keptPlan(const QString &folder, const Fingerprint &source);

} // namespace postreel
