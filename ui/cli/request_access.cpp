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

RequestAccess::RequestAccess(Engine &engine, const StartRequest &own, OpenSandbox openSandbox,
                             std::function<QString()> usual)
    : m_engine(engine), m_caFile(own.caFile), m_openSandbox(std::move(openSandbox)), m_usual(std::move(usual))
{
}

Program::Access RequestAccess::open(const StartRequest &request)
{
    if (!request.caFile.isEmpty() && request.caFile != m_caFile)
        return {.problem = tr("--ca-file cannot be given to the Postreel that runs already: close that first, then run this again.")};
    if (request.limitBytesPerSecond > 0) // whatever was said since: the newest word counts
        m_engine.setRunLimit(request.limitBytesPerSecond);
    if (request.wantsSandbox()) {
        const Result<QString> key = m_openSandbox(request.sandboxSpec);
        if (!key.ok())
            return {.problem = key.error().said};
        return {.account = *key};
    }
    return request.token.isEmpty() ? Program::Access{.picks = true} : openRunAccount(request);
}

Program::Access RequestAccess::openRunAccount(const StartRequest &request)
{
    const QUrl base(request.apiBase.isEmpty() ? QStringLiteral("https://api.x.com") : request.apiBase);
    QString host = base.host();
    if (base.port() > 0)
        host += u':' % QString::number(base.port());
    const AccountView account{.key = host % QStringLiteral("/run"), .label = host};
    m_engine.addAccount(account, base, request.token);
    return {.account = account.key};
}

QVector<AccountView> RequestAccess::candidates(const StartRequest &request) const
{
    QVector<AccountView> accounts = m_engine.accounts();
    accounts.removeIf([base = QUrl(request.apiBase)](const AccountView &account) {
        return !base.isEmpty() && !account.apiBase.matches(base, QUrl::StripTrailingSlash);
    });
    return accounts;
}

Program::Access RequestAccess::pick(const StartRequest &request)
{
    QVector<AccountView> accounts = candidates(request);
    const QString &wanted = request.account;
    if (!wanted.isEmpty()) {
        for (const AccountView &account : std::as_const(accounts))
            if (account.key == wanted || account.userId == wanted ||
                account.label.compare(wanted, Qt::CaseInsensitive) == 0)
                return {.account = account.key};
        return {.problem = tr("--account %1 is not signed in here: sign in first, or use --access-token-file.")
                               .arg(shownWords(wanted).left(80))};
    }
    // The sandbox is only ever chosen by name.
    accounts.removeIf([](const AccountView &account) { return account.sandbox; });
    for (const AccountView &account : std::as_const(accounts))
        if (account.key == m_usual())
            return {.account = account.key};
    if (accounts.size() == 1)
        return {.account = accounts.first().key};
    return accounts.isEmpty() && !request.apiBase.isEmpty() ? openRunAccount(request) : Program::Access{};
}

} // namespace postreel
