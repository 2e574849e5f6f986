#include "app/auth/run_tokens.h"

#include "app/base/log.h"
#include "app/x/call_sender.h"
#include "app/x/error_mapping.h"

#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

namespace postreel {

namespace {

constexpr int answerWithinMs = 5'000;
constexpr int triesAtOnce = 4;      // of an X in trouble; then the work goes on under the token's own account
constexpr qint64 firstPauseMs = 500;
constexpr qint64 longestOfflineMs = 30'000;
constexpr qint64 firstLaterMs = 60'000;
constexpr qint64 longestLaterMs = 900'000;
constexpr qsizetype shownDigits = 16;
constexpr QLatin1String ownPrefix("run-"); // a user has a number

QString hostOf(const QUrl &apiBase)
{
    return tokenKey(apiBase, {}).chopped(1);
}

// X does not say whose the token is, however often it is asked. All else may pass: trouble of X, or of whatever answers for
// it. In outages X answers 404 and 2xx without a user, too, and the first 403 of a new token may say "Unknown is forbidden".
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

struct RunTokens::Held
{
    QUrl apiBase;
    QByteArray token;
    KnownSecret known;
    QString digest;
    QString own;           // its account while its user is not known
    QString account;       // of its user; empty: not known
    QVector<Found> waiting;
    int tries = 0;
    bool asking = false;   // requests wait for the answer
    bool alone = false;    // what is recorded for `own` goes out
    bool asUserOnly = false; // it does not, while X may still say whose it is
    QTimer next;
    QTimer silence;

    ~Held() { token.fill('\0'); }
};

RunTokens::RunTokens(Transport &transport, Sessions &sessions, Settings &settings, Adopt adopt, Alone alone, QObject *parent)
    : QObject(parent), m_transport(transport), m_sessions(sessions), m_settings(settings), m_adopt(std::move(adopt)),
      m_alone(std::move(alone))
{
}

RunTokens::~RunTokens() = default;

bool RunTokens::isOfToken(const QString &account)
{
    return account.section(u'/', -1).startsWith(ownPrefix);
}

RunTokens::Held &RunTokens::heldFor(const QUrl &apiBase, const QByteArray &token, bool &isNew)
{
    const Result<QByteArray> saved = m_settings.tokenSalt();
    QByteArray salt = saved ? *saved : QByteArray(32, '\0');
    if (!saved) // it cannot be read now, and is not to be replaced: this token is like no other
        QRandomGenerator::system()->generate(salt.begin(), salt.end());
    const QByteArray hash = QMessageAuthenticationCode::hash(hostOf(apiBase).toUtf8() + '\n' + token, salt,
                                                             QCryptographicHash::Sha256);
    const QString digest = QString::fromLatin1(hash.toHex());
    const QString own = tokenKey(apiBase, ownPrefix % digest.first(shownDigits));
    std::unique_ptr<Held> &held = m_held[own];
    isNew = !held;
    if (isNew) {
        held = std::make_unique<Held>();
        held->apiBase = apiBase;
        held->token = token;
        held->known = KnownSecret(token);
        held->digest = digest;
        held->own = own;
        for (QTimer *timer : {&held->next, &held->silence})
            timer->setSingleShot(true);
        connect(&held->next, &QTimer::timeout, this, [this, own] { ask(*m_held.at(own)); });
        connect(&held->silence, &QTimer::timeout, this, [this, own] { answer(*m_held.at(own)); });
        m_alone(own, apiBase, false);
    }
    return *held;
}

void RunTokens::use(const QUrl &apiBase, const QByteArray &token, bool asUserOnly, Found found)
{
    bool isNew = false;
    Held &held = heldFor(apiBase, token, isNew);
    held.waiting.append(std::move(found));
    held.asUserOnly = held.asUserOnly || asUserOnly;
    m_last.insert(hostOf(apiBase), held.account.isEmpty() ? held.own : held.account);
    if (!isNew)
        return resumeWith(held);
    if (const QString account = m_settings.accountOfToken(held.digest); !account.isEmpty())
        return known(held, Me{.id = account.section(u'/', 1)});
    held.silence.start(answerWithinMs);
    ask(held);
}

// It was brought before in this run.
void RunTokens::resumeWith(Held &held)
{
    if (held.asking && held.account.isEmpty())
        return; // the answer tells
    if (!held.account.isEmpty()) {
        m_sessions.lend(held.account, held.token); // it may have been signed out or refused meanwhile
    } else if (held.alone && held.asUserOnly && held.next.isActive()) { // X may say it by now
        held.alone = false;
        held.tries = 0;
        held.silence.start(answerWithinMs);
        return ask(held);
    } else if (held.alone) {
        m_sessions.lend(held.own, held.token);
    } else if (held.next.isActive()) {
        held.next.start(0);
    }
    answer(held);
}

void RunTokens::askAgain()
{
    for (const auto &[own, held] : m_held)
        if (held->next.isActive() && !held->alone)
            held->next.start(0);
}

QString RunTokens::otherThan(const QString &account) const
{
    const QString last = m_last.value(account.section(u'/', 0, 0));
    return last == account ? QString() : last;
}

void RunTokens::ask(Held &held)
{
    held.next.stop();
    ++held.tries;
    if (!held.alone && !std::exchange(held.asking, true))
        m_sessions.askingBegins(hostOf(held.apiBase));
    const QString key = held.own % u'?'; // nobody's but this question's
    m_sessions.lend(key, held.token);
    sendCall(m_transport, held.apiBase, key, MeCall(), this,
             std::function<void(const Result<Me> &)>([this, own = held.own](const Result<Me> &me) { answered(own, me); }));
}

void RunTokens::answered(const QString &own, const Result<Me> &me)
{
    Held &held = *m_held.at(own);
    m_sessions.takeBack(own % u'?');
    if (me)
        known(held, *me);
    else
        classify(held, me.error());
}

void RunTokens::known(Held &held, const Me &me)
{
    if (!m_adopt(held.own, held.apiBase, me))
        return askLater(held, firstLaterMs);
    held.account = tokenKey(held.apiBase, me.id);
    if (m_settings.accountOfToken(held.digest) != held.account)
        m_settings.setAccountOfToken(held.digest, held.account);
    m_last.insert(hostOf(held.apiBase), held.account);
    m_transport.rates().move(held.own % u'?', held.account);
    m_sessions.lend(held.account, held.token);
    m_sessions.lend(held.own, held.token); // what was asked for it before is theirs now
    endAsking(held);
    answer(held);
}

void RunTokens::classify(Held &held, const Error &error)
{
    qCInfo(logAuth) << "whose a token is could not be asked:" << nameOf(error.kind) << error.http;
    if (isOutOfReach(error.kind)) { // nothing can leave with the token, so nothing needs another account
        if (!held.alone)
            m_sessions.withhold(held.own, error);
        endAsking(held);
        askLater(held, std::min(firstPauseMs << std::min(held.tries, 10), longestOfflineMs));
        return answer(held);
    }
    const bool final = isFinal(error);
    if (!final && held.tries < triesAtOnce)
        return askLater(held, firstPauseMs << (held.tries - 1));
    if (held.asUserOnly && !final && !held.alone)
        holdBack(held, error);
    else
        standAlone(held);
    if (final) // a right that is given later shows then
        return askLater(held, longestLaterMs);
    const qint64 later = std::min(firstLaterMs << std::clamp(held.tries - triesAtOnce, 0, 10), longestLaterMs);
    askLater(held, std::clamp(error.retryAfterMs.value_or(later), firstPauseMs, longestLaterMs));
}

void RunTokens::askLater(Held &held, qint64 ms)
{
    held.next.start(std::chrono::milliseconds(ms));
}

void RunTokens::standAlone(Held &held)
{
    held.alone = true;
    m_sessions.lend(held.own, held.token);
    m_alone(held.own, held.apiBase, true);
    endAsking(held);
    answer(held);
}

// Nothing leaves with it: what would, waits, or needs another token where X refuses this one.
void RunTokens::holdBack(Held &held, const Error &error)
{
    const bool refused = error.kind == ErrorKind::NotSignedIn;
    m_sessions.withhold(held.own, Error{.kind = refused ? ErrorKind::NotSignedIn : ErrorKind::TokenLater,
                                        .problem = refused ? QString() : QStringLiteral("whose-token")});
    endAsking(held);
    answer(held);
}

void RunTokens::endAsking(Held &held)
{
    if (std::exchange(held.asking, false))
        m_sessions.askingEnds(hostOf(held.apiBase));
}

void RunTokens::answer(Held &held)
{
    held.silence.stop();
    const QString account = held.account.isEmpty() ? held.own : held.account;
    for (const Found &found : std::exchange(held.waiting, {}))
        found(account);
}

} // namespace postreel
