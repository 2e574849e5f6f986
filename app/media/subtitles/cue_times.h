// The timing line of an SRT or VTT cue.
// Invariant: pure; canonical() has the form that the format requires, and parses to the same times.
#pragma once

#include <QString>
#include <optional>

namespace postreel {

struct CueTimes
{
    qint64 startMs = 0;
    qint64 endMs = 0;
    bool startHours = true; // hours were written; VTT may omit them
    bool endHours = true;
    QString settings; // the rest of the line, blanks simplified: "align:start"

    QString canonical(bool vtt) const;
};

// Parses leniently: blanks anywhere between the numbers, a point or a comma, no hours, one to six digits per number,
// other arrows. Returns nothing if the line does not have two times, or has 60 or more minutes or seconds.
std::optional<CueTimes> cueTimesOf(QStringView line);

} // namespace postreel
