#include "app/post/publisher.h"

#include "app/base/log.h"
#include "app/x/call_sender.h"

#include <QPointer>
#include <algorithm>

namespace postreel {

namespace {
constexpr qint64 noTokenLookMs = 60'000;
constexpr qint64 mediaNotYetMs = 3000;

void addMedia(CreatePostCall::Content &content, const QVector<Upload> &uploads)
{
    for (const Upload &upload : uploads) {
        if (upload.kind == UploadKind::Cover)
            content.coverMediaId = upload.mediaId;
        if (upload.kind != UploadKind::Media)
            continue;
        content.mediaIds << upload.mediaId;
        if (upload.facts.mediaCategory.endsWith(QLatin1String("_video"))) {
            content.title = upload.title;
            content.description = upload.description;
        }
    }
}

} // namespace

Publisher::Publisher(PostServices &services, const Post &saved, QObject *parent)
    : QObject(parent), m_services(services), m_record(saved), m_firstSentMs(services.clock.monotonicMs()),
      m_lastSentMs(m_firstSentMs)
{
}

void Publisher::handle(const PostEvent &event)
{
    handle(event, {});
}

bool Publisher::handle(const PostEvent &event, const PostStore::Also &also)
{
    if (!m_unsavedEvents.isEmpty() && !onUnrecorded() && !isUserCommand(event))
        return false; // the event belongs to a state that a user command has changed
    const Clock &clock = m_services.clock;
    const Now now{clock.wallMs(), clock.serverMs(), clock.serverIsKnown(), sinceSentMs()};
    std::optional<PostStep> next = step(m_record, event, now);
    if (!next) {
        qCWarning(logPost) << "no entry for" << nameOf(event) << "in" << nameOf(m_record.state);
        return false;
    }
    if (beginsToSend(m_record.state, next->post.state) && m_services.isPaused(m_record.id))
        next = pausedInstead(*next);
    const Post before = m_record;
    if (!keep(next->post, also)) { // not saved, so not carried out
        if (!also && isUserCommand(event))
            m_unsavedEvents.append(event);
        return false;
    }
    if (before.state != m_record.state) {
        ++m_step;
        m_timer.stop();
        m_toAttach.clear();
    }
    for (const PostCommand &command : next->commands)
        execute(command); // none can change the state in between: each acts later, from the event loop
    announce(before);
    return true;
}

// Runs `work` from the event loop, unless the state has changed by then.
void Publisher::soon(std::function<void()> work)
{
    QMetaObject::invokeMethod(
        this,
        [this, step = m_step, work = std::move(work)] {
            if (step == m_step)
                work();
        },
        Qt::QueuedConnection);
}

bool Publisher::keep(const Post &next, const PostStore::Also &also)
{
    if (next == m_record && !also)
        return true;
    Post stamped = next;
    stamped.activityAtMs = m_services.clock.wallMs();
    std::optional<HistoryEntry> entry;
    if (next.state != m_record.state)
        entry = HistoryEntry{.postId = next.id,
                             .atMs = stamped.activityAtMs,
                             .from = nameOf(m_record.state),
                             .to = nameOf(next.state),
                             .note = next.error.detail};
    const Result<Done> saved = m_services.store.save(stamped, entry, also);
    if (!saved) {
        qCCritical(logPost) << "a Post was not saved:" << saved.error().detail;
        m_stuck = true;
        Q_EMIT notSaved(m_record.id, saved.error());
        return false;
    }
    m_record = stamped;
    return true;
}

void Publisher::take(const Post &saved)
{
    Q_ASSERT(saved.state == m_record.state);
    m_record = saved;
    Q_EMIT changed(m_record.id);
}

bool Publisher::change(const std::function<void(Post &)> &edit, const PostStore::Also &also)
{
    Post next = m_record;
    edit(next);
    Q_ASSERT(next.state == m_record.state);
    const bool kept = keep(next, also);
    Q_EMIT changed(m_record.id);
    return kept;
}

void Publisher::announce(const Post &before)
{
    if (before.state != m_record.state)
        Q_EMIT stateChanged(m_record.id, before.state, m_record.state);
    const bool waits = m_record.state == PostState::Waiting || m_record.state == PostState::Unconfirmed;
    if (waits && m_record.reason != WaitReason::None
        && (before.state != m_record.state || before.untilAtMs != m_record.untilAtMs))
        Q_EMIT waiting(m_record.id, m_record.reason, m_record.untilAtMs);
    if (m_record.state == PostState::Failed && before.state != PostState::Failed)
        Q_EMIT failed(m_record.id, m_record.error);
    Q_EMIT changed(m_record.id);
}

void Publisher::execute(const PostCommand &command)
{
    using Kind = PostCommand::Kind;
    switch (command.kind) {
    case Kind::AwaitMedia:
        m_services.startUploads(m_record.id);
        return soon([this] { watchMedia(); });
    case Kind::Attach:
        return soon([this] { attach(); });
    case Kind::Send:
        return sendPart();
    case Kind::Look:
        return m_timer.callAfter(m_services.clock, command.value - m_services.clock.wallMs(), [this] { look(); });
    case Kind::Wake:
        return wake(command.value);
    case Kind::CancelUploads:
        return m_services.cancelUploads(m_record.id);
    case Kind::RetryUploads:
        return m_services.retryUploads(m_record.id);
    case Kind::VerifyMedia:
    case Kind::ReuploadMedia:
        return m_services.suspectUploads(m_record.id, m_record.refusedMedia, command.kind == Kind::ReuploadMedia);
    }
}

void Publisher::uploadChanged()
{
    if (m_record.state == PostState::WaitingForMedia)
        watchMedia();
}

void Publisher::watchMedia()
{
    const QVector<Upload> uploads = m_services.uploadsOf(m_record.id);
    for (const Upload &upload : uploads)
        if (upload.state == UploadState::Failed)
            return handle(post_event::MediaFailed{upload.error});
    const bool all = std::all_of(uploads.cbegin(), uploads.cend(),
                                 [](const Upload &upload) { return upload.state == UploadState::Ready; });
    if (all && !m_services.awaitsFiles(m_record.id))
        handle(post_event::AllReady{});
}

template <typename CallClass>
void Publisher::send(const CallClass &call, std::function<void(const Result<typename CallClass::Value> &)> done)
{
    sendCall(m_services.transport, m_services.apiBaseOf(m_record.account), m_record.account, call, this,
             std::function<void(const Result<typename CallClass::Value> &)>(
                 [this, step = m_step, done = std::move(done)](const Result<typename CallClass::Value> &result) {
                     if (step == m_step)
                         done(result);
                 }));
}

// Whether media are no longer Ready, since a wait can be longer than X keeps them; MediaExpired follows then.
bool Publisher::ranOut(const QVector<Upload> &uploads)
{
    const bool ready = std::all_of(uploads.cbegin(), uploads.cend(),
                                   [](const Upload &upload) { return upload.state == UploadState::Ready; });
    if (!ready)
        soon([this] { handle(post_event::MediaExpired{}); });
    return !ready;
}

void Publisher::attach()
{
    m_toAttach.clear();
    const QVector<Upload> uploads = m_services.uploadsOf(m_record.id);
    if (ranOut(uploads))
        return;
    for (const Upload &upload : uploads) {
        if (upload.kind == UploadKind::Media && !upload.altText.isEmpty())
            m_toAttach.append([this, upload] {
                send(MetadataCall(upload.mediaId, upload.altText),
                     [this, upload](const Result<Done> &done) { attached(Call::Metadata, upload, done); });
            });
        if (upload.kind != UploadKind::Subtitle)
            continue;
        const auto video = std::find_if(uploads.cbegin(), uploads.cend(),
                                        [&](const Upload &other) { return other.id == upload.parentId; });
        if (video != uploads.cend())
            m_toAttach.append([this, upload, video = *video] {
                send(SubtitlesCall(video.mediaId, video.facts.mediaCategory, upload.mediaId, upload.language),
                     [this, upload](const Result<Done> &done) { attached(Call::Subtitles, upload, done); });
            });
    }
    attachNext();
}

void Publisher::attachNext()
{
    if (m_toAttach.isEmpty())
        return m_services.awaitsFiles(m_record.id) ? handle(post_event::MediaExpired{}) : handle(post_event::Attached{});
    m_toAttach.takeFirst()();
}

void Publisher::attached(Call call, const Upload &upload, const Result<Done> &done)
{
    if (done)
        return attachNext();
    Error error = done.error();
    const Advice advice = adviceFor(call, error);
    // X is known to refuse alt text for some videos, whatever it calls that; the Post matters more, and Create Post tells
    // whether X still has the media.
    const bool unneeded = call == Call::Metadata && upload.facts.mediaCategory != QLatin1String("tweet_image");
    if (unneeded && (advice.reaction == Reaction::MediaGone || advice.reaction == Reaction::Final)) {
        Q_EMIT warned(m_record.id, error);
        return attachNext();
    }
    switch (advice.reaction) {
    case Reaction::None:
        return;
    case Reaction::MediaGone:
        error.kind = ErrorKind::MediaInvalid;
        return handle(post_event::MediaNotYet{mediaIds(), inMs(mediaNotYetMs), error});
    case Reaction::Again:
    case Reaction::Wait:
        return handle(post_event::Wait{advice.reason, inMs(advice.delayMs), error});
    case Reaction::SignIn:
        return handle(post_event::NeedSignIn{error});
    case Reaction::Ask:
    case Reaction::Smaller:
    case Reaction::Final:
        break;
    }
    handle(post_event::Refused{error});
}

void Publisher::sendPart()
{
    const QVector<Upload> uploads = m_services.uploadsOf(m_record.id);
    if (m_record.part > 0 || uploads.isEmpty())
        return sendContent();
    if (ranOut(uploads))
        return;
    // The file may have grown or been edited since its last segment was sent.
    m_services.recheckFiles(m_record.id, [self = QPointer<Publisher>(this), step = m_step](bool same) {
        if (!self || step != self->m_step)
            return;
        // Nothing has left yet, so that a Cancel or a "Pause all" of the meantime still counts.
        const bool sends = same && !self->m_record.cancelAsked && !self->m_services.isPaused(self->m_record.id);
        sends ? self->sendContent() : self->handle(post_event::MediaExpired{});
    });
}

void Publisher::sendContent()
{
    const QVector<Upload> uploads = m_services.uploadsOf(m_record.id);
    m_lastSentMs = m_services.clock.monotonicMs();
    if (m_record.parts.at(m_record.part).sends == 1)
        m_firstSentMs = m_lastSentMs;
    CreatePostCall::Content content{.text = m_record.parts.at(m_record.part).text,
                                    .replySettings = m_record.replySettings};
    if (m_record.part > 0)
        content.replyTo = m_record.parts.at(m_record.part - 1).postedId;
    else
        addMedia(content, uploads);
    send(CreatePostCall(content), [this](const Result<QString> &id) {
        if (id)
            return handle(post_event::Created{*id});
        onSendFailed(id.error());
    });
}

Advice Publisher::adviceFor(Call call, const Error &error)
{
    return classifyNow(m_services.clock, call, error, m_streak.attempts(error.kind, m_record.attempts + 1));
}

void Publisher::onSendFailed(const Error &error)
{
    if (error.kind == ErrorKind::Duplicate)
        return handle(post_event::Duplicate{error});
    if (error.kind == ErrorKind::MediaInvalid)
        return handle(post_event::MediaNotYet{mediaIds(), inMs(mediaNotYetMs), error});
    const Advice advice = adviceFor(Call::CreatePost, error);
    switch (advice.reaction) {
    case Reaction::None: // the program exits; the record says Posting, so the next start looks the Post up
        return;
    case Reaction::Ask:
        return handle(post_event::OutcomeUnknown{error});
    case Reaction::Again:
    case Reaction::Wait:
        return handle(post_event::NotMade{advice.reason, inMs(advice.delayMs), error});
    case Reaction::SignIn:
        return handle(post_event::NeedSignIn{error});
    case Reaction::MediaGone:
    case Reaction::Smaller:
    case Reaction::Final:
        return handle(post_event::Refused{error});
    }
}

void Publisher::look()
{
    send(MeCall(), [this](const Result<Me> &me) {
        if (!me)
            return onLookFailed(Call::Me, me.error());
        lookAtPage(me->id, {}, {}, 1);
    });
}

void Publisher::lookAtPage(const QString &userId, const QString &pageToken, QVector<OwnPost> seen, int page)
{
    send(OwnPostsCall(userId, sentFromMs() - lookBackMs, pageToken), [this, userId, pageToken, seen, page](const Result<OwnPostsPage> &posts) {
        if (!posts)
            return onLookFailed(Call::OwnPosts, posts.error());
        const QVector<OwnPost> all = seen + posts->posts;
        const QString id = recognise(postQueryOf(m_record, m_services.uploadsOf(m_record.id), sentFromMs()), all, m_services.postedIds(m_record.account));
        if (!id.isEmpty())
            return handle(post_event::Found{id});
        if (posts->nextToken.isEmpty())
            return handle(post_event::LookupEmpty{});
        constexpr int mostPages = 64; // far above the 3,200 Posts that X lists, so that a server that always names a next page ends
        if (posts->nextToken == pageToken || page >= mostPages)
            return handle(post_event::LookupFailed{Error{.kind = ErrorKind::BadAnswer}});
        lookAtPage(userId, posts->nextToken, all, page + 1);
    });
}

void Publisher::onLookFailed(Call call, const Error &error)
{
    const Advice advice = adviceFor(call, error);
    if (advice.reaction == Reaction::None)
        return;
    if (error.kind == ErrorKind::NotSignedIn && error.http == 0) // no token yet: the lookup becomes possible with a sign-in
        return handle(post_event::LookupDelayed{WaitReason::TokenRefused, inMs(noTokenLookMs), error});
    const bool later = advice.reaction == Reaction::Again || advice.reaction == Reaction::Wait;
    if (later)
        return handle(post_event::LookupDelayed{advice.reason, inMs(advice.delayMs), error});
    handle(post_event::LookupFailed{error});
}

// All media ids of the Post, with its cover and subtitles.
QStringList Publisher::mediaIds() const
{
    QStringList ids;
    for (const Upload &upload : m_services.uploadsOf(m_record.id))
        if (!upload.mediaId.isEmpty())
            ids << upload.mediaId;
    return ids;
}

} // namespace postreel
