// The table of options: name, kind of value, help text.
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
    const char *value; // name of the value in --help
    bool repeats;      // may be given more than once
    const char *help;  // English; translated in context "CliText"
};

std::span<const Option> options();
const Option &optionOf(OptionId id);
// The option with that name (without "--"); null if there is none.
const Option *findOption(const QString &name);
// The option name closest to a mistyped one; empty if none is within two edits.
QString closestOption(const QString &name);

} // namespace postreel
