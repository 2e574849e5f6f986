// Secrets that are in use, known by their value: whatever a server repeats of them, in whatever shape, does not get further.
// Any thread may use it.
// Invariant: a value is known exactly as long as a KnownSecret of it lives.
#pragma once

#include <QByteArray>
#include <QString>
#include <memory>

namespace postreel {

// Held by whoever holds the secret: a token, a code, a code verifier, a client's secret, a password. Copies are cheap.
class KnownSecret
{
public:
    KnownSecret() = default;
    // Empty: nothing is known.
    explicit KnownSecret(const QByteArray &value);

private:
    std::shared_ptr<const void> m_entry;
};

// The text (redact() of log.h calls this) with every known secret replaced by "[redacted]": plain in any case, percent-encoded
// (also twice), in JSON and HTML escapes, in hex and in Base64 of either alphabet, also in the midst of a longer value. One of
// 16 bytes and more also in Base32, wrapped by white space, escapes of it or quoted-printable, and as far as 16 letters of it
// stand there. One of less than 8 bytes is replaced only where it stands by itself, as it is, and one of less than 4 not at
// all: too many words would go with it. Takes time that grows as the text does.
QByteArray redactKnown(const QByteArray &text);
QString redactKnown(const QString &text);

} // namespace postreel
