// From what X says of a user, and how they signed in, to the record of the account.
// Invariant: pure; no token and no secret is ever part of the record.
#pragma once

#include "app/auth/sign_in_outcome.h"
#include "app/store/records.h"
#include "app/x/post_calls.h"

namespace postreel {

// Of the user of a token, with which nobody is signed in.
AccountRecord userAccountOf(const QUrl &apiBase, const Me &me, qint64 nowMs);
AccountRecord accountOf(const SignInRequest &wish, const Me &me, const StoredSignIn &signIn, qint64 nowMs);
// Of an account that was signed in.
OAuthEndpoints endpointsOf(const AccountRecord &account);

} // namespace postreel
