#include "app/engine/engine.h"

#include "app/auth/keychain_store.h"
#include "app/engine/engine_core.h"
#include "app/engine/engine_calls.h"

#include <algorithm>

namespace postreel {

namespace {
constexpr int leaveWithinMs = 2000;
}

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
    makeProfileFolder(options.profile);
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
    std::exchange(m_core, nullptr)->deleteLater(); // deleted on its own thread, before quit() takes effect there
    m_thread->quit();
    if (m_thread->wait(until))
        return true;
    // Every step is saved before it is carried out, so nothing is lost with the thread.
    (void)m_thread.release();
    (void)m_keychain.release(); // that thread may still use it
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

void Engine::start() { onCore([](EngineCore &core) { core.open(); }); }
void Engine::resume() { onCore([](EngineCore &core) { core.resume(); }); }

void Engine::copyHere(const QUrl &from, QObject *context, Callback<qint64> soFar, Callback<Result<QString>> done)
{
    onCore([from, told = backTo<qint64>(context, std::move(soFar)),
            answer = backTo<Result<QString>>(context, std::move(done))](EngineCore &core) {
                core.copies().copy(from, told, answer);
            });
}

void Engine::stopCopying(const QUrl &from) { onCore([from](EngineCore &core) { core.copies().stop(from); }); }

void Engine::createPost(const NewPost &post, QObject *context, Callback<Result<QString>> done)
{
    onCore([post, answer = backTo<Result<QString>>(context, std::move(done))](EngineCore &core) {
        core.posts().creation.create(post, answer);
    });
}

void Engine::attach(const QString &postId, const QVector<NewMedia> &media, QObject *context,
                    Callback<Result<QString>> done)
{
    onCore([postId, media, answer = backTo<Result<QString>>(context, std::move(done))](EngineCore &core) {
        core.posts().adder.attach(postId, media, answer);
    });
}

void Engine::setText(const QString &postId, int part, const QString &text)
{
    onCore([=](EngineCore &core) { core.posts().commands.setText(postId, part, text); });
}

void Engine::setAccount(const QString &postId, const QString &accountKey)
{
    onCore([=](EngineCore &core) { core.posts().commands.setAccount(postId, accountKey); });
}

void Engine::setAltText(const QString &uploadId, const QString &text)
{
    onCore([=](EngineCore &core) { core.posts().media.setAltText(uploadId, text); });
}

void Engine::detach(const QString &uploadId) { onCore([=](EngineCore &core) { core.posts().changer.remove(uploadId); }); }

void Engine::submit(const QString &postId, qint64 undoMs, qint64 atMs)
{
    onCore([=](EngineCore &core) { core.posts().commands.submit(postId, undoMs, atMs); });
}

void Engine::edit(const QString &postId) { onCore([=](EngineCore &core) { core.posts().commands.edit(postId); }); }
void Engine::cancel(const QString &postId) { onCore([=](EngineCore &core) { core.posts().commands.cancel(postId); }); }
void Engine::pause(const QString &postId) { onCore([=](EngineCore &core) { core.posts().commands.pause(postId); }); }
void Engine::resume(const QString &postId) { onCore([=](EngineCore &core) { core.posts().commands.resume(postId); }); }
void Engine::retry(const QString &postId) { onCore([=](EngineCore &core) { core.posts().commands.retry(postId); }); }
void Engine::sendFirst(const QString &postId) { onCore([=](EngineCore &core) { core.posts().commands.sendFirst(postId); }); }
void Engine::pauseAll() { onCore([](EngineCore &core) { core.posts().commands.pauseAll(true); }); }
void Engine::resumeAll() { onCore([](EngineCore &core) { core.posts().commands.pauseAll(false); }); }

void Engine::decideOutcome(const QString &postId, bool posted)
{
    onCore([=](EngineCore &core) { core.posts().commands.decideOutcome(postId, posted); });
}

void Engine::findFile(const QString &uploadId, const QString &path, QObject *context, Callback<Result<Done>> done)
{
    onCore([uploadId, path, answer = backTo<Result<Done>>(context, std::move(done))](EngineCore &core) {
        core.posts().media.findFile(uploadId, path, answer);
    });
}

void Engine::showThumbnails(const QStringList &uploadIds)
{
    onCore([=](EngineCore &core) { core.showThumbnails(uploadIds); });
}

void Engine::setMetered(bool metered) { onCore([=](EngineCore &core) { core.network().setMetered(metered); }); }
void Engine::setNetworkGone(bool gone) { onCore([=](EngineCore &core) { core.network().setGone(gone); }); }
void Engine::networkCameBack() { onCore([](EngineCore &core) { core.network().onBack(); }); }
void Engine::wokeUp() { onCore([](EngineCore &core) { core.wokeUp(); }); }
void Engine::sendOverMetered() { onCore([](EngineCore &core) { core.network().sendOverMetered(); }); }
void Engine::setAskWhenMetered(bool ask) { onCore([=](EngineCore &core) { core.network().setAskWhenMetered(ask); }); }

void Engine::setLimit(qint64 bytesPerSecond)
{
    onCore([=](EngineCore &core) { core.speedLimits().setLimit(bytesPerSecond); });
}

void Engine::setTimetable(const QVector<TimetableRow> &rows)
{
    onCore([rows](EngineCore &core) { core.speedLimits().setTimetable(rows); });
}

void Engine::slowDown(bool make) { onCore([=](EngineCore &core) { core.speedLimits().slowDown(make); }); }

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

void Engine::unfinished(QObject *context, Callback<QVector<PostView>> done)
{
    onCore([answer = backTo<QVector<PostView>>(context, std::move(done))](EngineCore &core) {
        answer(core.views().unfinished());
    });
}

void Engine::history(const QString &postId, QObject *context, Callback<QVector<HistoryEntry>> done)
{
    onCore([postId, answer = backTo<QVector<HistoryEntry>>(context, std::move(done))](EngineCore &core) {
        const Result<QVector<HistoryEntry>> entries = loadHistory(core.database(), postId);
        if (!entries)
            Q_EMIT core.notice(entries.error());
        answer(entries ? entries.value() : QVector<HistoryEntry>());
    });
}

void Engine::wireAccounts()
{
    connect(m_core, &EngineCore::accountChanged, this, &Engine::putAccount);
    connect(m_core, &EngineCore::accountGone, this, [this](const QString &key) {
        if (m_accounts.removeIf([&](const AccountView &account) { return account.key == key; }) > 0)
            Q_EMIT accountsChanged();
    });
    connect(m_core, &EngineCore::signInEnded, this, &Engine::signInEnded);
    connect(m_core, &EngineCore::strayAnswer, this, &Engine::strayAnswer);
    connect(m_core, &EngineCore::keychainSaid, this, &Engine::keychainSaid);
}

void Engine::putAccount(const AccountView &account)
{
    const auto known = std::find_if(m_accounts.begin(), m_accounts.end(),
                                    [&](const AccountView &other) { return other.key == account.key; });
    if (known == m_accounts.end())
        m_accounts.append(account);
    else
        *known = account;
    Q_EMIT accountsChanged();
}

void Engine::addAccount(const AccountView &account, const QUrl &apiBase, const QByteArray &token)
{
    AccountView view = account;
    view.apiBase = apiBase;
    onCore([view, token](EngineCore &core) { core.signIns().addAccount(view, token); });
    putAccount(view);
}

void Engine::useToken(const QUrl &apiBase, const QByteArray &token, bool asUserOnly, QObject *context, Callback<QString> found)
{
    onCore([apiBase, token, asUserOnly, answer = backTo<QString>(context, std::move(found))](EngineCore &core) {
        core.signIns().useToken(apiBase, token, asUserOnly, answer);
    });
}

void Engine::signIn(const SignInRequest &wish, QObject *context, Callback<Result<SignInStarted>> started)
{
    onCore([wish, answer = backTo<Result<SignInStarted>>(context, std::move(started))](EngineCore &core) {
        core.signIns().signIn(wish, answer);
    });
}

void Engine::pasteSignIn(const QString &text, QObject *context, Callback<std::optional<CallbackEnd>> said)
{
    onCore([text, answer = backTo<std::optional<CallbackEnd>>(context, std::move(said))](EngineCore &core) {
        answer(core.signIns().paste(text));
    });
}

void Engine::cancelSignIn() { onCore([](EngineCore &core) { core.signIns().cancel(); }); }

void Engine::signInWithToken(const QUrl &apiBase, const QByteArray &token, bool keep)
{
    onCore([=](EngineCore &core) { core.signIns().signInWithToken(apiBase, token, keep); });
}

void Engine::signOut(const QString &accountKey, QObject *context, Callback<StoreOutcome> removed)
{
    onCore([accountKey, answer = backTo<StoreOutcome>(context, std::move(removed))](EngineCore &core) {
        core.signIns().signOut(accountKey, answer);
    });
}

void Engine::keepForSession(const QString &accountKey)
{
    onCore([accountKey](EngineCore &core) { core.signIns().keepForSession(accountKey); });
}

void Engine::whenSignInsIdle(QObject *context, std::function<void()> done)
{
    onCore([answer = backTo<Done>(context, [done = std::move(done)](Done) { done(); })](EngineCore &core) {
        core.sessions().whenIdle([answer] { answer(Done{}); });
    });
}

void Engine::tryKeychainAgain() { onCore([](EngineCore &core) { core.sessions().tryKeychainAgain(); }); }

void Engine::filmFacts(const QString &uploadId, QObject *context, Callback<Result<FilmFacts>> done)
{
    onCore([uploadId, answer = backTo<Result<FilmFacts>>(context, std::move(done))](EngineCore &core) {
        core.posts().films.facts(uploadId, answer);
    });
}

void Engine::filmstrip(const QString &uploadId, int count, int heightPx, QObject *context,
                       Callback<FilmstripFrame> each, Callback<Result<Done>> done)
{
    // Represents `context` on the engine thread: pending work is dropped when it is destroyed.
    auto *viewer = new QObject;
    viewer->moveToThread(m_thread.get());
    connect(context, &QObject::destroyed, viewer, &QObject::deleteLater);
    onCore([uploadId, count, heightPx, viewer, eachBack = backTo<FilmstripFrame>(context, std::move(each)),
            doneBack = backTo<Result<Done>>(context, std::move(done))](EngineCore &core) {
        viewer->setParent(&core);
        core.posts().films.filmstrip(uploadId, count, heightPx, viewer, eachBack, doneBack);
    });
}

void Engine::frameAt(const QString &uploadId, qint64 atMs, QObject *context, Callback<Result<QString>> done)
{
    onCore([=, answer = backTo<Result<QString>>(context, std::move(done))](EngineCore &core) {
        core.posts().films.frameAt(uploadId, atMs, answer);
    });
}

void Engine::setTrim(const QString &uploadId, qint64 startMs, qint64 endMs)
{
    onCore([=](EngineCore &core) { core.posts().films.setTrim(uploadId, startMs, endMs); });
}

void Engine::setSound(const QString &uploadId, int stream)
{
    onCore([=](EngineCore &core) { core.posts().films.setSound(uploadId, stream); });
}

void Engine::setCover(const QString &uploadId, qint64 atMs)
{
    onCore([=](EngineCore &core) { core.posts().films.setCover(uploadId, atMs); });
}

void Engine::check(const QStringList &files, const QStringList &subtitles, const QString &accountKey, QObject *context,
                   Callback<QVector<FileVerdict>> done)
{
    onCore([=, answer = backTo<QVector<FileVerdict>>(context, std::move(done))](EngineCore &core) {
        core.checkFiles(files, subtitles, accountKey, answer);
    });
}

void Engine::sendAnyway(const QString &uploadId)
{
    onCore([=](EngineCore &core) { core.posts().media.sendAnyway(uploadId); });
}

void Engine::fix(const QString &uploadId) { onCore([=](EngineCore &core) { core.posts().media.fix(uploadId); }); }

void Engine::stopFixing(const QString &uploadId)
{
    onCore([=](EngineCore &core) { core.posts().media.stopFixing(uploadId); });
}

void Engine::setDeadline(const QString &uploadId, qint64 atMs)
{
    onCore([=](EngineCore &core) { core.posts().media.setDeadline(uploadId, atMs); });
}

void Engine::setFixByItself(bool fix) { onCore([=](EngineCore &core) { core.posts().media.setFixByItself(fix); }); }

void Engine::addSubtitles(const QString &uploadId, const QString &file, const QString &language,
                          QObject *context, Callback<Result<QString>> done)
{
    onCore([=, answer = backTo<Result<QString>>(context, std::move(done))](EngineCore &core) {
        core.posts().adder.addSubtitles(uploadId, {file, language}, answer);
    });
}

void Engine::setTitle(const QString &uploadId, const QString &title, const QString &description)
{
    onCore([=](EngineCore &core) { core.posts().media.setTitle(uploadId, title, description); });
}

void Engine::removeMedia(const QString &uploadId)
{
    onCore([=](EngineCore &core) { core.posts().removals.removeMedia(uploadId); });
}

void Engine::discard(const QStringList &postIds) { onCore([=](EngineCore &core) { core.posts().removals.discard(postIds); }); }
void Engine::remove(const QString &postId) { onCore([=](EngineCore &core) { core.posts().removals.remove(postId); }); }
void Engine::undoRemoval(quint64 id) { onCore([=](EngineCore &core) { core.posts().removals.undo(id); }); }
void Engine::keepUndo(bool keep) { onCore([=](EngineCore &core) { core.posts().removals.wait(keep); }); }

} // namespace postreel
