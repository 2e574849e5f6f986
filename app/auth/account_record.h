// From what X says of a user, and how they signed in, to the record of the account.
// Invariant: pure; no token and no secret is ever part of the record.
#pragma once

#include "app/auth/token_store.h"
#include "app/store/records.h"
#include "app/x/post_calls.h"

namespace postreel {

AccountRecord accountOf(const QUrl &apiBase, const Me &me, const StoredSignIn &signIn, qint64 nowMs);

} // namespace postreel
