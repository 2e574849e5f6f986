// Fixing files: what a person or a script says of it, what X allows to whom, and what was measured on the way.
#include "app/engine/engine_core.h"
#include "app/engine/engine_door.h"
#include "app/engine/without_ffmpeg.h"

#include "app/base/log.h"
#include "app/media/being_written.h"
#include "app/media/film_damage.h"
#include "app/media/stated_limit.h"
#include "app/media/subtitle_text.h"
#include "app/x/call_sender.h"

#include <QDateTime>
#include <QDir>
#include <QPointer>
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
    m_fixQueue->setLinkSpeed(linkSpeed());
    connect(m_fixQueue.get(), &FixQueue::speedsMeasured, this,
            [this] { m_settings.setFixSpeeds(toJson(m_fixQueue->speeds())); });
}

// Of late, else of the last run; 0: nothing was sent yet.
qint64 EngineCore::linkSpeed() const
{
    return m_speed.bytesPerSecond() > 0 ? m_speed.bytesPerSecond() : m_keptSpeed;
}

Allowance EngineCore::allowanceOf(const QString &account)
{
    const Account known = m_accounts.value(account);
    const QString subscription =
        known.record.subscription.isEmpty() ? known.view.subscription : known.record.subscription;
    const Tier tier = tierOf(m_tiersAsked.value(account, subscription), known.record.verified);
    return allowedBy(m_settings.statedLimitsOf(account), tier, m_clock.wallMs());
}

// X's subscription of a user may have changed since it was last told: it is asked once a run, where it matters.
void EngineCore::learnTier(const QString &account, QObject *context, std::function<void()> then)
{
    if (m_tiersAsked.contains(account) || !m_sessions.has(account))
        return then();
    const auto answer = [context = QPointer<QObject>(context), then = std::move(then)] {
        if (context)
            then();
    };
    if (const auto asked = m_tierWaiters.find(account); asked != m_tierWaiters.end())
        return asked->append(answer);
    m_tierWaiters.insert(account, {answer});
    sendCall(*m_transport, apiBaseOf(account), account, MeCall(), this,
             std::function<void(const Result<Me> &)>([this, account](const Result<Me> &me) {
                 if (me)
                     m_tiersAsked.insert(account, me->verified ? QStringLiteral("Premium") : me->subscription);
                 else
                     qCInfo(logEngine) << "the subscription could not be asked:" << nameOf(me.error().kind);
                 const QVector<std::function<void()>> waiters = m_tierWaiters.take(account);
                 for (const std::function<void()> &waiter : waiters)
                     waiter();
             }));
}

// What X says of pictures and subtitles is no limit of videos.
bool EngineCore::applyLimit(const Upload &upload, const Error &error)
{
    const StatedLimit limit = parse(error.detail);
    if (!limit || !isVideo(upload))
        return false;
    bool news = false;
    m_settings.setStatedLimitsOf(upload.account, merge(m_settings.statedLimitsOf(upload.account), limit,
                                                        allowanceOf(upload.account).tier, m_clock.wallMs(), &news));
    return news;
}

void EngineCore::onPostRefused(const QString &postId, const Error &error)
{
    for (const Upload &upload : liveUploadsOf(postId))
        applyLimit(upload, error);
}

// X took it: a limit that the video breaks does not hold any more.
void EngineCore::onPosted(const QString &postId)
{
    for (const Upload &upload : liveUploadsOf(postId))
        if (isVideo(upload)) {
            const StatedLimits said = m_settings.statedLimitsOf(upload.account);
            const StatedLimits left = disproved(said, upload.facts.durationMs, upload.totalBytes());
            if (left.durationMs != said.durationMs || left.bytes != said.bytes)
                m_settings.setStatedLimitsOf(upload.account, left);
        }
}

// Media that X has, but that are beyond a limit that it named since, are looked at again.
void EngineCore::recheckMedia(const QString &postId)
{
    for (Uploader *upload : uploadersOf(postId)) {
        const Upload &record = upload->record();
        const Allowance allowed = allowanceOf(record.account);
        const bool beyond = (allowed.statedDurationMs > 0 && record.facts.durationMs > allowed.statedDurationMs)
                            || (allowed.statedBytes > 0 && record.totalBytes() > allowed.statedBytes);
        if (beyond && isVideo(record) && record.state == UploadState::Ready)
            replaceUpload(upload, wishOf(record));
    }
}

void EngineCore::fix(const QString &uploadId)
{
    Uploader *upload = uploader(uploadId);
    if (upload && upload->record().state == UploadState::NeedsFix)
        upload->handle(event::Fix{});
}

void EngineCore::setFixByItself(bool fix)
{
    m_settings.setFixByItself(fix);
    const QList<Uploader *> all = m_uploaders.values();
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
                 allowance = core.allowanceOf(accountKey), speeds = core.fixSpeeds()] {
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
        Uploader *upload = core.uploader(uploadId);
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
        if (Uploader *upload = core.uploader(uploadId))
            upload->stopFixing();
    });
}

void Engine::setOutBy(const QString &uploadId, qint64 atMs)
{
    onCore([=](EngineCore &core) {
        if (Uploader *upload = core.uploader(uploadId))
            upload->setOutBy(atMs);
    });
}

void Engine::setFixByItself(bool fix)
{
    onCore([=](EngineCore &core) { core.setFixByItself(fix); });
}

} // namespace postreel
