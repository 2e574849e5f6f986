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
constexpr std::array<Forms, 27> table{{
    {"Safe to quit: %n Post(s) wait until Postreel runs again",
     "Safe to quit: %n Post waits until Postreel runs again",
     "Safe to quit: %n Posts wait until Postreel runs again"},
    {"This connection may charge for data: %n upload(s) are waiting for your decision.",
     "This connection may charge for data: %n upload is waiting for your decision.",
     "This connection may charge for data: %n uploads are waiting for your decision."},
    {"…and %n more file(s).", "…and %n more file.", "…and %n more files."},
    {"%n draft(s) made, one per file.", "%n draft made.", "%n drafts made, one per file."},
    {"%n more file(s)", "%n more file", "%n more files"},
    {"Post %n draft(s)?", "Post %n draft?", "Post %n drafts?"},
    {"%n other(s) need something first and stay drafts.", "%n other needs something first and stays a draft.",
     "%n others need something first and stay drafts."},
    {"%n frame(s)", "%n frame", "%n frames"},
    {"%n channel(s)", "%n channel", "%n channels"},
    {"%1 Posts go out in %n second(s).", "%1 Posts go out in %n second.", "%1 Posts go out in %n seconds."},
    {"Goes out in %n second(s).", "Goes out in %n second.", "Goes out in %n seconds."},
    {"Not posted: %n Post(s), which are drafts again.", "Not posted: %n Post, which is a draft again.",
     "Not posted: %n Posts, which are drafts again."},
    {"It was too late to take back %n Post(s).", "It was too late to take back %n Post.",
     "It was too late to take back %n Posts."},
    {"%n draft(s) discarded", "%n draft discarded", "%n drafts discarded"},
    {"%n subtitle track(s)", "%n subtitle track", "%n subtitle tracks"},
    {"%n media have no alt text.", "%n media has no alt text.", "%n media have no alt text."},
    {"X takes up to four pictures in a Post, and here are %n.",
     "X takes up to four pictures in a Post, and here is %n.",
     "X takes up to four pictures in a Post, and here are %n."},
    {"X takes one video or GIF in a Post, and here are %n.",
     "X takes one video or GIF in a Post, and here is %n.",
     "X takes one video or GIF in a Post, and here are %n."},
    {"Adding %n file(s)", "Adding %n file", "Adding %n files"},
    {"Waiting for %n file(s) to be added", "Waiting for %n file to be added", "Waiting for %n files to be added"},
    {"Waiting for %n file(s) to be added.", "Waiting for %n file to be added.", "Waiting for %n files to be added."},
    {"Still waiting for %1 and %n more file(s): reading them takes unusually long. If the card, disk or share they are on does not respond, check its connection; everything else continues.",
     "Still waiting for %1 and %n more file: reading them takes unusually long. If the card, disk or share they are on does not respond, check its connection; everything else continues.",
     "Still waiting for %1 and %n more files: reading them takes unusually long. If the card, disk or share they are on does not respond, check its connection; everything else continues."},
    {"%n stray frame(s)", "%n stray frame", "%n stray frames"},
    {"%n gap(s) in total", "%n gap in total", "%n gaps in total"},
    {"start over %n time(s)", "start over once", "start over %n times"},
    {"line %1 and %n more: %2", "line %1 and %n more: %2", "line %1 and %n more: %2"},
    {"%n Post(s) removed", "%n Post removed", "%n Posts removed"},
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
