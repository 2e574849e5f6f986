// Saves the plan of a fix next to its unfinished work. A fix with a time limit would else be planned differently when it is
// resumed, because less time is left and the link's speed has changed, and everything would have to be done again.
// Invariant: a plan is returned exactly as it was saved or not at all, and only for the same file.
#pragma once

#include "app/media/fix/fix_plan.h"

namespace postreel {

// `folder`: the fix's work folder. A plan that cannot be written is not saved. Both functions block.
void keepPlan(const QString &folder, const FixPlan &plan, const Fingerprint &source);
std::optional<FixPlan> keptPlan(const QString &folder, const Fingerprint &source);

} // namespace postreel
