#include "ui/english_plurals.h"

#include <array>
#include <string_view>

namespace postreel {

namespace {
struct Forms
{
    std::string_view source;
    const char *one;
    const char *many;
};
constexpr std::array<Forms, 4> table{{
    {"Safe to quit: %n Post(s) wait until Postreel runs again",
     "Safe to quit: %n Post waits until Postreel runs again",
     "Safe to quit: %n Posts wait until Postreel runs again"},
    {"…and %n more file(s).", "…and %n more file.", "…and %n more files."},
    {"%n draft(s) made, one per file.", "%n draft made.", "%n drafts made, one per file."},
    {"Posting in %n second(s).", "Posting in %n second.", "Posting in %n seconds."},
}};
} // namespace

QString EnglishPlurals::translate(const char *context, const char *sourceText, const char *disambiguation,
                                  int n) const
{
    Q_UNUSED(context)
    Q_UNUSED(disambiguation)
    if (n < 0 || !sourceText)
        return {};
    for (const Forms &forms : table)
        if (forms.source == sourceText)
            return QString::fromUtf8(n == 1 ? forms.one : forms.many);
    return {};
}

} // namespace postreel
