// The words for what X would object to in a file, and for the resulting verdict.
// Invariant: pure functions; an unknown property is shown by its name, with value and limit.
#pragma once

#include "app/store/records.h"

#include <QString>

namespace postreel {

// One problem of a verdict: "120 frames a second; X takes 60", "HEVC video; X takes H.264".
QString problemText(const Problem &problem);
// The same with the fix: "120 frames a second; X takes 60 (Reduce it to 60 fps)".
QString problemWithFix(const Problem &problem);
// The verdict in words: "Ready", "X may refuse this", "X won't take this as it is". `headersAlone`: only the
// headers were checked, because ffmpeg is missing.
QString verdictText(Verdict verdict, bool headersAlone = false);
// True if X would, or may, refuse the file.
bool isRefusal(Verdict verdict);

} // namespace postreel
