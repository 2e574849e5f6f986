#include "app/engine/without_ffmpeg.h"

#include "app/media/fix/fix_queue.h"
#include "app/media/rules/limit_words.h"

#include <algorithm>

namespace postreel {

bool isToldByHeadersAlone(const Upload &upload)
{
    return isVideo(upload) && upload.state != UploadState::Ready && !FixQueue::available();
}

bool isToldByHeadersAlone(const Inspection &seen)
{
    return !seen.error && isVideo(seen.facts) && !seen.streams.probed && !FixQueue::available();
}

bool wantsFfmpeg(const Upload &upload)
{
    const QVector<Problem> &problems = upload.problems;
    const bool asks = upload.state == UploadState::NeedsFix && upload.offer.kind == FixKind::None;
    return asks && upload.kind != UploadKind::Subtitle
           && std::any_of(problems.cbegin(), problems.cend(), [](const Problem &each) { return !each.fix.isEmpty(); })
           && std::none_of(problems.cbegin(), problems.cend(), isNextStep) && !FixQueue::available();
}

} // namespace postreel
