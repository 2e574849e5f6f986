// Builds the record of an account from what X says about a user and how they signed in.
// Invariant: pure; no token and no secret is ever part of the record.
#pragma once

#include "app/auth/sign_in_outcome.h"
#include "app/store/records.h"
#include "app/x/post_calls.h"

namespace postreel {

// The user of a token that was passed in for one run; nobody is signed in with it.
AccountRecord userAccountOf(const QUrl &apiBase, const Me &me, qint64 nowMs);
AccountRecord accountOf(const SignInRequest &request, const Me &me, const StoredSignIn &signIn, qint64 nowMs);
// The endpoints of an account that was signed in.
OAuthEndpoints endpointsOf(const AccountRecord &account);

} // namespace postreel
