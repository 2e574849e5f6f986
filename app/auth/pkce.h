// Proof Key for Code Exchange (RFC 7636) with S256: what one try to sign in keeps to itself until the end.
// Invariant: every value comes from the system's source of randomness, and is made for one try alone.
#pragma once

#include <QByteArray>

namespace postreel {

struct SignInSecrets
{
    QByteArray state;    // 43 characters, 256 bits: the answer must bring it back
    QByteArray verifier; // 64 characters, 384 bits: shown to the token endpoint alone

    static SignInSecrets make();
};

// The code_challenge of a verifier: base64url of its SHA-256, without padding.
QByteArray challengeOf(const QByteArray &verifier);

// Whether two secrets are the same, in a time that says nothing of where they differ.
bool sameSecret(const QByteArray &one, const QByteArray &other);

} // namespace postreel
