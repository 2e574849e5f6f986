#include "app/auth/sessions.h"

#include "app/auth/pkce.h"
#include "app/base/log.h"

#include <algorithm>

namespace postreel {

namespace {
constexpr qint64 firstHoldOffMs = 2'000;
constexpr qint64 longestHoldOffMs = 60'000;
constexpr qint64 longestToldMs = 3'600'000; // longest accepted from a server that names a delay
constexpr qint64 lookAgainMs = 30'000;
constexpr int storeAgainMs = 10'000;
} // namespace

Sessions::Session::~Session()
{
    for (QByteArray *secret : {&signIn.access, &signIn.refresh, &signIn.app.secret})
        secret->fill('\0');
}

Sessions::Sessions(Clock &clock, TokenStore &store, const QString &lockFolder, QObject *parent)
    : QObject(parent), m_clock(clock), m_store(store), m_lockFolder(lockFolder)
{
    m_storing.setParent(this); // moves along to another thread
    m_storing.setInterval(storeAgainMs);
    connect(&m_storing, &QTimer::timeout, this, &Sessions::storeUnstored);
}

Sessions::~Sessions() = default;

void Sessions::attach(Transport &transport)
{
    m_calls = std::make_unique<OAuthCalls>(transport);
}

void Sessions::add(const QString &key, const OAuthEndpoints &endpoints)
{
    if (m_sessions.contains(key))
        return;
    const auto session = std::make_shared<Session>();
    session->endpoints = endpoints;
    session->mayBeStored = true;
    m_sessions.insert(key, session);
}

void Sessions::adopt(const QString &key, const OAuthEndpoints &endpoints, const StoredSignIn &signIn, bool keep,
                     std::function<void(StoreOutcome)> done)
{
    const auto session = std::make_shared<Session>();
    session->endpoints = endpoints;
    session->put(signIn);
    session->thisRunAlone = !keep;
    if (const Shared old = m_sessions.value(key)) {
        session->waiting = std::exchange(old->waiting, {});
        session->mayBeStored = old->mayBeStored;
    }
    m_sessions.insert(key, session);
    answer(session);
    if (!keep) {
        if (std::exchange(session->mayBeStored, false)) // the stored sign-in is no longer valid at X
            remove(key, [](StoreOutcome) {});
        QMetaObject::invokeMethod(this, [done = std::move(done)] { done(StoreOutcome::Stored); }, Qt::QueuedConnection);
        return;
    }
    session->mayBeStored = true;
    write(key, signIn, [this, key, session, done = std::move(done)](StoreOutcome outcome) {
        onStored(key, *session, outcome);
        session->owed = outcome != StoreOutcome::Stored;
        session->thisRunAlone = session->thisRunAlone || session->owed;
        done(outcome);
    });
}

bool Sessions::keepForSession(const QString &key)
{
    const Shared session = m_sessions.value(key);
    if (!session || session->signIn.access.isEmpty())
        return false;
    session->thisRunAlone = true;
    session->owed = false;
    session->notBeforeMs = 0;
    return true;
}

StoredSignIn Sessions::signInOf(const QString &key) const
{
    const Shared session = m_sessions.value(key);
    return session ? session->signIn : StoredSignIn();
}

void Sessions::write(const QString &key, const StoredSignIn &signIn, std::function<void(StoreOutcome)> done)
{
    ++m_underWay;
    m_store.write(key, signIn, this, [this, done = std::move(done)](StoreOutcome outcome) {
        done(outcome);
        ended();
    });
}

void Sessions::remove(const QString &key, std::function<void(StoreOutcome)> done)
{
    ++m_underWay;
    m_store.remove(key, this, [this, done = std::move(done)](StoreOutcome outcome) {
        done(outcome);
        ended();
    });
}

void Sessions::whenIdle(std::function<void()> done)
{
    m_idleCallbacks.append(std::move(done));
    ++m_underWay;
    ended();
}

void Sessions::ended()
{
    if (--m_underWay > 0)
        return;
    for (const std::function<void()> &done : std::exchange(m_idleCallbacks, {}))
        QMetaObject::invokeMethod(this, done, Qt::QueuedConnection);
}

void Sessions::tryKeychainAgain()
{
    for (const Shared &session : std::as_const(m_sessions))
        session->notBeforeMs = 0;
    storeUnstored();
}

void Sessions::signOut(const QString &key, std::function<void(StoreOutcome)> done)
{
    removeTransientToken(key);
    const Shared session = m_sessions.take(key);
    if (session) {
        session->dead = true;
        answer(session);
    }
    const auto removeEntry = [this, key, session, done = std::move(done)] {
        if (!session || session->mayBeStored)
            return remove(key, done);
        QMetaObject::invokeMethod(this, [done] { done(StoreOutcome::Stored); }, Qt::QueuedConnection);
    };
    if (!session || !session->signIn.access.isEmpty()) {
        if (session)
            revoke(*session);
        return removeEntry();
    }
    m_store.read(key, this, [this, session, removeEntry](const StoreRead &found) { // not read in this run yet
        session->put(found.signIn);
        if (found.outcome == StoreOutcome::Stored)
            revoke(*session);
        removeEntry();
    });
}

void Sessions::forget(const QString &key)
{
    if (const Shared session = m_sessions.take(key)) {
        session->dead = true;
        answer(session);
    }
}

// RFC 7009: revoking the refresh token ends its access token, too.
void Sessions::revoke(const Session &session)
{
    const QByteArray &token = session.signIn.refresh.isEmpty() ? session.signIn.access : session.signIn.refresh;
    if (!m_calls)
        return;
    ++m_underWay;
    m_calls->revoke(session.endpoints.revoke, session.signIn.app, token, this, [this](const Result<Done> &done) {
        if (!done)
            qCInfo(logAuth) << "X did not hear of a sign-out:" << nameOf(done.error().kind);
        ended();
    });
}

TokenAction Sessions::actionOf(const Session &s) const
{
    return actionFor({.dead = s.dead,
                    .renewable = !s.signIn.refresh.isEmpty() && m_calls,
                    .expiresAtMs = s.signIn.expiresAtMs,
                    .lifeMs = s.signIn.lifeMs,
                    .maybeSpent = s.signIn.renewingSinceMs != 0,
                    .refused = s.refused,
                    .renewedAfter401 = s.renewedAfter401,
                    .mayTry = m_clock.monotonicMs() >= s.notBeforeMs},
                   m_clock.serverMs());
}

void Sessions::withToken(const QString &account, QObject *context,
                         std::function<void(const Result<QByteArray> &)> use)
{
    if (const Shared lent = m_transient.value(account))
        return use(lent->signIn.access);
    const Shared session = m_sessions.value(account);
    if (!session && mayBeAskedFor(account))
        return m_waitingForLookup.append({account, {context, std::move(use)}});
    if (!session)
        return use(m_blocked.value(account, Error{.kind = ErrorKind::NotSignedIn}));
    session->waiting.append({context, std::move(use)});
    if (session->busy)
        return;
    if (session->signIn.access.isEmpty() && !session->dead) {
        if (m_clock.monotonicMs() >= session->notBeforeMs)
            return read(account, session);
        return answer(session);
    }
    switch (actionOf(*session)) {
    case TokenAction::Renew:
        return renew(account, session);
    case TokenAction::LookAgain:
        if (!session->thisRunAlone)
            return read(account, session);
        [[fallthrough]];
    case TokenAction::Use:
    case TokenAction::Wait:
    case TokenAction::SignIn:
        return answer(session);
    }
}

bool Sessions::refused(const QString &account, const QByteArray &token)
{
    if (const Shared lent = m_transient.value(account)) {
        const bool newer = !sameSecret(token, lent->signIn.access);
        const bool signedIn = m_sessions.contains(account);
        if (!newer && signedIn)
            m_transient.remove(account);
        return newer || signedIn;
    }
    const Shared session = m_sessions.value(account);
    if (!session || session->dead || session->signIn.access.isEmpty())
        return false;
    if (sameSecret(token, session->signIn.access))
        session->refused = true; // an older token says nothing: the newer one is tried next
    return !session->signIn.refresh.isEmpty() || !sameSecret(token, session->signIn.access);
}

void Sessions::read(const QString &key, const Shared &session)
{
    session->busy = true;
    m_store.read(key, this, [this, key, session](const StoreRead &found) { onRead(key, session, found); });
}

void Sessions::onRead(const QString &key, const Shared &session, const StoreRead &found)
{
    session->busy = false;
    onStored(key, *session, found.outcome);
    if (found.outcome != StoreOutcome::Stored) {
        holdOff(*session, {});
        if (session->signIn.access.isEmpty() && found.outcome == StoreOutcome::Damaged) {
            session->dead = true;
            Q_EMIT signInEnded(key, Error{.kind = ErrorKind::NotSignedIn});
        }
        return answer(session);
    }
    session->failures = 0;
    session->notBeforeMs = 0;
    if (found.signIn.access != session->signIn.access) {
        session->put(found.signIn);
        session->refused = false;
    } else {
        session->notBeforeMs = m_clock.monotonicMs() + lookAgainMs;
    }
    if (actionOf(*session) == TokenAction::Renew)
        return renew(key, session);
    answer(session);
}

void Sessions::renew(const QString &key, const Shared &session)
{
    session->busy = true;
    TokenStore *store = session->thisRunAlone ? nullptr : &m_store;
    auto *renewal = new TokenRefresh({m_clock, store, *m_calls, m_lockFolder}, session->endpoints.token, key,
                                     session->signIn, std::move(session->unstored), this);
    ++m_underWay;
    renewal->start([this, key, session](TokenRefresh::Outcome outcome) {
        session->busy = false;
        onRenewed(key, session, std::move(outcome));
        ended();
    });
}

void Sessions::onRenewed(const QString &key, const Shared &session, TokenRefresh::Outcome outcome)
{
    Session &s = *session;
    if (m_sessions.value(key) != session)
        return undo(key, session, outcome);
    if (!s.thisRunAlone)
        onStored(key, s, outcome.store);
    s.put(outcome.signIn);
    s.unstored = std::move(outcome.lock);
    if (s.unstored)
        m_storing.start();
    switch (outcome.end) {
    case TokenRefresh::End::Renewed:
    case TokenRefresh::End::Found:
        s.renewedAfter401 = std::exchange(s.refused, false);
        s.failures = 0;
        s.notBeforeMs = 0;
        if (outcome.end == TokenRefresh::End::Found && actionOf(s) == TokenAction::Renew) // what was found is old, too
            return renew(key, session);
        break;
    case TokenRefresh::End::Dead:
        s.dead = true;
        Q_EMIT signInEnded(key, outcome.error);
        break;
    case TokenRefresh::End::Later:
        holdOff(s, outcome.error);
        break;
    }
    answer(session);
}

// For a renewal that ended after its account was signed out, or in again: what the renewal stored, a mark or a sign-in without
// its refresh token, must not stay.
void Sessions::undo(const QString &key, const Shared &session, const TokenRefresh::Outcome &outcome)
{
    answer(session);
    const Shared present = m_sessions.value(key);
    if (outcome.end == TokenRefresh::End::Renewed && !present) {
        session->put(outcome.signIn);
        revoke(*session);
    }
    if (present && present->mayBeStored && !present->thisRunAlone)
        write(key, present->signIn, [this, key, present](StoreOutcome said) { onStored(key, *present, said); });
    else if (session->mayBeStored)
        remove(key, [](StoreOutcome) {});
}

void Sessions::holdOff(Session &session, const Error &error)
{
    const qint64 doubled = firstHoldOffMs << std::min(session.failures++, 10);
    const qint64 ownMs = std::min(doubled, longestHoldOffMs);
    session.notBeforeMs = m_clock.monotonicMs() + std::max(ownMs, std::min(error.retryAfterMs.value_or(0), longestToldMs));
}

Result<QByteArray> Sessions::tokenNow(const Session &s) const
{
    const qint64 waitMs = std::max<qint64>(s.notBeforeMs - m_clock.monotonicMs(), 0);
    const Error later{.kind = ErrorKind::TokenLater, .retryAfterMs = waitMs};
    if (s.dead)
        return ErrorKind::NotSignedIn;
    if (s.signIn.access.isEmpty())
        return later;
    const TokenAction move = actionOf(s);
    const bool ended = move == TokenAction::Wait || move == TokenAction::Renew;
    return ended ? Result<QByteArray>(later) : Result<QByteArray>(s.signIn.access);
}

void Sessions::answer(const Shared &session)
{
    const QVector<Waiter> waiting = std::exchange(session->waiting, {});
    const Result<QByteArray> token = tokenNow(*session);
    for (const Waiter &waiter : waiting)
        if (waiter.context)
            waiter.use(token);
}

void Sessions::onStored(const QString &key, Session &session, StoreOutcome outcome)
{
    if (std::exchange(session.said, outcome) == outcome)
        return;
    qCInfo(logAuth) << "the keychain and" << key << ':' << nameOf(outcome);
    Q_EMIT keychainSaid(key, outcome);
}

// Writes what a renewal or adopt() got and the keychain did not take. The lock of the renewal is held until then, so that no
// other program sends the refresh token that it used up.
void Sessions::storeUnstored()
{
    m_storing.stop();
    for (auto it = m_sessions.cbegin(); it != m_sessions.cend(); ++it) {
        const Shared session = it.value();
        const bool sessionOnly = session->thisRunAlone && !session->owed; // the user has said so
        if ((!session->unstored && !session->owed) || session->busy || sessionOnly)
            continue;
        const StoredSignIn written = session->signIn;
        write(it.key(), written, [this, key = it.key(), session, written](StoreOutcome outcome) {
            if (outcome != StoreOutcome::Stored || session->signIn.access != written.access) {
                onStored(key, *session, outcome);
                return session->unstored ? m_storing.start() : void();
            }
            session->unstored.reset();
            if (std::exchange(session->owed, false))
                session->thisRunAlone = false;
            onStored(key, *session, outcome);
        });
    }
}

} // namespace postreel
