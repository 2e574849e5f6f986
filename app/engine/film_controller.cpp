#include "app/engine/film_controller.h"

#include "app/engine/cover_moment.h"
#include "app/engine/draft_video.h"
#include "app/media/files/file_check.h"
#include "app/media/rules/inspect.h"

#include <QFile>
#include <algorithm>

namespace postreel {

namespace {

const QString videoCategory = QStringLiteral("tweet_video");

// The longest video that the rules allow, in ms; 0: no rule.
qint64 longestVideo(const QVector<LimitRule> &rules)
{
    qint64 most = 0;
    for (const LimitRule &rule : rules)
        if (rule.category == videoCategory && rule.measure == Measure::Duration && rule.max)
            most = most == 0 ? (*rule.max)[0] : std::min(most, (*rule.max)[0]);
    return most;
}

// The header of a browser's recording has no length: its frames tell.
Inspection inspectedFilm(const QString &path, const Allowance &allowance)
{
    const Inspection seen = inspect(path, UploadKind::Media, allowance);
    return seen.facts.durationMs > 0 ? seen : scanned(path, seen, allowance);
}

Result<Film> filmOf(const QString &path, const Inspection &seen, const Allowance &allowance)
{
    if (seen.error)
        return seen.error;
    if (!isFilm(seen))
        return {ErrorKind::NotAVideo, fileNameOf(path)};
    return Film{.path = path,
                            .mediaType = seen.facts.mediaType,
                            .fingerprint = seen.fingerprint,
                            .facts = {.durationMs = seen.facts.durationMs,
                                      .width = seen.facts.width,
                                      .height = seen.facts.height,
                                      .milliFps = seen.streams.video ? seen.streams.video->milliFps : 0,
                                      .mostMs = longestVideo(limitsFor(allowance))}};
}

// Whether a cover can still be uploaded in time.
bool takesCovers(PostState state)
{
    return state == PostState::Draft || state == PostState::Scheduled || state == PostState::WaitingForMedia;
}

} // namespace

FilmController::FilmController(const FilmServices &services)
    : m_services(services)
{
    connect(&m_services.changer, &MediaChanger::replaced, this, [this](const QString &uploadId, const QString &successor) {
        if (m_coversWanted.contains(uploadId))
            m_coversWanted.insert(successor, m_coversWanted.take(uploadId));
    });
}

void FilmController::lookAt(const QString &uploadId, QObject *context, Seen seen)
{
    const Uploader *upload = m_services.live.uploader(uploadId);
    if (!upload || upload->record().kind != UploadKind::Media)
        return seen({ErrorKind::Usage});
    const QString path = upload->record().file;
    const Allowance allowance = m_services.allowances.of(upload->record().account);
    m_services.reads.run<Result<Film>>(
        path, context,
        [path, allowance] { return filmOf(path, inspectedFilm(path, allowance), allowance); },
        [this, seen = std::move(seen)](const Result<Film> &film) {
            if (film)
                m_films.insert(film->path, *film);
            seen(film);
        },
        FileReads::longWorkMs);
}

// Uses the last known facts, if there are any.
void FilmController::with(const QString &uploadId, QObject *context, Seen seen)
{
    const Uploader *upload = m_services.live.uploader(uploadId);
    const auto known = upload ? m_films.constFind(upload->record().file) : m_films.cend();
    if (known == m_films.cend())
        return lookAt(uploadId, context, std::move(seen));
    seen(*known);
}

void FilmController::setTrim(const QString &uploadId, qint64 startMs, qint64 endMs)
{
    Uploader *upload = draftVideo(uploadId, m_services.live);
    if (!upload)
        return;
    Upload replacement = userChoicesOf(upload->record());
    replacement.trimStartMs = std::max<qint64>(0, startMs);
    replacement.trimEndMs = std::max<qint64>(-1, endMs);
    const bool sensible = replacement.trimEndMs < 0 || replacement.trimStartMs < replacement.trimEndMs;
    if (sensible)
        recreate(upload, replacement);
}

void FilmController::setSound(const QString &uploadId, int stream)
{
    Uploader *upload = draftVideo(uploadId, m_services.live);
    if (!upload)
        return;
    const QVector<SoundTrack> &sounds = upload->record().facts.sounds;
    const bool known = std::any_of(sounds.cbegin(), sounds.cend(), [stream](const SoundTrack &each) { return each.stream == stream; });
    Upload replacement = userChoicesOf(upload->record());
    replacement.soundStream = stream;
    if (known)
        recreate(upload, replacement);
}

void FilmController::recreate(Uploader *upload, const Upload &replacement)
{
    if (replacement == userChoicesOf(upload->record()))
        return;
    m_services.changer.replace(upload, replacement);
    m_services.views.publish(replacement.postId);
    m_services.commands.startUploads(replacement.postId);
}

void FilmController::setCover(const QString &uploadId, qint64 atMs)
{
    Uploader *upload = draftVideo(uploadId, m_services.live);
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

void FilmController::cutCover(const QString &uploadId, qint64 atMs)
{
    const QString postId = m_services.live.uploader(uploadId)->record().postId;
    m_services.adding.begin(postId, 1, 1, m_services.adder.freePosition(postId) - 1);
    m_services.views.markChanged(postId);
    const auto cut = [this, uploadId, postId, atMs](const Result<QString> &frame) {
        m_services.adder.ended(postId, 1, coverCut(uploadId, atMs, frame));
    };
    lookAt(uploadId, this, [this, atMs, cut](const Result<Film> &film) {
        const Error trouble = film ? troubleWithMoment(film->path, film->facts.durationMs, atMs) : film.error();
        if (trouble)
            return cut(trouble);
        m_maker->cutCover(film->path, film->mediaType, atMs, this, cut);
    });
}

// Returns false if the cover is still wanted but could not be made.
bool FilmController::coverCut(const QString &uploadId, qint64 atMs, const Result<QString> &frame)
{
    Uploader *upload = m_services.live.uploader(uploadId);
    const bool latest = upload && m_coversWanted.value(upload->record().id, -1) == atMs;
    if (latest)
        m_coversWanted.remove(upload->record().id);
    const Publisher *post = upload ? m_services.live.publisher(upload->record().postId) : nullptr;
    const bool wanted = latest && post && takesCovers(post->record().state);
    if (wanted && !frame)
        Q_EMIT notice(frame.error());
    if (!wanted && frame)
        QFile::remove(*frame);
    if (!wanted || !frame)
        return !wanted;
    const Upload video = upload->record();
    const Upload cover = m_maker->coverOf(video, *frame, m_services.adder.freePosition(video.postId));
    if (!changeCover(video, atMs, cover)) {
        QFile::remove(*frame);
        return false;
    }
    m_services.views.publish(video.postId);
    m_services.commands.startUploads(video.postId);
    return true;
}

// Replaces the previous cover and removes its file. Returns false if it could not be saved.
bool FilmController::changeCover(const Upload &video, qint64 atMs, const std::optional<Upload> &cover)
{
    Upload covered = video;
    covered.coverMs = atMs;
    MediaChange change{.gone = {}, .added = {}, .changed = {covered}, .successors = {}};
    if (cover)
        change.added.append(*cover);
    QStringList pictures;
    for (Uploader *other : m_services.live.uploadersOf(video.postId)) {
        const Upload &old = other->record();
        if (old.kind != UploadKind::Cover || old.parentId != video.id)
            continue;
        change.gone.append(other);
        if (m_maker->ownsCover(old.file))
            pictures << old.file;
    }
    if (!m_services.changer.make(change))
        return false;
    for (const QString &picture : std::as_const(pictures))
        QFile::remove(picture);
    return true;
}

void FilmController::open(Frames &frames, PostMaker &maker)
{
    m_frames = &frames;
    m_maker = &maker;
}

void FilmController::facts(const QString &uploadId, const std::function<void(const Result<FilmFacts> &)> &done)
{
    lookAt(uploadId, this, [done](const Result<Film> &film) {
        done(film ? Result<FilmFacts>(film->facts) : film.error());
    });
}

void FilmController::filmstrip(const QString &uploadId, int count, int heightPx, QObject *viewer,
                               const std::function<void(const FilmstripFrame &)> &each,
                               const std::function<void(const Result<Done> &)> &done)
{
    const auto end = [viewer, done](const Result<Done> &result) {
        done(result);
        viewer->deleteLater();
    };
    with(uploadId, viewer, [this, viewer, count, heightPx, each, end](const Result<Film> &film) {
        if (!film)
            return end(film.error());
        const FilmstripRequest request{.path = film->path,
                                 .mediaType = film->mediaType,
                                 .fingerprint = film->fingerprint,
                                 .durationMs = film->facts.durationMs,
                                 .count = count,
                                 .heightPx = heightPx};
        m_frames->filmstrip(request, viewer, each, end);
    });
}

void FilmController::frameAt(const QString &uploadId, qint64 atMs,
                             const std::function<void(const Result<QString> &)> &done)
{
    with(uploadId, this, [this, atMs, done](const Result<Film> &film) {
        if (!film)
            return done(film.error());
        m_frames->frameAt(film->path, film->mediaType, film->fingerprint, atMs, this, done);
    });
}

} // namespace postreel
