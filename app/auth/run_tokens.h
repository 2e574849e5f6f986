// The access tokens that were given for this run alone (a file, the sandbox): kept in memory, never stored.
// Invariant: a token leaves this class only through withToken() of its own account.
#pragma once

#include "app/x/token_source.h"

#include <QHash>

namespace postreel {

class RunTokens final : public TokenSource
{
public:
    ~RunTokens() override;
    // An empty token forgets the account.
    void set(const QString &account, const QByteArray &token);
    bool has(const QString &account) const { return m_tokens.contains(account); }

    void withToken(const QString &account, QObject *context,
                   std::function<void(const Result<QByteArray> &)> use) override;

private:
    QHash<QString, QByteArray> m_tokens;
};

} // namespace postreel
