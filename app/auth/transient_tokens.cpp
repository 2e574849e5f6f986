#include "app/auth/transient_tokens.h"

#include "app/base/log.h"
#include "app/x/call_sender.h"
#include "app/x/error_mapping.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

namespace postreel {

namespace {

constexpr int answerWithinMs = 5'000;
constexpr int triesAtOnce = 4;      // if X is in trouble; then the placeholder account is used
constexpr qint64 firstPauseMs = 500;
constexpr qint64 longestOfflineMs = 30'000;
constexpr qint64 firstLaterMs = 60'000;
constexpr qint64 longestLaterMs = 900'000;
constexpr qsizetype shownDigits = 16;
constexpr QLatin1String ownPrefix("run-"); // the id of a user is a number

QString hostOf(const QUrl &apiBase)
{
    return tokenKey(apiBase, {}).chopped(1);
}

// Whether X will not say who the user is, however often it is asked. All else may pass: trouble of X, or of whatever answers
// for it. In outages X also answers 404, and 2xx without a user, and the first 403 of a new token may say "Unknown is
// forbidden".
bool isFinal(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::ServerError:
    case ErrorKind::RateLimited:
    case ErrorKind::NoAnswer:
    case ErrorKind::Stalled:
    case ErrorKind::NotFromX:
    case ErrorKind::UsageCapped:
    case ErrorKind::NotSignedIn:
    case ErrorKind::TokenLater:
    case ErrorKind::NotFound:
    case ErrorKind::BadAnswer:
        return false;
    default:
        return !isDoubtful(error);
    }
}

} // namespace

struct TransientTokens::TokenEntry
{
    QUrl apiBase;
    QByteArray token;
    KnownSecret known;
    QString digest;
    QString own;           // placeholder account, while the user is unknown
    QString account;       // of the user; empty: unknown
    QVector<Found> waiting;
    int tries = 0;
    bool asking = false;   // requests wait for the response
    bool alone = false;    // what is recorded for `own` is sent
    bool asUserOnly = false; // it is not sent while X may still say who the user is
    QTimer next;
    QTimer silence;

    ~TokenEntry() { token.fill('\0'); }
};

TransientTokens::TransientTokens(Transport &transport, Sessions &sessions, Settings &settings, Adopt adopt, Alone alone, QObject *parent)
    : QObject(parent), m_transport(transport), m_sessions(sessions), m_settings(settings), m_adopt(std::move(adopt)),
      m_alone(std::move(alone))
{
}

TransientTokens::~TransientTokens() = default;

bool TransientTokens::isPlaceholder(const QString &account)
{
    return account.section(u'/', -1).startsWith(ownPrefix);
}

TransientTokens::TokenEntry &TransientTokens::entryFor(const QUrl &apiBase, const QByteArray &token, bool &isNew)
{
    const Result<QByteArray> saved = m_settings.tokenSalt();
    QByteArray salt = saved ? *saved : QByteArray(32, '\0');
    if (!saved) // the salt must not be replaced: this token matches no stored digest
        QRandomGenerator::system()->generate(salt.begin(), salt.end());
    const QByteArray hash = QMessageAuthenticationCode::hash(hostOf(apiBase).toUtf8() + '\n' + token, salt,
                                                             QCryptographicHash::Sha256);
    const QString digest = QString::fromLatin1(hash.toHex());
    const QString own = tokenKey(apiBase, ownPrefix % digest.first(shownDigits));
    std::unique_ptr<TokenEntry> &entry = m_entries[own];
    isNew = !entry;
    if (isNew) {
        entry = std::make_unique<TokenEntry>();
        entry->apiBase = apiBase;
        entry->token = token;
        entry->known = KnownSecret(token);
        entry->digest = digest;
        entry->own = own;
        for (QTimer *timer : {&entry->next, &entry->silence})
            timer->setSingleShot(true);
        connect(&entry->next, &QTimer::timeout, this, [this, own] { ask(*m_entries.at(own)); });
        connect(&entry->silence, &QTimer::timeout, this, [this, own] { answer(*m_entries.at(own)); });
        m_alone(own, apiBase, false);
    }
    return *entry;
}

void TransientTokens::use(const QUrl &apiBase, const QByteArray &token, bool asUserOnly, Found found)
{
    bool isNew = false;
    TokenEntry &entry = entryFor(apiBase, token, isNew);
    entry.waiting.append(std::move(found));
    entry.asUserOnly = entry.asUserOnly || asUserOnly;
    m_last.insert(hostOf(apiBase), entry.account.isEmpty() ? entry.own : entry.account);
    if (!isNew)
        return resumeWith(entry);
    if (const QString account = m_settings.accountOfToken(entry.digest); !account.isEmpty())
        return known(entry, Me{.id = account.section(u'/', 1)});
    entry.silence.start(answerWithinMs);
    ask(entry);
}

// For a token that was passed in before in this run.
void TransientTokens::resumeWith(TokenEntry &entry)
{
    if (entry.asking && entry.account.isEmpty())
        return; // the response tells
    if (!entry.account.isEmpty()) {
        m_sessions.setTransientToken(entry.account, entry.token); // it may have been signed out or refused meanwhile
    } else if (entry.alone && entry.asUserOnly && entry.next.isActive()) { // X may say it by now
        entry.alone = false;
        entry.tries = 0;
        entry.silence.start(answerWithinMs);
        return ask(entry);
    } else if (entry.alone) {
        m_sessions.setTransientToken(entry.own, entry.token);
    } else if (entry.next.isActive()) {
        entry.next.start(0);
    }
    answer(entry);
}

void TransientTokens::askAgain()
{
    for (const auto &[own, entry] : m_entries)
        if (entry->next.isActive() && !entry->alone)
            entry->next.start(0);
}

QString TransientTokens::otherThan(const QString &account) const
{
    const QString last = m_last.value(account.section(u'/', 0, 0));
    return last == account ? QString() : last;
}

void TransientTokens::ask(TokenEntry &entry)
{
    entry.next.stop();
    ++entry.tries;
    if (!entry.alone && !std::exchange(entry.asking, true))
        m_sessions.beginUserLookup(hostOf(entry.apiBase));
    const QString key = entry.own % u'?'; // a key for this lookup alone
    m_sessions.setTransientToken(key, entry.token);
    m_transport.askAgain(key); // X, not what it said the last time
    sendCall(m_transport, entry.apiBase, key, MeCall(), this,
             std::function<void(const Result<Me> &)>([this, own = entry.own](const Result<Me> &me) { answered(own, me); }));
}

void TransientTokens::answered(const QString &own, const Result<Me> &me)
{
    TokenEntry &entry = *m_entries.at(own);
    m_sessions.removeTransientToken(own % u'?');
    if (me)
        known(entry, *me);
    else
        classify(entry, me.error());
}

void TransientTokens::known(TokenEntry &entry, const Me &me)
{
    if (!m_adopt(entry.own, entry.apiBase, me))
        return askLater(entry, firstLaterMs);
    entry.account = tokenKey(entry.apiBase, me.id);
    if (m_settings.accountOfToken(entry.digest) != entry.account)
        m_settings.setAccountOfToken(entry.digest, entry.account);
    m_last.insert(hostOf(entry.apiBase), entry.account);
    m_transport.rates().move(entry.own % u'?', entry.account);
    m_sessions.setTransientToken(entry.account, entry.token);
    m_sessions.setTransientToken(entry.own, entry.token); // what was requested for it before is the user's now
    endAsking(entry);
    answer(entry);
}

void TransientTokens::classify(TokenEntry &entry, const Error &error)
{
    qCInfo(logAuth) << "whose a token is could not be asked:" << nameOf(error.kind) << error.http;
    if (isConnectivityError(error.kind)) { // nothing can be sent with the token, so nothing needs another account
        if (!entry.alone)
            m_sessions.blockAccount(entry.own, error);
        endAsking(entry);
        askLater(entry, std::min(firstPauseMs << std::min(entry.tries, 10), longestOfflineMs));
        return answer(entry);
    }
    const bool final = isFinal(error);
    if (!final && entry.tries < triesAtOnce)
        return askLater(entry, firstPauseMs << (entry.tries - 1));
    if (entry.asUserOnly && !final && !entry.alone)
        holdBack(entry, error);
    else
        standAlone(entry);
    if (final) // a permission that is granted later shows then
        return askLater(entry, longestLaterMs);
    const qint64 later = std::min(firstLaterMs << std::clamp(entry.tries - triesAtOnce, 0, 10), longestLaterMs);
    askLater(entry, std::clamp(error.retryAfterMs.value_or(later), firstPauseMs, longestLaterMs));
}

void TransientTokens::askLater(TokenEntry &entry, qint64 ms)
{
    entry.next.start(std::chrono::milliseconds(ms));
}

void TransientTokens::standAlone(TokenEntry &entry)
{
    entry.alone = true;
    m_sessions.setTransientToken(entry.own, entry.token);
    m_alone(entry.own, entry.apiBase, true);
    endAsking(entry);
    answer(entry);
}

// Sends nothing with the token: requests wait, or need another token if X refuses this one.
void TransientTokens::holdBack(TokenEntry &entry, const Error &error)
{
    const bool refused = error.kind == ErrorKind::NotSignedIn;
    m_sessions.blockAccount(entry.own, Error{.kind = refused ? ErrorKind::NotSignedIn : ErrorKind::TokenLater,
                                        .problem = refused ? QString() : QStringLiteral("whose-token")});
    endAsking(entry);
    answer(entry);
}

void TransientTokens::endAsking(TokenEntry &entry)
{
    if (std::exchange(entry.asking, false))
        m_sessions.endUserLookup(hostOf(entry.apiBase));
}

void TransientTokens::answer(TokenEntry &entry)
{
    entry.silence.stop();
    const QString account = entry.account.isEmpty() ? entry.own : entry.account;
    for (const Found &found : std::exchange(entry.waiting, {}))
        found(account);
}

} // namespace postreel
