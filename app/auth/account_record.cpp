#include "app/auth/account_record.h"

namespace postreel {

AccountRecord accountOf(const QUrl &apiBase, const Me &me, const StoredSignIn &signIn, qint64 nowMs)
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
            .clientId = signIn.app.clientId,
            .scopes = signIn.scopes,
            .addedAtMs = nowMs};
}

} // namespace postreel
