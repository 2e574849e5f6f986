#include "app/engine/removals.h"

#include "app/base/log.h"
#include "app/post/publisher.h"

#include <algorithm>

namespace postreel {

void Removed::add(const Upload &upload)
{
    uploads.append(upload.id);
    if (upload.state == UploadState::Paused)
        paused.insert(upload.id);
}

QStringList Removed::marks() const
{
    QStringList ids = uploads;
    for (const Publisher *post : publishers)
        ids << post->record().id;
    for (const MadePost &one : posted)
        ids << one.post.id;
    return ids;
}

Removals::Removals(Database &database, const Clock &clock, qint64 undoMs)
    : m_store(database), m_clock(clock), m_undoMs(undoMs)
{
    m_timer.setParent(this);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Removals::lookAtTime);
}

Result<Done> Removals::add(Removed removed, quint64 with)
{
    if (const Result<Done> marked = m_store.mark(removed.marks()); !marked)
        return marked;
    for (const PostView &post : std::as_const(removed.view.posts))
        m_taken.insert(post.id);
    const bool rows = removed.view.kind == RemovalView::Kind::Posts && last().kind == RemovalView::Kind::Posts;
    const bool joins = !m_removed.isEmpty() && (rows || last().id == with);
    if (!joins) {
        removed.view.id = ++m_lastId;
        m_removed.append(removed);
    } else {
        Removed &last = m_removed.last();
        last.view.posts += removed.view.posts;
        last.publishers += removed.publishers;
        last.posted += removed.posted;
        last.uploads += removed.uploads;
        last.paused += removed.paused;
    }
    m_removed.last().endsAtMs = m_clock.monotonicMs() + m_undoMs;
    schedule();
    Q_EMIT lastChanged(last());
    return Done{};
}

bool Removals::addDraft(const QString &postId, Publisher *draft)
{
    const auto ofDraft = std::find_if(m_removed.rbegin(), m_removed.rend(), [&](const Removed &removed) {
        return removed.view.kind == RemovalView::Kind::Media && removed.view.postId == postId;
    });
    if (ofDraft == m_removed.rend() || !m_store.mark({postId}))
        return false;
    ofDraft->publishers.append(draft);
    m_taken.insert(postId);
    return true;
}

void Removals::addUpload(const QString &uploadId, const QString &with)
{
    for (Removed &removed : m_removed)
        if (removed.uploads.contains(with) && !removed.uploads.contains(uploadId))
            removed.uploads.append(uploadId);
}

bool Removals::holds(const QString &uploadId) const
{
    return std::any_of(m_removed.cbegin(), m_removed.cend(),
                       [&](const Removed &removed) { return removed.uploads.contains(uploadId); });
}

bool Removals::isPostRemoved(const QString &postId) const
{
    return m_taken.contains(postId);
}

RemovalView Removals::last() const
{
    return m_removed.isEmpty() ? RemovalView{} : m_removed.last().view;
}

Result<Removed> Removals::takeBack(quint64 id)
{
    if (m_removed.isEmpty() || m_removed.last().view.id != id)
        return Result<Removed>(ErrorKind::Usage);
    if (const Result<Done> unmarked = m_store.unmark(m_removed.last().marks()); !unmarked)
        return unmarked.error();
    const Removed back = m_removed.takeLast();
    for (const QString &mark : back.marks())
        m_taken.remove(mark);
    schedule();
    return back;
}

void Removals::end(const std::function<bool(const Removed &)> &which)
{
    QVector<Removed> ended;
    const quint64 lastBefore = last().id;
    for (const Removed &removed : std::as_const(m_removed))
        if (which(removed))
            ended.append(removed);
    m_removed.removeIf(which);
    schedule();
    for (const Removed &removed : std::as_const(ended))
        Q_EMIT over(removed);
    if (last().id != lastBefore)
        Q_EMIT lastChanged(last());
}

void Removals::wait(bool wait)
{
    if (std::exchange(m_waits, wait) == wait)
        return;
    for (Removed &removed : m_removed)
        removed.endsAtMs = m_clock.monotonicMs() + m_undoMs;
    schedule();
}

QVector<Publisher *> Removals::takePosts()
{
    QVector<Publisher *> all;
    for (Removed &removed : m_removed)
        all += std::exchange(removed.publishers, {});
    return all;
}

void Removals::schedule()
{
    m_timer.stop();
    if (m_waits || m_removed.isEmpty())
        return;
    const auto first = std::min_element(m_removed.cbegin(), m_removed.cend(), [](const Removed &a, const Removed &b) {
        return a.endsAtMs < b.endsAtMs;
    });
    m_timer.start(std::chrono::milliseconds(std::max<qint64>(0, first->endsAtMs - m_clock.monotonicMs())));
}

// Compares with the clock: a timer may fire slightly early.
void Removals::lookAtTime()
{
    const qint64 now = m_clock.monotonicMs();
    end([now](const Removed &removed) { return removed.endsAtMs <= now; });
}

// A submitted Post is sent as it is now, without the removed media.
void Removals::endIn(const QString &postId)
{
    end([&](const Removed &removed) {
        return removed.view.kind == RemovalView::Kind::Media && removed.view.postId == postId;
    });
}

// A key of --once is free again once its Post is deleted.
void Removals::endWith(const QString &onceKey, const QString &account)
{
    const auto isIt = [&](const Post &post) { return post.onceKey == onceKey && post.account == account; };
    if (onceKey.isEmpty())
        return;
    end([&](const Removed &removed) {
        return std::any_of(removed.publishers.cbegin(), removed.publishers.cend(),
                           [&](const Publisher *post) { return isIt(post->record()); }) ||
               std::any_of(removed.posted.cbegin(), removed.posted.cend(),
                           [&](const MadePost &posted) { return isIt(posted.post); });
    });
}

} // namespace postreel
