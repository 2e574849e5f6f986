#include "fake_engine.h"

#include "app/engine/engine_thread.h"

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

Engine::Engine(const EngineOptions &, QObject *parent)
    : QObject(parent), m_accounts(std::make_unique<EngineAccounts>(nullptr)), m_posts(std::make_unique<EnginePosts>(nullptr)),
      m_removals(std::make_unique<EngineRemovals>(nullptr)), m_media(std::make_unique<EngineMedia>(nullptr)),
      m_network(std::make_unique<EngineNetwork>(nullptr))
{
}
Engine::~Engine() = default;

EngineAccounts::EngineAccounts(EngineThread *thread) : m_thread(thread) {}
EnginePosts::EnginePosts(EngineThread *thread) : m_thread(thread) {}
EngineRemovals::EngineRemovals(EngineThread *thread) : m_thread(thread) {}
EngineMedia::EngineMedia(EngineThread *thread) : m_thread(thread) {}
EngineNetwork::EngineNetwork(EngineThread *thread) : m_thread(thread) {}

void Engine::start()
{
    m_status = fakeEngine().status;
    Q_EMIT started();
}

void EngineAccounts::add(const AccountView &account, const QUrl &, const QByteArray &)
{
    m_accounts.removeIf([&](const AccountView &known) { return known.key == account.key; });
    m_accounts << account;
    Q_EMIT changed();
}

void EngineAccounts::useToken(const QUrl &, const QByteArray &, bool, QObject *, Callback<QString>) {}

void EnginePosts::create(const NewPost &post, QObject *context, Callback<Result<QString>> done)
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

void EnginePosts::attach(const QString &postId, const QVector<NewMedia> &media, QObject *context,
                    Callback<Result<QString>> done)
{
    for (const NewMedia &one : media)
        note({QStringLiteral("attach"), postId, one.file});
    QMetaObject::invokeMethod(
        context, [done, postId] { done(postId); }, Qt::QueuedConnection);
}

void EnginePosts::unfinished(QObject *context, Callback<QVector<PostView>> done)
{
    QMetaObject::invokeMethod(context, [done] { done(fakeEngine().unfinished); }, Qt::QueuedConnection);
}

void EnginePosts::history(const QString &postId, QObject *context, Callback<QVector<HistoryEntry>> done)
{
    note({QStringLiteral("history"), postId});
    const QVector<HistoryEntry> entries = fakeEngine().entries;
    QMetaObject::invokeMethod(
        context, [done, entries] { done(entries); }, Qt::QueuedConnection);
}

QVector<PostView> EnginePosts::all() const
{
    return fakeEngine().posts;
}

void EnginePosts::setText(const QString &postId, int part, const QString &text)
{
    note({QStringLiteral("setText"), postId, QString::number(part), text});
}
void EnginePosts::setAccount(const QString &postId, const QString &key)
{
    note({QStringLiteral("setAccount"), postId, key});
}
void EngineMedia::setAltText(const QString &uploadId, const QString &text)
{
    note({QStringLiteral("setAltText"), uploadId, text});
}
void EngineMedia::addSubtitles(const QString &uploadId, const QString &file, const QString &language, QObject *context,
                          Callback<Result<QString>> done)
{
    note({QStringLiteral("addSubtitles"), uploadId, file, language});
    const testing::FakeEngine &fake = fakeEngine();
    QMetaObject::invokeMethod(
        context, [done, answer = fake.trackSays] { done(answer); }, Qt::QueuedConnection);
}
void EngineMedia::setTitle(const QString &uploadId, const QString &title, const QString &description)
{
    note({QStringLiteral("setTitle"), uploadId, title, description});
}
void EnginePosts::submit(const QString &postId, qint64 undoMs, qint64)
{
    note({QStringLiteral("submit"), postId, QString::number(undoMs)});
}
void EnginePosts::decideOutcome(const QString &postId, bool posted)
{
    note({QStringLiteral("decideOutcome"), postId,
          posted ? QStringLiteral("posted") : QStringLiteral("not posted")});
}
void EngineMedia::detach(const QString &id)
{
    note({QStringLiteral("detach"), id});
}
void EnginePosts::edit(const QString &id)
{
    note({QStringLiteral("edit"), id});
}
void EngineRemovals::discard(const QStringList &ids)
{
    note(QStringList{QStringLiteral("discard")} + ids);
}
void EngineRemovals::removeMedia(const QString &id)
{
    note({QStringLiteral("removeMedia"), id});
}
void EngineRemovals::undo(quint64 id)
{
    note({QStringLiteral("undoRemoval"), QString::number(id)});
}
void EngineRemovals::keepUndo(bool keep)
{
    note({QStringLiteral("keepUndo"), keep ? QStringLiteral("yes") : QStringLiteral("no")});
}
void EnginePosts::pause(const QString &id)
{
    note({QStringLiteral("pause"), id});
}
void EnginePosts::resume(const QString &id)
{
    note({QStringLiteral("resume"), id});
}
void EnginePosts::sendFirst(const QString &id)
{
    note({QStringLiteral("sendFirst"), id});
}

void EnginePosts::retry(const QString &id)
{
    note({QStringLiteral("retry"), id});
}
void EnginePosts::cancel(const QString &id)
{
    note({QStringLiteral("cancel"), id});
}
void EngineRemovals::remove(const QString &id)
{
    note({QStringLiteral("remove"), id});
}
void EngineMedia::sendAnyway(const QString &id)
{
    note({QStringLiteral("sendAnyway"), id});
}
void EngineMedia::copyHere(const QUrl &from, QObject *context, Callback<qint64> soFar, Callback<Result<QString>> done)
{
    note({QStringLiteral("copyHere"), from.toString()});
    fakeEngine().copyTells = std::move(soFar);
    fakeEngine().copied = done;
    if (fakeEngine().copyRuns)
        return;
    const Result<QString> answer = fakeEngine().copySays;
    QMetaObject::invokeMethod(context, [done, answer] { done(answer); }, Qt::QueuedConnection);
}
void EngineMedia::stopCopying(const QUrl &from)
{
    note({QStringLiteral("stopCopying"), from.toString()});
}
void EngineMedia::fix(const QString &id)
{
    note({QStringLiteral("fix"), id});
}
void EngineMedia::stopFixing(const QString &id)
{
    note({QStringLiteral("stopFixing"), id});
}
void EngineMedia::setDeadline(const QString &id, qint64 atMs)
{
    note({QStringLiteral("setDeadline"), id, QString::number(atMs)});
}
void EngineMedia::setFixByItself(bool fix)
{
    note({QStringLiteral("setFixByItself"), fix ? QStringLiteral("yes") : QStringLiteral("no")});
}
void EngineMedia::findFile(const QString &id, const QString &path, QObject *context, Callback<Result<Done>> done)
{
    note({QStringLiteral("findFile"), id, path});
    QMetaObject::invokeMethod(
        context, [done, answer = fakeEngine().findSays] { done(answer); }, Qt::QueuedConnection);
}
void EngineMedia::filmFacts(const QString &id, QObject *context, Callback<Result<FilmFacts>> done)
{
    note({QStringLiteral("filmFacts"), id});
    QMetaObject::invokeMethod(
        context, [done, answer = fakeEngine().film] { done(answer); }, Qt::QueuedConnection);
}
void EngineMedia::filmstrip(const QString &id, int count, int, QObject *context, Callback<FilmstripFrame> each,
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
void EngineMedia::frameAt(const QString &id, qint64 atMs, QObject *context, Callback<Result<QString>> done)
{
    note({QStringLiteral("frameAt"), id, QString::number(atMs)});
    QMetaObject::invokeMethod(
        context, [done, answer = fakeEngine().moment] { done(answer); }, Qt::QueuedConnection);
}
void EngineMedia::setSound(const QString &id, int stream)
{
    note({QStringLiteral("setSound"), id, QString::number(stream)});
}

void EngineMedia::setTrim(const QString &id, qint64 startMs, qint64 endMs)
{
    note({QStringLiteral("setTrim"), id, QString::number(startMs), QString::number(endMs)});
}
void EngineMedia::setCover(const QString &id, qint64 atMs)
{
    note({QStringLiteral("setCover"), id, QString::number(atMs)});
}
void EngineNetwork::sendOverMetered()
{
    note({QStringLiteral("sendOverMetered")});
}
void EngineNetwork::setAskWhenMetered(bool ask)
{
    note({QStringLiteral("setAskWhenMetered"), ask ? QStringLiteral("yes") : QStringLiteral("no")});
}
void EngineNetwork::setPlainLimit(qint64 bytesPerSecond)
{
    note({QStringLiteral("setPlainLimit"), QString::number(bytesPerSecond)});
}
void EngineNetwork::setTimetable(const QVector<TimetableRow> &rows)
{
    QStringList words{QStringLiteral("setTimetable")};
    for (const TimetableRow &row : rows)
        for (const qint64 number : {qint64(row.days), qint64(row.fromMinute), qint64(row.toMinute), row.bytesPerSecond})
            words << QString::number(number);
    note(words);
}
void EngineMedia::showThumbnails(const QStringList &uploadIds)
{
    fakeEngine().shownThumbnails = uploadIds;
}
void EngineNetwork::slowDown(bool slow)
{
    note({QStringLiteral("slowDown"), slow ? QStringLiteral("yes") : QStringLiteral("no")});
}
void EngineNetwork::setRunLimit(qint64 bytesPerSecond)
{
    note({QStringLiteral("setRunLimit"), QString::number(bytesPerSecond)});
}
void EngineAccounts::signIn(const SignInRequest &request, QObject *context, Callback<Result<SignInStarted>> started)
{
    note({QStringLiteral("signIn")});
    fakeEngine().signInRequests << request;
    QMetaObject::invokeMethod(
        context, [started, answer = fakeEngine().starts] { started(answer); }, Qt::QueuedConnection);
}
void EngineAccounts::pasteSignIn(const QString &text, QObject *context, Callback<std::optional<CallbackEnd>> said)
{
    note({QStringLiteral("pasteSignIn"), text});
    QMetaObject::invokeMethod(
        context, [said, answer = fakeEngine().pasteSays] { said(answer); }, Qt::QueuedConnection);
}
void EngineAccounts::cancelSignIn()
{
    note({QStringLiteral("cancelSignIn")});
}
void EngineAccounts::signInWithToken(const QUrl &apiBase, const QByteArray &token, bool keep)
{
    note({QStringLiteral("signInWithToken"), apiBase.toString(), keep ? QStringLiteral("kept") : QStringLiteral("not kept")});
    fakeEngine().tokens << token;
}
void EngineAccounts::signOut(const QString &key, QObject *context, Callback<StoreOutcome> removed)
{
    note({QStringLiteral("signOut"), key});
    QMetaObject::invokeMethod(
        context, [removed, answer = fakeEngine().removeSays] { removed(answer); }, Qt::QueuedConnection);
}
void EngineAccounts::keepForSession(const QString &key)
{
    note({QStringLiteral("keepForThisRunAlone"), key});
}
void EngineAccounts::tryKeychainAgain()
{
    note({QStringLiteral("tryKeychainAgain")});
}
void EnginePosts::pauseAll()
{
    note({QStringLiteral("pauseAll")});
}
void EnginePosts::resumeAll()
{
    note({QStringLiteral("resumeAll")});
}

} // namespace postreel
