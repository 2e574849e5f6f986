// The words around a video: its subtitle tracks, its title and its description.
#include "app/engine/engine_core.h"
#include "app/engine/engine_door.h"

#include "app/media/file_check.h"

#include <algorithm>

namespace postreel {

namespace {

bool isLanguage(const QString &code)
{
    return code.size() == 2 &&
           std::all_of(code.begin(), code.end(), [](QChar c) { return c >= u'A' && c <= u'Z'; });
}

} // namespace

void EngineCore::addSubtitles(const QString &uploadId, const NewMedia::Subtitle &track,
                              std::function<void(Result<QString>)> done)
{
    if (!draftVideo(uploadId) || !isLanguage(track.language))
        return done(Result<QString>(ErrorKind::Usage));
    m_reads.run<Error>(
        track.file, this, [file = track.file] { return checkRegularFile(file).error(); },
        [this, uploadId, track, done = std::move(done)](const Error &error) {
            const Uploader *video = draftVideo(uploadId); // may be posted or taken out by now
            if (error || !video)
                return done(error ? error : Error{.kind = ErrorKind::Usage});
            const Upload &film = video->record();
            done(takeTrack(
                m_maker->trackOf(film, track, uploadersOf(film.postId).last()->record().position + 1)));
        });
}

// X keeps one track per language: the newer one counts.
Result<QString> EngineCore::takeTrack(const Upload &track)
{
    if (const Result<Done> saved = m_uploadStore.save({}, track, std::nullopt); !saved)
        return saved.error();
    for (const Uploader *other : uploadersOf(track.postId))
        if (other->record().parentId == track.parentId && other->record().kind == UploadKind::Subtitle &&
            other->record().language == track.language)
            dropUpload(other->record().id);
    addUploader(track);
    publish(track.postId);
    if (!m_pausedAll)
        startUploads(track.postId);
    return track.id;
}

void Engine::addSubtitles(const QString &uploadId, const QString &file, const QString &language,
                          QObject *context, Answer<Result<QString>> done)
{
    onCore([=, answer = backTo<Result<QString>>(context, std::move(done))](EngineCore &core) {
        core.addSubtitles(uploadId, {file, language}, answer);
    });
}

void Engine::setTitle(const QString &uploadId, const QString &title, const QString &description)
{
    onCore([=](EngineCore &core) {
        if (Uploader *video = core.uploader(uploadId))
            video->change([&](Upload &record) {
                record.title = title.trimmed();
                record.description = description.trimmed();
            });
    });
}

} // namespace postreel
