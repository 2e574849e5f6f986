#include "app/auth/token_refresh.h"

#include "app/base/log.h"

#include <QCryptographicHash>
#include <QDir>
#include <QStandardPaths>

namespace postreel {

namespace {
constexpr int lockPollMs = 100;            // nothing tells when a lock file is released
constexpr qint64 longestForLockMs = 45'000; // the longest that another program may need for its own renewal
} // namespace

TokenRefresh::TokenRefresh(const TokenRefreshContext &context, const QUrl &endpoint, const QString &key, const StoredSignIn &known,
                           std::unique_ptr<QLockFile> held, QObject *parent)
    : QObject(parent), m_context(context), m_endpoint(endpoint), m_key(key), m_knownAccess(known.access), m_signIn(known),
      m_lock(std::move(held)), m_memoryIsRight(m_lock || !context.store)
{
    m_lockPoll.setInterval(lockPollMs);
    connect(&m_lockPoll, &QTimer::timeout, this, &TokenRefresh::takeLock);
}

TokenRefresh::~TokenRefresh() = default;

QString TokenRefresh::usualLockFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) % QStringLiteral("/postreel");
}

QString TokenRefresh::lockFile(const QString &folder, const QString &key)
{
    const QByteArray name = QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
    return folder % u'/' % QString::fromLatin1(name) % QStringLiteral(".lock");
}

void TokenRefresh::start(std::function<void(Outcome)> done)
{
    m_done = std::move(done);
    if (m_memoryIsRight)
        return send();
    QDir().mkpath(m_context.lockFolder);
    m_lock = std::make_unique<QLockFile>(lockFile(m_context.lockFolder, m_key));
    m_lock->setStaleLockTime(0); // stale only when its program has ended, never by age
    m_lockSinceMs = m_context.clock.monotonicMs();
    takeLock();
}

void TokenRefresh::takeLock()
{
    if (m_lock->tryLock(0)) {
        m_lockPoll.stop();
        return readStore();
    }
    const bool taken = m_lock->error() == QLockFile::LockFailedError;
    if (taken && m_context.clock.monotonicMs() - m_lockSinceMs < longestForLockMs) {
        if (!m_lockPoll.isActive())
            m_lockPoll.start();
        return;
    }
    m_lockPoll.stop();
    m_lock.reset();
    if (!taken)
        qCWarning(logAuth) << "no lock can be made in" << m_context.lockFolder;
    finish(End::Later, Error{.kind = ErrorKind::TokenLater, .subject = taken ? QString() : m_context.lockFolder});
}

void TokenRefresh::readStore()
{
    m_context.store->read(m_key, this, [this](const StoreRead &read) { onRead(read); });
}

void TokenRefresh::onRead(const StoreRead &read)
{
    m_said = read.outcome;
    if (read.outcome != StoreOutcome::Stored) // what cannot be read now cannot be written either
        return fail({.kind = ErrorKind::TokenLater});
    const bool knewOfMark = m_signIn.renewingSinceMs != 0;
    m_signIn = read.signIn;
    if (m_signIn.access != m_knownAccess)
        return finish(End::Found);
    // Another program's attempt with an unknown end: the access token is used to its end first, as after one of this program's.
    if (m_signIn.renewingSinceMs != 0 && !knewOfMark)
        return fail({.kind = ErrorKind::TokenLater});
    if (m_signIn.refresh.isEmpty())
        return fail({.kind = ErrorKind::TokenLater});
    mark();
}

void TokenRefresh::mark()
{
    StoredSignIn marked = m_signIn;
    marked.renewingSinceMs = m_context.clock.serverMs();
    m_context.store->write(m_key, marked, this, [this, marked](StoreOutcome outcome) {
        m_said = outcome;
        if (outcome != StoreOutcome::Stored)
            return fail({.kind = ErrorKind::TokenLater});
        m_signIn = marked;
        send();
    });
}

void TokenRefresh::send()
{
    qCInfo(logAuth) << "renewing the sign-in of" << m_key;
    m_context.calls.refresh(m_endpoint, m_signIn.app, m_signIn.refresh, this,
                          [this](const TokenResponse &answer) { onAnswer(answer); });
}

void TokenRefresh::onAnswer(const TokenResponse &answer)
{
    switch (answer.verdict) {
    case TokenResponse::Verdict::Granted:
        return storeNew(answer.grant);
    case TokenResponse::Verdict::Dead:
        return bury(answer.error);
    case TokenResponse::Verdict::AppRefused:
    case TokenResponse::Verdict::Later:
        break;
    }
    qCInfo(logAuth) << "not renewed:" << nameOf(answer.error.kind) << "http" << answer.error.http << answer.error.detail;
    if (answer.mayBeSpent || m_memoryIsRight) {
        m_signIn.renewingSinceMs = answer.mayBeSpent ? m_context.clock.serverMs() : 0;
        return fail(answer.error);
    }
    m_signIn.renewingSinceMs = 0; // this proves that the refresh token was not used up
    m_context.store->write(m_key, m_signIn, this, [this, error = answer.error](StoreOutcome) { fail(error); });
}

// A refresh token that was refused is never sent again, not by the next run or another program either.
void TokenRefresh::bury(const Error &error)
{
    m_signIn.refresh.fill('\0');
    m_signIn.refresh.clear();
    m_signIn.renewingSinceMs = 0;
    if (m_memoryIsRight)
        return finish(End::Dead, error);
    m_context.store->write(m_key, m_signIn, this, [this, error](StoreOutcome said) {
        m_said = said;
        finish(End::Dead, error);
    });
}

void TokenRefresh::storeNew(const TokenGrant &grant)
{
    m_signIn.access = grant.access;
    if (!grant.refresh.isEmpty()) // a server that does not rotate keeps the old one valid
        m_signIn.refresh = grant.refresh;
    if (!grant.scopes.isEmpty())
        m_signIn.scopes = grant.scopes;
    m_signIn.expiresAtMs = m_context.clock.serverMs() + grant.lifeMs;
    m_signIn.lifeMs = grant.lifeMs;
    m_signIn.renewingSinceMs = 0;
    if (!m_context.store)
        return finish(End::Renewed);
    m_context.store->write(m_key, m_signIn, this, [this](StoreOutcome outcome) {
        m_said = outcome;
        finish(End::Renewed);
    });
}

void TokenRefresh::fail(const Error &error)
{
    finish(End::Later, error);
}

void TokenRefresh::finish(End end, const Error &error)
{
    Outcome outcome{.end = end, .signIn = m_signIn, .error = error, .store = m_said, .lock = {}};
    const bool newIsUnstored = end == End::Renewed && m_said != StoreOutcome::Stored;
    const bool oldIsUnstored = end == End::Later && m_memoryIsRight;
    if (newIsUnstored || oldIsUnstored || !m_context.store) // what is stored is older
        outcome.lock = std::move(m_lock);
    const auto done = std::exchange(m_done, {});
    QMetaObject::invokeMethod(
        this,
        [this, done, outcome = std::make_shared<Outcome>(std::move(outcome))] {
            done(std::move(*outcome));
            if (!m_lock || !m_context.store)
                return deleteLater();
            // A write that timed out may still land: the lock waits for it, the caller does not.
            m_context.store->settle(this, [this] {
                m_lock.reset();
                deleteLater();
            });
        },
        Qt::QueuedConnection);
}

} // namespace postreel
