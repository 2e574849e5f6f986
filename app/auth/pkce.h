// Proof Key for Code Exchange (RFC 7636) with S256: the secrets of one attempt to sign in.
// Invariant: every value comes from the system's source of randomness and is used for one attempt alone.
#pragma once

#include <QByteArray>

namespace postreel {

struct SignInSecrets
{
    QByteArray state;    // 43 characters, 256 bits: the response must return it
    QByteArray verifier; // 64 characters, 384 bits: sent to the token endpoint alone

    static SignInSecrets make();
};

// The code_challenge of a verifier: base64url of its SHA-256, without padding.
QByteArray challengeOf(const QByteArray &verifier);

// Compares two secrets in a time that does not depend on where they differ.
bool sameSecret(const QByteArray &one, const QByteArray &other);

} // namespace postreel
