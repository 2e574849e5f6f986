#include "app/engine/post_views.h"

#include "app/desktop/remote_file_fetcher.h"
#include "app/engine/event_feed.h"
#include "app/engine/snapshots.h"
#include "app/engine/turns.h"
#include "app/engine/upload_problems.h"
#include "app/engine/without_ffmpeg.h"

#include <algorithm>

namespace postreel {

namespace {
constexpr int viewsEveryMs = 100; // at most ten snapshots per second

// Whether it proceeds without the user; the computer is kept awake for that.
bool goesOnAlone(const Upload &upload)
{
    if (upload.state == UploadState::Waiting)
        return upload.reason != WaitReason::FileAway && upload.reason != WaitReason::Metered
            && upload.reason != WaitReason::UsageCap;
    return upload.state != UploadState::NeedsSignIn && upload.state != UploadState::Queued;
}

// Whether its bytes are still to be sent without a decision of the user.
bool isToBeSent(UploadState state)
{
    using enum UploadState;
    return state == Queued || state == Checking || state == Fixing || state == Initializing || state == Sending;
}

bool goesOnAlone(const Post &post)
{
    if (post.state == PostState::Unconfirmed) // without a token only a sign-in allows the lookup
        return post.reason != WaitReason::UsageCap && !needsTokenToLook(post);
    return post.state == PostState::Attaching || post.state == PostState::Posting
        || (post.state == PostState::Waiting && post.reason != WaitReason::UsageCap);
}
} // namespace

PostViews::PostViews(const ViewSources &sources, const AccountView &sandbox, std::function<Error(const QString &)> lacksToken)
    : m_sources(sources), m_sandbox(sandbox), m_lacksToken(std::move(lacksToken)), m_flush(this)
{
    m_flush.setSingleShot(true);
    m_flush.setInterval(viewsEveryMs);
    connect(&m_flush, &QTimer::timeout, this, &PostViews::flush);
}

// An empty id updates only the status.
void PostViews::markChanged(const QString &postId)
{
    if (!postId.isEmpty())
        m_touched.insert(postId);
    if (!m_flush.isActive())
        m_flush.start();
}

void PostViews::flush()
{
    Q_EMIT flushing();
    lookAtTurns();
    const QSet<QString> ids = std::exchange(m_touched, {});
    for (const QString &id : ids)
        if (const std::optional<PostView> view = wholeView(id))
            Q_EMIT postChanged(*view);
    const StatusView status = statusNow();
    m_sources.speedLimits.noteSpeed(status.bytesPerSecond);
    Q_EMIT statusChanged(status);
    if (status.bytesPerSecond > 0) // speeds drop to 0 without an event; that must be shown, too
        m_flush.start();
}

// An upload that ends moves up all behind it.
void PostViews::lookAtTurns()
{
    QVector<InLine> line;
    for (const Uploader *upload : m_sources.live.uploaders())
        if (const UploadState state = upload->record().state; state == UploadState::Initializing || state == UploadState::Sending)
            line.append({upload->record().id, upload->link(), upload->claim()});
    const QHash<QString, int> before = std::exchange(m_turns, turnsOf(std::move(line)));
    for (const Uploader *upload : m_sources.live.uploaders())
        if (const QString id = upload->record().id; before.value(id) != m_turns.value(id))
            m_touched.insert(upload->record().postId);
}

void PostViews::publish(const QString &postId)
{
    m_touched.remove(postId);
    if (const std::optional<PostView> view = wholeView(postId))
        Q_EMIT postChanged(*view);
}

// nullopt: there is no such Post.
std::optional<PostView> PostViews::wholeView(const QString &postId) const
{
    std::optional<PostView> view;
    if (const auto posted = m_sources.live.posted().constFind(postId); posted != m_sources.live.posted().cend()) {
        view = viewOf(posted->post);
        for (const Upload &upload : posted->uploads)
            view->uploads.append(viewOf(upload, m_sources.thumbnails.file(upload.id)));
    } else if (const Publisher *post = m_sources.live.publisher(postId)) {
        view = viewOf(post->record());
        for (const Uploader *upload : m_sources.live.uploadersOf(postId)) {
            UploadView shown = viewOf(*upload, m_sources.thumbnails.file(upload->record().id), m_sources.clock.monotonicMs(),
                                      m_sources.speedLimits.linkSpeed(), m_fixQueue ? m_fixQueue->queueMs() : 0);
            shown.turn = m_turns.value(shown.id);
            shown.problems = problemsOf(upload->record(), m_sources.live);
            shown.headersAlone = isToldByHeadersAlone(upload->record());
            shown.wantsFfmpeg = wantsFfmpeg(upload->record());
            view->uploads.append(shown);
        }
    }
    if (view)
        completeView(*view);
    return view;
}

QVector<PostView> PostViews::unfinished() const
{
    QVector<PostView> views;
    for (const Publisher *post : m_sources.live.publishers())
        if (isUnderWay(post->record().state) || m_sources.adding.leavesLater(post->record().id))
            views.append(*wholeView(post->record().id));
    std::sort(views.begin(), views.end(),
              [](const PostView &a, const PostView &b) { return a.createdAtMs < b.createdAtMs; });
    return views;
}

// The sandbox's account is known by its key, whether it runs or not.
AccountView PostViews::accountOf(const QString &key) const
{
    const bool runs = m_sources.accounts.contains(key);
    return !runs && !key.isEmpty() && key == m_sandbox.key ? m_sandbox : m_sources.accounts.view(key);
}

// Adds what depends on the account.
void PostViews::completeView(PostView &view) const
{
    const AccountView account = accountOf(view.account);
    view.accountLabel = account.label;
    view.adding = m_sources.adding.files(view.id);
    view.leavesWhenAdded = m_sources.adding.leavesLater(view.id);
    view.sandbox = account.sandbox;
    for (UploadView &upload : view.uploads) {
        upload.hasAccount = !view.account.isEmpty();
        if (upload.state == UploadState::NeedsSignIn)
            if (const Error why = m_lacksToken(view.account))
                upload.error = why;
    }
    if (view.state == PostState::NeedsSignIn || view.state == PostState::Unconfirmed)
        if (const Error why = m_lacksToken(view.account))
            view.error = why;
    if (!view.postedId.isEmpty() && account.apiBase.isValid())
        view.url = statusUrl(account.apiBase, view.postedId);
}

// Adds the number of unfinished uploads, and how long they take at the present speed.
void PostViews::showUploading(StatusView &status) const
{
    qint64 left = 0;
    for (const Uploader *upload : m_sources.live.uploaders()) {
        const Upload &record = upload->record();
        if (!isToBeSent(record.state) || m_sources.removals.holds(record.id))
            continue;
        ++status.unfinished;
        status.uploading += upload->claim().inFlight > 0 ? 1 : 0;
        left += record.totalBytes() - upload->shown().bytes();
        if (record.state == UploadState::Sending)
            status.bytesPerSecond += upload->shown().meter().bytesPerSecond(m_sources.clock.monotonicMs());
    }
    if (status.bytesPerSecond > 0)
        status.timeLeftMs = left * 1000 / status.bytesPerSecond;
}

StatusView PostViews::statusNow() const
{
    StatusView status{.paused = m_sources.pauses.all(), .fixByItself = m_sources.settings.fixByItself(), .canCopyRemote = RemoteFileFetcher::available(), .lacksFfmpeg = !FixQueue::available()};
    m_sources.speedLimits.showIn(status);
    showUploading(status);
    status.trouble = m_sources.storage.error();
    status.hangingFiles = m_hangingFiles;
    bool moves = false;
    QSet<QString> active; // includes drafts, whose media are uploaded while the text is written
    for (const Uploader *upload : m_sources.live.uploaders())
        if (const Upload &record = upload->record(); canPause(record.state) && !m_sources.removals.holds(record.id)) {
            active.insert(record.postId);
            moves = moves || !isSuspended(record.state);
            const bool metered = record.state == UploadState::Waiting && record.reason == WaitReason::Metered;
            status.heldByMetered += metered ? 1 : 0;
            status.working = status.working || goesOnAlone(record);
        }
    for (const Publisher *post : m_sources.live.publishers()) {
        const PostState state = post->record().state;
        if (isUnderWay(state))
            active.insert(post->record().id);
        status.waitingPosts += isUnderWay(state) && state != PostState::AskPerson ? 1 : 0;
        status.posting = status.posting || state == PostState::Posting;
        status.working = status.working || goesOnAlone(post->record());
        moves = moves || state == PostState::Attaching || state == PostState::Posting
            || (state == PostState::Unconfirmed && !waitsToLook(post->record()));
    }
    status.waitingPosts += m_sources.adding.leaving();
    status.working = status.working || m_sources.adding.leaving() > 0;
    status.active = static_cast<int>(active.size());
    status.waiting = status.active > 0 && !moves;
    return status;
}

void PostViews::setHangingFiles(const QStringList &paths)
{
    m_hangingFiles = paths;
    markChanged({});
}

} // namespace postreel
