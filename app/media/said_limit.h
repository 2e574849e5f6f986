// The limit that X names when it refuses a video: servers with older limits than the published ones still answer so.
// Invariant: pure; words without a limit that can be read tell nothing.
#pragma once

#include <QString>
#include <QtGlobal>

namespace postreel {

struct SaidLimit
{
    qint64 durationMs = 0; // longest video; 0: not said
    qint64 bytes = 0;      // largest file; 0: not said
    explicit operator bool() const { return durationMs > 0 || bytes > 0; }
    friend bool operator==(const SaidLimit &, const SaidLimit &) = default;
};

// Reads such as "You are not allowed to post a video longer than 2 minutes", "Duration too long, maximum:140000, actual:
// 210000" (ms), "File size exceeds 536870912 bytes", "exceeds the 512 MB limit".
SaidLimit limitIn(const QString &words);

} // namespace postreel
