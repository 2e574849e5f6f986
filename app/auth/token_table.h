// Decides what to do for a request that needs a token, as a table: (what is known of the sign-in, now) → one action.
// Invariant: pure; a sign-in ends only by the token endpoint's own response, and each access token that X refuses leads to one
// renewal at most, so that an outage in which X refuses everybody uses up no tokens.
#pragma once

#include <QtGlobal>
#include <algorithm>

namespace postreel {

// All times in milliseconds; those of tokens on X's clock.
struct TokenFacts
{
    bool dead = false;          // the token endpoint refused the refresh token
    bool renewable = false;     // there is a refresh token
    qint64 expiresAtMs = 0;     // of the access token
    qint64 lifeMs = 0;          // of the access token when it was given; 0: unknown
    bool maybeSpent = false;    // a renewal with an unknown result began: trying again may end the sign-in
    bool refused = false;       // X answered 401 to this access token
    bool renewedAfter401 = false; // this access token came from a renewal after a 401
    bool mayTry = true;         // false: a try failed so recently that the next one has to wait
};

enum class TokenAction {
    Use,       // send the access token as it is
    Renew,     // renew it first
    LookAgain, // another program may have renewed it: read the store, then use what is there
    Wait,      // the token has expired and cannot be renewed at the moment
    SignIn,    // only the user can fix it
};

// X's access tokens live for two hours; five minutes are enough to renew one in spite of some trouble.
constexpr qint64 renewBeforeMs = 5 * 60'000;
// With less time left, a request may arrive too late to be accepted.
constexpr qint64 endedBeforeMs = 30'000;
// The tokens of another server may live for less than that: then these fractions of their lifetime apply.
constexpr qint64 lastPart = 4;
constexpr qint64 endPart = 8;

constexpr TokenAction actionFor(const TokenFacts &f, qint64 serverMs)
{
    if (f.dead)
        return TokenAction::SignIn;
    if (!f.renewable) // X decides: after three 401s classify() asks for a sign-in
        return TokenAction::Use;
    const qint64 leftMs = f.expiresAtMs - serverMs;
    const qint64 lifeMs = f.lifeMs > 0 ? f.lifeMs : lastPart * renewBeforeMs;
    if (leftMs <= std::min(endedBeforeMs, lifeMs / endPart))
        return f.mayTry ? TokenAction::Renew : TokenAction::Wait;
    if (!f.mayTry)
        return TokenAction::Use; // not expired yet: X may accept it again
    if (f.refused)
        return f.renewedAfter401 ? TokenAction::LookAgain : TokenAction::Renew;
    return leftMs <= std::min(renewBeforeMs, lifeMs / lastPart) && !f.maybeSpent ? TokenAction::Renew : TokenAction::Use;
}

} // namespace postreel
