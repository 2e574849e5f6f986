#include "app/auth/run_tokens.h"

namespace postreel {

RunTokens::~RunTokens()
{
    for (QByteArray &token : m_tokens)
        token.fill('\0');
}

void RunTokens::set(const QString &account, const QByteArray &token)
{
    if (token.isEmpty())
        m_tokens.remove(account);
    else
        m_tokens.insert(account, token);
}

void RunTokens::withToken(const QString &account, QObject *context,
                          std::function<void(const Result<QByteArray> &)> use)
{
    Q_UNUSED(context) // answered at once, so it cannot be gone
    const auto token = m_tokens.constFind(account);
    if (token == m_tokens.cend())
        use(Result<QByteArray>(ErrorKind::NotSignedIn));
    else
        use(Result<QByteArray>(*token));
}

} // namespace postreel
