// Knows the secrets that are in use by their values, so that whatever a server repeats of them, in any shape, is redacted.
// May be used from any thread.
// Invariant: a value is known exactly as long as a KnownSecret of it exists.
#pragma once

#include <QByteArray>
#include <QString>
#include <memory>

namespace postreel {

// Held by whoever holds the secret: a token, a code, a code verifier, a client secret, a password. Copies are cheap.
class KnownSecret
{
public:
    KnownSecret() = default;
    // An empty value registers nothing.
    explicit KnownSecret(const QByteArray &value);

private:
    std::shared_ptr<const void> m_entry;
};

// Returns the text with every known secret replaced by "[redacted]" (redact() of log.h calls this): plain in any case,
// percent-encoded (also twice), with JSON and HTML escapes, in hex and in Base64 of either alphabet, also inside a longer
// value. A secret of 16 bytes or more is also found in Base32, wrapped by white space, escapes of it or quoted-printable, and
// in part, where 16 of its letters stand in a row. One of less than 8 bytes is replaced only as a word of its own in its exact
// form, and one of less than 4 never: too many ordinary words would go with it. Takes linear time.
QByteArray redactKnown(const QByteArray &text);
QString redactKnown(const QString &text);

// The same for secrets of 16 bytes or more alone, which no other text has by chance.
QByteArray redactLong(const QByteArray &text);

} // namespace postreel
