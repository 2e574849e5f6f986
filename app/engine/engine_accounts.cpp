// Who is signed in, how that begins and ends, and what it means for the Posts of an account.
#include "app/engine/engine_core.h"

#include "app/auth/account_record.h"
#include "app/base/log.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <algorithm>

namespace postreel {

namespace {

AccountView viewOf(const AccountRecord &record)
{
    return {.key = record.key,
            .label = record.handle.isEmpty() ? record.userId : QString(u'@' % record.handle),
            .name = record.name,
            .userId = record.userId,
            .subscription = record.subscription,
            .apiBase = QUrl(record.apiBase),
            .clientId = record.clientId,
            .kept = record.state == AccountState::SignedIn,
            .signInEnded = record.state == AccountState::Ended};
}

constexpr qint64 mostPictureBytes = 1 << 20;

// Where the picture of an account is kept; a new address is a new picture.
QString pictureFile(const QString &profile, const AccountRecord &record)
{
    const QByteArray name = QCryptographicHash::hash(record.pictureUrl.toUtf8(), QCryptographicHash::Sha256).toHex();
    return QDir(profile).filePath(QStringLiteral("cache/accounts/") % QString::fromLatin1(name.first(32)));
}

} // namespace

void EngineCore::buildSignIn()
{
    m_signIn = std::make_unique<SignIn>(m_clock, *m_transport, m_sessions);
    connect(m_signIn.get(), &SignIn::ended, this, &EngineCore::tryEnded);
    connect(m_signIn.get(), &SignIn::strayAnswer, this, &EngineCore::strayAnswer);
    m_runTokens = std::make_unique<RunTokens>(
        *m_transport, m_sessions, m_settings,
        [this](const QString &own, const QUrl &apiBase, const Me &me) { return adoptUser(own, apiBase, me); },
        [this](const QString &own, const QUrl &apiBase, bool used) {
            m_accounts.insert(own, Account{{.key = own, .label = own.section(u'/', 0, 0), .apiBase = apiBase}, {}});
            touchPostsOf(own);
            if (!used)
                return;
            signedIn(own);
            online(own);
        });
}

void EngineCore::applySessions()
{
    connect(&m_sessions, &Sessions::keychainSaid, this, [this](const QString &account, StoreOutcome outcome) {
        if (!m_accounts.contains(account)) // a try that is under way says it itself
            return;
        if (outcome == StoreOutcome::Stored && m_accounts.value(account).record.state == AccountState::SessionOnly)
            keepState(account, AccountState::SignedIn); // the keychain took it after all
        Q_EMIT keychainSaid(account, outcome);
    });
    connect(&m_sessions, &Sessions::signInEnded, this, [this](const QString &account, const Error &why) {
        qCInfo(logAuth) << "the sign-in of an account ended:" << nameOf(why.kind) << why.detail;
        keepState(account, AccountState::Ended);
    });
}

Result<bool> EngineCore::loadAccounts()
{
    const Result<AccountStore::Loaded> loaded = m_accountStore.loadAll();
    if (!loaded)
        return loaded.error();
    for (AccountRecord record : loaded->accounts) {
        if (m_accounts.contains(record.key)) // given for this run
            continue;
        if (record.state == AccountState::SignedIn)
            m_sessions.add(record.key, endpointsOf(record));
        else if (record.state == AccountState::SessionOnly) // that run is over
            record.state = AccountState::Ended;
        putAccount(record);
    }
    return loaded->unreadable.isEmpty();
}

// One that is signed out is known here, for what it posted, and offered to nobody.
void EngineCore::putAccount(const AccountRecord &record)
{
    AccountView view = viewOf(record);
    const QString picture = pictureFile(m_options.profile, record);
    if (QFileInfo::exists(picture))
        view.picture = picture;
    m_accounts.insert(record.key, Account{view, record});
    touchPostsOf(record.key);
    if (record.state == AccountState::SignedOut)
        Q_EMIT accountGone(record.key);
    else
        Q_EMIT accountChanged(view);
    if (view.picture.isEmpty() && record.state != AccountState::SignedOut)
        askPicture(record);
}

// Once per run and address: without it, the account has its name.
void EngineCore::askPicture(const AccountRecord &record)
{
    if (record.pictureUrl.isEmpty() || m_picturesAsked.contains(record.pictureUrl))
        return;
    m_picturesAsked.insert(record.pictureUrl);
    m_transport->fetch(QUrl(record.pictureUrl), this, [this, record](const Answer &answer) {
        const QString path = pictureFile(m_options.profile, record);
        QDir().mkpath(QFileInfo(path).path());
        QSaveFile file(path);
        const bool fits = answer.succeeded() && !answer.body.isEmpty() && answer.body.size() <= mostPictureBytes;
        if (!fits || !file.open(QIODevice::WriteOnly) || file.write(answer.body) != answer.body.size() || !file.commit())
            return;
        if (const AccountRecord now = m_accounts.value(record.key).record; now.pictureUrl == record.pictureUrl)
            putAccount(now);
    });
}

void EngineCore::keepState(const QString &account, AccountState state)
{
    AccountRecord record = m_accounts.value(account).record;
    if (record.key.isEmpty())
        return;
    record.state = state;
    if (const Result<Done> saved = m_accountStore.save(record); !saved)
        qCWarning(logEngine) << "the state of an account was not kept:" << nameOf(saved.error().kind);
    putAccount(record);
}

void EngineCore::touchPostsOf(const QString &account)
{
    for (const Publisher *post : std::as_const(m_publishers))
        if (post->record().account == account)
            markChanged(post->record().id); // its label is known now
    for (const MadePost &posted : std::as_const(m_posted))
        if (posted.post.account == account)
            markChanged(posted.post.id); // and its link
}

bool EngineCore::hasPosts(const QString &account) const
{
    return std::any_of(m_publishers.cbegin(), m_publishers.cend(),
                       [&](const Publisher *post) { return post->record().account == account; }) ||
           std::any_of(m_posted.cbegin(), m_posted.cend(),
                       [&](const MadePost &posted) { return posted.post.account == account; }) ||
           std::any_of(m_withUnreadable.cbegin(), m_withUnreadable.cend(),
                       [&](const Post &aside) { return aside.account == account; }) ||
           std::any_of(m_unreadable.cbegin(), m_unreadable.cend(),
                       [&](const PostStore::Loaded::Unreadable &aside) { return aside.account == account; });
}

void EngineCore::addAccount(const AccountView &account, const QByteArray &token)
{
    m_accounts.insert(account.key, Account{account, {}});
    if (account.sandbox && m_transport)
        m_transport->goDirectly(account.apiBase);
    if (token.isEmpty())
        m_sessions.forget(account.key);
    else
        m_sessions.adopt(account.key, {}, {.access = token}, false, [](StoreOutcome) {});
    touchPostsOf(account.key);
    signedIn(account.key);
}

void EngineCore::signIn(const SignInWish &wish, const std::function<void(Result<SignInStarted>)> &started)
{
    if (!m_signIn) // the profile could not be opened
        return started(Error{.kind = ErrorKind::Storage, .subject = m_options.profile});
    started(m_signIn->start(wish));
}

void EngineCore::signInWithToken(const QUrl &apiBase, const QByteArray &token, bool keep)
{
    const Result<Done> begun = m_signIn ? m_signIn->startWithToken({.apiBase = apiBase, .keep = keep}, token)
                                        : Error{.kind = ErrorKind::Storage, .subject = m_options.profile};
    if (!begun)
        Q_EMIT signInEnded({.end = SignInEnd::Failed, .error = begun.error()});
}

void EngineCore::tryEnded(const SignInOutcome &outcome)
{
    if (outcome.end == SignInEnd::SignedIn) {
        if (const Result<Done> saved = m_accountStore.save(outcome.account); !saved)
            Q_EMIT notice(saved.error()); // it is signed in for this run all the same
        putAccount(outcome.account);
        signedIn(outcome.account.key);
    }
    Q_EMIT signInEnded(outcome);
}

void EngineCore::signOut(const QString &account, std::function<void(StoreOutcome)> removed)
{
    m_sessions.signOut(account, std::move(removed));
    if (hasPosts(account))
        return keepState(account, AccountState::SignedOut);
    if (const Result<Done> gone = m_accountStore.remove(account); !gone)
        Q_EMIT notice(gone.error());
    m_accounts.remove(account);
    Q_EMIT accountGone(account);
}

void EngineCore::keepForSession(const QString &account)
{
    if (m_sessions.keepForSession(account))
        keepState(account, AccountState::SessionOnly);
}

void EngineCore::signedIn(const QString &account)
{
    m_tiersAsked.remove(account); // it may have another subscription now
    if (m_transport)
        m_transport->askAgain(account);
    if (!m_hasGoneOn) // resume() comes to it
        return;
    for (Uploader *upload : std::as_const(m_uploaders))
        if (upload->record().account == account && signInHelps(upload->record()))
            upload->handle(event::SignedIn{});
    for (Publisher *post : std::as_const(m_publishers))
        if (post->record().account == account && signInHelps(post->record()))
            post->handle(post_event::SignedIn{});
}

} // namespace postreel
