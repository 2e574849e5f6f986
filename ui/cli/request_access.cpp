#include "ui/cli/request_access.h"

#include "ui/cli/cli_text.h"
#include "ui/shown_words.h"

#include <algorithm>

namespace postreel {

namespace {

QUrl apiBaseOf(const StartRequest &request)
{
    return QUrl(request.apiBase.isEmpty() ? QStringLiteral("https://api.x.com") : request.apiBase);
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
        return {.problem = CliText::tr("--ca-file cannot be given to a Postreel that is already running: close that first, "
                                       "then run this again.")};
    if (request.limitBytesPerSecond > 0) // the most recent request wins
        m_engine.network().setRunLimit(request.limitBytesPerSecond);
    if (request.wantsSandbox()) {
        const Result<QString> key = m_openSandbox(request.sandboxSpec);
        if (!key.ok())
            return {.problem = key.error().detail};
        return {.account = *key};
    }
    if (!request.token.isEmpty() && request.kind == StartRequest::Kind::Run) // X is asked whose token this is first
        m_engine.accounts().useToken(apiBaseOf(request), request.token, !request.onceKey.isEmpty(), &m_engine, [](const QString &) {});
    return {.picks = true};
}

void RequestAccess::pick(const StartRequest &request, QObject *context,
                         const std::function<void(const Program::Access &)> &picked)
{
    if (request.token.isEmpty())
        return picked(pickSignedIn(request));
    if (request.kind != StartRequest::Kind::Run) // --check uses no network, so the token is not looked up
        return picked({});
    m_engine.accounts().useToken(apiBaseOf(request), request.token, !request.onceKey.isEmpty(), context,
                      [picked](const QString &account) { picked({.account = account}); });
}

// An API base without a user: Posts recorded for it wait until the user chooses an account.
Program::Access RequestAccess::openWithoutUser(const StartRequest &request) const
{
    const QUrl base = apiBaseOf(request);
    const QString port = base.port() > 0 ? QString(u':' % QString::number(base.port())) : QString();
    const QString host = base.host() % port;
    const AccountView account{.key = host % QStringLiteral("/nobody"), .label = host};
    m_engine.accounts().add(account, base, {});
    return {.account = account.key};
}

QVector<AccountView> RequestAccess::candidates(const StartRequest &request) const
{
    QVector<AccountView> accounts = m_engine.accounts().all();
    accounts.removeIf([base = QUrl(request.apiBase)](const AccountView &account) {
        return !base.isEmpty() && !account.apiBase.matches(base, QUrl::StripTrailingSlash);
    });
    return accounts;
}

Program::Access RequestAccess::pickSignedIn(const StartRequest &request) const
{
    QVector<AccountView> accounts = candidates(request);
    const QString &wanted = request.account;
    if (!wanted.isEmpty()) {
        for (const AccountView &account : std::as_const(accounts))
            if (account.key == wanted || account.userId == wanted ||
                account.label.compare(wanted, Qt::CaseInsensitive) == 0)
                return {.account = account.key};
        return {.problem = CliText::tr("--account %1 is not signed in here: sign in first, or use --access-token-file.")
                               .arg(shownWords(wanted).left(80))};
    }
    // The sandbox is used only if it is named.
    accounts.removeIf([](const AccountView &account) { return account.sandbox; });
    for (const AccountView &account : std::as_const(accounts))
        if (account.key == m_usual())
            return {.account = account.key};
    if (accounts.size() == 1)
        return {.account = accounts.first().key};
    return accounts.isEmpty() && !request.apiBase.isEmpty() ? openWithoutUser(request) : Program::Access{};
}

} // namespace postreel
