#include "app/engine/account_book.h"

#include "app/auth/account_record.h"
#include "app/base/log.h"
#include "app/x/transport.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace postreel {

namespace {

constexpr qint64 mostPictureBytes = 1 << 20;

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

// The cached picture of an account; a new address means a new picture.
QString pictureFile(const QString &profile, const AccountRecord &record)
{
    const QByteArray name = QCryptographicHash::hash(record.pictureUrl.toUtf8(), QCryptographicHash::Sha256).toHex();
    return QDir(profile).filePath(QStringLiteral("cache/accounts/") % QString::fromLatin1(name.first(32)));
}

bool savePicture(const QString &path, const Response &answer)
{
    if (!answer.succeeded() || answer.body.isEmpty() || answer.body.size() > mostPictureBytes)
        return false;
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(answer.body) == answer.body.size() && file.commit();
}

} // namespace

AccountBook::AccountBook(AccountStore &store, Sessions &sessions, const QString &profile)
    : m_store(store), m_sessions(sessions), m_profile(profile)
{
    connect(&m_sessions, &Sessions::keychainSaid, this, &AccountBook::onKeychainSaid);
    connect(&m_sessions, &Sessions::signInEnded, this, [this](const QString &key, const Error &why) {
        qCInfo(logAuth) << "the sign-in of an account ended:" << nameOf(why.kind) << why.detail;
        setState(key, AccountState::Ended);
    });
}

void AccountBook::onKeychainSaid(const QString &key, StoreOutcome outcome)
{
    if (!contains(key)) // a sign-in in progress reports it itself
        return;
    if (outcome == StoreOutcome::Stored && record(key).state == AccountState::SessionOnly)
        setState(key, AccountState::SignedIn); // the keychain has accepted it after all
    Q_EMIT keychainSaid(key, outcome);
}

void AccountBook::setTransport(Transport &transport)
{
    m_transport = &transport;
    for (const Account &account : std::as_const(m_accounts)) // those added before the profile was open
        if (account.view.sandbox)
            transport.bypassProxy(account.view.apiBase);
}

Result<bool> AccountBook::load()
{
    const Result<AccountStore::Loaded> loaded = m_store.loadAll();
    if (!loaded)
        return loaded.error();
    for (AccountRecord record : loaded->accounts) {
        if (contains(record.key)) // already added for this run
            continue;
        if (record.state == AccountState::SignedIn)
            m_sessions.add(record.key, endpointsOf(record));
        else if (record.state == AccountState::SessionOnly) // that run has ended
            record.state = AccountState::Ended;
        put(record);
    }
    return loaded->unreadable.isEmpty();
}

// A signed-out account stays known for its Posts, but is not offered.
void AccountBook::put(const AccountRecord &record)
{
    AccountView view = viewOf(record);
    if (const QString picture = pictureFile(m_profile, record); QFileInfo::exists(picture))
        view.picture = picture;
    m_accounts.insert(record.key, Account{view, record});
    Q_EMIT viewChanged(record.key);
    if (record.state == AccountState::SignedOut)
        Q_EMIT gone(record.key);
    else
        Q_EMIT changed(view);
    if (view.picture.isEmpty() && record.state != AccountState::SignedOut)
        askPicture(record);
}

// Requests the picture once per run and address; without it, only the name is shown.
void AccountBook::askPicture(const AccountRecord &record)
{
    if (!m_transport || record.pictureUrl.isEmpty() || m_picturesAsked.contains(record.pictureUrl))
        return;
    m_picturesAsked.insert(record.pictureUrl);
    m_transport->fetch(QUrl(record.pictureUrl), this, [this, asked = record](const Response &answer) {
        if (!savePicture(pictureFile(m_profile, asked), answer))
            return;
        if (const AccountRecord now = m_accounts.value(asked.key).record; now.pictureUrl == asked.pictureUrl)
            put(now);
    });
}

void AccountBook::addForRun(const AccountView &account)
{
    m_accounts.insert(account.key, Account{account, {}});
    if (account.sandbox && m_transport)
        m_transport->bypassProxy(account.apiBase);
    Q_EMIT viewChanged(account.key);
}

Result<Done> AccountBook::addSignedIn(const AccountRecord &record)
{
    const Result<Done> saved = m_store.save(record);
    put(record);
    return saved;
}

void AccountBook::addUser(const AccountRecord &user)
{
    const bool named = !user.handle.isEmpty();
    if (const Result<Done> kept = named ? m_store.addNew(user) : Result<Done>(Done{}); !kept)
        qCInfo(logEngine) << "the name of a user was not kept:" << nameOf(kept.error().kind);
    if (record(user.key).key.isEmpty())
        put(user);
    AccountView &view = m_accounts[user.key].view;
    view.apiBase = QUrl(user.apiBase);
    view.signInEnded = false; // the token is valid for this run
    Q_EMIT changed(view);
    Q_EMIT viewChanged(user.key);
}

void AccountBook::setState(const QString &key, AccountState state)
{
    AccountRecord now = record(key);
    if (now.key.isEmpty())
        return;
    now.state = state;
    if (const Result<Done> saved = m_store.save(now); !saved)
        qCWarning(logEngine) << "the state of an account was not kept:" << nameOf(saved.error().kind);
    put(now);
}

Result<Done> AccountBook::remove(const QString &key)
{
    const Result<Done> removed = m_store.remove(key);
    m_accounts.remove(key);
    Q_EMIT gone(key);
    return removed;
}

void AccountBook::setMoved(const QString &from, const QString &to)
{
    m_moved.insert(from, to);
    Q_EMIT gone(from);
}

} // namespace postreel
