// What is done for a request that needs a token, as a table: (what is known of the sign-in, now) → one move.
// Invariant: pure; a sign-in ends by the token endpoint's word alone, and each access token that X refuses brings
// about one renewal at most, so that an outage of X that refuses everybody burns no token.
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
    qint64 lifeMs = 0;          // of the access token when it was given; 0: not known
    bool maybeSpent = false;    // a renewal began and its end is not known: trying again may end the sign-in
    bool refused = false;       // X answered 401 to this access token
    bool bornOfRefusal = false; // this access token came by a renewal that a 401 had asked for
    bool mayTry = true;         // no failed try is so recent that the next one has to wait
};

enum class TokenAction {
    Use,       // send the access token as it is
    Renew,     // renew it first
    LookAgain, // another program may have renewed it: read the store, then use what is there
    Wait,      // it has ended and cannot be renewed just now
    SignIn,    // only a person can fix it
};

// X's access tokens live for two hours; by then, five minutes are enough to renew one in spite of some trouble.
constexpr qint64 renewBeforeMs = 5 * 60'000;
// Too little for a request to arrive and be checked.
constexpr qint64 endedBeforeMs = 30'000;
// Another server's tokens may live for less than that: then it is this part of their life.
constexpr qint64 lastPart = 4;
constexpr qint64 endPart = 8;

constexpr TokenAction moveFor(const TokenFacts &f, qint64 serverMs)
{
    if (f.dead)
        return TokenAction::SignIn;
    if (!f.renewable) // X's word counts: after three 401s the retry ladder asks for a sign-in
        return TokenAction::Use;
    const qint64 leftMs = f.expiresAtMs - serverMs;
    const qint64 lifeMs = f.lifeMs > 0 ? f.lifeMs : lastPart * renewBeforeMs;
    if (leftMs <= std::min(endedBeforeMs, lifeMs / endPart))
        return f.mayTry ? TokenAction::Renew : TokenAction::Wait;
    if (!f.mayTry)
        return TokenAction::Use; // not at its end: X may have thought better of it
    if (f.refused)
        return f.bornOfRefusal ? TokenAction::LookAgain : TokenAction::Renew;
    return leftMs <= std::min(renewBeforeMs, lifeMs / lastPart) && !f.maybeSpent ? TokenAction::Renew : TokenAction::Use;
}

} // namespace postreel
