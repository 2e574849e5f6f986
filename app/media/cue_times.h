// The line of an SRT or VTT cue that says when it is shown.
// Invariant: pure; canonical() of what was read reads as the same times, and has the form that the format
// asks for.
#pragma once

#include <QString>
#include <optional>

namespace postreel {

struct CueTimes
{
    qint64 startMs = 0;
    qint64 endMs = 0;
    bool startHours = true; // were written; VTT may leave them out
    bool endHours = true;
    QString settings; // what follows, as it stands: "align:start"

    QString canonical(bool vtt) const;
};

// Lenient: blanks anywhere between the numbers, a point or a comma, hours left out, any number of digits,
// other arrows. Nothing for a line that has no two times, or one of 60 minutes or seconds.
std::optional<CueTimes> cueTimesOf(QStringView line);

} // namespace postreel
