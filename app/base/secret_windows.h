// Finds long secrets in a text, however servers wrap, escape, encode or cut them, in linear time.
// Invariant: a window is 16 letters as spelledPlainly() returns them, so separators between letters never hide a secret.
#pragma once

#include <QByteArray>
#include <unordered_set>
#include <vector>

namespace postreel {

// 16 letters, one byte each.
struct SecretWindow
{
    quint64 first = 0;
    quint64 last = 0;

    friend bool operator==(const SecretWindow &, const SecretWindow &) = default;
};

struct SecretWindowHash
{
    std::size_t operator()(const SecretWindow &window) const
    {
        return static_cast<std::size_t>((window.first ^ (window.last * 0x9E3779B97F4A7C15ULL)) * 0xC2B2AE3D27D4EB4FULL >> 16);
    }
};

using SecretWindows = std::unordered_set<SecretWindow, SecretWindowHash>;

// The Base64 letters that depend on the secret alone when it starts `shift` bytes, 0 to 2, after the start of a group.
QByteArray base64Core(const QByteArray &secret, int shift);

// The windows of a secret in plain form, hex, Base32 and Base64; none if it is too short for this search.
std::vector<SecretWindow> windowsOf(const QByteArray &secret);

// Returns the text with each run of these windows replaced by "[redacted]".
QByteArray redactWindows(const QByteArray &text, const SecretWindows &windows);

} // namespace postreel
