// Finds runs of long secrets in a text, however servers wrap, escape, encode or cut them, in time that grows as the text does.
// Invariant: a window is 16 letters as spelledPlainly() leaves them, so that what separates letters never hides one.
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

// The letters of Base64 that a secret alone decides, when it stands `shift` bytes, 0 to 2, behind the start of a group.
QByteArray base64Core(const QByteArray &secret, int shift);

// Those of a secret as it is, in hex, in Base32 and in Base64. None: it is too short for this search.
std::vector<SecretWindow> windowsOf(const QByteArray &secret);

// The text with each run of these windows replaced by "[redacted]".
QByteArray redactWindows(const QByteArray &text, const SecretWindows &windows);

} // namespace postreel
