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
constexpr std::array<Forms, 20> table{{
    {"Safe to quit: %n Post(s) wait until Postreel runs again",
     "Safe to quit: %n Post waits until Postreel runs again",
     "Safe to quit: %n Posts wait until Postreel runs again"},
    {"This connection may cost by what it carries: %n upload(s) wait for your word.",
     "This connection may cost by what it carries: %n upload waits for your word.",
     "This connection may cost by what it carries: %n uploads wait for your word."},
    {"Everything is done: the computer shuts down in %n second(s).",
     "Everything is done: the computer shuts down in %n second.",
     "Everything is done: the computer shuts down in %n seconds."},
    {"…and %n more file(s).", "…and %n more file.", "…and %n more files."},
    {"%n draft(s) made, one per file.", "%n draft made.", "%n drafts made, one per file."},
    {"%n frame(s)", "%n frame", "%n frames"},
    {"%n channel(s)", "%n channel", "%n channels"},
    {"Posting in %n second(s).", "Posting in %n second.", "Posting in %n seconds."},
    {"%n subtitle track(s)", "%n subtitle track", "%n subtitle tracks"},
    {"%n media have no alt text.", "%n media has no alt text.", "%n media have no alt text."},
    {"X takes up to four pictures in a Post, and these are %n.",
     "X takes up to four pictures in a Post, and this is %n.",
     "X takes up to four pictures in a Post, and these are %n."},
    {"X takes one video or GIF in a Post, and these are %n.",
     "X takes one video or GIF in a Post, and this is %n.",
     "X takes one video or GIF in a Post, and these are %n."},
    {"Adding %n file(s)", "Adding %n file", "Adding %n files"},
    {"Waits for %n file(s) to be added", "Waits for %n file to be added", "Waits for %n files to be added"},
    {"Waits for %n file(s) to be added.", "Waits for %n file to be added.", "Waits for %n files to be added."},
    {"Still waiting for %1 and %n more file(s): what they are on does not answer. Everything else goes on; check its connection.",
     "Still waiting for %1 and %n more file: what they are on does not answer. Everything else goes on; check its connection.",
     "Still waiting for %1 and %n more files: what they are on does not answer. Everything else goes on; check its connection."},
    {"%n frame(s) at a time far from the others", "%n frame at a time far from the others",
     "%n frames at a time far from the others"},
    {"%n gap(s) in all", "%n gap in all", "%n gaps in all"},
    {"%n Post(s) removed", "%n Post removed", "%n Posts removed"},
    {"begin anew %n time(s)", "begin anew once", "begin anew %n times"},
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
