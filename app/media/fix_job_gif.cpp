// The final steps of a GIF's fix: transparency and colours, see fix_job.h.
#include "app/media/fix_gif.h"
#include "app/media/fix_job.h"
#include "app/media/frame_colours.h"
#include "app/media/gif_disposal.h"

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

} // namespace postreel
