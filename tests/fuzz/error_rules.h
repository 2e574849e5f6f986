// What holds of every Error that came out of foreign bytes, wherever it was made.
// The list is that of app/base/error.h and app/x/error_mapping.h.
#pragma once

#include "app/base/error.h"
#include "app/base/log.h"
#include "tests/fuzz/byte_source.h"

namespace postreel::fuzzing {

// Nothing in it that redact() would take out. Words that were cut may end within its mark.
inline bool isRedacted(const QString &words)
{
    return redact(words).startsWith(words);
}

inline bool isOneCleanLine(const QString &words)
{
    return std::none_of(words.cbegin(), words.cend(), [](QChar c) {
        const bool turnsText = (c >= u'\u202a' && c <= u'\u202e') || (c >= u'\u2066' && c <= u'\u2069');
        return turnsText || c.category() == QChar::Other_Control;
    });
}

inline void checkWords(const QString &said)
{
    must(said.size() <= 500, "words of X are at most 500 characters");
    must(isRedacted(said), "words of X hold no secret");
    must(isOneCleanLine(said), "words of X are one line without control characters");
}

inline void checkError(const Error &error)
{
    must(error.kind != ErrorKind::None, "an error has a kind");
    checkWords(error.detail);
    must(error.problem.size() <= 100, "a problem's name is at most 100 characters");
    must(isRedacted(error.problem), "a problem's name holds no secret");
}

} // namespace postreel::fuzzing
