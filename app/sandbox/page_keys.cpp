#include "app/sandbox/page_keys.h"

#include "app/sandbox/random_secret.h"

#include <QCryptographicHash>

namespace postreel::sandbox {

namespace {

// Long enough for a browser to start.
constexpr qint64 onceLifeMs = 2 * 60 * 1000;

QByteArray hashOf(const QByteArray &key)
{
    return QCryptographicHash::hash(key, QCryptographicHash::Sha256);
}

} // namespace

PageKeys::PageKeys(const Clock &clock) : m_clock(clock), m_cookie(randomSecret()) {}

QByteArray PageKeys::newKey(Life life)
{
    const QMutexLocker lock(&m_mutex);
    const qint64 now = m_clock.monotonicMs();
    m_keys.removeIf([now](const auto &entry) { return entry->life == Life::Once && now - entry->madeMs > onceLifeMs; });
    const QByteArray key = randomSecret();
    m_keys.insert(hashOf(key), {life, now});
    return key;
}

bool PageKeys::redeem(const QByteArray &key)
{
    const QMutexLocker lock(&m_mutex);
    const auto found = m_keys.constFind(hashOf(key));
    if (found == m_keys.constEnd())
        return false;
    if (found->life == Life::WholeRun)
        return true;
    const bool inTime = m_clock.monotonicMs() - found->madeMs <= onceLifeMs;
    m_keys.erase(found);
    return inTime;
}

bool PageKeys::isCookieValue(const QByteArray &value) const
{
    // Compares hashes, so that the duration of the comparison reveals nothing about the cookie.
    return hashOf(value) == hashOf(m_cookie);
}

} // namespace postreel::sandbox
