// What an error means for the call that met it: tried again, waited for, asked about, uploaded again or final, and how long.
// Invariant: classify() is pure: the same kind, call and number of attempts give the same answer. Nothing else decides it.
#pragma once

#include "app/base/clock.h"
#include "app/base/error.h"
#include "app/store/records.h"
#include "app/x/exchange.h"

namespace postreel {

enum class Reaction {
    Final,     // only a person can fix it
    Again,     // the same request after a delay; nothing else stops
    Wait,      // the whole upload or Post waits, for `reason`
    SignIn,    // a person must sign in
    Smaller,   // a smaller segment
    MediaGone, // X does not have the media, or not all of it: it is uploaded again
    Ask,       // X may have done it: it is asked before the same is sent again
    None,      // we ended it ourselves
};

struct Advice
{
    Reaction reaction = Reaction::Final;
    WaitReason reason = WaitReason::None;
    qint64 delayMs = 0;
};

// Failures since the last progress, this one included, ≥ 1.
struct Attempts
{
    int call = 1; // of this request
    int step = 1; // of the upload or Post that it belongs to, which waits as a whole
};

// `jitter`: 0…1, random, so that many clients do not come back at the same moment.
// `serverMs`: X's clock, for x-rate-limit-reset.
Advice classify(Call call, const Error &error, const Attempts &attempts, double jitter, qint64 serverMs);
// The same by X's clock as it is known now, with a jitter of its own.
Advice classifyNow(const Clock &clock, Call call, const Error &error, const Attempts &attempts);

} // namespace postreel
