// Every option once: its name, what it takes and the words of --help.
// Invariant: the parser and --help both read this table, so neither knows an option that the other does not.
#pragma once

#include <QString>
#include <span>

namespace postreel {

enum class OptionId {
    Sandbox, ApiBase, CaFile, TokenFile, Account,
    Text, TextFile, Alt, Subtitles, Cover, At, Post, Each,
    Fix, SendAnyway, Check,
    Limit, Timeout, Once, QuitWhenDone, Events, Profile,
    Version, Help, HelpEvents,
};

struct Option
{
    enum class Takes { Nothing, Value, MayTakeValue };

    OptionId id;
    const char *name;  // without "--"
    Takes takes;
    const char *value; // how --help calls the value
    bool repeats;      // may be given more than once
    const char *help;  // English; translated in context "postreel::CommandLine"
};

std::span<const Option> options();
const Option &optionOf(OptionId id);
// The option of that name ("--" not included); null when there is none.
const Option *findOption(const QString &name);
// The known name that is closest to a mistyped one; empty when none is close.
QString closestOption(const QString &name);

} // namespace postreel
