// The words around a video: its subtitle tracks, its title and its description.
#include "app/engine/engine_core.h"
#include "app/engine/engine_door.h"

#include <algorithm>

namespace postreel {

namespace {

bool isLanguage(const QString &code)
{
    return code.size() == 2 &&
           std::all_of(code.begin(), code.end(), [](QChar c) { return c >= u'A' && c <= u'Z'; });
}

} // namespace

Uploader *EngineCore::draftVideo(const QString &uploadId) const
{
    Uploader *upload = uploader(uploadId);
    const Publisher *post = upload ? publisher(upload->record().postId) : nullptr;
    const bool fits = post && post->record().state == PostState::Draft &&
                      upload->record().kind == UploadKind::Media &&
                      !upload->record().facts.mediaType.startsWith(QLatin1String("image/"));
    return fits ? upload : nullptr;
}

void EngineCore::addSubtitles(const QString &uploadId, const NewMedia::Subtitle &track,
                              std::function<void(Result<QString>)> done)
{
    const Uploader *video = draftVideo(uploadId);
    if (!video || !isLanguage(track.language))
        return done(Result<QString>(ErrorKind::Usage));
    const int position = uploadersOf(video->record().postId).last()->record().position + 1;
    m_maker->addTrack(
        video->record(), track, position, this, [this, uploadId, done](const Result<Upload> &made) {
            if (!made)
                return done(made.error());
            const Uploader *still = draftVideo(uploadId);
            if (!still ||
                still->record().id != made->parentId) { // posted, taken out or made anew in the meantime
                m_uploadStore.remove(made->id);
                return done(Result<QString>(ErrorKind::Usage));
            }
            takeTrack(*made);
            done(made->id);
        });
}

// X keeps one track per language: the newer one counts.
void EngineCore::takeTrack(const Upload &track)
{
    for (const Uploader *other : uploadersOf(track.postId))
        if (other->record().parentId == track.parentId && other->record().kind == UploadKind::Subtitle &&
            other->record().language == track.language)
            dropUpload(other->record().id);
    addUploader(track);
    publish(track.postId);
    if (!m_pausedAll)
        startUploads(track.postId);
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
