// The words around a video: its subtitle tracks, its title and its description.
#include "app/engine/engine_core.h"
#include "app/engine/engine_door.h"

#include "app/media/file_check.h"
#include "app/media/subtitle_text.h"

#include <algorithm>

namespace postreel {

namespace {

bool isLanguage(const QString &code)
{
    return code.size() == 2 &&
           std::all_of(code.begin(), code.end(), [](QChar c) { return c >= u'A' && c <= u'Z'; });
}

// How long the film plays that is sent; -1: not known yet.
qint64 sentMs(const Upload &film)
{
    const qint64 wholeMs = film.state == UploadState::Checking ? -1 : film.facts.durationMs;
    if (wholeMs < 0 || !film.fixedFile.isEmpty())
        return wholeMs;
    const qint64 endMs = film.trimEndMs < 0 ? wholeMs : std::min(film.trimEndMs, wholeMs);
    return std::max<qint64>(0, endMs - film.trimStartMs);
}

} // namespace

// What was found in the file alone, and for a track that it goes on after its film.
QVector<Problem> EngineCore::problemsOf(const Upload &upload) const
{
    QVector<Problem> problems = upload.problems;
    const Uploader *film = upload.kind == UploadKind::Subtitle ? m_live.uploader(upload.parentId) : nullptr;
    if (const auto late = film ? lateCues(upload.facts.durationMs, sentMs(film->record())) : std::nullopt)
        problems.append(*late);
    return problems;
}

// Tracks are often looked at before their film has been, or had been cut.
void EngineCore::reportLateCues(const Upload &film)
{
    const QVector<Uploader *> all = m_live.uploadersOf(film.postId);
    for (const Uploader *other : all) {
        const Upload &track = other->record();
        const bool known = track.state != UploadState::Queued && track.state != UploadState::Checking;
        if (track.kind != UploadKind::Subtitle || track.parentId != film.id || !known)
            continue;
        if (const QVector<Problem> problems = problemsOf(track); problems.size() > track.problems.size())
            m_feed->verdict(track, problems);
    }
}

void EngineCore::addSubtitles(const QString &uploadId, const NewMedia::Subtitle &track,
                              std::function<void(Result<QString>)> done)
{
    if (!draftVideo(uploadId) || !isLanguage(track.language))
        return done(Result<QString>(ErrorKind::Usage));
    const QString postId = m_live.uploader(uploadId)->record().postId;
    const int position = m_adding.begin(postId, 1, 1, freePosition(postId) - 1);
    markChanged(postId);
    m_reads.run<Error>(
        track.file, this, [file = track.file] { return checkRegularFile(file).error(); },
        [this, uploadId, postId, track, position, done = std::move(done)](const Error &error) {
            const Uploader *video = draftVideo(uploadId); // may be posted or taken out by now
            const Result<QString> added = error    ? Result<QString>(error)
                                          : !video ? Result<QString>(ErrorKind::Usage)
                                                   : takeTrack(m_maker->trackOf(video->record(), track, position));
            addingEnded(postId, 1, added.ok());
            done(added);
        });
}

// X keeps one track per language: the newer one counts, and the one that it replaces is removed as by a person.
Result<QString> EngineCore::takeTrack(const Upload &track)
{
    const MediaChange change{.gone = {}, .added = {track}, .changed = {}, .successors = {}};
    Removed replaced{.view = {.kind = RemovalView::Kind::Media, .postId = track.postId}};
    for (const Uploader *other : m_live.uploadersOf(track.postId)) {
        const Upload &older = other->record();
        if (older.parentId != track.parentId || older.kind != UploadKind::Subtitle || older.language != track.language)
            continue;
        replaced.view.file = older.file;
        replaced.view.uploadId = older.id;
        hold(older, replaced);
    }
    const Result<Done> recorded = m_database.transaction([&]() -> Result<Done> {
        const Result<Done> added = record(change);
        return !added || replaced.uploads.isEmpty() ? added : m_removals.store().mark(replaced.uploads);
    });
    if (!recorded)
        return recorded.error();
    if (!replaced.uploads.isEmpty() && m_removals.add(replaced))
        for (const QString &id : std::as_const(replaced.uploads))
            m_live.setRemoved(id, true);
    carryOut(change);
    publish(track.postId);
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
        if (Uploader *video = core.live().uploader(uploadId))
            video->change([&](Upload &record) {
                record.title = title.trimmed();
                record.description = description.trimmed();
            });
    });
}

} // namespace postreel
