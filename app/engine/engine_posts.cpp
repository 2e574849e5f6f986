#include "app/engine/engine_posts.h"

#include "app/engine/engine_thread.h"

#include <algorithm>

namespace postreel {

EnginePosts::EnginePosts(EngineThread *thread) : m_thread(thread)
{
    const EngineCore *core = thread->core();
    connect(core, &EngineCore::postChanged, this, &EnginePosts::put);
    connect(core, &EngineCore::postContinued, this, &EnginePosts::continued);
    connect(core, &EngineCore::postRemoved, this, [this](const QString &id) {
        m_posts.removeIf([&](const PostView &post) { return post.id == id; });
        Q_EMIT removed(id);
    });
}

void EnginePosts::put(const PostView &post)
{
    const auto known = std::find_if(m_posts.begin(), m_posts.end(),
                                    [&](const PostView &other) { return other.id == post.id; });
    if (known == m_posts.end())
        m_posts.append(post);
    else
        *known = post;
    Q_EMIT changed(post);
}

void EnginePosts::create(const NewPost &post, QObject *context, Callback<Result<QString>> done)
{
    m_thread->onCore([post, answer = m_thread->backTo<Result<QString>>(context, std::move(done))](EngineCore &core) {
        core.posts().creation.create(post, answer);
    });
}

void EnginePosts::attach(const QString &postId, const QVector<NewMedia> &media, QObject *context,
                    Callback<Result<QString>> done)
{
    m_thread->onCore([postId, media, answer = m_thread->backTo<Result<QString>>(context, std::move(done))](EngineCore &core) {
        core.posts().adder.attach(postId, media, answer);
    });
}

void EnginePosts::setText(const QString &postId, int part, const QString &text)
{
    m_thread->onCore([=](EngineCore &core) { core.posts().commands.setText(postId, part, text); });
}

void EnginePosts::setAccount(const QString &postId, const QString &accountKey)
{
    m_thread->onCore([=](EngineCore &core) { core.posts().commands.setAccount(postId, accountKey); });
}

void EnginePosts::submit(const QString &postId, qint64 undoMs, qint64 atMs)
{
    m_thread->onCore([=](EngineCore &core) { core.posts().commands.submit(postId, undoMs, atMs); });
}

void EnginePosts::edit(const QString &postId) { m_thread->onCore([=](EngineCore &core) { core.posts().commands.edit(postId); }); }
void EnginePosts::cancel(const QString &postId) { m_thread->onCore([=](EngineCore &core) { core.posts().commands.cancel(postId); }); }
void EnginePosts::pause(const QString &postId) { m_thread->onCore([=](EngineCore &core) { core.posts().commands.pause(postId); }); }
void EnginePosts::resume(const QString &postId) { m_thread->onCore([=](EngineCore &core) { core.posts().commands.resume(postId); }); }
void EnginePosts::retry(const QString &postId) { m_thread->onCore([=](EngineCore &core) { core.posts().commands.retry(postId); }); }
void EnginePosts::sendFirst(const QString &postId) { m_thread->onCore([=](EngineCore &core) { core.posts().commands.sendFirst(postId); }); }
void EnginePosts::pauseAll() { m_thread->onCore([](EngineCore &core) { core.posts().commands.pauseAll(true); }); }
void EnginePosts::resumeAll() { m_thread->onCore([](EngineCore &core) { core.posts().commands.pauseAll(false); }); }

void EnginePosts::decideOutcome(const QString &postId, bool posted)
{
    m_thread->onCore([=](EngineCore &core) { core.posts().commands.decideOutcome(postId, posted); });
}

QVector<PostView> EnginePosts::all() const
{
    QVector<PostView> sorted = m_posts;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const PostView &a, const PostView &b) { return a.activityAtMs > b.activityAtMs; });
    return sorted;
}

void EnginePosts::unfinished(QObject *context, Callback<QVector<PostView>> done)
{
    m_thread->onCore([answer = m_thread->backTo<QVector<PostView>>(context, std::move(done))](EngineCore &core) {
        answer(core.views().unfinished());
    });
}

void EnginePosts::history(const QString &postId, QObject *context, Callback<QVector<HistoryEntry>> done)
{
    m_thread->onCore([postId, answer = m_thread->backTo<QVector<HistoryEntry>>(context, std::move(done))](EngineCore &core) {
        const Result<QVector<HistoryEntry>> entries = loadHistory(core.database(), postId);
        if (!entries)
            Q_EMIT core.notice(entries.error());
        answer(entries ? entries.value() : QVector<HistoryEntry>());
    });
}

} // namespace postreel
