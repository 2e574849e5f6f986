#include "ui/cli/request_access.h"

#include "ui/error_text.h"

#include <QCoreApplication>
#include <algorithm>

namespace postreel {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("postreel::CommandLine", text);
}

} // namespace

RequestAccess::RequestAccess(Engine &engine, const StartRequest &own, OpenSandbox openSandbox)
    : m_engine(engine), m_caFile(own.caFile), m_limitBytesPerSecond(own.limitBytesPerSecond),
      m_openSandbox(std::move(openSandbox))
{
}

Program::Access RequestAccess::open(const StartRequest &request)
{
    if (!request.caFile.isEmpty() && request.caFile != m_caFile)
        return {{}, tr("--ca-file cannot be given to the Postreel that runs already: close that first, then run this again.")};
    if (request.limitBytesPerSecond > 0 && request.limitBytesPerSecond != m_limitBytesPerSecond) {
        m_limitBytesPerSecond = request.limitBytesPerSecond;
        m_engine.setRunLimit(m_limitBytesPerSecond);
    }
    if (request.wantsSandbox()) {
        const Result<QString> key = m_openSandbox(request.sandboxSpec);
        if (!key.ok())
            return {{}, key.error().said};
        return {*key, {}};
    }
    if (!request.apiBase.isEmpty() || !request.token.isEmpty())
        return openRunAccount(request);
    return pickAccount(request.account);
}

Program::Access RequestAccess::openRunAccount(const StartRequest &request)
{
    const QUrl base(request.apiBase.isEmpty() ? QStringLiteral("https://api.x.com") : request.apiBase);
    QString host = base.host();
    if (base.port() > 0)
        host += u':' % QString::number(base.port());
    const AccountView account{.key = host % QStringLiteral("/run"), .label = host};
    m_engine.addAccount(account, base, request.token);
    return {account.key, {}};
}

Program::Access RequestAccess::pickAccount(const QString &wanted) const
{
    const QVector<AccountView> accounts = m_engine.accounts();
    if (wanted.isEmpty()) {
        // With one account there is nothing to choose; the sandbox is only ever chosen by name.
        QVector<AccountView> real = accounts;
        real.removeIf([](const AccountView &account) { return account.sandbox; });
        return {real.size() == 1 ? real.first().key : QString(), {}};
    }
    const auto known = std::find_if(accounts.begin(), accounts.end(), [&wanted](const AccountView &account) {
        return account.key == wanted || account.label.compare(wanted, Qt::CaseInsensitive) == 0;
    });
    if (known != accounts.end())
        return {known->key, {}};
    return {{}, tr("--account %1 is not signed in here: sign in first, or use --access-token-file.")
                    .arg(shownWords(wanted).left(80))};
}

} // namespace postreel
