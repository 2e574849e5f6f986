// The part of Sessions for tokens that were passed in for this run alone.
#include "app/auth/sessions.h"

namespace postreel {

void Sessions::setTransientToken(const QString &key, const QByteArray &token)
{
    const auto session = std::make_shared<Session>();
    session->put({.access = token, .scopes = {}, .app = {}});
    session->thisRunAlone = true;
    m_transient.insert(key, session);
    m_blocked.remove(key);
}

void Sessions::removeTransientToken(const QString &key)
{
    m_transient.remove(key);
}

void Sessions::blockAccount(const QString &key, const Error &error)
{
    m_transient.remove(key);
    m_blocked.insert(key, error);
}

bool Sessions::mayBeAskedFor(const QString &account) const
{
    return m_asking.contains(account.section(u'/', 0, 0));
}

void Sessions::beginUserLookup(const QString &host)
{
    ++m_asking[host];
}

void Sessions::endUserLookup(const QString &host)
{
    if (--m_asking[host] > 0)
        return;
    m_asking.remove(host);
    for (const Undecided &one : std::exchange(m_waitingForLookup, {}))
        if (one.waiter.context)
            withToken(one.account, one.waiter.context, one.waiter.use);
}

} // namespace postreel
