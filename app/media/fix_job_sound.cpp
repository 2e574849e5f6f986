// Audio that is mixed down: measures its peak before and after encoding, see fix_job.h.
#include "app/media/fix_job.h"
#include "app/media/loudness.h"

namespace postreel {

// The peak of the sum of all channels is known only by mixing them.
void FixJob::measureLoudness()
{
    run(loudnessArguments(m_work.plan, m_work.seen, m_work.file), {.stallMs = m_work.stallMs}, [this](const Result<Done> &result) {
        if (!result)
            return fail(result.error());
        m_work.plan.gainDb = gainFor(truePeakIn(m_said).value_or(0));
        m_since.start();
        prepare();
    });
}

// An encoder may exceed the peak of its input a little.
void FixJob::onResult()
{
    constexpr int mostTries = 3;
    constexpr double spareDb = 0.3;
    run(resultLoudnessArguments(unfinished()), {.stallMs = m_work.stallMs}, [this](const Result<Done> &result) {
        const double overDb = truePeakIn(m_said).value_or(mostPeakDb) - mostPeakDb;
        if (!result || overDb <= 0 || ++m_tooLoud > mostTries)
            return checked(result.error());
        ++m_results; // ignores further reports about this result
        m_work.plan.gainDb -= overDb + spareDb;
        discardCheckpoint(m_work.folder);
        m_left = {};
        m_percent = 0;
        prepare();
    });
}

} // namespace postreel
