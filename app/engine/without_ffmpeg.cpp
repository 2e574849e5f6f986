#include "app/engine/without_ffmpeg.h"

#include "app/media/cures.h"
#include "app/media/limit_words.h"

#include <algorithm>

namespace postreel {

bool isToldByHeadersAlone(const Upload &upload)
{
    return isVideo(upload) && upload.state != UploadState::Ready && !Cures::available();
}

bool isToldByHeadersAlone(const Inspection &seen)
{
    return !seen.error && isVideo(seen.facts) && !seen.streams.probed && !Cures::available();
}

bool wantsFfmpeg(const Upload &upload)
{
    const QVector<Problem> &problems = upload.problems;
    const bool asks = upload.state == UploadState::NeedsFix && upload.offer.kind == CureKind::None;
    return asks && upload.kind != UploadKind::Subtitle
           && std::any_of(problems.cbegin(), problems.cend(), [](const Problem &each) { return !each.cure.isEmpty(); })
           && std::none_of(problems.cbegin(), problems.cend(), isNextStep) && !Cures::available();
}

} // namespace postreel
