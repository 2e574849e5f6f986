#include "fake_engine.h"

#include "app/auth/keychain_store.h"

namespace postreel {

namespace testing {

FakeEngine &fakeEngine()
{
    static FakeEngine instance;
    return instance;
}

void FakeEngine::answerNow()
{
    std::exchange(held, {})();
}

} // namespace testing

using testing::fakeEngine;

namespace {

void note(const QStringList &words)
{
    fakeEngine().calls << words.join(u' ');
}

} // namespace

Engine::Engine(EngineOptions, QObject *parent) : QObject(parent) {}
Engine::~Engine() = default;

void Engine::start()
{
    m_posts = fakeEngine().posts;
    m_status = fakeEngine().status;
    Q_EMIT started();
}

void Engine::addAccount(const AccountView &account, const QUrl &, const QByteArray &)
{
    m_accounts.removeIf([&](const AccountView &known) { return known.key == account.key; });
    m_accounts << account;
    Q_EMIT accountsChanged();
}

void Engine::useToken(const QUrl &, const QByteArray &, bool, QObject *, Callback<QString>) {}

void Engine::createPost(const NewPost &post, QObject *context, Callback<Result<QString>> done)
{
    testing::FakeEngine &fake = fakeEngine();
    fake.created << post;
    const Result<QString> answer = fake.answers.isEmpty()
                                       ? Result<QString>(QStringLiteral("p%1").arg(fake.created.size()))
                                       : fake.answers.takeFirst();
    const auto deliver = [context, done, answer] {
        QMetaObject::invokeMethod(
            context, [done, answer] { done(answer); }, Qt::QueuedConnection);
    };
    if (fake.silent)
        fake.held = deliver;
    else
        deliver();
}

void Engine::attach(const QString &postId, const QVector<NewMedia> &media, QObject *context,
                    Callback<Result<QString>> done)
{
    for (const NewMedia &one : media)
        note({QStringLiteral("attach"), postId, one.file});
    QMetaObject::invokeMethod(
        context, [done, postId] { done(postId); }, Qt::QueuedConnection);
}

void Engine::unfinished(QObject *context, Callback<QVector<PostView>> done)
{
    QMetaObject::invokeMethod(context, [done] { done(fakeEngine().unfinished); }, Qt::QueuedConnection);
}

void Engine::history(const QString &postId, QObject *context, Callback<QVector<HistoryEntry>> done)
{
    note({QStringLiteral("history"), postId});
    const QVector<HistoryEntry> entries = fakeEngine().entries;
    QMetaObject::invokeMethod(
        context, [done, entries] { done(entries); }, Qt::QueuedConnection);
}

QVector<PostView> Engine::posts() const
{
    return m_posts;
}

void Engine::setText(const QString &postId, int part, const QString &text)
{
    note({QStringLiteral("setText"), postId, QString::number(part), text});
}
void Engine::setAccount(const QString &postId, const QString &key)
{
    note({QStringLiteral("setAccount"), postId, key});
}
void Engine::setAltText(const QString &uploadId, const QString &text)
{
    note({QStringLiteral("setAltText"), uploadId, text});
}
void Engine::addSubtitles(const QString &uploadId, const QString &file, const QString &language, QObject *context,
                          Callback<Result<QString>> done)
{
    note({QStringLiteral("addSubtitles"), uploadId, file, language});
    const testing::FakeEngine &fake = fakeEngine();
    QMetaObject::invokeMethod(
        context, [done, answer = fake.trackSays] { done(answer); }, Qt::QueuedConnection);
}
void Engine::setTitle(const QString &uploadId, const QString &title, const QString &description)
{
    note({QStringLiteral("setTitle"), uploadId, title, description});
}
void Engine::submit(const QString &postId, qint64 undoMs, qint64)
{
    note({QStringLiteral("submit"), postId, QString::number(undoMs)});
}
void Engine::decideOutcome(const QString &postId, bool posted)
{
    note({QStringLiteral("decideOutcome"), postId,
          posted ? QStringLiteral("posted") : QStringLiteral("not posted")});
}
void Engine::detach(const QString &id)
{
    note({QStringLiteral("detach"), id});
}
void Engine::edit(const QString &id)
{
    note({QStringLiteral("edit"), id});
}
void Engine::discard(const QStringList &ids)
{
    note(QStringList{QStringLiteral("discard")} + ids);
}
void Engine::removeMedia(const QString &id)
{
    note({QStringLiteral("removeMedia"), id});
}
void Engine::undoRemoval(quint64 id)
{
    note({QStringLiteral("undoRemoval"), QString::number(id)});
}
void Engine::keepUndo(bool keep)
{
    note({QStringLiteral("keepUndo"), keep ? QStringLiteral("yes") : QStringLiteral("no")});
}
void Engine::pause(const QString &id)
{
    note({QStringLiteral("pause"), id});
}
void Engine::resume(const QString &id)
{
    note({QStringLiteral("resume"), id});
}
void Engine::sendFirst(const QString &id)
{
    note({QStringLiteral("sendFirst"), id});
}

void Engine::retry(const QString &id)
{
    note({QStringLiteral("retry"), id});
}
void Engine::cancel(const QString &id)
{
    note({QStringLiteral("cancel"), id});
}
void Engine::remove(const QString &id)
{
    note({QStringLiteral("remove"), id});
}
void Engine::sendAnyway(const QString &id)
{
    note({QStringLiteral("sendAnyway"), id});
}
void Engine::copyHere(const QUrl &from, QObject *context, Callback<qint64> soFar, Callback<Result<QString>> done)
{
    note({QStringLiteral("copyHere"), from.toString()});
    fakeEngine().copyTells = std::move(soFar);
    fakeEngine().copied = done;
    if (fakeEngine().copyRuns)
        return;
    const Result<QString> answer = fakeEngine().copySays;
    QMetaObject::invokeMethod(context, [done, answer] { done(answer); }, Qt::QueuedConnection);
}
void Engine::stopCopying(const QUrl &from)
{
    note({QStringLiteral("stopCopying"), from.toString()});
}
void Engine::fix(const QString &id)
{
    note({QStringLiteral("fix"), id});
}
void Engine::stopFixing(const QString &id)
{
    note({QStringLiteral("stopFixing"), id});
}
void Engine::setDeadline(const QString &id, qint64 atMs)
{
    note({QStringLiteral("setDeadline"), id, QString::number(atMs)});
}
void Engine::setFixByItself(bool fix)
{
    note({QStringLiteral("setFixByItself"), fix ? QStringLiteral("yes") : QStringLiteral("no")});
}
void Engine::findFile(const QString &id, const QString &path, QObject *context, Callback<Result<Done>> done)
{
    note({QStringLiteral("findFile"), id, path});
    QMetaObject::invokeMethod(
        context, [done, answer = fakeEngine().findSays] { done(answer); }, Qt::QueuedConnection);
}
void Engine::filmFacts(const QString &id, QObject *context, Callback<Result<FilmFacts>> done)
{
    note({QStringLiteral("filmFacts"), id});
    QMetaObject::invokeMethod(
        context, [done, answer = fakeEngine().film] { done(answer); }, Qt::QueuedConnection);
}
void Engine::filmstrip(const QString &id, int count, int, QObject *context, Callback<FilmstripFrame> each,
                       Callback<Result<Done>> done)
{
    note({QStringLiteral("filmstrip"), id, QString::number(count)});
    QMetaObject::invokeMethod(
        context,
        [each, done, files = fakeEngine().stripFiles] {
            for (int i = 0; i < files.size(); ++i)
                each({i, 1000 * i, files.at(i)});
            done(Done{});
        },
        Qt::QueuedConnection);
}
void Engine::frameAt(const QString &id, qint64 atMs, QObject *context, Callback<Result<QString>> done)
{
    note({QStringLiteral("frameAt"), id, QString::number(atMs)});
    QMetaObject::invokeMethod(
        context, [done, answer = fakeEngine().moment] { done(answer); }, Qt::QueuedConnection);
}
void Engine::setSound(const QString &id, int stream)
{
    note({QStringLiteral("setSound"), id, QString::number(stream)});
}

void Engine::setTrim(const QString &id, qint64 startMs, qint64 endMs)
{
    note({QStringLiteral("setTrim"), id, QString::number(startMs), QString::number(endMs)});
}
void Engine::setCover(const QString &id, qint64 atMs)
{
    note({QStringLiteral("setCover"), id, QString::number(atMs)});
}
void Engine::sendOverMetered()
{
    note({QStringLiteral("sendOverMetered")});
}
void Engine::setAskWhenMetered(bool ask)
{
    note({QStringLiteral("setAskWhenMetered"), ask ? QStringLiteral("yes") : QStringLiteral("no")});
}
void Engine::setLimit(qint64 bytesPerSecond)
{
    note({QStringLiteral("setLimit"), QString::number(bytesPerSecond)});
}
void Engine::setTimetable(const QVector<TimetableRow> &rows)
{
    QStringList words{QStringLiteral("setTimetable")};
    for (const TimetableRow &row : rows)
        for (const qint64 number : {qint64(row.days), qint64(row.fromMinute), qint64(row.toMinute), row.bytesPerSecond})
            words << QString::number(number);
    note(words);
}
void Engine::showThumbnails(const QStringList &uploadIds)
{
    fakeEngine().shownThumbnails = uploadIds;
}
void Engine::slowDown(bool make)
{
    note({QStringLiteral("slowDown"), make ? QStringLiteral("yes") : QStringLiteral("no")});
}
void Engine::setRunLimit(qint64 bytesPerSecond)
{
    note({QStringLiteral("setRunLimit"), QString::number(bytesPerSecond)});
}
void Engine::signIn(const SignInRequest &wish, QObject *context, Callback<Result<SignInStarted>> started)
{
    note({QStringLiteral("signIn")});
    fakeEngine().wishes << wish;
    QMetaObject::invokeMethod(
        context, [started, answer = fakeEngine().starts] { started(answer); }, Qt::QueuedConnection);
}
void Engine::pasteSignIn(const QString &text, QObject *context, Callback<std::optional<CallbackEnd>> said)
{
    note({QStringLiteral("pasteSignIn"), text});
    QMetaObject::invokeMethod(
        context, [said, answer = fakeEngine().pasteSays] { said(answer); }, Qt::QueuedConnection);
}
void Engine::cancelSignIn()
{
    note({QStringLiteral("cancelSignIn")});
}
void Engine::signInWithToken(const QUrl &apiBase, const QByteArray &token, bool keep)
{
    note({QStringLiteral("signInWithToken"), apiBase.toString(), keep ? QStringLiteral("kept") : QStringLiteral("not kept")});
    fakeEngine().tokens << token;
}
void Engine::signOut(const QString &key, QObject *context, Callback<StoreOutcome> removed)
{
    note({QStringLiteral("signOut"), key});
    QMetaObject::invokeMethod(
        context, [removed, answer = fakeEngine().removeSays] { removed(answer); }, Qt::QueuedConnection);
}
void Engine::keepForSession(const QString &key)
{
    note({QStringLiteral("keepForThisRunAlone"), key});
}
void Engine::tryKeychainAgain()
{
    note({QStringLiteral("tryKeychainAgain")});
}
void Engine::pauseAll()
{
    note({QStringLiteral("pauseAll")});
}
void Engine::resumeAll()
{
    note({QStringLiteral("resumeAll")});
}

} // namespace postreel
