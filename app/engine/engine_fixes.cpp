// Fixing files: what a person or a script says of it, what X allows to whom, and what was measured on the way.
#include "app/engine/engine_core.h"
#include "app/engine/engine_door.h"
#include "app/engine/without_ffmpeg.h"

#include "app/base/log.h"
#include "app/media/being_written.h"
#include "app/media/film_damage.h"
#include "app/media/subtitle_text.h"

#include <QDateTime>
#include <QDir>
#include <memory>

namespace postreel {

namespace {

QJsonObject toJson(const FixSpeeds &speeds)
{
    return {{QStringLiteral("pixels"), speeds.pixelsPerSecond},
            {QStringLiteral("copied"), speeds.copiedBytesPerSecond},
            {QStringLiteral("sound"), speeds.soundPerSecond}};
}

FixSpeeds speedsFrom(const QJsonObject &json)
{
    FixSpeeds speeds;
    const auto take = [&json](const char *name, qint64 &speed) {
        if (const qint64 told = json[QLatin1String(name)].toInteger(); told > 0)
            speed = told;
    };
    take("pixels", speeds.pixelsPerSecond);
    take("copied", speeds.copiedBytesPerSecond);
    take("sound", speeds.soundPerSecond);
    return speeds;
}

} // namespace

void EngineCore::buildFixQueue()
{
    m_fixQueue = std::make_unique<FixQueue>(QDir(m_options.profile).filePath(QStringLiteral("cache/fixes")), m_reads);
    m_fixQueue->setSpeeds(speedsFrom(m_settings.fixSpeeds()));
    m_fixQueue->setLinkSpeed(m_speedLimits.linkSpeed());
    connect(m_fixQueue.get(), &FixQueue::speedsMeasured, this,
            [this] { m_settings.setFixSpeeds(toJson(m_fixQueue->speeds())); });
}

void EngineCore::onPostRefused(const QString &postId, const Error &error)
{
    for (const Upload &upload : m_live.liveUploadsOf(postId))
        m_allowances.applyRefusal(upload, error);
}

void EngineCore::onPosted(const QString &postId)
{
    for (const Upload &upload : m_live.liveUploadsOf(postId))
        m_allowances.onPosted(upload);
}

// Media that X has, but that are beyond a limit that it named since, are looked at again.
void EngineCore::recheckMedia(const QString &postId)
{
    for (Uploader *upload : m_live.uploadersOf(postId))
        if (upload->record().state == UploadState::Ready && m_allowances.isBeyond(upload->record()))
            replaceUpload(upload, wishOf(upload->record()));
}

void EngineCore::fix(const QString &uploadId)
{
    Uploader *upload = m_live.uploader(uploadId);
    if (upload && upload->record().state == UploadState::NeedsFix)
        upload->handle(event::Fix{});
}

void EngineCore::setFixByItself(bool fix)
{
    m_settings.setFixByItself(fix);
    const QList<Uploader *> all = m_live.uploaders();
    for (Uploader *upload : all) {
        // One whose fix failed waits for a person.
        const Upload &record = upload->record();
        const bool asks = record.state == UploadState::NeedsFix && record.offer.kind != FixKind::None && !losesAPart(record.problems) && !record.error;
        if (fix && asks)
            upload->handle(event::Fix{});
    }
    markChanged({});
}

namespace {

FileVerdict verdictOf(const QString &file, UploadKind kind, const Allowance &allowance, const FixSpeeds &speeds)
{
    Inspection seen = inspectedWhole(file, kind, allowance, {});
    // What a recording has written so far may be nothing, or no film yet: it is told once it is whole.
    const bool unusable = seen.error.kind == ErrorKind::Empty || (!seen.error && seen.facts.mediaCategory.isEmpty());
    if (unusable && isBeingWritten(file, QDateTime::currentMSecsSinceEpoch()))
        seen.error = {.kind = ErrorKind::FileChanged, .subject = file};
    const FixPlan plan = seen.error || !FixQueue::available() ? FixPlan{} : planFix(seen, {}, speeds, allowance);
    return {file, seen.error, seen.facts, seen.verdict, seen.problems,
            {.kind = plan.kind, .ms = plan.estimatedMs, .bytes = plan.estimatedBytes}, isToldByHeadersAlone(seen)};
}

// The verdicts of one call, while some are still to come.
struct Verdicts
{
    QVector<FileVerdict> all; // of the films, then of their subtitles
    qsizetype films = 0;
    qsizetype toCome = 0;
};

void noteLateCues(Verdicts &verdicts)
{
    const qint64 filmMs = verdicts.films > 0 ? verdicts.all.first().facts.durationMs : -1;
    for (qsizetype i = verdicts.films; i < verdicts.all.size(); ++i)
        if (const auto late = lateCues(verdicts.all[i].facts.durationMs, filmMs))
            verdicts.all[i].problems.append(*late);
}

} // namespace

// One read per file, so that one that hangs is told as itself and keeps no other from being read.
void Engine::check(const QStringList &files, const QStringList &subtitles, const QString &accountKey, QObject *context,
                   Answer<QVector<FileVerdict>> done)
{
    const auto answer = backTo<QVector<FileVerdict>>(context, std::move(done));
    onCore([files, subtitles, accountKey, answer](EngineCore &core) {
        const QStringList all = files + subtitles;
        if (all.isEmpty())
            return answer({});
        const auto verdicts = std::make_shared<Verdicts>(Verdicts{QVector<FileVerdict>(all.size()), files.size(), all.size()});
        for (qsizetype i = 0; i < all.size(); ++i)
            core.reads().run<FileVerdict>(
                all.at(i), &core,
                [file = all.at(i), kind = i < files.size() ? UploadKind::Media : UploadKind::Subtitle,
                 allowance = core.allowances().of(accountKey), speeds = core.fixSpeeds()] {
                    return verdictOf(file, kind, allowance, speeds);
                },
                [verdicts, i, answer](const FileVerdict &verdict) {
                    verdicts->all[i] = verdict;
                    if (--verdicts->toCome > 0)
                        return;
                    noteLateCues(*verdicts);
                    answer(verdicts->all);
                });
    });
}

void Engine::sendAnyway(const QString &uploadId)
{
    onCore([=](EngineCore &core) {
        Uploader *upload = core.live().uploader(uploadId);
        if (upload && upload->record().state == UploadState::NeedsFix)
            upload->handle(event::SendAnyway{});
    });
}

void Engine::fix(const QString &uploadId)
{
    onCore([=](EngineCore &core) { core.fix(uploadId); });
}

void Engine::stopFixing(const QString &uploadId)
{
    onCore([=](EngineCore &core) {
        if (Uploader *upload = core.live().uploader(uploadId))
            upload->stopFixing();
    });
}

void Engine::setOutBy(const QString &uploadId, qint64 atMs)
{
    onCore([=](EngineCore &core) {
        if (Uploader *upload = core.live().uploader(uploadId))
            upload->setOutBy(atMs);
    });
}

void Engine::setFixByItself(bool fix)
{
    onCore([=](EngineCore &core) { core.setFixByItself(fix); });
}

} // namespace postreel
