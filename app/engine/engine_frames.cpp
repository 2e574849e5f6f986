// Looking at the videos of drafts: filmstrips, single moments, the part that is wanted, the cover.
#include "app/engine/cover_moment.h"
#include "app/engine/engine_core.h"
#include "app/engine/engine_door.h"

#include "app/media/file_check.h"
#include "app/media/inspect.h"

#include <QFile>
#include <algorithm>

namespace postreel {

namespace {

const QString videoCategory = QStringLiteral("tweet_video");

// The longest video that the rules allow, in ms; 0: they do not say.
qint64 longestVideo(const QVector<LimitRule> &rules)
{
    qint64 most = 0;
    for (const LimitRule &rule : rules)
        if (rule.category == videoCategory && rule.measure == Measure::Duration && rule.max)
            most = most == 0 ? (*rule.max)[0] : std::min(most, (*rule.max)[0]);
    return most;
}

Result<EngineCore::Film> filmOf(const QString &path, const Inspection &seen, const Allowance &allowance)
{
    if (seen.error)
        return seen.error;
    if (!isFilm(seen))
        return {ErrorKind::NotAVideo, fileNameOf(path)};
    return EngineCore::Film{.path = path,
                            .mediaType = seen.facts.mediaType,
                            .fingerprint = seen.fingerprint,
                            .facts = {.durationMs = seen.facts.durationMs,
                                      .width = seen.facts.width,
                                      .height = seen.facts.height,
                                      .milliFps = seen.streams.video ? seen.streams.video->milliFps : 0,
                                      .mostMs = longestVideo(limitsFor(allowance))}};
}

// Until then a cover still goes up in time.
bool takesCovers(PostState state)
{
    return state == PostState::Draft || state == PostState::Scheduled || state == PostState::WaitingForMedia;
}

} // namespace

void EngineCore::lookAtFilm(const QString &uploadId, QObject *context, FilmSeen seen)
{
    const Uploader *upload = m_live.uploader(uploadId);
    if (!upload || upload->record().kind != UploadKind::Media)
        return seen({ErrorKind::Usage});
    const QString path = upload->record().file;
    const Allowance allowance = m_allowances.of(upload->record().account);
    m_reads.run<Result<Film>>(
        path, context,
        [path, allowance] { return filmOf(path, inspect(path, UploadKind::Media, allowance), allowance); },
        [this, seen = std::move(seen)](const Result<Film> &film) {
            if (film)
                m_films.insert(film->path, *film);
            seen(film);
        });
}

// As it was seen last.
void EngineCore::withFilm(const QString &uploadId, QObject *context, FilmSeen seen)
{
    const Uploader *upload = m_live.uploader(uploadId);
    const auto known = upload ? m_films.constFind(upload->record().file) : m_films.cend();
    if (known == m_films.cend())
        return lookAtFilm(uploadId, context, std::move(seen));
    seen(*known);
}

// Null: there is none, or it is not to be changed any more.
Uploader *EngineCore::draftVideo(const QString &uploadId) const
{
    Uploader *upload = m_live.uploader(uploadId);
    if (!upload || upload->record().kind != UploadKind::Media
        || upload->record().facts.mediaType.startsWith(QLatin1String("image/")))
        return nullptr;
    const Publisher *post = m_live.publisher(upload->record().postId);
    return post && post->record().state == PostState::Draft ? upload : nullptr;
}

void EngineCore::setTrim(const QString &uploadId, qint64 startMs, qint64 endMs)
{
    Uploader *upload = draftVideo(uploadId);
    if (!upload)
        return;
    Upload wish = wishOf(upload->record());
    wish.trimStartMs = std::max<qint64>(0, startMs);
    wish.trimEndMs = std::max<qint64>(-1, endMs);
    const bool sensible = wish.trimEndMs < 0 || wish.trimStartMs < wish.trimEndMs;
    if (sensible)
        recreate(upload, wish);
}

void EngineCore::setSound(const QString &uploadId, int stream)
{
    Uploader *upload = draftVideo(uploadId);
    if (!upload)
        return;
    const QVector<SoundTrack> &sounds = upload->record().facts.sounds;
    const bool known = std::any_of(sounds.cbegin(), sounds.cend(), [stream](const SoundTrack &each) { return each.stream == stream; });
    Upload wish = wishOf(upload->record());
    wish.soundStream = stream;
    if (known)
        recreate(upload, wish);
}

void EngineCore::recreate(Uploader *upload, const Upload &wish)
{
    if (wish == wishOf(upload->record()))
        return;
    replaceUpload(upload, wish);
    publish(wish.postId);
    startUploads(wish.postId);
}

void EngineCore::setCover(const QString &uploadId, qint64 atMs)
{
    Uploader *upload = draftVideo(uploadId);
    if (!upload)
        return;
    const Upload video = upload->record();
    const qint64 wanted = std::max<qint64>(-1, atMs);
    if (m_coversWanted.value(video.id, video.coverMs) == wanted)
        return;
    if (wanted >= 0) {
        m_coversWanted.insert(video.id, wanted);
        return cutCover(video.id, wanted);
    }
    m_coversWanted.remove(video.id);
    changeCover(video, -1, std::nullopt);
}

void EngineCore::cutCover(const QString &uploadId, qint64 atMs)
{
    const QString postId = m_live.uploader(uploadId)->record().postId;
    m_adding.begin(postId, 1, 1, freePosition(postId) - 1);
    markChanged(postId);
    const auto cut = [this, uploadId, postId, atMs](const Result<QString> &frame) {
        addingEnded(postId, 1, coverCut(uploadId, atMs, frame));
    };
    lookAtFilm(uploadId, this, [this, atMs, cut](const Result<Film> &film) {
        const Error trouble = film ? troubleWithMoment(film->path, film->facts.durationMs, atMs) : film.error();
        if (trouble)
            return cut(trouble);
        m_maker->cutCover(film->path, film->mediaType, atMs, this, cut);
    });
}

// False: it was wanted, and is not there.
bool EngineCore::coverCut(const QString &uploadId, qint64 atMs, const Result<QString> &frame)
{
    Uploader *upload = m_live.uploader(uploadId);
    const bool latest = upload && m_coversWanted.value(upload->record().id, -1) == atMs;
    if (latest)
        m_coversWanted.remove(upload->record().id);
    const Publisher *post = upload ? m_live.publisher(upload->record().postId) : nullptr;
    const bool wanted = latest && post && takesCovers(post->record().state);
    if (wanted && !frame)
        Q_EMIT notice(frame.error());
    if (!wanted && frame)
        QFile::remove(*frame);
    if (!wanted || !frame)
        return !wanted;
    const Upload video = upload->record();
    const Upload cover = m_maker->coverOf(video, *frame, freePosition(video.postId));
    if (!changeCover(video, atMs, cover)) {
        QFile::remove(*frame);
        return false;
    }
    publish(video.postId);
    startUploads(video.postId);
    return true;
}

// The one that it had goes, with its picture. False: it could not be recorded.
bool EngineCore::changeCover(const Upload &video, qint64 atMs, const std::optional<Upload> &cover)
{
    Upload covered = video;
    covered.coverMs = atMs;
    MediaChange change{.gone = {}, .added = {}, .changed = {covered}, .successors = {}};
    if (cover)
        change.added.append(*cover);
    QStringList pictures;
    for (Uploader *other : m_live.uploadersOf(video.postId)) {
        const Upload &old = other->record();
        if (old.kind != UploadKind::Cover || old.parentId != video.id)
            continue;
        change.gone.append(other);
        if (m_maker->ownsCover(old.file))
            pictures << old.file;
    }
    if (!make(change))
        return false;
    for (const QString &picture : std::as_const(pictures))
        QFile::remove(picture);
    return true;
}

void Engine::filmFacts(const QString &uploadId, QObject *context, Answer<Result<FilmFacts>> done)
{
    onCore([uploadId, answer = backTo<Result<FilmFacts>>(context, std::move(done))](EngineCore &core) {
        core.lookAtFilm(uploadId, &core, [answer](const Result<EngineCore::Film> &film) {
            answer(film ? Result<FilmFacts>(film->facts) : film.error());
        });
    });
}

void Engine::filmstrip(const QString &uploadId, int count, int heightPx, QObject *context,
                       Answer<FilmstripFrame> each, Answer<Result<Done>> done)
{
    // Stands for `context` on the engine thread: what it waits for is given up when it goes.
    auto *viewer = new QObject;
    viewer->moveToThread(m_thread.get());
    connect(context, &QObject::destroyed, viewer, &QObject::deleteLater);
    onCore([uploadId, count, heightPx, viewer, eachBack = backTo<FilmstripFrame>(context, std::move(each)),
            doneBack = backTo<Result<Done>>(context, std::move(done))](EngineCore &core) {
        viewer->setParent(&core);
        const auto end = [viewer, doneBack](const Result<Done> &result) {
            doneBack(result);
            viewer->deleteLater();
        };
        core.withFilm(uploadId, viewer, [&core, viewer, count, heightPx, eachBack, end](const Result<EngineCore::Film> &film) {
            if (!film)
                return end(film.error());
            const FilmstripWish wish{.path = film->path,
                                     .mediaType = film->mediaType,
                                     .fingerprint = film->fingerprint,
                                     .durationMs = film->facts.durationMs,
                                     .count = count,
                                     .heightPx = heightPx};
            core.frames().filmstrip(wish, viewer, eachBack, end);
        });
    });
}

void Engine::frameAt(const QString &uploadId, qint64 atMs, QObject *context, Answer<Result<QString>> done)
{
    onCore([uploadId, atMs, answer = backTo<Result<QString>>(context, std::move(done))](EngineCore &core) {
        core.withFilm(uploadId, &core, [&core, atMs, answer](const Result<EngineCore::Film> &film) {
            if (!film)
                return answer(film.error());
            core.frames().frameAt(film->path, film->mediaType, film->fingerprint, atMs, &core, answer);
        });
    });
}

void Engine::setTrim(const QString &uploadId, qint64 startMs, qint64 endMs)
{
    onCore([=](EngineCore &core) { core.setTrim(uploadId, startMs, endMs); });
}

void Engine::setSound(const QString &uploadId, int stream)
{
    onCore([=](EngineCore &core) { core.setSound(uploadId, stream); });
}

void Engine::setCover(const QString &uploadId, qint64 atMs)
{
    onCore([=](EngineCore &core) { core.setCover(uploadId, atMs); });
}

} // namespace postreel
