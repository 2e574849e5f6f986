// Looks at results: transparency and colours of a GIF; the peak of audio that is mixed down, before and after encoding.
#include "app/media/fix/fix_gif.h"
#include "app/media/fix/fix_job.h"
#include "app/media/fix/frame_colours.h"
#include "app/media/fix/gif_disposal.h"
#include "app/media/fix/loudness.h"

#include <algorithm>

namespace postreel {

// ffmpeg does not clear a whole frame, so it would show through the transparent pixels of the next one.
void FixJob::finishGif()
{
    const FixPlan &plan = m_work.plan;
    const bool clears = plan.wholeFrames || (plan.coloursPerFrame && m_work.seen.streams.seeThrough);
    const auto work = [file = unfinished(), clears] { return clears ? clearAfterEachFrame(file) : Result<Done>(Done{}); };
    m_reads.run<Result<Done>>(m_work.folder, this, work, [this](const Result<Done> &result) {
        if (m_over)
            return;
        if (!result)
            return end(result.error());
        if (m_work.plan.coloursPerFrame)
            return check();
        compareColours();
    });
}

// One palette suffices for most GIFs, but not for videos with many colours; only a comparison of the frames can tell.
void FixJob::compareColours()
{
    constexpr double mostColour = 6; // ΔE
    constexpr double mostHoles = 0.005;
    constexpr qsizetype pixelBytes = 4;
    const FixPlan &plan = m_work.plan;
    const qsizetype frameBytes = pixelBytes * std::min(plan.width, sampledSide) * std::min(plan.height, sampledSide);
    const auto work = [frameBytes, one = sourceColourArguments(plan, m_work.seen, files(), m_work.skills),
                       other = resultColourArguments(files(), m_work.skills)] { return mostDifference(one, other, frameBytes); };
    m_reads.run<std::optional<FrameDifference>>(m_work.folder, this, work, [this](const std::optional<FrameDifference> &most) {
        if (m_over)
            return;
        const bool holes = most && most->holes > mostHoles && !m_work.plan.wholeFrames;
        if (most && most->colour <= mostColour && !holes)
            return check();
        m_work.plan.wholeFrames = m_work.plan.wholeFrames || holes;
        m_work.plan.coloursPerFrame = !holes;
        m_tries = 0;
        begin();
    }, FileReads::longWorkMs);
}

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
