#include "app/auth/account_record.h"

namespace postreel {

AccountRecord accountOf(const SignInWish &wish, const Me &me, const StoredSignIn &signIn, qint64 nowMs)
{
    return {.key = tokenKey(wish.apiBase, me.id),
            .userId = me.id,
            .handle = me.username,
            .name = me.name,
            .pictureUrl = me.pictureUrl,
            .subscription = me.subscription,
            .verified = me.verified,
            .verifiedType = me.verifiedType,
            .apiBase = wish.apiBase.toString(),
            .authorizeUrl = wish.endpoints.authorize.toString(),
            .tokenUrl = wish.endpoints.token.toString(),
            .revokeUrl = wish.endpoints.revoke.toString(),
            .clientId = signIn.app.clientId,
            .scopes = signIn.scopes,
            .state = wish.keep ? AccountState::SignedIn : AccountState::SessionOnly,
            .addedAtMs = nowMs};
}

OAuthEndpoints endpointsOf(const AccountRecord &account)
{
    return {.authorize = QUrl(account.authorizeUrl), .token = QUrl(account.tokenUrl), .revoke = QUrl(account.revokeUrl)};
}

} // namespace postreel
