#include "app/engine/cover_moment.h"

#include "app/media/files/file_check.h"

namespace postreel {

bool isFilm(const Inspection &seen)
{
    const bool video = isVideo(seen.facts);
    if (!seen.facts.mediaType.isEmpty())
        return video;
    // A container that X does not accept; without ffmpeg its content is unknown.
    return seen.streams.video.has_value() || seen.facts.durationMs > 0 || (video && !seen.streams.probed);
}

Error troubleWithMoment(const QString &file, qint64 durationMs, qint64 atMs)
{
    if (durationMs < 0 || atMs <= durationMs)
        return {};
    return {.kind = ErrorKind::NoSuchFrame, .subject = fileNameOf(file), .wantedMs = atMs, .lengthMs = durationMs};
}

Error troubleWithCover(const QString &file, const Inspection &seen, qint64 atMs)
{
    if (seen.error)
        return seen.error;
    if (!isFilm(seen))
        return {.kind = ErrorKind::NotAVideo, .subject = fileNameOf(file)};
    return troubleWithMoment(file, seen.facts.durationMs, atMs);
}

} // namespace postreel
