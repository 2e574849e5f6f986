#include "app/engine/engine.h"

#include "app/auth/keychain_store.h"
#include "app/engine/engine_core.h"
#include "app/engine/engine_door.h"

#include <QDir>
#include <QFile>
#include <algorithm>

namespace postreel {

namespace {
constexpr int leaveWithinMs = 2000;

// The person's alone; but a folder that holds other things (somebody's home, /tmp) keeps its mode.
void makeProfile(const QString &path)
{
    static const QStringList own{QStringLiteral("lock"),        QStringLiteral("running"),
                                 QStringLiteral("logs"),        QStringLiteral("cache"),
                                 QStringLiteral("sandbox"),     QStringLiteral("pasted"), QStringLiteral("copied"),
                                 QStringLiteral("settings.ini")};
    const QStringList held = QDir(path).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    const bool ours = std::all_of(held.cbegin(), held.cend(), [](const QString &name) {
        return own.contains(name) || name.startsWith(QLatin1String("postreel.sqlite"));
    });
    QDir().mkpath(path);
    if (ours)
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace

Engine::Engine(EngineOptions options, QObject *parent)
    : QObject(parent), m_thread(std::make_unique<QThread>())
{
    qRegisterMetaType<PostView>();
    qRegisterMetaType<StatusView>();
    qRegisterMetaType<RemovalView>();
    qRegisterMetaType<EngineEvent>();
    qRegisterMetaType<Error>();
    qRegisterMetaType<AccountView>();
    qRegisterMetaType<SignInOutcome>();
    qRegisterMetaType<StoreOutcome>();
    makeProfile(options.profile);
    if (!options.keychain) {
        m_keychain = std::make_unique<KeychainStore>();
        options.keychain = m_keychain.get();
    }
    m_core = new EngineCore(options);
    m_core->moveToThread(m_thread.get());
    m_thread->setObjectName(QStringLiteral("engine"));
    wire();
    m_thread->start();
}

Engine::~Engine()
{
    leave(QDeadlineTimer(leaveWithinMs));
}

bool Engine::leave(QDeadlineTimer until)
{
    if (!m_core)
        return true;
    m_core->disconnect(this);
    std::exchange(m_core, nullptr)->deleteLater(); // runs on its own thread, before quit() takes effect there
    m_thread->quit();
    if (m_thread->wait(until))
        return true;
    // Every step was saved before it was taken, so nothing is lost with the thread.
    (void)m_thread.release();
    (void)m_keychain.release(); // which that thread may still ask
    return false;
}

void Engine::wire()
{
    wireAccounts();
    connect(m_core, &EngineCore::opened, this, &Engine::started);
    connect(m_core, &EngineCore::openFailed, this, &Engine::startFailed);
    connect(m_core, &EngineCore::notice, this, &Engine::notice);
    connect(m_core, &EngineCore::happened, this, &Engine::happened);
    connect(m_core, &EngineCore::postChanged, this, [this](const PostView &post) {
        const auto known = std::find_if(m_posts.begin(), m_posts.end(),
                                        [&](const PostView &other) { return other.id == post.id; });
        if (known == m_posts.end())
            m_posts.append(post);
        else
            *known = post;
        Q_EMIT postChanged(post);
    });
    connect(m_core, &EngineCore::postContinued, this, &Engine::postContinued);
    connect(m_core, &EngineCore::postRemoved, this, [this](const QString &id) {
        m_posts.removeIf([&](const PostView &post) { return post.id == id; });
        Q_EMIT postRemoved(id);
    });
    connect(m_core, &EngineCore::lastRemovalChanged, this, &Engine::lastRemovalChanged);
    connect(m_core, &EngineCore::removalUndone, this, &Engine::removalUndone);
    connect(m_core, &EngineCore::statusChanged, this, [this](const StatusView &status) {
        m_status = status;
        Q_EMIT statusChanged(status);
    });
}

void Engine::start()
{
    onCore([](EngineCore &core) { core.open(); });
}

void Engine::resume()
{
    onCore([](EngineCore &core) { core.resume(); });
}

void Engine::copyHere(const QUrl &from, QObject *context, Answer<qint64> soFar, Answer<Result<QString>> done)
{
    onCore([from, told = backTo<qint64>(context, std::move(soFar)),
            answer = backTo<Result<QString>>(context, std::move(done))](EngineCore &core) {
        core.copies().copy(from, told, answer);
    });
}

void Engine::stopCopying(const QUrl &from)
{
    onCore([from](EngineCore &core) { core.copies().stop(from); });
}

void Engine::createPost(const NewPost &post, QObject *context, Answer<Result<QString>> done)
{
    onCore([post, answer = backTo<Result<QString>>(context, std::move(done))](EngineCore &core) {
        core.createPost(post, answer);
    });
}

void Engine::attach(const QString &postId, const QVector<NewMedia> &media, QObject *context,
                    Answer<Result<QString>> done)
{
    onCore([postId, media, answer = backTo<Result<QString>>(context, std::move(done))](EngineCore &core) {
        core.attach(postId, media, answer);
    });
}

void Engine::setText(const QString &postId, int part, const QString &text)
{
    onCore([=](EngineCore &core) {
        Publisher *post = core.live().publisher(postId);
        const bool editable = post && part >= 0 && part < post->record().parts.size() &&
                              (post->record().state == PostState::Draft || canEdit(post->record()));
        if (editable)
            post->change([&](Post &record) { record.parts[part].text = text; });
    });
}

void Engine::setAccount(const QString &postId, const QString &accountKey)
{
    onCore([=](EngineCore &core) { core.setAccount(postId, accountKey); });
}

void Engine::setAltText(const QString &uploadId, const QString &text)
{
    onCore([=](EngineCore &core) {
        if (Uploader *upload = core.live().uploader(uploadId))
            upload->change([&](Upload &record) { record.altText = text; });
    });
}

void Engine::detach(const QString &uploadId)
{
    onCore([=](EngineCore &core) { core.detach(uploadId); });
}

void Engine::submit(const QString &postId, qint64 undoMs, qint64 atMs)
{
    onCore([=](EngineCore &core) { core.submit(postId, undoMs, atMs); });
}

void Engine::edit(const QString &postId)
{
    onCore([=](EngineCore &core) { core.edit(postId); });
}

void Engine::cancel(const QString &postId)
{
    onCore([=](EngineCore &core) { core.cancel(postId); });
}

void Engine::pause(const QString &postId)
{
    onCore([=](EngineCore &core) { core.pause(postId); });
}

void Engine::resume(const QString &postId)
{
    onCore([=](EngineCore &core) { core.resume(postId); });
}

void Engine::retry(const QString &postId)
{
    onCore([=](EngineCore &core) { core.retry(postId); });
}

void Engine::sendFirst(const QString &postId)
{
    onCore([=](EngineCore &core) { core.sendFirst(postId); });
}

void Engine::pauseAll()
{
    onCore([](EngineCore &core) { core.pauseAll(true); });
}

void Engine::resumeAll()
{
    onCore([](EngineCore &core) { core.pauseAll(false); });
}

void Engine::decideOutcome(const QString &postId, bool posted)
{
    onCore([=](EngineCore &core) {
        Publisher *post = core.live().publisher(postId);
        if (post && post->record().state == PostState::AskPerson)
            post->handle(post_event::Decided{posted});
    });
}

void Engine::findFile(const QString &uploadId, const QString &path, QObject *context, Answer<Result<Done>> done)
{
    onCore([uploadId, path, answer = backTo<Result<Done>>(context, std::move(done))](EngineCore &core) {
        core.findFile(uploadId, path, answer);
    });
}

void Engine::showThumbnails(const QStringList &uploadIds)
{
    onCore([=](EngineCore &core) { core.showThumbnails(uploadIds); });
}

void Engine::setMetered(bool metered)
{
    onCore([=](EngineCore &core) { core.setMetered(metered); });
}

void Engine::setNetworkGone(bool gone)
{
    onCore([=](EngineCore &core) { core.setNetworkGone(gone); });
}

void Engine::networkCameBack()
{
    onCore([](EngineCore &core) { core.networkCameBack(); });
}

void Engine::wokeUp()
{
    onCore([](EngineCore &core) { core.wokeUp(); });
}

void Engine::sendOverMetered()
{
    onCore([](EngineCore &core) { core.sendOverMetered(); });
}

void Engine::setAskWhenMetered(bool ask)
{
    onCore([=](EngineCore &core) { core.setAskWhenMetered(ask); });
}

void Engine::setLimit(qint64 bytesPerSecond)
{
    onCore([=](EngineCore &core) { core.speedLimits().setLimit(bytesPerSecond); });
}

void Engine::setTimetable(const QVector<TimetableRow> &rows)
{
    onCore([rows](EngineCore &core) { core.speedLimits().setTimetable(rows); });
}

void Engine::slowDown(bool make)
{
    onCore([=](EngineCore &core) { core.speedLimits().slowDown(make); });
}

void Engine::setRunLimit(qint64 bytesPerSecond)
{
    onCore([=](EngineCore &core) { core.speedLimits().setRunLimit(bytesPerSecond); });
}

QVector<PostView> Engine::posts() const
{
    QVector<PostView> sorted = m_posts;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const PostView &a, const PostView &b) { return a.activityAtMs > b.activityAtMs; });
    return sorted;
}

void Engine::unfinished(QObject *context, Answer<QVector<PostView>> done)
{
    onCore([answer = backTo<QVector<PostView>>(context, std::move(done))](EngineCore &core) { answer(core.unfinished()); });
}

void Engine::history(const QString &postId, QObject *context, Answer<QVector<HistoryEntry>> done)
{
    onCore([postId, answer = backTo<QVector<HistoryEntry>>(context, std::move(done))](EngineCore &core) {
        const Result<QVector<HistoryEntry>> entries = loadHistory(core.database(), postId);
        if (!entries)
            Q_EMIT core.notice(entries.error());
        answer(entries ? entries.value() : QVector<HistoryEntry>());
    });
}

} // namespace postreel
