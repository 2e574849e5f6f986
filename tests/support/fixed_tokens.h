// The tokens that a test names, and nothing else.
// Invariant: answers at once.
#pragma once

#include "app/x/token_source.h"

#include <QHash>

namespace postreel::testing {

class FixedTokens final : public TokenSource
{
public:
    // An empty token forgets the account.
    void set(const QString &account, const QByteArray &token)
    {
        if (token.isEmpty())
            m_tokens.remove(account);
        else
            m_tokens.insert(account, token);
    }

    void withToken(const QString &account, QObject *context,
                   std::function<void(const Result<QByteArray> &)> use) override
    {
        Q_UNUSED(context) // answered at once, so it cannot be gone
        const auto token = m_tokens.constFind(account);
        use(token == m_tokens.cend() ? Result<QByteArray>(ErrorKind::NotSignedIn) : Result<QByteArray>(*token));
    }

private:
    QHash<QString, QByteArray> m_tokens;
};

} // namespace postreel::testing
