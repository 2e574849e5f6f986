// Decides what an error means for the call that got it: retry, wait, check, upload again or give up, and the delay.
// Invariant: classify() is pure: the same arguments give the same advice. Decided elsewhere: the sizes of segments and
// that a segment's retry after more than longestSilentPauseMs is a wait of the upload (SegmentSender), and a STATUS for a media
// that may be gone (Uploader).
#pragma once

#include "app/base/clock.h"
#include "app/base/error.h"
#include "app/store/records.h"
#include "app/x/exchange.h"

#include <limits>

namespace postreel {

enum class Reaction {
    Final,     // only the user can fix it
    Again,     // retry the same request after a delay; nothing else stops
    Wait,      // the whole upload or Post waits, for `reason`
    SignIn,    // the user has to sign in
    Smaller,   // retry with a smaller segment
    MediaGone, // X does not have the media, or not all of it: upload it again
    Ask,       // X may have done it: check before sending the same again
    None,      // ended by Postreel itself
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
    // Of the same kind in a row: an outage followed by a single 404 does not mean that X has lost the media. By default all.
    int alike = std::numeric_limits<int>::max();
};

// Counts failures of the same kind in a row. Not stored: it begins again with the program, which only makes it more patient.
class FailureStreak
{
public:
    // This failure included, ≥ 1.
    int count(ErrorKind kind)
    {
        m_count = kind == m_kind ? m_count + 1 : 1;
        m_kind = kind;
        return m_count;
    }
    // Of a call whose upload or Post has failed `failures` times since its last progress, ≥ 1; the first one begins a new row.
    Attempts attempts(ErrorKind kind, int failures)
    {
        if (failures == 1)
            reset();
        return {failures, failures, count(kind)};
    }
    void reset() { m_count = 0; }

private:
    ErrorKind m_kind = ErrorKind::None;
    int m_count = 0;
};

// `jitter`: 0…1, random, so that many clients do not retry at the same moment.
// `serverMs`: X's clock, for x-rate-limit-reset.
Advice classify(Call call, const Error &error, const Attempts &attempts, double jitter, qint64 serverMs);
// The same with the current time of X's clock and a random jitter.
Advice classifyNow(const Clock &clock, Call call, const Error &error, const Attempts &attempts);

} // namespace postreel
