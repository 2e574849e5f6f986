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

AccountRecord accountOf(const SignInRequest &wish, const Me &me, const StoredSignIn &signIn, qint64 nowMs)
{
    AccountRecord account = userAccountOf(wish.apiBase, me, nowMs);
    account.authorizeUrl = wish.endpoints.authorize.toString();
    account.tokenUrl = wish.endpoints.token.toString();
    account.revokeUrl = wish.endpoints.revoke.toString();
    account.clientId = signIn.app.clientId;
    account.scopes = signIn.scopes;
    account.state = wish.keep ? AccountState::SignedIn : AccountState::SessionOnly;
    return account;
}

OAuthEndpoints endpointsOf(const AccountRecord &account)
{
    return {.authorize = QUrl(account.authorizeUrl), .token = QUrl(account.tokenUrl), .revoke = QUrl(account.revokeUrl)};
}

} // namespace postreel
