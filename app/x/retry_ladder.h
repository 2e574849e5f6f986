// What to do about an error, as data: which kind is tried again, waited for, or final, and how long.
// Invariant: pure; the same kind, call and number of attempts give the same answer.
#pragma once

#include "app/base/error.h"
#include "app/store/records.h"
#include "app/x/exchange.h"

namespace postreel {

enum class Reaction {
    Final,   // only a person can mend it
    Again,   // the same request after a delay; nothing else stops
    Wait,    // the whole upload or Post waits, for `reason`
    SignIn,  // a person must sign in
    Smaller, // a smaller segment
};

struct Advice
{
    Reaction reaction = Reaction::Final;
    WaitReason reason = WaitReason::None;
    qint64 delayMs = 0;
};

// `attempts`: failures of this step since the last progress, this one included, ≥ 1.
// `spread`: 0…1, random, so that many clients do not come back at the same moment.
// `serverMs`: X's clock, for x-rate-limit-reset.
Advice adviceFor(Call call, const Error &error, int attempts, double spread, qint64 serverMs);

} // namespace postreel
