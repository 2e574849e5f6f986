#include "app/engine/upload_problems.h"

#include "app/media/rules/subtitle_check.h"

#include <algorithm>

namespace postreel {

namespace {

// Duration of the video as it is sent; -1: not known yet.
qint64 sentMs(const Upload &film)
{
    const qint64 wholeMs = film.state == UploadState::Checking ? -1 : film.facts.durationMs;
    if (wholeMs < 0 || !film.fixedFile.isEmpty())
        return wholeMs;
    const qint64 endMs = film.trimEndMs < 0 ? wholeMs : std::min(film.trimEndMs, wholeMs);
    return std::max<qint64>(0, endMs - film.trimStartMs);
}

} // namespace

QVector<Problem> problemsOf(const Upload &upload, const LivePosts &live)
{
    QVector<Problem> problems = upload.problems;
    const Uploader *film = upload.kind == UploadKind::Subtitle ? live.uploader(upload.parentId) : nullptr;
    if (const auto late = film ? lateCues(upload.facts.durationMs, sentMs(film->record())) : std::nullopt)
        problems.append(*late);
    return problems;
}

} // namespace postreel
