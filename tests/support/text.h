// A text of a test as the program's own strings are: UTF-8 in the source, a QString where it is used.
#pragma once

#include <QString>

namespace postreel::testing {

inline QString text(const char *words)
{
    return QString::fromUtf8(words);
}

} // namespace postreel::testing
