#include "app/auth/account_record.h"

namespace postreel {

AccountRecord userAccountOf(const QUrl &apiBase, const Me &me, qint64 nowMs)
{
    return {.key = tokenKey(apiBase, me.id),
            .userId = me.id,
            .handle = me.username,
            .name = me.name,
            .pictureUrl = me.pictureUrl,
            .subscription = me.subscription,
            .verified = me.verified,
            .verifiedType = me.verifiedType,
            .apiBase = apiBase.toString(),
            .state = AccountState::SignedOut,
            .addedAtMs = nowMs};
}

AccountRecord accountOf(const SignInRequest &request, const Me &me, const StoredSignIn &signIn, qint64 nowMs)
{
    AccountRecord account = userAccountOf(request.apiBase, me, nowMs);
    account.authorizeUrl = request.endpoints.authorize.toString();
    account.tokenUrl = request.endpoints.token.toString();
    account.revokeUrl = request.endpoints.revoke.toString();
    account.clientId = signIn.app.clientId;
    account.scopes = signIn.scopes;
    account.state = request.keep ? AccountState::SignedIn : AccountState::SessionOnly;
    return account;
}

OAuthEndpoints endpointsOf(const AccountRecord &account)
{
    return {.authorize = QUrl(account.authorizeUrl), .token = QUrl(account.tokenUrl), .revoke = QUrl(account.revokeUrl)};
}

} // namespace postreel
