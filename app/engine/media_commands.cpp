#include "app/engine/media_commands.h"

#include "app/media/files/fingerprint.h"
#include "app/media/rules/limit_words.h"

#include <QFileInfo>
#include <QPointer>
#include <memory>

namespace postreel {

namespace {
constexpr std::chrono::milliseconds recheckFilesAtMost{2000};
}

MediaCommands::MediaCommands(LivePosts &live, FileReads &reads, Settings &settings, PostViews &views)
    : m_live(live), m_reads(reads), m_settings(settings), m_views(views)
{
}

void MediaCommands::setAltText(const QString &uploadId, const QString &text)
{
    if (Uploader *upload = m_live.uploader(uploadId))
        upload->change([&](Upload &record) { record.altText = text; });
}

void MediaCommands::setTitle(const QString &uploadId, const QString &title, const QString &description)
{
    if (Uploader *video = m_live.uploader(uploadId))
        video->change([&](Upload &record) {
            record.title = title.trimmed();
            record.description = description.trimmed();
        });
}

void MediaCommands::stopFixing(const QString &uploadId)
{
    if (Uploader *upload = m_live.uploader(uploadId))
        upload->stopFixing();
}

void MediaCommands::sendAnyway(const QString &uploadId)
{
    Uploader *upload = m_live.uploader(uploadId);
    if (upload && upload->record().state == UploadState::NeedsFix)
        upload->handle(event::SendAnyway{});
}

void MediaCommands::setDeadline(const QString &uploadId, qint64 atMs)
{
    if (Uploader *upload = m_live.uploader(uploadId))
        upload->setDeadline(atMs);
}

void MediaCommands::fix(const QString &uploadId)
{
    Uploader *upload = m_live.uploader(uploadId);
    if (upload && upload->record().state == UploadState::NeedsFix)
        upload->handle(event::Fix{});
}

void MediaCommands::setFixByItself(bool fix)
{
    m_settings.setFixByItself(fix);
    const QList<Uploader *> all = m_live.uploaders();
    for (Uploader *upload : all) {
        // An upload whose fix failed waits for the user.
        const Upload &record = upload->record();
        const bool asks = record.state == UploadState::NeedsFix && record.offer.kind != FixKind::None && !dropsContent(record.problems) && !record.error;
        if (fix && asks)
            upload->handle(event::Fix{});
    }
    m_views.markChanged({});
}

void MediaCommands::findFile(const QString &uploadId, const QString &path, std::function<void(Result<Done>)> done)
{
    const QString file = QFileInfo(path).absoluteFilePath();
    m_reads.run<Result<Fingerprint>>(
        file, this, [file] { return fingerprintOf(file); },
        [this, uploadId, file, done](const Result<Fingerprint> &print) {
            Uploader *upload = m_live.uploader(uploadId);
            if (!print)
                return done(print.error());
            const bool waits = upload && upload->record().state == UploadState::Waiting &&
                               upload->record().reason == WaitReason::FileAway;
            if (!waits)
                return done(Error{.kind = ErrorKind::Usage, .subject = file});
            // A copy has another modification time; size and hash count.
            const Fingerprint &wanted = upload->record().fingerprint;
            if (print->size != wanted.size || print->hash != wanted.hash)
                return done(Error{.kind = ErrorKind::FileChanged, .subject = file, .cause = ErrorCause::OtherFile});
            upload->handle(event::FileFound{file, *print});
            done(Done{});
        });
}

void MediaCommands::recheckFiles(const QString &postId, std::function<void(bool same)> then)
{
    struct Looks
    {
        qsizetype open = 0;
        QVector<std::pair<QPointer<Uploader>, event::FileChanged>> changed;
        std::function<void(bool)> then;
    };
    const auto looks = std::make_shared<Looks>();
    looks->then = std::move(then);
    const auto end = [looks] {
        const auto callback = std::exchange(looks->then, {});
        if (!callback) // too late: the Post was already sent
            return;
        for (const auto &[upload, event] : std::as_const(looks->changed))
            if (upload)
                upload->handle(event);
        callback(looks->changed.isEmpty());
    };
    const QVector<Uploader *> uploads = m_live.uploadersOf(postId);
    looks->open = uploads.size();
    for (Uploader *upload : uploads)
        upload->checkFile([upload = QPointer<Uploader>(upload), looks, end](const std::optional<event::FileChanged> &event) {
            if (event)
                looks->changed.append({upload, *event});
            if (--looks->open == 0)
                end();
        });
    QTimer::singleShot(recheckFilesAtMost, this, end);
}

} // namespace postreel
