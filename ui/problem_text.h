// The words for what X would object to in a file, and for the verdict that follows from it.
// Invariant: pure; of a property that is not known here, its name is told with value and limit.
#pragma once

#include "app/store/records.h"

#include <QString>

namespace postreel {

// One problem of a verdict: "120 frames a second; X takes 60", "HEVC video; X takes H.264".
QString problemText(const Problem &problem);
// The same with what helps: "120 frames a second; X takes 60 (Reduce it to 60 fps)".
QString problemWithFix(const Problem &problem);
// The verdict in words: "Ready", "X may refuse this", "X won't take this as it is". `headersAlone`: for want of ffmpeg.
QString verdictText(Verdict verdict, bool headersAlone = false);
// Whether it says that X would, or may, not take the file.
bool isRefusal(Verdict verdict);

} // namespace postreel
